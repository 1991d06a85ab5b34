/// What an addition did.
public struct AddReport: Sendable, Equatable, Codable {
    public struct Added: Sendable, Equatable, Codable {
        public var file: String
        /// The id of the document.
        public var guideline: String
        public var title: String
        public var passages: Int
    }

    public var documents: [Added] = []
    /// What was made harmless, left out or guessed.
    public var notices: [IngestNotice] = []

    public var passages: Int { documents.reduce(0) { $0 + $1.passages } }
}
