/// The words of a plain-text note that an entry of a chart was read from, for the user to confirm.
public struct Evidence: Sendable, Hashable, Codable {
    public var text: String
    /// The line of the note, from 1.
    public var line: Int
    /// Offsets of Unicode scalars from the beginning of the note.
    public var start: Int
    public var end: Int

    public init(text: String, line: Int, start: Int, end: Int) {
        self.text = text
        self.line = line
        self.start = start
        self.end = end
    }
}
