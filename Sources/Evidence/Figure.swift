/// A number with its unit as it stands in a text: "≥126 mg/dL", "130/80 mmHg" (two figures), "3–6个月" (two figures).
public struct Figure: Sendable, Equatable, Hashable {
    public var value: Double
    /// Normalised, see `FigureUnit`; nil where the text gives none.
    public var unit: String?
    /// The words of the text, with the unit.
    public var text: String

    public init(value: Double, unit: String?, text: String) {
        self.value = value
        self.unit = unit
        self.text = text
    }
}

extension Figure {
    /// All figures of a text, in order. Digits that belong to a name (HbA1c, SGLT2, GLP-1, 2型, type 2), to a
    /// citation mark ([2]) or to a list's numbering aren't figures.
    public static func all(in text: String) -> [Figure] {
        FigureGroup.all(in: FigureText.normalised(text)).flatMap(\.figures)
    }

    /// The same, each group (a range, a pair, a single figure) with where its words stand, counted in characters.
    public static func places(in text: String) -> [(figures: [Figure], characters: Range<Int>)] {
        // One character for one, so that the places are those of the text.
        FigureGroup.all(in: FigureText.normalised(text)).map { ($0.figures, $0.place) }
    }
}

/// Numbers that stand together and share a unit: "130/80 mmHg", "7–8%", or one alone.
struct FigureGroup: Equatable {
    var values: [Double]
    /// What stands between two values, brought to one sign each: `-` for a range, `/` for a pair.
    var joints: [Character]
    var unit: String?
    /// Where it stands among the characters, with its unit.
    var place: Range<Int>
    /// The words there.
    var text: String

    var figures: [Figure] { values.map { Figure(value: $0, unit: unit, text: text) } }

    /// - Parameter characters: a text by `FigureText.normalised`.
    static func all(in characters: [Character]) -> [FigureGroup] {
        var scanner = FigureScanner(characters)
        return scanner.scan().sharingUnits(in: characters)
    }
}

/// Reads figures left to right. Ranges ("3–6 months") and pairs ("130/80 mmHg") share the unit that follows them.
private struct FigureScanner {
    private let characters: [Character]
    private var position = 0
    private var groups: [FigureGroup] = []

    init(_ characters: [Character]) {
        self.characters = characters
    }

    mutating func scan() -> [FigureGroup] {
        while position < characters.count {
            if characters[position] == "[", let end = citationEnd() {
                position = end
            } else if characters[position].isASCIIDigit {
                readGroup()
            } else {
                position += 1
            }
        }
        return groups
    }

    /// The index after a citation mark such as [2] or [1, 3] at the position.
    private func citationEnd() -> Int? {
        var index = position + 1
        while index < characters.count, characters[index].isASCIIDigit || ", C".contains(characters[index]) {
            index += 1
        }
        return index < characters.count && characters[index] == "]" ? index + 1 : nil
    }

    private mutating func readGroup() {
        let start = position
        var values = [readNumber()]
        var joints: [Character] = []
        while let next = connectedNumber() {
            position = next.start
            joints.append(next.joint)
            values.append(readNumber())
        }
        let unit = FigureUnit.match(characters, at: position)
        if let unit { position = unit.end }
        guard unit != nil || !isPartOfName(start: start) else { return }
        guard unit != nil || !isListNumber(start: start) else { return }
        groups.append(
            FigureGroup(
                values: values, joints: joints, unit: unit?.name, place: start..<position,
                text: String(characters[start..<position])))
    }

    /// Reads "1,000.5" at the position; a comma counts only before exactly three digits.
    private mutating func readNumber() -> Double {
        var digits = ""
        while position < characters.count {
            let character = characters[position]
            if character.isASCIIDigit {
                digits.append(character)
            } else if character == ".", isDigit(position + 1), !digits.contains(".") {
                digits.append(character)
            } else if character == ",", isThousandsGroup(position + 1), !digits.contains(".") {
                // A separator only: nothing to keep.
            } else {
                break
            }
            position += 1
        }
        return Double(digits) ?? 0
    }

    /// Where the second number of a range or a pair starts: "3–6", "3 to 6", "130/80", "3至6", "<130/<80".
    private func connectedNumber() -> (start: Int, joint: Character)? {
        var index = skipSpaces(position)
        guard index < characters.count else { return nil }
        let joint: Character = characters[index] == "/" ? "/" : "-"
        if "-~/至到".contains(characters[index]) {
            index += 1
        } else if index + 2 < characters.count, characters[index] == "t", characters[index + 1] == "o",
            characters[index + 2] == " ", index > position
        {
            index += 2
        } else {
            return nil
        }
        index = skipSpaces(index)
        while index < characters.count, "<>≤≥=".contains(characters[index]) { index += 1 }
        return isDigit(index) ? (index, joint) : nil
    }

    /// "GLP-1", "SGLT2", "HbA1c", "type 2 diabetes", "2型": a digit that belongs to a name.
    private func isPartOfName(start: Int) -> Bool {
        if position < characters.count, characters[position] == "型" || characters[position].isLatinLetter {
            return true
        }
        guard start > 0 else { return false }
        let before = characters[start - 1]
        if before.isLatinLetter { return true }
        if before == "-", start > 1, characters[start - 2].isLatinLetter { return true }
        let lead = String(characters[max(0, start - 5)..<start]).lowercased()
        return lead.hasSuffix("type ")
    }

    /// "1. " or "2)" at the start of a line.
    private func isListNumber(start: Int) -> Bool {
        guard position < characters.count, ".)、:".contains(characters[position]) else { return false }
        let line = characters[..<start].reversed().prefix { $0 != "\n" }
        return line.allSatisfy { " *-#".contains($0) }
    }

    private func isThousandsGroup(_ index: Int) -> Bool {
        isDigit(index) && isDigit(index + 1) && isDigit(index + 2) && !isDigit(index + 3)
    }

    private func isDigit(_ index: Int) -> Bool {
        index < characters.count && characters[index].isASCIIDigit
    }

    private func skipSpaces(_ index: Int) -> Int {
        var index = index
        while index < characters.count, characters[index] == " " { index += 1 }
        return index
    }
}

extension Character {
    package var isASCIIDigit: Bool { self >= "0" && self <= "9" }
    package var isLatinLetter: Bool { (self >= "a" && self <= "z") || (self >= "A" && self <= "Z") }
    package var isHan: Bool {
        // Asking for the property is slow, and most characters lie before the first ideograph.
        guard let scalar = unicodeScalars.first, scalar.value >= 0x3006 else { return false }
        return scalar.properties.isIdeographic
    }
}

/// Brings the many ways to write the same sign to one.
enum FigureText {
    private static let same: [Character: Character] = [
        "–": "-", "—": "-", "−": "-", "‑": "-", "～": "~", "〜": "~", "／": "/", "％": "%", "．": ".",
        "＜": "<", "＞": ">", "⩽": "≤", "⩾": "≥", "µ": "μ", "²": "2", "［": "[", "］": "]", "\u{a0}": " ",
        "\u{202f}": " ", "\u{2009}": " ",
    ]

    static func normalised(_ text: String) -> [Character] {
        text.map { character in
            if let other = same[character] { return other }
            guard let scalar = character.unicodeScalars.first, (0xFF10...0xFF19).contains(scalar.value),
                let digit = UnicodeScalar(scalar.value - 0xFF10 + 0x30)
            else { return character }
            return Character(digit)
        }
    }
}
