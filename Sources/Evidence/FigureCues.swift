/// Words, in both languages, that tell what a figure is for and whom it is about.
enum FigureCues {
    /// What a figure is given for: a goal and a threshold for treatment can't contradict each other.
    enum Purpose: String, CaseIterable, Sendable {
        case goal, definition, start, stop
    }

    /// Groups of people for whom figures differ with good reason.
    enum Population: String, CaseIterable, Sendable {
        case child, pregnancy, older, young, kidney, diabetes, vascular, women, men, inpatient, acute, lowRisk, highRisk
    }

    /// Stems of words; a Latin one is only taken at the start of a word.
    private static let purposes: [Purpose: [[UInt8]]] = bytes([
        .goal: ["goal", "target", "aim", "keep ", "maintain ", "目标", "控制", "降至", "达标", "维持"],
        .definition: [
            "defin", "diagnos", "criteri", "cut-off", "cutoff", "categor", "grade", "stage", "normal", "means",
            "诊断", "定义", "标准", "切点", "分级", "分类", "正常",
        ],
        .start: [
            "start", "begin", "initiat", "drugs from", "threshold", "transfus", "treat ", "give ", "add ", "offer",
            "启动", "开始", "起始", "阈值", "输注", "加用",
        ],
        .stop: [
            "stop", "avoid", "contraindicat", "hold", "do not", "discontinu", "suspend", "停", "禁", "避免", "不宜",
        ],
    ])

    private static let populations: [Population: [[UInt8]]] = bytes([
        .child: [
            "child", "paediatric", "pediatric", "infant", "neonat", "adolescent", "youth", "儿童", "婴", "新生儿", "青少年",
        ],
        .pregnancy: ["pregnan", "gestation", "gdm", "trimester", "妊娠", "孕"],
        .older: ["older", "elderly", "frail", "≥65", "≥80", "≥85", "老年", "衰弱", "高龄"],
        .young: ["young", "under 40", "<40", "年轻"],
        .kidney: ["ckd", "kidney", "renal", "egfr", "dialysis", "albuminuri", "crcl", "肾", "透析"],
        .diabetes: ["diabet", "糖尿病"],
        .vascular: [
            "ascvd", "cvd", "coronary", "infarct", "stroke", "secondary prevention", "心血管病", "冠心病", "心梗", "卒中",
        ],
        .women: ["women", "woman", "female", "女"],
        .men: ["men", "man ", "male", "男"],
        .inpatient: ["hospital", "icu", "inpatient", "ward", "peri-op", "periop", "surgery", "住院", "围手术", "手术", "重症"],
        .acute: [
            "acute", "emergenc", "crisis", "haemorrhag", "hemorrhag", "thrombolysis", "shock", "急性", "急症", "危象", "出血",
            "溶栓",
        ],
        .lowRisk: ["low risk", "low-risk", "moderate risk", "低危", "中危"],
        .highRisk: ["high risk", "high-risk", "higher-risk", "very high", "高危", "极高危"],
    ])

    /// What stands before these words isn't about them.
    private static let negations = ["non-", "not ", "without ", "non", "非", "无", "未"].map { Array($0.utf8) }

    private static func bytes<Key>(_ words: [Key: [String]]) -> [Key: [[UInt8]]] {
        words.mapValues { $0.map { Array($0.utf8) } }
    }

    /// - Parameter text: in small letters.
    static func populations(in text: String) -> Set<Population> {
        let text = Array(text.utf8)
        return Set(
            Population.allCases.filter { population in
                (populations[population] ?? []).contains { cue in
                    places(of: cue, in: text).contains { start in !negations.contains { text.ends(with: $0, at: start) }
                    }
                }
            })
    }

    /// What the last of the cues before the end of a text says, or the first one after it.
    static func purpose(before: String, after: String) -> Purpose? {
        let before = Array(before.utf8)
        return nearest(in: before) { before.count - $0 } ?? nearest(in: Array(after.utf8)) { $0 }
    }

    private static func nearest(in text: [UInt8], _ distance: (Int) -> Int) -> Purpose? {
        var best: (purpose: Purpose, distance: Int)?
        for purpose in Purpose.allCases {
            for cue in purposes[purpose] ?? [] {
                for start in places(of: cue, in: text) where distance(start) < best?.distance ?? .max {
                    best = (purpose, distance(start))
                }
            }
        }
        return best?.purpose
    }

    /// Whether the words say what a figure is for, and so name no quantity: "target".
    static func isPurpose(_ words: String) -> Bool { purpose(before: words, after: "") != nil }

    /// Whether what follows is a condition and not what is recommended.
    static func isCondition(before text: String) -> Bool {
        let near = Array(text.utf8.suffix(conditionReach))
        return conditions.contains { !places(of: $0, in: near).isEmpty }
    }

    private static let conditions = [" if ", " when ", " unless ", "such as", "如果", "若"].map { Array($0.utf8) }
    private static let conditionReach = 48

    /// Where a cue starts; a Latin one only at the start of a word, or after a negation that is written together with it.
    private static func places(of cue: [UInt8], in text: [UInt8]) -> [Int] {
        guard let first = cue.first, text.count >= cue.count else { return [] }
        return (0...text.count - cue.count).filter { start in
            guard text[start] == first, text.ends(with: cue, at: start + cue.count) else { return false }
            guard start > 0, first.isSmallLetter, text[start - 1].isSmallLetter else { return true }
            return negations.contains { text.ends(with: $0, at: start) }
        }
    }
}

extension [UInt8] {
    /// Whether the bytes before an index are these.
    fileprivate func ends(with other: [UInt8], at end: Int) -> Bool {
        guard end >= other.count else { return false }
        for offset in other.indices where self[end - other.count + offset] != other[offset] { return false }
        return true
    }
}

extension UInt8 {
    fileprivate var isSmallLetter: Bool { (0x61...0x7A).contains(self) }
}
