public import Foundation

/// A pack's own terms, read to be looked at: how many there are, and which names stand somewhere else already.
public struct LexiconReview: Sendable {
    public struct Repetition: Sendable, Equatable {
        public var name: String
        public var line: Int
        /// Where the name stands first: this file's line, or nil for the terms that all packs share.
        public var firstLine: Int?
    }

    public private(set) var concepts = 0
    public private(set) var repetitions: [Repetition] = []

    /// - Parameter shared: the lexicon of all packs.
    /// - Throws: `LexiconFileError` for a file that can't be read or has another form.
    public init(file: URL, beside shared: Lexicon) throws(LexiconFileError) {
        var own = Lexicon()
        try own.read(file)
        concepts = own.count
        let known = Set(shared.concepts.flatMap { $0.names.prefix(2) }.map(Self.key))
        var places: [String: Int] = [:]
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst()
        where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).prefix(2).map(\.trimmed)
            for name in cells where !name.isEmpty {
                if known.contains(Self.key(name)) {
                    repetitions.append(Repetition(name: name, line: index + 1, firstLine: nil))
                } else if let first = places.updateValue(index + 1, forKey: Self.key(name)) {
                    repetitions.append(Repetition(name: name, line: index + 1, firstLine: first))
                }
            }
        }
    }

    private static func key(_ name: String) -> String { Words.asked(name).joined(separator: " ") }
}
