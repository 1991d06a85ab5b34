import Foundation

/// Conditions of a note: the items of a list of diagnoses, and conditions that the text says the patient has.
struct NoteProblems {
    let note: NoteText
    let vocabulary: NoteVocabulary
    let dates: NoteDates

    private var tokens: [TriageToken] { note.tokens }

    func read(log: inout ReadingLog) -> (problems: [Problem], statement: RecordStatus?) {
        var found: [Problem] = []
        var statement: RecordStatus?
        for index in note.sections.indices where note.sections[index].kind == .problems {
            let section = note.sections[index]
            let end = index + 1 < note.sections.count ? note.sections[index + 1].start : note.text.folded.count
            for item in NoteItems.split(note, section.body..<max(section.body, end), at: [",", ";", "。", "、", "."]) {
                guard let problem = listed(item, log: &log) else { continue }
                if isNothing(problem.text) { statement = .noneKnown } else { add(problem, to: &found) }
            }
        }
        for problem in named(log: &log) + mentions(log: &log) { add(problem, to: &found) }
        found.sort { ($0.evidence?.start ?? 0) < ($1.evidence?.start ?? 0) }
        return (found, found.isEmpty ? statement : nil)
    }

    private func add(_ problem: Problem, to found: inout [Problem]) {
        let text = problem.text.lowercased()
        let isKnown = found.contains { known in
            let other = known.text.lowercased()
            return other.contains(text) && known.status == problem.status
        }
        if !isKnown { found.append(problem) }
    }

    private func isNothing(_ text: String) -> Bool {
        ["none", "nil", "无", "无特殊", "体健", "none known", "nil of note"].contains(text.lowercased())
    }

    // MARK: Lists

    private func listed(_ item: Range<Int>, log: inout ReadingLog) -> Problem? {
        let inside = NoteItems.tokens(note, in: item)
        guard !inside.isEmpty, item.count <= 80, let text = PlainText.clean(note.text.words(item), limit: 80) else {
            return nil
        }
        if isNothing(text) { return made(text, inside, item) }
        guard inside.contains(where: { tokens[$0].kind != .number }) else { return nil }
        switch note.standing(of: inside) {
        case .stated: return made(text, inside, item)
        case .denied: log.skip("problem", id: nil, "it is denied")
        case .supposed: log.skip("problem", id: nil, "it is only supposed")
        case .ofRelative: log.skip("problem", id: nil, "it is a relative's")
        }
        return nil
    }

    /// Short items of the history that end like a condition, although no list holds them ("coronary artery disease").
    private func named(log: inout ReadingLog) -> [Problem] {
        note.sections.indices.filter { note.sections[$0].kind == .history }.flatMap { index -> [Problem] in
            let start = note.sections[index].body
            let end = index + 1 < note.sections.count ? note.sections[index + 1].start : note.text.folded.count
            return NoteItems.split(note, start..<max(start, end), at: [",", ";", "。", "、", "."]).compactMap { item in
                let inside = NoteItems.tokens(note, in: item)
                let words = note.string(item.lowerBound, length: item.count)
                let isShort = (1...6).contains(inside.count) && inside.allSatisfy { tokens[$0].kind == .word }
                guard isShort, NameEnding.kind(words) == .condition else { return nil }
                return listed(item, log: &log)
            }
        }
    }

    private func made(_ text: String, _ range: Range<Int>, _ place: Range<Int>) -> Problem {
        let around = surroundings(range)
        let isOver = around.contains { Self.overWords.contains($0) }
        let isSuspected =
            around.contains { Self.doubtWords.contains($0) } || text.contains("?") || text.contains("？")
            || isAsked(range)
        return Problem(
            text: text, status: isOver ? "resolved" : "active", onset: onset(range),
            verification: isSuspected ? "differential" : "unconfirmed", evidence: note.evidence(place))
    }

    private func isAsked(_ range: Range<Int>) -> Bool {
        guard let first = range.first, tokens[first].range.lowerBound > 0 else { return false }
        return note.text.folded[tokens[first].range.lowerBound - 1] == "?"
    }

    /// The words and pairs of words of the clause that the condition stands in.
    private func surroundings(_ range: Range<Int>) -> [String] {
        guard let first = range.first else { return [] }
        let clause = note.clauses[first]
        let near = (max(0, first - 6)..<min(tokens.count, range.upperBound + 6)).filter { note.clauses[$0] == clause }
        let words = near.map { tokens[$0].text }
        return words + zip(words, words.dropFirst()).map { $0 + $1 }
    }

    private static let overWords: Set<String> = ["resolved", "cured", "remission", "治愈", "痊愈", "已愈", "缓解"]
    private static let doubtWords: Set<String> = [
        "possible", "possibly", "probable", "suspected", "suspect", "query", "likely", "?", "疑似", "可疑", "待排", "待查",
        "可能", "疑诊", "考虑",
    ]

    /// "since 2010", "2010年": the year within the clause.
    private func onset(_ range: Range<Int>) -> PartialDate? {
        guard let first = range.first, let last = range.last else { return nil }
        let clause = note.clauses[first]
        let near = (max(0, first - 6)..<min(tokens.count, last + 6)).filter { index in
            note.clauses[index] == clause || (index > last && isBracketed(index, after: last))
        }
        guard let low = near.first, let high = near.last else { return nil }
        if let date = dates.dates(overlapping: low..<high + 1).first { return date.date }
        for index in near where index > 0 && ["since", "in", "from", "dx"].contains(tokens[index - 1].text) {
            if let year = tokens[index].value, (1900...2200).contains(year), tokens[index].text.count == 4 {
                return PartialDate(tokens[index].text)
            }
        }
        return nil
    }

    /// Within the bracket that follows the condition.
    private func isBracketed(_ index: Int, after last: Int) -> Bool {
        let between = note.text.folded[tokens[last].range.upperBound..<tokens[index].range.lowerBound]
        return between.first { $0 != " " } == "(" && !between.contains(")")
    }

    // MARK: Mentions

    private func mentions(log: inout ReadingLog) -> [Problem] {
        var found: [Problem] = []
        var index = 0
        while index < tokens.count {
            guard let name = vocabulary.name(at: index, in: note.text) else {
                index += 1
                continue
            }
            index = name.tokens.upperBound
            guard name.kind == .condition, NoteAnalytes.name(at: name.tokens.lowerBound, in: tokens) == nil else {
                continue
            }
            let whole = extended(name.tokens)
            index = max(index, whole.upperBound)
            if let problem = mention(whole, log: &log) { found.append(problem) }
        }
        return found
    }

    private func mention(_ range: Range<Int>, log: inout ReadingLog) -> Problem? {
        let section = note.section(at: tokens[range.lowerBound].range.lowerBound).kind
        guard ![.problems, .allergies, .plan].contains(section), !isReaction(range) else { return nil }
        switch note.standing(of: range) {
        case .stated:
            let place = tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
            return made(note.words(range), range, place)
        case .denied: log.skip("problem", id: nil, "it is denied")
        case .supposed: log.skip("problem", id: nil, "it is only supposed")
        case .ofRelative: log.skip("problem", id: nil, "it is a relative's")
        }
        return nil
    }

    /// An urticaria from a drug is told with the allergy; a fear, a test or a shot against something is no condition.
    private func isReaction(_ range: Range<Int>) -> Bool {
        let around = surroundings(range)
        return around.contains {
            ["过敏", "allergic", "allergy", "vaccine", "疫苗", "screening", "筛查", "risk", "风险"].contains($0)
        }
    }

    /// 糖尿病 before 视网膜病变 is one condition; 型 and grades before it belong to it.
    private func extended(_ range: Range<Int>) -> Range<Int> {
        if let grade = grade(after: range) { return range.lowerBound..<grade }
        guard tokens[range.upperBound - 1].kind == .han else { return range }
        var end = range.upperBound
        let limit = min(tokens.count, end + 8)
        var index = end
        while index < limit, tokens[index].kind == .han, tokens[index].segment == tokens[range.upperBound - 1].segment,
            !Self.breaks.contains(tokens[index].text)
        {
            let pair = index > 0 ? tokens[index - 1].text + tokens[index].text : ""
            if ["炎", "癌", "瘤"].contains(tokens[index].text) || ["病变", "肾病", "综合征"].contains(pair) { end = index + 1 }
            index += 1
        }
        return range.lowerBound..<end
    }

    /// "stage 3", "grade II", 3期, 2级.
    private func grade(after range: Range<Int>) -> Int? {
        let next = range.upperBound
        guard next + 1 < tokens.count, note.clauses[next + 1] == note.clauses[range.upperBound - 1] else {
            return nil
        }
        if ["stage", "grade", "class", "type"].contains(tokens[next].text) {
            let isGrade = tokens[next + 1].kind == .number || tokens[next + 1].text.allSatisfy { "iv".contains($0) }
            return isGrade ? next + 2 : nil
        }
        return tokens[next].kind == .number && ["期", "级", "型"].contains(tokens[next + 1].text) ? next + 2 : nil
    }

    private static let breaks: Set<String> = [
        "史", "年", "患", "者", "有", "无", "伴", "及", "和", "与", "合", "并", "用", "药", "予", "行", "已", "未", "入", "出", "就", "为",
        "是",
        "但", "控", "多", "余", "近", "来", "前", "后", "确", "诊", "曾", "服", "否",
    ]
}
