import Evidence

/// The words that turn a sentence's meaning round, in both languages.
enum SignedText {
    struct Reading {
        /// The text without the words that give it its sign.
        var rest = ""
        var denials = 0
        /// Whether something goes up or down; nil where neither or both is said.
        var isRaising: Bool?
    }

    /// Cut where a new statement may begin: a sentence says one thing and denies another.
    static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var words: [Substring] = []
        func flush() {
            if !words.isEmpty { parts.append(words.joined(separator: " ")) }
            words = []
        }
        let marks: Set<Character> = [",", ";", ":", "(", ")", "!", "?", ".", "，", "；", "：", "（", "）", "。", "！", "？"]
        let pieces = text.split(whereSeparator: \.isWhitespace)
        for (place, piece) in pieces.enumerated() {
            // "70 or more" is one figure.
            let next = place + 1 < pieces.count ? pieces[place + 1].lowercased().filter(\.isLetter) : ""
            if joints.contains(piece.lowercased()), !sides.contains(next) {
                flush()
                continue
            }
            // A full-width mark ends a part anywhere, an ASCII one only at a word's end: "1,000", "7.0".
            let inside = piece.split(omittingEmptySubsequences: true) { marks.contains($0) && !$0.isASCII }
            for (index, inner) in inside.enumerated() {
                words.append(inner)
                if index + 1 < inside.count || inner.last.map(marks.contains) == true { flush() }
            }
            if piece.last.map(marks.contains) == true { flush() }
        }
        flush()
        return parts
    }

    /// Whether a word, in small letters, turns round what is said.
    static func denies(_ word: String) -> Bool {
        denying.contains(word) || denyingStems.contains(where: word.hasPrefix) || denyingHan.contains(word)
    }

    static func read(_ part: String) -> Reading {
        var reading = Reading()
        var isUp = false
        var isDown = false
        let others = withoutHanCues(part.lowercased()) { sense in
            switch sense {
            case .denies: reading.denials += 1
            case .raises: isUp = true
            case .lowers: isDown = true
            case .plain: break
            }
        }
        var kept: [Substring] = []
        for word in words(of: others) {
            if denies(String(word)) {
                reading.denials += 1
            } else if raising.contains(where: word.hasPrefix) {
                isUp = true
            } else if lowering.contains(where: word.hasPrefix) {
                isDown = true
            } else {
                kept.append(word)
            }
        }
        reading.rest = kept.joined(separator: " ")
        if isUp != isDown { reading.isRaising = isUp }
        return reading
    }

    /// What a Han word says of a sentence's sign.
    private enum Sense { case plain, denies, raises, lowers }

    /// The text with a space for each Han word that gives it its sign.
    private static func withoutHanCues(_ text: String, _ note: (Sense) -> Void) -> String {
        let characters = Array(text)
        var rest = ""
        var place = 0
        while place < characters.count {
            let here = characters[place...]
            guard let cue = hanCues[characters[place]]?.first(where: { here.starts(with: $0.word) }) else {
                rest.append(characters[place])
                place += 1
                continue
            }
            note(cue.sense)
            rest += cue.sense == .plain ? cue.word : " "
            place += cue.word.count
        }
        return rest
    }

    /// "can't" as "can not"; idioms that hold a "no" and deny nothing are left out.
    private static func words(of text: String) -> [Substring] {
        let split = text.split { $0.isWhitespace || ",;:()!?.\"".contains($0) }.flatMap(withoutContraction)
        var words: [Substring] = []
        var rest = split[...]
        while let word = rest.first {
            let idiom = idioms[word]?.first { rest.starts(with: $0) }
            if idiom == nil { words.append(word) }
            rest = rest.dropFirst(idiom?.count ?? 1)
        }
        return words
    }

    private static func withoutContraction(_ word: Substring) -> [Substring] {
        if word == "cannot" { return ["can", "not"] }
        return ["n't", "n’t"].contains(where: word.hasSuffix) ? [word.dropLast(3), "not"] : [word]
    }

    private static let sides: Set<String> = ["more", "less", "above", "below", "higher", "lower", "over", "under"]
    private static let joints: Set<String> = [
        "and", "or", "but", "however", "although", "though", "because", "whereas", "while", "unless", "except",
    ]
    private static let denying: Set<String> = [
        "not", "no", "never", "neither", "nor", "without", "doesnt", "dont", "isnt", "arent", "wasnt", "shouldnt",
        "cant",
        "wont", "unsafe", "unsuitable", "unnecessary", "inappropriate", "hold",
    ]
    private static let denyingStems = [
        "avoid", "contraindicat", "discontinu", "stop", "withh", "cessation", "refrain", "forbid", "prohibit", "omit",
    ]
    /// By their first word.
    private static let idioms = Dictionary(
        grouping: [
            "not only", "no more than", "not more than", "no less than", "not less than", "no later than",
            "not later than", "whether or not", "no fewer than", "not below", "not above", "no earlier than",
        ].map { $0.split(separator: " ") }
    ) { $0.first ?? "" }
    private static let raising = ["increas", "rais", "escalat", "intensif", "uptitrat", "up-titrat"]
    private static let lowering = [
        "reduc", "decreas", "lower", "de-escalat", "deintensif", "downtitrat", "down-titrat",
    ]

    private static let denyingHan = ["禁忌", "禁用", "禁止", "停用", "停药", "停藥", "避免", "不", "未", "无", "無", "勿", "忌"]
    private static let raisingHan = ["增加", "加量", "上调", "上調", "升高", "提高"]
    private static let loweringHan = ["减少", "減少", "减量", "減量", "下调", "下調", "降低"]
    /// Words that hold one of these and have no sign.
    private static let plainHan = [
        "不良", "不全", "不耐受", "不稳定", "不穩定", "不适", "不適", "不典型", "不明", "不孕", "不足", "不同", "不少于", "不少於", "不低于", "不低於",
        "不超过", "不超過", "不高于", "不高於", "不大于", "不小于", "不仅", "不僅", "不但", "不论", "不論", "无论", "無論", "无症状", "無症狀", "无痛", "无创",
        "无菌", "未成年", "未分化", "未来", "未來", "未核实", "未核實", "不等", "不断", "不斷", "不规则", "不規則",
    ]
    /// By their first character; of several that begin with it the first one counts.
    private static let hanCues = Dictionary(
        grouping: [(Sense.plain, plainHan), (.denies, denyingHan), (.raises, raisingHan), (.lowers, loweringHan)]
            .flatMap { sense, words in words.map { (word: $0, sense: sense) } }
    ) { $0.word.first ?? " " }
}
