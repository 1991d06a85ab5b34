/// A rectangle on a page in points, from the left upper corner.
struct PDFBox: Equatable, Sendable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }
    /// Whether it can lie on a page: a file may hold any number.
    var isReasonable: Bool { [left, top, right, bottom].allSatisfy { abs($0) < 100_000 } }

    func union(_ other: PDFBox) -> PDFBox {
        PDFBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}

/// A character where it stands on the page.
struct PDFGlyph: Equatable, Sendable {
    var character: Unicode.Scalar
    var box: PDFBox
    var size: Double
    var isBold: Bool
}

/// A page as poppler tells it: its characters, white space included, in an order that need not be that of reading.
struct PDFPage: Sendable {
    var number: Int
    var width: Double
    var height: Double
    var glyphs: [PDFGlyph]
    var hasImage: Bool

    /// Whether its text says nothing: there is none, or the fonts don't tell which characters theirs are.
    var isWithoutText: Bool {
        let marks = glyphs.count { !$0.character.properties.isWhitespace }
        let unknown = glyphs.count { Self.isUnknown($0.character) }
        return marks == 0 || unknown * 3 > marks
    }

    private static func isUnknown(_ character: Unicode.Scalar) -> Bool {
        switch character.properties.generalCategory {
        case .control: !character.properties.isWhitespace
        case .privateUse, .unassigned, .surrogate: true
        default: character == "\u{FFFD}"
        }
    }
}
