/// For each token of a text: is what it says denied, supposed, past, or only asked about?
struct TriageStance: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let denied = Flags(rawValue: 1)
        static let supposed = Flags(rawValue: 2)
        static let past = Flags(rawValue: 4)
        static let asked = Flags(rawValue: 8)
    }

    private(set) var flags: [Flags]
    private let tokens: [TriageToken]
    private let cues: [TriageCue: [Range<Int>]]
    private let findings: [Range<Int>]
    private let questions: Set<Int>
    private var sentences: [Int: Range<Int>] = [:]
    private var clauses: [Int: Range<Int>] = [:]
    /// Where phrases begin that only look like a denial, and where they end.
    private let falseDenials: [Int: Int]
    private let presentClauses: Set<Int>
    /// Tokens that answer the finding before them with a no.
    private let answeredDenials: Set<Int>

    /// - Parameters:
    ///   - cues: where each cue was found
    ///   - findings: where the rules' phrases were found; a phrase that begins with "no" ("no pulse") is a finding
    init(_ text: TriageText, cues: [TriageCue: [Range<Int>]], findings: [Range<Int>]) {
        tokens = text.tokens
        questions = text.questions
        self.cues = cues
        self.findings = findings
        let all = text.tokens
        falseDenials = (cues[.falseDenial] ?? []).reduce(into: [:]) { ends, span in
            ends[span.lowerBound] = max(ends[span.lowerBound] ?? 0, span.upperBound)
        }
        presentClauses = Set((cues[.present] ?? []).map { all[$0.lowerBound].clause })
        let answers = (cues[.answeredDenial] ?? []).map(\.lowerBound)
        answeredDenials = Set(answers.filter { $0 > 0 && text.hasColon(before: $0) })
        for (index, token) in all.enumerated() {
            sentences[token.sentence] = (sentences[token.sentence]?.lowerBound ?? index)..<index + 1
            clauses[token.clause] = (clauses[token.clause]?.lowerBound ?? index)..<index + 1
        }
        flags = Array(repeating: [], count: tokens.count)
        guard cues[.teaching] == nil else {
            flags = Array(repeating: .asked, count: tokens.count)
            return
        }
        markDenials()
        markSuppositions()
        markPast()
        markQuestions()
    }

    /// What stands for a whole finding: its first word decides, since a cue comes before what it governs.
    func flags(of range: Range<Int>) -> Flags {
        guard range.lowerBound < flags.count else { return [] }
        var found = flags[range.lowerBound]
        if isSubjectOfTalk(range) { found.insert(.asked) }
        return found
    }

    private func spans(_ cue: TriageCue) -> [Range<Int>] { cues[cue] ?? [] }

    // MARK: Denial

    private mutating func markDenials() {
        let starts = Set(findings.map(\.lowerBound))
        for cue in [TriageCue.denial, .narrowDenial] {
            for span in spans(cue) where !starts.contains(span.lowerBound) {
                if falseDenials[span.lowerBound] != nil || isInsideFalseDenial(span) { continue }
                deny(after: span, isNarrow: cue == .narrowDenial)
            }
        }
        for answer in answeredDenials {
            let before = (max(0, answer - 6)..<answer).filter { tokens[$0].clause == tokens[answer].clause }
            for index in before { flags[index].insert(.denied) }
        }
    }

    private func isInsideFalseDenial(_ span: Range<Int>) -> Bool {
        (max(0, span.lowerBound - 6)..<span.lowerBound).contains { (falseDenials[$0] ?? 0) >= span.upperBound }
    }

    private mutating func deny(after span: Range<Int>, isNarrow: Bool) {
        let isList = !isNarrow && spans(.listDenial).contains { $0.lowerBound == span.lowerBound }
        var budget = isNarrow ? 6 : 24
        var index = span.upperBound
        var clause = tokens[span.upperBound - 1].clause
        let sentence = tokens[span.upperBound - 1].sentence
        while index < tokens.count, budget > 0, tokens[index].sentence == sentence {
            let token = tokens[index]
            if token.clause != clause {
                guard isList, isListItem(from: index) else { return }
                clause = token.clause
            }
            if Self.endsDenial.contains(token.text) || (isNarrow && Self.endsNarrowDenial.contains(token.text)) {
                return
            }
            flags[index].insert(.denied)
            budget -= token.kind == .han ? 1 : 2
            index += 1
        }
    }

    /// A clause goes on with the list of a denial if it is short and says nothing new about anybody.
    private func isListItem(from start: Int) -> Bool {
        let clause = tokens[start...].prefix { $0.clause == tokens[start].clause }
        // "No fever, and crushing chest pain" is two statements; "no fever, cough and headache" is one list.
        if clause.first?.text == "and" { return false }
        let length = clause.reduce(0) { $0 + ($1.kind == .han ? 1 : 2) }
        return length <= 8 && !clause.contains { Self.beginsStatement.contains($0.text) || $0.kind == .number }
    }

    private static let endsDenial: Set<String> = [
        "but", "however", "although", "though", "yet", "except", "because", "so", "since", "after", "when", "until",
        "then", "now", "i", "he",
        "she", "they", "we", "has", "is", "are", "feels", "started", "despite", "only", "still", "但", "却", "而", "就",
        "后", "导", "突", "现", "只", "仍",
        "还",
    ]
    private static let endsNarrowDenial: Set<String> = ["and", "or", "with", "和", "有", "也", "反"]
    private static let beginsStatement: Set<String> = [
        "i", "he", "she", "they", "we", "it", "my", "his", "her", "has", "have", "had", "is", "are", "was", "with",
        "now", "then", "feels", "feel", "feeling",
        "but", "just", "since", "started", "very", "severe", "sudden", "suddenly", "increasing", "worsening", "plus",
        "also", "current", "bp", "hr",
        "有", "出", "感", "现", "今", "我", "他", "她", "患", "但", "却", "突", "伴", "很", "特", "剧", "右", "左", "仍", "还", "已", "开",
        "又", "近", "昨", "血", "体", "查", "后", "就", "只", "全",
        "持", "明", "越", "逐", "一",
    ]

    // MARK: Supposition, past

    private mutating func markSuppositions() {
        let exempt = spans(.falseSupposition)
        for span in spans(.supposition) where !exempt.contains(where: { $0.overlaps(span) }) {
            let end = sentences[tokens[span.lowerBound].sentence]?.upperBound ?? 0
            for index in span.upperBound..<max(span.upperBound, end) { flags[index].insert(.supposed) }
        }
    }

    private mutating func markPast() {
        let exempt = spans(.falsePast)
        for span in spans(.past) where !exempt.contains(where: { $0.overlaps(span) }) {
            let token = tokens[span.lowerBound]
            guard let clause = clauses[token.clause], let sentence = sentences[token.sentence] else { continue }
            // "Three years ago, I had …": a time that stands alone in its clause governs its whole sentence.
            let reach = clause.count <= span.count + 1 ? sentence : clause
            for index in reach where !presentClauses.contains(tokens[index].clause) { flags[index].insert(.past) }
        }
    }

    // MARK: Questions

    private mutating func markQuestions() {
        markQuestionsWithoutPerson()
        let personSentences = Set(spans(.person).map { tokens[$0.lowerBound].sentence })
        for span in spans(.question) where !personSentences.contains(tokens[span.lowerBound].sentence) {
            ask(sentence: tokens[span.lowerBound].sentence, fromClause: 0)
        }
        for span in spans(.knowledgeQuestion) {
            ask(sentence: tokens[span.lowerBound].sentence, fromClause: tokens[span.lowerBound].clause)
        }
    }

    /// "Can a heart attack happen without pain?": in English somebody real would be named.
    private mutating func markQuestionsWithoutPerson() {
        let persons = Set(spans(.person).map { tokens[$0.lowerBound].sentence })
        var last = -1
        for token in tokens where token.sentence != last {
            last = token.sentence
            guard questions.contains(last), !persons.contains(last), Self.interrogatives.contains(token.text) else {
                continue
            }
            ask(sentence: last, fromClause: 0)
        }
    }

    private static let interrogatives: Set<String> = [
        "can", "could", "does", "do", "is", "are", "what", "why", "how", "which", "when", "should", "will", "would",
        "who",
    ]

    private mutating func ask(sentence: Int, fromClause clause: Int) {
        for index in sentences[sentence] ?? 0..<0 where tokens[index].clause >= clause { flags[index].insert(.asked) }
    }

    private func isSubjectOfTalk(_ range: Range<Int>) -> Bool {
        spans(.subjectOfTalk).contains { span in
            span.lowerBound >= range.upperBound && span.lowerBound - range.upperBound <= 1
                && tokens[span.lowerBound].clause == tokens[range.upperBound - 1].clause
        }
    }
}
