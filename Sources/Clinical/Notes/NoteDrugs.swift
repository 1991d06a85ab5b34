import Foundation

/// Drugs of a note: the items of a list of medications, and drugs that the text says are taken.
struct NoteDrugs {
    let note: NoteText
    let vocabulary: NoteVocabulary
    let dates: NoteDates

    private var tokens: [TriageToken] { note.tokens }

    func read(avoiding taken: [Range<Int>], log: inout ReadingLog) -> [Medication] {
        var found = note.sections.indices.flatMap { index -> [Medication] in
            let section = note.sections[index]
            guard section.kind == .medications || section.kind == .stoppedMedications else { return [] }
            let end = index + 1 < note.sections.count ? note.sections[index + 1].start : note.text.folded.count
            return list(
                section.body..<max(section.body, end), isStopped: section.kind == .stoppedMedications, log: &log)
        }
        var index = 0
        while index < tokens.count {
            guard let name = vocabulary.name(at: index, in: note.text) else {
                index += 1
                continue
            }
            if name.kind == .drug, NoteAnalytes.name(at: index, in: tokens) == nil,
                !taken.contains(where: { $0.overlaps(name.tokens) }),
                let drug = mention(name.tokens, log: &log),
                !found.contains(where: { $0.text.lowercased() == drug.text.lowercased() && $0.dosage == drug.dosage })
            {
                found.append(drug)
            }
            index = name.tokens.upperBound
        }
        return found
    }

    // MARK: Lists

    private func list(_ range: Range<Int>, isStopped: Bool, log: inout ReadingLog) -> [Medication] {
        var drugs: [Medication] = []
        for item in NoteItems.split(note, range, at: [",", ";", "。", "、", "."]) {
            let inside = NoteItems.tokens(note, in: item)
            guard !inside.isEmpty, !isNothing(item) else { continue }
            let dose = doseStart(inside)
            let isNamed = inside.contains { vocabulary.name(at: $0, in: note.text)?.kind == .drug }
            if dose == inside.lowerBound || (!isNamed && dose == nil && !drugs.isEmpty), var last = drugs.last {
                // "metformin 500 mg, twice daily, with food": what names no drug goes on about the last one.
                last.dosage = PlainText.clean([last.dosage, words(item)].compactMap { $0 }.joined(separator: ", "))
                drugs[drugs.count - 1] = last
                continue
            }
            guard note.standing(of: inside) != .denied, note.standing(of: inside) != .ofRelative else {
                log.skip("medication", id: nil, "it is denied or a relative's")
                continue
            }
            if let drug = drug(item, inside, dose, isStopped: isStopped) { drugs.append(drug) }
        }
        return drugs
    }

    private func drug(_ item: Range<Int>, _ inside: Range<Int>, _ dose: Int?, isStopped: Bool) -> Medication? {
        let end = dose.map { tokens[$0].range.lowerBound } ?? item.upperBound
        let name = trimmedName(item.lowerBound..<end)
        guard let name, name.count >= 2, name.count <= 60, name.contains(where: \.isLetter) else { return nil }
        let dosage = dose.flatMap { words(tokens[$0].range.lowerBound..<item.upperBound) }
        return Medication(
            text: name, status: isStopped || hasStopped(inside) ? "stopped" : "active", dosage: dosage,
            date: nil, verification: "unconfirmed", evidence: note.evidence(item))
    }

    private func words(_ range: Range<Int>) -> String? { PlainText.clean(note.text.words(range), limit: 120) }

    private func trimmedName(_ range: Range<Int>) -> String? {
        guard range.lowerBound < range.upperBound, let text = words(range) else { return nil }
        var name = text.trimmingCharacters(in: CharacterSet(charactersIn: " :：,，-–—(（").union(.whitespaces))
        for start in ["口服", "服用", "予", "给予", "继续", "使用", "应用", "皮下注射", "规律服用", "take ", "taking ", "continue ", "on "]
        where name.lowercased().hasPrefix(start) { name = String(name.dropFirst(start.count)) }
        for end in ["口服", "静滴", "皮下注射", "外用", " po", " oral", " tab", " tablet", " at a dose of"]
        where name.lowercased().hasSuffix(end) { name = String(name.dropLast(end.count)) }
        return PlainText.clean(name)
    }

    /// "None", "nil", 无: a list that says that it is empty.
    private func isNothing(_ item: Range<Int>) -> Bool {
        let text = note.string(item.lowerBound, length: min(item.count, 12)).trimmingCharacters(in: .whitespaces)
        return ["none", "nil", "no", "n/a", "无", "无特殊", "未用药", "暂无", "none known", "不详", "unknown"].contains(text)
    }

    // MARK: Doses

    /// The first token of a strength, a dose or a frequency.
    private func doseStart(_ inside: Range<Int>) -> Int? {
        inside.first { index in
            if tokens[index].kind == .number { return isDose(index) }
            return Self.frequencies.contains(tokens[index].text)
        }
    }

    private func isDose(_ index: Int) -> Bool {
        let rest = note.string(tokens[index].range.upperBound, length: 10).drop { $0 == " " || $0 == "-" }
        return Self.doseUnits.contains { unit in
            guard rest.hasPrefix(unit) else { return false }
            let next = rest.dropFirst(unit.count).first
            return !(unit.last?.isASCII ?? false) || next.map { !($0.isASCII && $0.isLetter) } ?? true
        }
    }

    private static let doseUnits = [
        "mg", "g", "mcg", "μg", "ug", "ml", "iu", "u", "units", "unit", "tab", "tabs", "tablet", "tablets", "cap",
        "caps",
        "capsule", "capsules", "puff", "puffs", "drop", "drops", "mmol", "meq", "%", "patch", "毫克", "克", "微克", "毫升",
        "单位", "片", "粒",
        "颗", "支", "喷", "滴", "丸", "袋", "包", "国际单位", "万单位", "次/", "x", "times", "/day", "qd", "bid", "tid", "od",
    ]

    private static let frequencies: Set<String> = [
        "qd", "bid", "tid", "qid", "qn", "qhs", "od", "bd", "tds", "qds", "prn", "daily", "once", "twice", "nightly",
        "weekly",
        "nocte", "mane", "po", "sc", "iv",
    ]

    // MARK: Mentions in the text

    /// A drug named in running text counts where a dose follows it or a word of taking goes before it.
    private func mention(_ name: Range<Int>, log: inout ReadingLog) -> Medication? {
        let section = note.section(at: tokens[name.lowerBound].range.lowerBound)
        guard ![.medications, .stoppedMedications, .allergies, .family].contains(section.kind) else { return nil }
        let clause = note.clauses[name.lowerBound]
        let before = (max(0, name.lowerBound - 8)..<name.lowerBound).filter {
            note.sentences[$0] == note.sentences[name.lowerBound]
        }
        let after = (name.upperBound..<min(tokens.count, name.upperBound + 14)).filter { note.clauses[$0] == clause }
        let dose = after.prefix(4).first { tokens[$0].kind == .number && isDose($0) }
        let nearby = before.map { tokens[$0].text } + after.prefix(3).map { tokens[$0].text }
        let pairs = zip(nearby, nearby.dropFirst()).map { $0 + $1 }
        let isTaken = nearby.contains { Self.taking.contains($0) } || pairs.contains { Self.taking.contains($0) }
        let isPlanned =
            section.kind == .plan || nearby.contains { Self.planning.contains($0) }
            || pairs.contains { Self.planning.contains($0) }
        guard dose != nil || isTaken || isPlanned else { return nil }
        switch note.standing(of: name) {
        case .stated where !isNotTaken(before): break
        case .stated, .denied, .supposed, .ofRelative:
            log.skip("medication", id: nil, "it is denied, supposed or a relative's")
            return nil
        }
        let end = doseEnd(after, from: dose)
        let dosage = dose.flatMap { start in
            end.flatMap { words(tokens[start].range.lowerBound..<tokens[$0].range.upperBound) }
        }
        let span = name.lowerBound..<(end ?? name.upperBound - 1) + 1
        let hasStopped =
            hasStopped(span.lowerBound..<max(span.upperBound, reach(after) + 1))
            || hasStopped(reach(back: before, name)..<name.lowerBound)
        return Medication(
            text: note.words(name), status: hasStopped ? "stopped" : isPlanned ? "proposed" : "active", dosage: dosage,
            verification: "unconfirmed", evidence: note.evidence(tokens: span))
    }

    /// "not taking", 未服用: no denial of a finding, but of the drug.
    private func isNotTaken(_ before: [Int]) -> Bool {
        let near = before.suffix(4).map { tokens[$0].text }
        let pairs = zip(near, near.dropFirst()).map { $0 + $1 }
        return pairs.contains {
            ["nottaking", "notontaking", "noton", "nevertook", "nevertaken", "未服", "未用", "没服", "没用", "不服"].contains($0)
        }
    }

    /// The end of the dose: up to the end of the clause, or the next drug, condition or conjunction.
    private func doseEnd(_ after: [Int], from dose: Int?) -> Int? {
        guard let dose else { return nil }
        var end = dose
        for index in after where index >= dose {
            if Self.ends.contains(tokens[index].text) || ["后", "降"].contains(tokens[index].text) { break }
            if vocabulary.name(at: index, in: note.text) != nil { break }
            end = index
        }
        return end
    }

    private static let ends: Set<String> = [
        "and", "then", "but", "for", "which", "with", "+", "及", "和", "联", "血", "治", "控",
    ]

    /// The last token that still speaks of the drug: up to a conjunction or the next name.
    private func reach(_ after: [Int]) -> Int {
        let end = after.first { Self.ends.contains(tokens[$0].text) || vocabulary.name(at: $0, in: note.text) != nil }
        return (end ?? (after.last ?? 0) + 1) - 1
    }

    /// The first token before the name that speaks of it and of no other drug.
    private func reach(back before: [Int], _ name: Range<Int>) -> Int {
        let near = before.suffix(5)
        let end = near.last { Self.ends.contains(tokens[$0].text) || vocabulary.name(at: $0, in: note.text) != nil }
        return end.map { $0 + 1 } ?? near.first ?? name.lowerBound
    }

    private func hasStopped(_ range: Range<Int>) -> Bool {
        range.clamped(to: tokens.indices).contains { index in
            let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
            return Self.stopping.contains(tokens[index].text) || Self.stopping.contains(tokens[index].text + next)
        }
    }

    private static let stopping: Set<String> = [
        "stopped", "discontinued", "ceased", "withdrawn", "停用", "已停", "停药", "停服", "停止",
    ]
    private static let planning: Set<String> = [
        "start", "starting", "commence", "add", "adding", "plan", "consider", "recommend", "suggest", "advise",
        "advised", "recommended", "建议", "拟用", "考虑", "计划",
        "可加",
    ]
    private static let taking: Set<String> = [
        "takes", "taking", "take", "took", "on", "started", "prescribed", "given", "continue", "continues", "continued",
        "using",
        "uses", "stopped", "discontinued", "received", "start", "服用", "口服", "使用", "应用", "给予", "注射", "规律", "继续", "加用",
        "停用", "长期",
        "自服", "改用",
    ]
}
