/// One unit of a text: a Latin word, one Chinese character, or a number.
struct TriageToken: Sendable, Equatable {
    enum Kind: Sendable { case word, han, number }

    var kind: Kind
    var text: String
    var value: Double?
    /// Scalar offsets in the text as it was written.
    var range: Range<Int>
    var sentence: Int
    var clause: Int
    /// Counts clauses and the items of a list (、) as well.
    var segment: Int
    /// The mark straight after the token is "/" (as in 180/110).
    var isFollowedBySlash = false
}

/// A text folded for matching (width, script, case, accents), with a way back to the writer's own words.
///
/// Folding keeps one scalar for each scalar, so an offset means the same place in both.
struct TriageText: Sendable {
    let original: [Unicode.Scalar]
    let folded: [Unicode.Scalar]
    private(set) var tokens: [TriageToken] = []

    /// The sentences that end in a question mark.
    private(set) var questions: Set<Int> = []

    private var sentence = 0
    private var clause = 0
    private var segment = 0

    init(_ text: String) {
        original = Array(text.unicodeScalars)
        folded = original.map(Self.fold)
        tokens.reserveCapacity(folded.count)
        tokenise()
    }

    /// The writer's own words from one scalar offset to another.
    func words(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: original[range])
        return String(view)
    }

    /// A colon stands between this token and the one before it.
    func hasColon(before index: Int) -> Bool {
        folded[tokens[index - 1].range.upperBound..<tokens[index].range.lowerBound].contains(":")
    }

    private mutating func tokenise() {
        var index = 0
        while index < folded.count {
            let scalar = folded[index]
            if Self.isLatin(scalar) {
                index = takeWord(index)
            } else if Self.isDigit(scalar) {
                index = takeNumber(index)
            } else if Self.isHan(scalar) {
                index = takeHan(index)
            } else {
                takeMark(index)
                index += 1
            }
        }
    }

    private mutating func add(_ kind: TriageToken.Kind, _ text: String, value: Double? = nil, _ range: Range<Int>) {
        tokens.append(
            TriageToken(
                kind: kind, text: text, value: value, range: range, sentence: sentence, clause: clause, segment: segment
            ))
    }

    private mutating func takeWord(_ start: Int) -> Int {
        var end = start
        var text = ""
        while end < folded.count {
            let scalar = folded[end]
            if Self.isLatin(scalar) {
                text.unicodeScalars.append(scalar)
            } else if !(scalar == "'" && end + 1 < folded.count && Self.isLatin(folded[end + 1])) {
                break
            }
            end += 1
        }
        if let name = Self.nameWithDigits(folded, from: start) {
            add(.word, name, start..<start + name.unicodeScalars.count)
            return start + name.unicodeScalars.count
        }
        add(.word, text, value: Self.numberWords[text], start..<end)
        return end
    }

    private mutating func takeNumber(_ start: Int) -> Int {
        var end = start
        var text = ""
        while end < folded.count {
            let scalar = folded[end]
            if Self.isDigit(scalar) {
                text.unicodeScalars.append(scalar)
            } else if scalar == ".", end + 1 < folded.count, Self.isDigit(folded[end + 1]), !text.contains(".") {
                text += "."
            } else if scalar != "," || !isThousandsComma(end) {
                break
            }
            end += 1
        }
        add(.number, text, value: Double(text), start..<end)
        return end
    }

    private func isThousandsComma(_ index: Int) -> Bool {
        guard index + 3 < folded.count, folded[index + 1...index + 3].allSatisfy(Self.isDigit) else { return false }
        return index + 4 >= folded.count || !Self.isDigit(folded[index + 4])
    }

    /// A Chinese numeral becomes a number only before a measure word: 三片 counts, 一直 does not.
    private mutating func takeHan(_ start: Int) -> Int {
        var end = start
        while end < folded.count, ChineseNumber.digits[folded[end]] != nil { end += 1 }
        if end > start, end < folded.count, ChineseNumber.measureWords.contains(folded[end]),
            let value = ChineseNumber.value(of: folded[start..<end])
        {
            add(.number, String(String.UnicodeScalarView(folded[start..<end])), value: value, start..<end)
            return end
        }
        add(.han, String(Character(folded[start])), start..<start + 1)
        return start + 1
    }

    private mutating func takeMark(_ index: Int) {
        let mark = folded[index]
        if mark == "/", let last = tokens.indices.last, tokens[last].range.upperBound == index {
            tokens[last].isFollowedBySlash = true
        } else if Self.sentenceMarks.contains(mark) && (mark != "." || endsSentence(index)) {
            if mark == "?" { questions.insert(sentence) }
            sentence += 1
            clause += 1
            segment += 1
        } else if Self.clauseMarks.contains(mark) || (mark == "-" && isSpaced(index)) {
            clause += 1
            segment += 1
        } else if mark == "、" {
            segment += 1
        }
    }

    private func isSpaced(_ index: Int) -> Bool {
        index > 0 && folded[index - 1] == " " && index + 1 < folded.count && folded[index + 1] == " "
    }

    /// A full stop after a single letter or a title ("e.g.", "Dr.") is part of an abbreviation.
    private func endsSentence(_ index: Int) -> Bool {
        guard let last = tokens.last, last.range.upperBound == index, last.kind == .word else { return true }
        return last.text.count > 1
            && !["dr", "mr", "mrs", "ms", "vs", "eg", "ie", "approx", "hx", "pt"].contains(last.text)
    }
}

extension TriageText {
    private static let sentenceMarks: Set<Unicode.Scalar> = [".", "!", "?", "。", ";", "\n", "…", "｡"]
    private static let clauseMarks: Set<Unicode.Scalar> = [",", "(", ")", "—", "–", "[", "]", "\"", "“", "”"]

    static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        (scalar >= "a" && scalar <= "z") || (scalar.value >= 0x3B1 && scalar.value <= 0x3C9)
    }
    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value >= 0x4E00 && scalar.value <= 0x9FFF) || (scalar.value >= 0x3400 && scalar.value <= 0x4DBF)
            || scalar == "〇"
    }

    static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x41...0x5A: return Unicode.Scalar(scalar.value + 32) ?? scalar
        case 0...0x7F: return scalar
        case 0xFF01...0xFF5E: return fold(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case 0x3000, 0xA0: return " "
        case 0x4E00...0x9FFF: return TriageScript.simplified(scalar)
        case 0x2018, 0x2019, 0x2BC: return "'"
        case 0xB5: return "μ"
        case 0x2074...0x2079: return Unicode.Scalar(scalar.value - 0x2070 + 0x30) ?? scalar
        case 0xC0...0x24F: return unaccented[scalar] ?? scalar
        case 0x391...0x3A9: return Unicode.Scalar(scalar.value + 32) ?? scalar
        default: return scalar
        }
    }

    private static let unaccented: [Unicode.Scalar: Unicode.Scalar] = [
        "é": "e", "è": "e", "ê": "e", "ë": "e", "á": "a", "à": "a", "â": "a", "ä": "a", "ö": "o", "ó": "o", "ô": "o",
        "ü": "u", "ú": "u", "í": "i", "ï": "i", "ç": "c", "ñ": "n",
    ]

    /// Names that carry a digit, so that "spo2 85" is not read as two numbers.
    private static let namesWithDigits = [
        "spo2", "sao2", "hba1c", "a1c", "sglt2i", "sglt2", "glp1", "b12", "o2", "co2", "pco2", "paco2", "pao2", "hco3",
        "t1dm", "t2dm", "t1d", "t2d", "p2y12", "covid19", "x3", "l1", "h1", "h2", "qtc",
    ]

    private static func nameWithDigits(_ folded: [Unicode.Scalar], from start: Int) -> String? {
        namesWithDigits.first { name in
            let scalars = Array(name.unicodeScalars)
            guard start + scalars.count <= folded.count, folded[start..<start + scalars.count].elementsEqual(scalars)
            else { return false }
            let next = start + scalars.count
            return next == folded.count || !(isLatin(folded[next]) || isDigit(folded[next]))
        }
    }

    private static let numberWords: [String: Double] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
        "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12, "dozens": 24,
    ]
}

/// Chinese numerals as people write them in amounts: 三, 十五, 二十, 一百二十.
enum ChineseNumber {
    static let digits: [Unicode.Scalar: Int] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
        "百": 100,
    ]
    static let measureWords: Set<Unicode.Scalar> = [
        "片", "粒", "颗", "瓶", "支", "包", "盒", "针", "度", "岁", "年", "月", "周", "天", "日", "小", "分", "次", "个", "倍", "毫",
        "单", "点", "多", "几", "余", "来", "斤", "公", "口", "杯", "星", "礼", "板",
    ]

    static func value(of scalars: ArraySlice<Unicode.Scalar>) -> Double? {
        var total = 0
        var current = 0
        for scalar in scalars {
            guard let digit = digits[scalar] else { return nil }
            if digit >= 10 {
                total += max(current, 1) * digit
                current = 0
            } else {
                current = digit
            }
        }
        return Double(total + current)
    }
}
