import Clinical
import Foundation

/// What is missing in a record, contradicts itself, or was copied: told by comparing entries, never by judging them.
struct RecordQuality: Sendable {
    enum Kind: String, Sendable { case missing, contradictory, copied }

    let context: TaskContext

    private var wording: QualityWording { QualityWording(language: context.language) }

    func content(_ kind: Kind) -> TaskContent {
        let lines =
            switch kind {
            case .missing: missing
            case .contradictory: contradictory
            case .copied: copied
            }
        return lines.isEmpty ? .missing(wording.nothing(kind)) : TaskContent(lines: lines)
    }

    // MARK: Missing

    private var missing: [String] {
        guard let patient = context.record else { return [] }
        var lines: [String] = []
        if patient.birthDate == nil { lines.append(wording.birthDate) }
        if patient.sex == .unknown { lines.append(wording.sex) }
        if patient.allergyStatus == .notRecorded { lines.append(wording.allergies) }
        if patient.problemStatus == .notRecorded { lines.append(wording.problems) }
        if patient.medicationStatus == .notRecorded { lines.append(wording.medications) }
        lines += patient.activeMedications.filter { $0.dosage == nil }.map { wording.dosage($0.text) }
        lines += patient.activeProblems.filter { $0.onset == nil }.map { wording.onset($0.text) }
        lines += patient.activeProblems.filter { $0.code == nil }.map { wording.code($0.text) }
        lines += patient.activeAllergies.filter { $0.reaction == nil }.map { wording.reaction($0.text) }
        let undated = patient.observations.filter { $0.time == nil }.map { $0.name(in: context.language.rawValue) }
        lines += Set(undated).sorted().map(wording.date)
        lines += patient.reports.filter { $0.conclusion == nil }.map { wording.conclusion($0.title) }
        let vitals = [("systolic", wording.pressure), ("weight", wording.weight), ("height", wording.height)]
        lines += vitals.filter { patient.series(analyte: $0.0).isEmpty }.map(\.1)
        return lines
    }

    // MARK: Contradictory

    private var contradictory: [String] {
        guard let patient = context.record else { return [] }
        let language = context.language.rawValue
        var lines = context.alerts.filter { [.doubt, .allergy, .duplicate].contains($0.kind) }.map {
            $0.text(in: language)
        }
        lines += patient.observations.filter(\.isDoubtful).compactMap { one in
            one.warning(in: language).map { warning in
                "\(one.name(in: language)) \(one.statedText ?? "")\(context.wording.bracket(one.time?.dayText ?? "—")): \(warning)"
            }
        }
        let active = Set(patient.activeProblems.map { $0.text.lowercased() })
        lines += patient.problems.filter { !$0.isActive && active.contains($0.text.lowercased()) }
            .map { wording.activeAndPast($0.text) }
        lines += future(patient) + afterDeath(patient) + againstText
        return lines
    }

    private func future(_ patient: Patient) -> [String] {
        let now = context.request.now.addingTimeInterval(86_400)
        let language = context.language.rawValue
        return patient.observations.filter { ($0.time?.date ?? .distantPast) > now }.map {
            wording.future($0.name(in: language), $0.time?.dayText ?? "")
        }
    }

    private func afterDeath(_ patient: Patient) -> [String] {
        guard let end = patient.deceasedDate?.date?.addingTimeInterval(86_400) else { return [] }
        let language = context.language.rawValue
        return patient.observations.filter { ($0.time?.date ?? .distantPast) > end }.map {
            wording.afterDeath($0.name(in: language), $0.time?.dayText ?? "")
        }
    }

    /// The text against the chart: another sex or age, an allergy denied that the chart has, other figures of one day.
    private var againstText: [String] {
        guard let chart = context.chart, let note = context.note else { return [] }
        let language = context.language.rawValue
        var lines: [String] = []
        if note.sex != .unknown, chart.sex != .unknown, note.sex != chart.sex { lines.append(wording.otherSex) }
        if let told = note.possibleAges(on: context.request.now),
            let known = chart.possibleAges(on: context.request.now),
            told.upperBound < known.lowerBound - 1 || told.lowerBound > known.upperBound + 1
        {
            lines.append(wording.otherAge("\(told.lowerBound)", "\(known.lowerBound)"))
        }
        if note.allergyStatus == .noneKnown, let first = chart.activeAllergies.first {
            lines.append(wording.deniedAllergy(first.text))
        }
        for one in note.observations {
            guard let analyte = one.analyte, let day = one.time?.dayText, let said = one.statedText else { continue }
            let same = chart.series(analyte: analyte).filter { $0.time?.dayText == day }
            guard let other = same.last, let known = other.statedText,
                !same.contains(where: { $0.value?.value == one.value?.value || $0.stated?.value == one.stated?.value })
            else { continue }
            lines.append(wording.otherValue(one.name(in: language), day, said, known))
        }
        return lines
    }

    // MARK: Copied

    /// Shorter sentences are the same in every note.
    private static let shortest = 16

    private var copied: [String] { copiedSentences + copiedResults }

    private var copiedSentences: [String] {
        var places: [String: Int] = [:]
        var order: [String] = []
        let reports = (context.record?.reports ?? []).compactMap(\.conclusion).flatMap(Sentences.split)
        for sentence in context.text.sentences + reports.map(PlainText.line) {
            let length = sentence.count * (sentence.contains { $0 > "\u{2E80}" } ? 2 : 1)
            guard length >= Self.shortest else { continue }
            if places[sentence] == nil { order.append(sentence) }
            places[sentence, default: 0] += 1
        }
        return order.filter { places[$0] ?? 0 > 1 }.map { wording.repeated($0, places[$0] ?? 0) }
    }

    /// Two days with the same three or more figures, to the last digit.
    private var copiedResults: [String] {
        guard let patient = context.record else { return [] }
        var days: [String: [String: Double]] = [:]
        for one in patient.observations {
            guard let day = one.time?.dayText, let analyte = one.analyte, let value = one.value?.value else { continue }
            days[day, default: [:]][analyte] = value
        }
        let sorted = days.keys.sorted()
        return zip(sorted, sorted.dropFirst()).compactMap { first, second in
            guard let one = days[first], let other = days[second] else { return nil }
            let same = one.filter { other[$0.key] == $0.value }.count
            return same >= 3 && same == min(one.count, other.count) ? wording.sameResults(first, second, same) : nil
        }
    }
}

/// The sentences of the quality check.
struct QualityWording: Sendable {
    var language: Language

    func nothing(_ kind: RecordQuality.Kind) -> String {
        switch kind {
        case .missing:
            language.pick("None of the entries that are looked for is missing.", "所核查的项目均有记录。", "所核查的項目均有記錄。")
        case .contradictory:
            language.pick(
                "No contradiction was found among the entries; that proves none.", "未发现各项之间的矛盾；这不等于没有矛盾。",
                "未發現各項之間的矛盾；這不等於沒有矛盾。")
        case .copied: language.pick("No repeated sentence or set of results.", "未发现重复的句子或整组相同的结果。", "未發現重複的句子或整組相同的結果。")
        }
    }

    var birthDate: String { language.pick("Date of birth", "出生日期", "出生日期") }
    var sex: String { language.pick("Sex", "性别", "性別") }
    var allergies: String {
        language.pick("Allergies: neither an allergy nor \"none known\"", "过敏史：既无过敏记录，也未注明“无”", "過敏史：既無過敏記錄，也未註明“無”")
    }
    var problems: String { language.pick("Problems or diagnoses", "诊断", "診斷") }
    var medications: String {
        language.pick("Medications: neither a drug nor \"none\"", "用药：既无药物，也未注明“无”", "用藥：既無藥物，也未註明“無”")
    }
    var pressure: String { language.pick("Blood pressure", "血压", "血壓") }
    var weight: String { language.pick("Body weight", "体重", "體重") }
    var height: String { language.pick("Height", "身高", "身高") }
    func dosage(_ drug: String) -> String { language.pick("Dosage of \(drug)", "\(drug)的用法用量", "\(drug)的用法用量") }
    func onset(_ problem: String) -> String {
        language.pick("Onset of \(problem)", "\(problem)的起病时间", "\(problem)的起病時間")
    }
    func code(_ problem: String) -> String { language.pick("Code of \(problem)", "\(problem)的编码", "\(problem)的編碼") }
    func reaction(_ allergy: String) -> String {
        language.pick("Reaction to \(allergy)", "\(allergy)过敏的表现", "\(allergy)過敏的表現")
    }
    func date(_ name: String) -> String { language.pick("Date of \(name)", "\(name)的日期", "\(name)的日期") }
    func conclusion(_ title: String) -> String { language.pick("Conclusion of \(title)", "\(title)的结论", "\(title)的結論") }
    func activeAndPast(_ problem: String) -> String {
        language.pick("\(problem): both active and ended", "\(problem)：既记为现存又记为已结束", "\(problem)：既記為現存又記為已結束")
    }
    func future(_ name: String, _ day: String) -> String {
        language.pick("\(name): dated \(day), which hasn't come", "\(name)：日期\(day)尚未到", "\(name)：日期\(day)尚未到")
    }
    func afterDeath(_ name: String, _ day: String) -> String {
        language.pick("\(name): dated \(day), after the death", "\(name)：日期\(day)晚于死亡日期", "\(name)：日期\(day)晚於死亡日期")
    }
    var otherSex: String { language.pick("The text's sex isn't the chart's", "文字记录与病历的性别不一致", "文字記錄與病歷的性別不一致") }
    func otherAge(_ told: String, _ known: String) -> String {
        language.pick(
            "Age \(told) in the text, \(known) in the chart", "文字记录为\(told)岁，病历为\(known)岁", "文字記錄為\(told)歲，病歷為\(known)歲"
        )
    }
    func deniedAllergy(_ name: String) -> String {
        language.pick(
            "The text says that there is no allergy; the chart has \(name)", "文字记录称无过敏，病历有过敏：\(name)",
            "文字記錄稱無過敏，病歷有過敏：\(name)")
    }
    func otherValue(_ name: String, _ day: String, _ said: String, _ known: String) -> String {
        language.pick(
            "\(name) of \(day): \(said) in the text, \(known) in the chart", "\(name)（\(day)）：文字记录\(said)，病历\(known)",
            "\(name)（\(day)）：文字記錄\(said)，病歷\(known)")
    }
    func repeated(_ sentence: String, _ times: Int) -> String {
        language.pick("\(times) times: “\(sentence)”", "重复\(times)次：“\(sentence)”", "重複\(times)次：“\(sentence)”")
    }
    func sameResults(_ first: String, _ second: String, _ count: Int) -> String {
        language.pick(
            "\(first) and \(second): \(count) results are the same to the last digit",
            "\(first)与\(second)：\(count)项结果完全相同", "\(first)與\(second)：\(count)項結果完全相同")
    }
}
