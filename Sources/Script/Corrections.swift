/// What OpenCC's general tables write that medicine writes otherwise.
///
/// OpenCC's `s2tw` (characters as in Taiwan, no words exchanged) agrees with the lexicon's Traditional names better than
/// `s2t`, `s2hk` and `s2twp` do. The last exchanges words too, for those of computing: 循环 (circulation) becomes 迴圈, a
/// loop, 局部 (local) 區域性, 队列 (cohort) 佇列, a queue. What is left is set right here; a test holds it against the
/// lexicon.
enum Corrections {
    private struct Rule {
        var wrong: String
        var right: String
        /// Words in which it is right.
        var unless: [String] = []
    }

    private static let rules = [
        // 低钾血症: OpenCC knows 血癥 of another meaning.
        Rule(wrong: "癥", right: "症", unless: ["癥結", "癥瘕"]),
        // 阿托伐他汀, 卡托普利 and other names by their sound.
        Rule(
            wrong: "託", right: "托",
            unless: ["委託", "囑託", "依託", "寄託", "拜託", "信託", "請託", "受託", "託付", "託管"]),
        // 造影后, 3天后: not the queens of film and heaven.
        Rule(wrong: "后", right: "後", unless: ["皇后", "王后", "太后", "后妃"]),
        Rule(wrong: "佈雷定", right: "布雷定"),
        // 口服制剂: not the clothes of mourning, 服制.
        Rule(wrong: "制劑", right: "製劑", unless: ["抑制劑", "控制劑"]),
    ]

    static func apply(to text: String) -> String {
        rules.reduce(text) { text, rule in
            guard text.contains(rule.wrong) else { return text }
            let kept = rule.unless.filter(text.contains)
            // A run of Han characters has no private ones, so they can stand for what is to stay.
            let marked = kept.enumerated().reduce(text) { $0.replacing($1.element, with: mark($1.offset)) }
            let corrected = marked.replacing(rule.wrong, with: rule.right)
            return kept.enumerated().reduce(corrected) { $0.replacing(mark($1.offset), with: $1.element) }
        }
    }

    private static func mark(_ number: Int) -> String {
        Unicode.Scalar(0xE000 + UInt32(number)).map { String($0) } ?? ""
    }
}
