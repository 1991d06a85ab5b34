import Clinical
import Foundation

/// Fields that the chart fills: its own lines, without a name.
struct ChartSource: Sendable {
    let context: TaskContext

    private var language: String { context.language.rawValue }
    private var wording: TaskWording { context.wording }
    private static let most = 14

    func content(_ part: TaskSource.ChartPart, limit: Int?) -> TaskContent {
        guard let patient = context.record else { return .missing(wording.noChart) }
        var content = content(part, of: patient)
        let most = limit ?? Self.most
        if content.lines.count > most {
            content.detail = wording.more(content.lines.count - most)
            content.lines = Array(content.lines.prefix(most))
        }
        if context.chart == nil, !content.isEmpty { content.detail = content.detail ?? wording.readFromText }
        return content
    }

    private func content(_ part: TaskSource.ChartPart, of patient: Patient) -> TaskContent {
        switch part {
        case .identity: identity(patient)
        case .problems: list(.problems, isRecorded: !patient.activeProblems.isEmpty)
        case .medications:
            list(
                .medications,
                isRecorded: context.facts.contains { $0.id.hasPrefix("medications.") && $0.id != "medications.summary" }
            )
        case .allergies: list(.allergies, isRecorded: patient.allergyStatus != .notRecorded)
        case .values: values { _ in true }
        case .abnormal: values(\.isAbnormal)
        case .latest: latest(patient)
        case .vitals: vitals(patient)
        case .weight: weight(patient)
        case .courses: courses(patient)
        case .reports: reports(patient)
        case .visits: visits(patient)
        case .pastProblems: pastProblems(patient)
        case .suspectedProblems: suspectedProblems(patient)
        case .codedProblems: codedProblems(patient)
        case .stoppedMedications: stoppedMedications(patient)
        case .lastDates: lastDates(patient)
        case .population: population(patient)
        }
    }

    // MARK: The chart's own lines

    /// Under the field's label "Medication: " would stand twice.
    private static let titles = [
        "Allergy: ", "Medication: ", "Problem: ", "Patient: ", "过敏：", "过敏:", "用药：", "诊断：", "患者：", "過敏：", "用藥：", "診斷：",
        "病人：",
    ]

    private func bare(_ text: String) -> String {
        Self.titles.first { text.hasPrefix($0) }.map { String(text.dropFirst($0.count)) } ?? text
    }

    private func identity(_ patient: Patient) -> TaskContent {
        guard let line = context.facts.first(where: { $0.section == .identity }) else { return .missing() }
        let isKnown = patient.possibleAges(on: context.request.now) != nil || patient.sex != .unknown
        return isKnown ? TaskContent(lines: [bare(line.text)]) : .missing(wording.notRecorded)
    }

    private func list(_ section: ChartSection, isRecorded: Bool) -> TaskContent {
        guard isRecorded else { return .missing(wording.notRecorded) }
        return TaskContent(lines: context.facts.filter { $0.section == section }.map { bare($0.text) })
    }

    private func values(_ fits: (ChartFact) -> Bool) -> TaskContent {
        let lines = context.facts.filter { $0.section == .values && fits($0) }.map(\.text)
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: lines)
    }

    // MARK: By day

    private func days(_ patient: Patient) -> [String] {
        Set(patient.observations.compactMap { $0.time?.dayText }).sorted()
    }

    private func visits(_ patient: Patient) -> TaskContent {
        let days = days(patient)
        return days.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: [days.joined(separator: " · ")])
    }

    private func latest(_ patient: Patient) -> TaskContent {
        guard let day = days(patient).last else { return .missing(wording.notRecorded) }
        let lines = patient.observations.filter { $0.time?.dayText == day }.map { line($0, isDated: false) }
        return TaskContent(lines: [day] + Self.unique(lines))
    }

    private static let vitalSigns = [
        "systolic", "diastolic", "heart-rate", "respiratory-rate", "oxygen-saturation", "temperature", "weight",
        "height",
        "bmi",
    ]

    private func vitals(_ patient: Patient) -> TaskContent {
        let newest = Self.vitalSigns.compactMap { patient.series(analyte: $0).last }
        return newest.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: newest.map { line($0) })
    }

    /// The newest, without its name: the field has that already.
    private func weight(_ patient: Patient) -> TaskContent {
        guard let newest = patient.series(analyte: "weight").last, let stated = newest.statedText else {
            return .missing(wording.notRecorded)
        }
        return TaskContent(lines: [stated + (newest.time.map { wording.bracket($0.dayText) } ?? "")])
    }

    /// "HbA1c: 7.4% (2023-11-15) → 7.8% (2026-10-21)": the chart's own figures, no difference reckoned.
    private func courses(_ patient: Patient) -> TaskContent {
        var lines: [String] = []
        for observation in patient.latestObservations.reversed() {
            guard let analyte = observation.analyte else { continue }
            let series = patient.series(analyte: analyte).filter { $0.calculatorInput != nil && $0.time != nil }
            guard series.count > 1, let name = series.last?.name(in: language) else { continue }
            let shown = series.count > 5 ? [series[0]] + series.suffix(4) : series
            let hasOneUnit = Set(shown.map(\.stated?.unit)).count == 1
            let points = shown.enumerated().compactMap { place, point in
                let text = hasOneUnit && place < shown.count - 1 ? point.statedNumber : point.statedText
                return text.map { $0 + wording.bracket(point.time?.dayText ?? "") }
            }
            let line = name + wording.colon + points.joined(separator: " → ")
            if !lines.contains(line) { lines.append(line) }
        }
        return lines.isEmpty ? .missing(wording.noCourse) : TaskContent(lines: lines)
    }

    private func lastDates(_ patient: Patient) -> TaskContent {
        let lines = patient.latestObservations.filter { $0.analyte != nil }.compactMap { one in
            one.time.map { one.name(in: language) + wording.colon + $0.dayText }
        }
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: Self.unique(lines))
    }

    private func reports(_ patient: Patient) -> TaskContent {
        let lines = patient.reports.map { report in
            let text = report.conclusion ?? wording.noConclusion
            return report.title + (report.time.map { wording.bracket($0.dayText) } ?? "") + wording.colon + text
        }
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: lines)
    }

    private func line(_ observation: Observation, isDated: Bool = true) -> String {
        let day = isDated ? observation.time?.dayText : nil
        let notes = [day, observation.flagText(in: language)].compactMap { $0 }.joined(separator: wording.comma)
        return observation.name(in: language) + wording.colon + (observation.statedText ?? "—")
            + (notes.isEmpty ? "" : wording.bracket(notes))
    }

    // MARK: Problems and drugs

    private func pastProblems(_ patient: Patient) -> TaskContent {
        let lines = patient.problems.filter { !$0.isActive }.map { problem in
            let dates = [problem.onset?.dayText, problem.abatement?.dayText].compactMap { $0 }.joined(separator: " – ")
            return problem.text + (dates.isEmpty ? "" : wording.bracket(dates))
        }
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: lines)
    }

    private func suspectedProblems(_ patient: Patient) -> TaskContent {
        let doubtful = ["provisional", "differential"]
        let lines = patient.activeProblems.filter { doubtful.contains($0.verification ?? "") }.map(\.text)
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: lines)
    }

    /// As documented: a code stands only where the chart has it.
    private func codedProblems(_ patient: Patient) -> TaskContent {
        var asks: [String] = []
        let lines = patient.problems.map { problem in
            if problem.code == nil { asks.append(wording.codeOf(problem.text)) }
            let code = problem.code.map { "\($0) (\(CodeSystem.name(problem.system)))" } ?? wording.noCode
            let onset = problem.onset.map { wording.comma + wording.since($0.dayText) } ?? ""
            return problem.text + wording.colon + code + onset + (problem.isActive ? "" : wording.comma + wording.past)
        }
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: lines, asks: asks)
    }

    private func stoppedMedications(_ patient: Patient) -> TaskContent {
        let active = Set(patient.activeMedications.map { $0.text.lowercased() })
        let stopped = patient.medications.filter {
            !$0.isActive && !$0.isProhibition && !active.contains($0.text.lowercased())
        }
        let lines = stopped.map { drug in
            let notes = [drug.dosage, drug.date?.dayText].compactMap { $0 }.joined(separator: wording.comma)
            return drug.text + (notes.isEmpty ? "" : wording.bracket(notes))
        }
        return lines.isEmpty ? .missing(wording.notRecorded) : TaskContent(lines: Self.unique(lines))
    }

    // MARK: A study's population

    /// What the chart's own data would ask of others like this patient; every limit is left to a person.
    private func population(_ patient: Patient) -> TaskContent {
        var lines = patient.activeProblems.map { problem in
            wording.criterion + problem.text
                + (problem.code.map { wording.bracket("\($0), \(CodeSystem.name(problem.system))") } ?? "")
        }
        lines += patient.activeMedications.prefix(6).map { wording.taking + $0.text }
        lines += ["hba1c", "egfr", "systolic", "ldl", "uacr"].compactMap { analyte in
            patient.series(analyte: analyte).last.map { wording.measured + line($0) }
        }
        return lines.isEmpty
            ? .missing(wording.notRecorded) : TaskContent(lines: lines, asks: [wording.limitsOfCriteria])
    }

    private static func unique(_ lines: [String]) -> [String] {
        var seen: Set<String> = []
        return lines.filter { seen.insert($0).inserted }
    }
}

/// Short names of the code systems that charts use.
enum CodeSystem {
    static func name(_ url: String?) -> String {
        guard let url else { return "?" }
        if url.contains("icd-10") { return "ICD-10" }
        if url.contains("snomed") { return "SNOMED CT" }
        if url.contains("icd-9") { return "ICD-9" }
        return PlainText.line(url)
    }
}
