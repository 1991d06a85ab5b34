import Foundation

/// Allergies of a note, and its statements that there are none.
struct NoteAllergies {
    let note: NoteText

    private var tokens: [TriageToken] { note.tokens }
    private typealias Found = (allergy: Allergy, tokens: Range<Int>)

    /// - Returns: the allergies, and the tokens that speak of them, in which no drug is taken.
    func read(log: inout ReadingLog) -> (allergies: [Allergy], tokens: [Range<Int>]) {
        var found: [(allergy: Allergy, tokens: Range<Int>)] = []
        for index in note.sections.indices where note.sections[index].kind == .allergies {
            let section = note.sections[index]
            let end = index + 1 < note.sections.count ? note.sections[index + 1].start : note.text.folded.count
            found += listed(section.body..<max(section.body, end), log: &log)
        }
        for clause in clauses() where note.section(at: tokens[clause.lowerBound].range.lowerBound).kind != .allergies {
            found += mentioned(clause, log: &log)
        }
        var allergies: [Allergy] = []
        for one in found where !allergies.contains(where: { $0.text.lowercased() == one.allergy.text.lowercased() }) {
            allergies.append(one.allergy)
        }
        return (allergies, found.map(\.tokens))
    }

    private func clauses() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        for index in tokens.indices where index == tokens.count - 1 || note.clauses[index + 1] != note.clauses[index] {
            found.append(start..<index + 1)
            start = index + 1
        }
        return found
    }

    // MARK: Under a heading

    private func listed(_ range: Range<Int>, log: inout ReadingLog) -> [Found] {
        NoteItems.split(note, range, at: [",", ";", "。", "、", "."]).compactMap { item in
            let inside = NoteItems.tokens(note, in: item)
            guard !inside.isEmpty, let text = PlainText.clean(note.text.words(item), limit: 120) else { return nil }
            if let statement = Self.statement(text) ?? Self.bare(text) { return made(statement, text, item, inside) }
            guard item.count <= 80 else { return nil }
            guard note.standing(of: inside) == .stated, !text.contains("不过敏") else {
                log.skip("allergy", id: nil, "it is denied or a relative's")
                return nil
            }
            return made(text, item, inside)
        }
    }

    /// "None" or 无 alone, under the heading of allergies.
    private static func bare(_ text: String) -> AllergyStatement? {
        switch text.lowercased().filter({ $0.isLetter }) {
        case "none", "nil", "no", "无", "否认", "无殊", "未发现", "阴性", "无特殊": .noneKnown
        case "unknown", "不详", "未知", "notrecorded", "未询问": .noInformation
        default: nil
        }
    }

    private func made(_ statement: AllergyStatement, _ text: String, _ item: Range<Int>, _ inside: Range<Int>) -> Found
    {
        let allergy = Allergy(
            text: text, status: "active", verification: "unconfirmed", statement: statement.status,
            evidence: note.evidence(item))
        return (allergy, inside)
    }

    /// "penicillin (rash)", "Sulfa - hives", "青霉素（皮疹）", "青霉素过敏", "对磺胺过敏".
    private func made(_ text: String, _ item: Range<Int>, _ inside: Range<Int>) -> Found? {
        var name = text
        var reaction: String?
        for (open, close) in [
            ("(", ")"), ("（", "）"), (" - ", ""), (" – ", ""), ("：", ""), (": ", ""), ("—", ""), ("致", ""),
            (" causes ", ""),
        ] {
            guard let start = name.range(of: open), start.lowerBound > name.startIndex else { continue }
            let rest = name[start.upperBound...]
            let end = close.isEmpty ? rest.endIndex : rest.range(of: close)?.lowerBound ?? rest.endIndex
            reaction = PlainText.clean(String(rest[..<end]))
            name = String(name[..<start.lowerBound])
            break
        }
        name = PlainText.clean(Self.stripped(name)) ?? ""
        guard name.contains(where: \.isLetter), name.count <= 60 else { return nil }
        return (
            Allergy(
                text: name, reaction: reaction, status: "active", verification: "unconfirmed",
                evidence: note.evidence(item)),
            inside
        )
    }

    private static func stripped(_ text: String) -> String {
        var name = text.trimmingCharacters(in: .whitespaces)
        for start in ["allergic to ", "allergy to ", "allergies to ", "对", "有", "曾对", "患者对", "an ", "a ", "the ", "既往"]
        where name.lowercased().hasPrefix(start) {
            name = String(name.dropFirst(start.count))
        }
        for end in ["过敏史", "过敏", " allergy", " allergies", "药物", "类药物"] where name.lowercased().hasSuffix(end) {
            name = String(name.dropLast(end.count))
        }
        return name.trimmingCharacters(in: .whitespaces)
    }

    // MARK: In the text

    private func mentioned(_ clause: Range<Int>, log: inout ReadingLog) -> [Found] {
        let words = clause.map { tokens[$0].text }
        let speaks =
            words.contains { $0.hasPrefix("allerg") || $0 == "nkda" || $0 == "nka" } || words.joined().contains("过敏")
        guard speaks, note.standing(of: clause.upperBound - 1..<clause.upperBound) != .ofRelative else { return [] }
        let place = tokens[clause.lowerBound].range.lowerBound..<tokens[clause.upperBound - 1].range.upperBound
        let text = note.words(clause)
        if let statement = Self.statement(text) { return [made(statement, text, place, clause)] }
        guard let allergen = allergen(clause) else { return [] }
        guard note.standing(of: allergen) == .stated, !words.joined().contains("不过敏") else {
            log.skip("allergy", id: nil, "it is denied or only supposed")
            return []
        }
        let offsets = tokens[allergen.lowerBound].range.lowerBound..<tokens[allergen.upperBound - 1].range.upperBound
        let names = NoteItems.split(note, offsets, at: ["、", "和", "及", "与"])
        return names.compactMap { name in
            made(note.text.words(name), name, NoteItems.tokens(note, in: name)).map { found in
                var allergy = found.allergy
                allergy.evidence = note.evidence(place)
                return (allergy, clause)
            }
        }
    }

    /// What stands after "allergic to", before "allergy", between 对 and 过敏 or before 过敏.
    private func allergen(_ clause: Range<Int>) -> Range<Int>? {
        if let place = clause.first(where: {
            tokens[$0].text == "过" && $0 + 1 < clause.upperBound && tokens[$0 + 1].text == "敏"
        }) {
            let start =
                (clause.lowerBound..<place).last { ["对", "有", "：", "史"].contains(tokens[$0].text) }.map { $0 + 1 }
                ?? clause.lowerBound
            return place > start && place - start <= 14 ? start..<place : nil
        }
        guard let place = clause.first(where: { tokens[$0].text.hasPrefix("allerg") }) else { return nil }
        if place + 2 < clause.upperBound + 1, place + 1 < clause.upperBound, tokens[place + 1].text == "to" {
            let end = (place + 2..<clause.upperBound).first {
                ["with", "causing", "which", "causes", "since", "but", "has", "had"].contains(tokens[$0].text)
            }
            let stop = min(end ?? clause.upperBound, place + 8)
            return stop > place + 2 ? place + 2..<stop : nil
        }
        let start =
            (clause.lowerBound..<place).last {
                ["has", "a", "an", "known", "with", "and", "of", "reports"].contains(tokens[$0].text)
            }.map { $0 + 1 } ?? clause.lowerBound
        return place > start && place - start <= 3 ? start..<place : nil
    }

    // MARK: None known

    /// A denial of allergies that names none: what is left when its usual words are taken away is nothing.
    static func statement(_ text: String) -> AllergyStatement? {
        if let known = AllergyStatement(text) { return known }
        let folded = String(String.UnicodeScalarView(text.unicodeScalars.map(TriageText.fold)))
        let speaks = folded.contains("过敏") || folded.contains("allerg") || folded.contains("nkda")
        let denies = ["否认", "无", "没有", "未发现", "no ", "denies", "not ", "none", "nil", "nkda"].contains {
            folded.contains($0)
        }
        guard speaks else { return nil }
        if ["不详", "未知", "unknown", "not recorded", "not known"].contains(where: { folded.contains($0) }) {
            return rest(of: folded).isEmpty ? .noInformation : nil
        }
        guard denies, rest(of: folded).isEmpty else { return nil }
        let speaksOfDrugs = ["药", "drug", "medic", "nkda"].contains { folded.contains($0) }
        let speaksOfOthers = ["食物", "food", "环境", "environmental"].contains {
            folded.contains($0)
        }
        return speaksOfOthers && !speaksOfDrugs ? .partial : .noneKnown
    }

    private static func rest(of folded: String) -> String {
        var rest = folded
        for word in fillers { rest = rest.replacing(word, with: " ") }
        return rest.filter { $0.isLetter || $0.isNumber }
    }

    private static let fillers = [
        "否认", "没有", "未发现", "无", "已知", "明显", "明确", "任何", "其他", "其它", "药物", "食物", "药品", "环境", "过敏史", "过敏",
        "病史", "不详", "未知", "史", "及", "和", "与", "或", "等", "有", "的", "对", "患者", "既往", "物质", "目前", "现", "暂",
        "no known", "denies", "denied", "allergies", "allergy", "allergic", "allergens", "reactions", "reaction", "any",
        "known", "drug",
        "drugs", "medications", "medication", "medicines", "medicine", "food", "foods", "environmental", "latex",
        "seasonal", "nkda",
        "unknown", "not recorded", "not known", "none", "nil", "patient", "has", "there are", "have", "or", "and",
        "not", "no ", "no", "is", "are",
        "adverse",
    ]
}
