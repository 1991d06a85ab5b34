import Evidence

/// A question that says too little by itself, such as "And in pregnancy?" or "那孕妇呢？". It leans on what was asked before and is
/// searched together with that; whatever else depends on a question's words goes by its own.
struct FollowUp {
    /// What it leans on, oldest first; none where it stands by itself.
    let before: [String]

    /// Further back nobody remembers what was left unsaid.
    private static let most = 3
    /// Characters of each: what is longer was pasted.
    private static let longest = 300
    /// Bytes; no question that leans has more.
    private static let mostBytes = 300

    /// - Parameter earlier: the questions before it, oldest first.
    init(_ question: String, after earlier: [String]) {
        var before: [String] = []
        var last = question
        for asked in earlier.reversed() where before.count < Self.most {
            guard Self.leans(last) else { break }
            last = String(asked.prefix(Self.longest))
            before.insert(last, at: 0)
        }
        self.before = before
    }

    /// Whether a question is cut so short that its subject can only be one that was named before.
    static func leans(_ question: String) -> Bool {
        // What was pasted, perhaps a megabyte, needn't be looked through.
        guard question.utf8.count <= mostBytes else { return false }
        let text = question.lowercased().filter { !$0.isPunctuation || $0 == "'" || $0 == "-" }
        let characters = text.count { $0.isHan }
        return characters > 0 ? leansInChinese(text, characters) : leansInEnglish(text)
    }

    private static func leansInEnglish(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace }.map(String.init)
        guard let first = words.first else { return false }
        let start = words.prefix(2).joined(separator: " ")
        if ["what about", "how about", "what if", "and if"].contains(start) { return words.count <= 12 }
        // A whole question may begin with these too.
        if ["and", "but", "or", "then", "so", "also"].contains(first) { return words.count <= 6 }
        if ["in", "for", "with", "without", "during", "after", "before", "at", "if"].contains(first) {
            return words.count <= 4
        }
        if words.count <= 2, ["why", "how", "when", "which"].contains(first) { return true }
        return words.count <= 7 && words.contains(where: ["it", "they", "them", "those"].contains)
    }

    private static func leansInChinese(_ text: String, _ characters: Int) -> Bool {
        // Not 那 alone: drugs' names begin with it.
        let starts = ["那么", "那如果", "那要是", "那对", "那在", "如果是", "要是", "换成"]
        if starts.contains(where: text.hasPrefix) { return characters <= 14 }
        if text.hasSuffix("呢") { return characters <= 12 }
        if ["为什么", "为何", "怎么办", "多久", "多久一次", "什么时候", "哪种"].contains(text) { return true }
        let names = ["它", "该药", "这个药", "这种药", "该病", "这种病", "上述", "前者", "后者"]
        return characters <= 20 && names.contains(where: text.contains)
    }
}
