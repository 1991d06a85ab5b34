/// Something that a reader of a document should know about how it was read: what was made harmless or left out.
public struct IngestNotice: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A sentence that speaks to a language model: it is quoted as such.
        case instruction
        /// A marker of a chat template: it was made ordinary text.
        case chatMarker = "chat-marker"
        /// A terminal's escape sequence: it was taken out.
        case escapeSequence = "escape-sequence"
        case controlCharacter = "control-character"
        /// A character that turns the reading direction: it was taken out.
        case directionOverride = "direction-override"
        /// A character without width or picture: it was taken out.
        case invisibleCharacter = "invisible-character"
        /// Text that the page hides from its readers: it was left out.
        case hiddenText = "hidden-text"
        /// Text that is struck through: it was left out.
        case struckText = "struck-text"
        /// The mark of a character that was lost before.
        case lostCharacter = "lost-character"
        /// A page that is a picture: its text wasn't recognised before.
        case pageWithoutText = "page-without-text"
        /// Another encoding than UTF-8 was recognised.
        case encoding
        /// The file ends in the middle of a character.
        case cutShort = "cut-short"
        /// Files of a folder that aren't read.
        case skippedFile = "skipped-file"
    }

    public var kind: Kind
    public var count: Int
    /// The file, and the passage or line where it first was.
    public var place: String
    /// The first of them, where it has words: shortened and safe to show.
    public var quote: String?
}

extension IngestNotice: CustomStringConvertible {
    public var description: String {
        let many = count == 1 ? "" : " (\(count) times)"
        return "\(place): \(kind.words)\(many)" + (quote.map { ": \"\($0)\"" } ?? "")
    }
}

extension IngestNotice.Kind {
    fileprivate var words: String {
        switch self {
        case .instruction: "a sentence that reads like an instruction to the program was marked as a quotation"
        case .chatMarker: "a chat template's marker was made ordinary text"
        case .escapeSequence: "a terminal escape sequence was taken out"
        case .controlCharacter: "a control character was taken out"
        case .directionOverride: "a character that turns the reading direction was taken out"
        case .invisibleCharacter: "an invisible character was taken out"
        case .hiddenText: "text that the page hides was left out"
        case .struckText: "text that is struck through was left out"
        case .lostCharacter: "a character was lost before this file was made (\u{FFFD})"
        case .pageWithoutText: "a page is a picture without text, so nothing of it was read; the first is page"
        case .encoding: "read as"
        case .cutShort: "the file ends in the middle of a character; is it whole?"
        case .skippedFile: "not read, for its kind"
        }
    }
}

/// What was found in a text from outside, by kind, while it was made safe.
struct OutsideFindings: Equatable, Sendable {
    private(set) var counts: [IngestNotice.Kind: Int] = [:]
    private(set) var quotes: [IngestNotice.Kind: String] = [:]

    mutating func note(_ kind: IngestNotice.Kind, count: Int = 1, quote: String? = nil) {
        guard count > 0 else { return }
        counts[kind, default: 0] += count
        if let quote, quotes[kind] == nil { quotes[kind] = String(quote.prefix(160)) }
    }

    mutating func formUnion(_ other: OutsideFindings) {
        for (kind, count) in other.counts { note(kind, count: count, quote: other.quotes[kind]) }
    }

    func notices(at place: String) -> [IngestNotice] {
        IngestNotice.Kind.allCases.compactMap { kind in
            counts[kind].map { IngestNotice(kind: kind, count: $0, place: place, quote: quotes[kind]) }
        }
    }
}
