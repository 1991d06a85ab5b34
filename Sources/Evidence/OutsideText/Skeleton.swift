import Foundation

/// The bare letters of a text, folded to one form, without what stands between them; each knows where it was.
struct Skeleton {
    struct Letter {
        var value: UInt32
        /// Its place in the text, counted in scalars.
        var place: Int
        /// No letter or digit stands directly before it.
        var beginsWord: Bool
        /// A comma, a bracket or the like stands between it and the letter before, or a line ends there.
        var beginsClause: Bool
        /// A sentence ended between it and the letter before.
        var beginsSentence: Bool
    }

    private(set) var letters: [Letter] = []

    /// - Parameter gaps: parts of the text that are passed over; a sentence ends at each.
    init(_ scalars: [Unicode.Scalar], without gaps: [Range<Int>]) {
        letters.reserveCapacity(scalars.count)
        var gaps = gaps[...]
        var (beginsWord, beginsClause, beginsSentence) = (true, true, true)
        var place = 0
        while place < scalars.count {
            if let gap = gaps.first, gap.lowerBound == place {
                (beginsWord, beginsClause, beginsSentence) = (true, true, true)
                place = gap.upperBound
                gaps.removeFirst()
                continue
            }
            let folded = Self.folded(scalars[place])
            for value in folded {
                letters.append(
                    Letter(
                        value: value, place: place, beginsWord: beginsWord, beginsClause: beginsClause,
                        beginsSentence: beginsSentence))
                (beginsWord, beginsClause, beginsSentence) = (false, false, false)
            }
            if folded.isEmpty, !Self.isMark(scalars[place]) {
                beginsWord = true
                if Self.endsClause(scalars[place]) { beginsClause = true }
                if Self.endsSentence(scalars, at: place), scalars[place] != "\n" { beginsSentence = true }
            }
            place += 1
        }
        readDigitsAsLetters()
    }

    /// `1gn0re`: a digit inside a word may stand for the letter that it looks like.
    private mutating func readDigitsAsLetters() {
        let likeness: [UInt32: UInt32] = [0x30: 0x6F, 0x31: 0x69, 0x33: 0x65, 0x34: 0x61, 0x35: 0x73, 0x37: 0x74]
        for index in letters.indices {
            guard let letter = likeness[letters[index].value] else { continue }
            let follows = index > 0 && !letters[index].beginsWord && Self.isLatin(letters[index - 1].value)
            let leads =
                index + 1 < letters.count && !letters[index + 1].beginsWord && Self.isLatin(letters[index + 1].value)
            if follows || leads { letters[index].value = letter }
        }
    }

    static func isLatin(_ value: UInt32) -> Bool { (0x61...0x7A).contains(value) }

    /// Whether a sentence ends with this character.
    static func endsSentence(_ scalars: [Unicode.Scalar], at place: Int) -> Bool {
        switch scalars[place] {
        case "。", "！", "？", "\n": true
        case ".", "!", "?": place + 1 >= scalars.count || scalars[place + 1].properties.isWhitespace
        default: false
        }
    }

    private static func endsClause(_ scalar: Unicode.Scalar) -> Bool {
        ",.;:!?()[]{}，。；：！？（）【】、\n".unicodeScalars.contains(scalar)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .format: true
        default: false
        }
    }

    // MARK: Folding

    /// Small Latin letters, digits and Simplified characters; nothing for what is neither letter nor digit.
    private static func folded(_ scalar: Unicode.Scalar) -> [UInt32] {
        let value = scalar.value
        switch value {
        case 0x61...0x7A, 0x30...0x39: return [value]
        case 0x41...0x5A: return [value + 0x20]
        case 0..<0x80: return []
        case 0xFF01...0xFF5E: return Unicode.Scalar(value - 0xFEE0).map(folded) ?? []
        default: break
        }
        if Folding.isHan(scalar) { return [simplified[value] ?? value] }
        if let letter = lookalikes[value] { return [letter] }
        guard value < 0x3000 || value > 0xF8FF else { return scalar.properties.isAlphabetic ? [value] : [] }
        let parts = String(scalar).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        return parts.compactMap { part in
            if let letter = lookalikes[part.value] { return letter }
            return isMark(part) || !(part.properties.isAlphabetic || part.isASCIIDigit) ? nil : part.value
        }
    }

    /// Letters of other scripts that look like small Latin ones.
    private static let lookalikes: [UInt32: UInt32] = {
        let pairs: [(String, String)] = [
            ("аеорсухіјѕһԁԛԝвнкмтьґӏпгз", "aeopcyxijshdqwbhkmtbrlnre"),
            ("αεορυχικνητμβγωςτ", "aeopuxiknntmbywct"), ("ɡɑıʀɪɴɢꜱʟᴀᴇᴏᴜᴛᴄᴅᴍᴘᴠᴡʏᴢʙʜᴊᴋ", "gairingslaeoutcdmpvwyzbhjk"),
        ]
        var map: [UInt32: UInt32] = [:]
        for (strange, plain) in pairs {
            for (from, to) in zip(strange.unicodeScalars, plain.unicodeScalars) {
                map[from.value] = to.value
                for upper in String(from).uppercased().unicodeScalars where !upper.isASCII {
                    map[upper.value] = to.value
                }
            }
        }
        return map
    }()

    /// Traditional forms of the characters that the patterns are written with.
    private static let simplified: [UInt32: UInt32] = {
        var map: [UInt32: UInt32] = [0x88E1: 0x91CC, 0x88CF: 0x91CC]  // both forms of 里
        for scalar in Set(InstructionWords.chinese.joined().unicodeScalars) where Folding.isHan(scalar) {
            let traditional = Folding.traditional(String(scalar)) ?? ""
            for form in traditional.unicodeScalars { map[form.value] = scalar.value }
        }
        return map
    }()
}

extension Unicode.Scalar {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
