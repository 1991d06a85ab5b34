import Foundation

/// A note taken apart: its words, what is denied or supposed in it, its sections and its lines.
struct NoteText {
    let text: TriageText
    let sections: [NoteSection]
    private let stance: TriageStance
    private let lineStarts: [Int]
    /// The clause and the sentence of each token. The text's own ones go on after a single letter and a stop, as in
    /// "Dr. A. Smith"; in a note that is far more often the end of "4.1 mmol/L." or "64M.".
    let clauses: [Int]
    let sentences: [Int]
    /// Sentences, from a word for a relative on, tell of somebody else.
    private let relatives: [Int: Int]

    var tokens: [TriageToken] { text.tokens }

    /// - Parameter findings: where names of conditions were found; one that begins with a denial is no denial.
    init(_ note: String) {
        let text = TriageText(note)
        self.text = text
        sections = NoteSection.all(in: text)
        var cues: [TriageCue: [Range<Int>]] = [:]
        for match in Self.rules.lexicon.matches(in: text.tokens) {
            guard let cue = TriageCue(rawValue: match.concept), Self.cues.contains(cue) else { continue }
            cues[cue, default: []].append(match.tokens)
        }
        stance = TriageStance(text, cues: cues, findings: [])
        (clauses, sentences) = Self.parts(of: text)
        lineStarts = [0] + text.original.indices.filter { text.original[$0] == "\n" }.map { $0 + 1 }
        relatives = Self.relatives(in: text.tokens, sentences: sentences)
    }

    private static let rules = TriageRules()

    /// A note isn't a question: of the turns of phrase only denial and supposition matter.
    private static let cues: Set<TriageCue> = [
        .denial, .narrowDenial, .falseDenial, .answeredDenial, .listDenial, .supposition, .falseSupposition,
    ]

    // MARK: What holds

    enum Standing { case stated, denied, supposed, ofRelative }

    func standing(of range: Range<Int>) -> Standing {
        guard let first = range.first, first < tokens.count else { return .stated }
        if let start = relatives[sentences[first]], first >= start { return .ofRelative }
        if section(at: tokens[first].range.lowerBound).kind == .family { return .ofRelative }
        if range.contains(where: { stance.flags(of: $0..<$0 + 1).contains(.denied) }) || isAnsweredNo(range) {
            return .denied
        }
        return stance.flags(of: range).contains(.supposed) ? .supposed : .stated
    }

    /// "diabetes (-)", "糖尿病（－）", "HBsAg negative", "糖尿病：无".
    private func isAnsweredNo(_ range: Range<Int>) -> Bool {
        guard let last = range.last else { return false }
        let after = string(tokens[last].range.upperBound, length: 12).trimmingCharacters(in: .whitespaces)
        return [
            "(-)", "(—)", "(–)", ": 无", ":无", ":否", ": no", ":no", ": none", ":none", ": negative", "阴性", "negative",
        ]
        .contains { after.hasPrefix($0) }
    }

    private static func parts(of text: TriageText) -> (clauses: [Int], sentences: [Int]) {
        var clause = 0
        var sentence = 0
        var last = 0
        var clauses: [Int] = []
        var sentences: [Int] = []
        for token in text.tokens {
            let between = text.folded[last..<token.range.lowerBound]
            let stops = between.indices.contains { index in
                stopMarks.contains(between[index])
                    || (between[index] == "." && index + 1 < text.folded.count
                        && [" ", "\n", "\r", "\t"].contains(text.folded[index + 1]))
            }
            if stops { sentence += 1 }
            if stops || between.contains(where: { clauseMarks.contains($0) }) { clause += 1 }
            clauses.append(clause)
            sentences.append(sentence)
            last = token.range.upperBound
        }
        return (clauses, sentences)
    }

    private static let stopMarks: Set<Unicode.Scalar> = ["!", "?", "。", ";", "\n", "…", "｡"]
    private static let clauseMarks: Set<Unicode.Scalar> = [",", "(", ")", "—", "–", "[", "]", "\"", "“", "”"]

    private static func relatives(in tokens: [TriageToken], sentences: [Int]) -> [Int: Int] {
        var found: [Int: Int] = [:]
        for (index, token) in tokens.enumerated() {
            let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
            if relativeWords.contains(token.text) || relativePairs.contains(token.text + next)
                || (token.text == "family" && ["history", "hx"].contains(next))
            {
                found[sentences[index]] = min(found[sentences[index]] ?? index, index)
            }
            if found[sentences[index]] != nil,
                returnWords.contains(token.text) || returnWords.contains(token.text + next)
            {
                found[sentences[index]] = nil
            }
        }
        return found
    }

    private static let relativeWords: Set<String> = [
        "mother", "father", "mum", "mom", "dad", "parent", "parents", "brother", "brothers", "sister", "sisters",
        "sibling", "siblings", "grandmother", "grandfather", "grandparent", "grandparents", "aunt", "uncle", "cousin",
        "mothers", "fathers", "son", "daughter", "fhx", "famhx", "relative", "relatives",
    ]
    private static let relativePairs: Set<String> = [
        "母亲", "父亲", "父母", "妈妈", "爸爸", "其母", "其父", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "姐妹", "祖父", "祖母", "外祖", "爷爷", "奶奶",
        "外公", "外婆", "叔叔", "姑姑", "舅舅", "姨妈", "儿子", "女儿", "家族", "家属", "家人", "亲属", "兄长", "胞弟", "胞妹", "胞姐", "胞兄",
    ]
    private static let returnWords: Set<String> = ["patient", "pt", "he", "she", "患者", "本人", "病人"]

    // MARK: Places

    func section(at offset: Int) -> NoteSection {
        sections.last { $0.start <= offset } ?? NoteSection(kind: .none, start: 0, body: 0)
    }

    /// The writer's own words from the first token to the last, without line breaks.
    func words(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last, last < tokens.count else { return "" }
        return PlainText.clean(text.words(tokens[first].range.lowerBound..<tokens[last].range.upperBound)) ?? ""
    }

    /// Folded text from an offset on.
    func string(_ start: Int, length: Int) -> String {
        String(String.UnicodeScalarView(text.folded[start..<min(start + length, text.folded.count)]))
    }

    func evidence(_ places: Range<Int>) -> Evidence {
        let line = (lineStarts.lastIndex { $0 <= places.lowerBound } ?? 0) + 1
        return Evidence(
            text: PlainText.clean(text.words(places), limit: 160) ?? "", line: line, start: places.lowerBound,
            end: places.upperBound)
    }

    func evidence(tokens range: Range<Int>) -> Evidence {
        guard let first = range.first, let last = range.last else { return evidence(0..<0) }
        return evidence(tokens[first].range.lowerBound..<tokens[last].range.upperBound)
    }
}

/// A part of a note under a heading.
struct NoteSection: Equatable {
    enum Kind: CaseIterable {
        case none, problems, history, medications, stoppedMedications, allergies, family, results, plan, other
    }

    var kind: Kind
    /// Offsets of the heading and of what follows it.
    var start: Int
    var body: Int

    /// The headings of a note, in order; one stands at the beginning of a line or a sentence and ends with a colon, or
    /// has its line to itself.
    static func all(in text: TriageText) -> [NoteSection] {
        var found: [NoteSection] = []
        var index = 0
        let folded = text.folded
        while index < folded.count {
            let start = skipMarks(folded, index)
            if let section = heading(folded, at: start) { found.append(section) }
            index = nextStart(folded, after: max(index, start))
        }
        return found
    }

    private static let marks: Set<Unicode.Scalar> = [
        " ", "\t", "-", "*", "#", "•", "·", "【", "[", "■", "●", "◆", "\r", "\n",
    ]

    private static func skipMarks(_ folded: [Unicode.Scalar], _ start: Int) -> Int {
        var index = start
        while index < folded.count, marks.contains(folded[index]) { index += 1 }
        return index
    }

    private static func nextStart(_ folded: [Unicode.Scalar], after start: Int) -> Int {
        var index = start
        while index < folded.count {
            let scalar = folded[index]
            index += 1
            if scalar == "\n" || scalar == "。" || scalar == ";" { return index }
            if scalar == ".", index < folded.count, folded[index] == " " || folded[index] == "\n" { return index }
        }
        return index
    }

    /// A short run of words before a colon, a closing bracket or the end of the line.
    private static func heading(_ folded: [Unicode.Scalar], at start: Int) -> NoteSection? {
        var end = start
        while end < folded.count, end - start < 40, !ends.contains(folded[end]) { end += 1 }
        guard end > start else { return nil }
        let words = String(String.UnicodeScalarView(folded[start..<end])).trimmingCharacters(in: .whitespaces)
        let hasMark = end < folded.count && [":", "】", "]"].contains(folded[end])
        let isLine = end == folded.count || folded[end] == "\n" || folded[end] == "\r"
        guard hasMark || isLine else { return nil }
        let body = min(skipMarks(folded, end + (hasMark ? 1 : 0)), folded.count)
        let isColon = body < folded.count && folded[body] == ":"
        if let kind = headings[words] { return NoteSection(kind: kind, start: start, body: isColon ? body + 1 : body) }
        // An unknown heading ends the section before it, but a measure's name with a colon is no heading.
        guard hasMark, words.count <= 24, folded[end] != ":" || isHeadingLike(words, folded, end) else { return nil }
        return NoteSection(kind: .other, start: start, body: body)
    }

    private static let ends: Set<Unicode.Scalar> = [":", "】", "]", "\n", "\r", "。", ";", ",", "."]

    /// Nothing but the heading stands on its line.
    private static func isHeadingLike(_ words: String, _ folded: [Unicode.Scalar], _ colon: Int) -> Bool {
        let rest = folded[(colon + 1)...].prefix { $0 != "\n" && $0 != "\r" }
        return rest.allSatisfy { $0 == " " } && colon + 1 < folded.count
    }

    /// Lower case, simplified, without marks around them.
    private static let headings: [String: Kind] = {
        var table: [String: Kind] = [:]
        for (kind, names) in written { for name in names { table[name] = kind } }
        return table
    }()

    private static let written: [(Kind, [String])] = [
        (
            .problems,
            [
                "problems", "problem list", "active problems", "diagnosis", "diagnoses", "assessment", "impression",
                "dx",
                "principal diagnosis", "discharge diagnosis", "discharge diagnoses", "admission diagnosis",
                "active diagnoses",
                "诊断", "初步诊断", "入院诊断", "出院诊断", "西医诊断", "临床诊断", "目前诊断", "主要诊断", "其他诊断", "印象", "问题列表",
            ]
        ),
        (
            .history,
            [
                "pmh", "pmhx", "past medical history", "medical history", "past history", "history", "background", "hx",
                "comorbidities", "co-morbidities", "既往史", "既往病史", "病史", "既往", "慢性病史", "基础疾病", "合并症",
            ]
        ),
        (
            .medications,
            [
                "medications", "medication", "current medications", "current medication", "meds", "current meds",
                "drugs", "rx",
                "home medications", "home meds", "discharge medications", "medication list", "drug history", "dhx",
                "dh",
                "regular medications", "prescriptions", "用药", "目前用药", "用药史", "现用药", "当前用药", "药物", "用药情况", "长期用药", "处方",
                "现服药物", "目前服药", "药物治疗", "出院带药", "服药情况", "目前治疗", "口服药", "正在使用的药物",
            ]
        ),
        (
            .stoppedMedications,
            [
                "stopped medications", "past medications", "previous medications", "discontinued",
                "discontinued medications",
                "medications stopped", "stopped", "ceased", "停用", "停药", "停用药物", "既往用药", "已停药物", "已停用",
            ]
        ),
        (
            .allergies,
            [
                "allergies", "allergy", "drug allergies", "drug allergy", "adr", "adrs", "allergies/adrs",
                "medication allergies",
                "allergies and intolerances", "过敏史", "过敏", "药物过敏史", "药物过敏", "食物药物过敏史", "药物及食物过敏史", "过敏情况", "过敏原",
            ]
        ),
        (.family, ["family history", "fh", "fhx", "family hx", "家族史", "家族病史", "遗传史"]),
        (
            .results,
            [
                "labs", "lab results", "laboratory", "results", "investigations", "bloods", "vitals", "vital signs",
                "obs",
                "observations", "exam", "examination", "physical exam", "physical examination", "o/e", "on examination",
                "objective",
                "辅助检查", "检查", "检验", "化验", "实验室检查", "查体", "体格检查", "体征", "生命体征", "检查结果", "检验结果", "化验结果", "专科检查",
            ]
        ),
        (
            .plan,
            [
                "plan", "recommendations", "follow-up", "follow up", "advice", "goals", "targets", "plan of care", "处理",
                "计划", "建议",
                "随访", "诊疗计划", "治疗计划", "处理意见", "治疗目标", "控制目标", "医嘱", "健康教育",
            ]
        ),
        (
            .other,
            [
                "hpi", "history of present illness", "presenting complaint", "chief complaint", "cc", "subjective",
                "social history", "sh", "shx", "review of systems", "ros", "systems review", "procedures",
                "surgical history",
                "past surgical history", "immunisations", "immunizations", "主诉", "现病史", "个人史", "婚育史", "月经史", "手术史",
                "外伤史",
                "输血史", "预防接种史", "手术外伤史", "社会史",
            ]
        ),
    ]
}
