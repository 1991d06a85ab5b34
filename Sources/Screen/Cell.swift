/// One column of the screen. A character of two columns is a cell of width 2 followed by `Cell.rightHalf`.
public struct Cell: Sendable, Hashable {
    /// One base character with its combining marks; empty in the right half of a wide character.
    public var text: String
    public var style: Style
    /// Columns the text takes: 1 or 2, and 0 in the right half of a wide character.
    public var width: UInt8

    public init(text: String, style: Style = .plain, width: Int = 1) {
        self.text = text
        self.style = style
        self.width = UInt8(clamping: width)
    }

    public static func blank(_ style: Style = .plain) -> Cell { Cell(text: " ", style: style) }
    public static func rightHalf(_ style: Style = .plain) -> Cell { Cell(text: "", style: style, width: 0) }

    public var isRightHalf: Bool { width == 0 }
}
