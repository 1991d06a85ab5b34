/// What a look at a pack found, one row a part.
public struct PackReport: Sendable, Equatable, Encodable {
    /// Something wrong with a pack, or doubtful about it: where it is, what it is, and what to do.
    public struct Finding: Sendable, Equatable, Encodable, CustomStringConvertible {
        public var file: String
        /// From 1; nil where a whole file or folder is meant.
        public var line: Int?
        public var problem: String
        public var cure: String

        public init(file: String, line: Int? = nil, problem: String, cure: String) {
            self.file = file
            self.line = line
            self.problem = problem
            self.cure = cure
        }

        public var description: String {
            "\(file)\(line.map { ", line \($0)" } ?? ""): \(problem) \(cure)"
        }
    }

    public struct Row: Sendable, Equatable, Encodable {
        public var part: String
        /// What is there, in a few words.
        public var found: String
        /// These must be mended before the pack can be used.
        public var mistakes: [Finding] = []
        /// These are worth a look.
        public var doubts: [Finding] = []

        public init(part: String, found: String, mistakes: [Finding] = [], doubts: [Finding] = []) {
            self.part = part
            self.found = found
            self.mistakes = mistakes
            self.doubts = doubts
        }
    }

    public var schema = "xinglin.specialty-check/1"
    public var id: String
    public var rows: [Row] = []

    public init(id: String) { self.id = id }

    public var mistakes: [Finding] { rows.flatMap(\.mistakes) }

    /// A table, then every mistake and the first doubts of each part.
    public var text: String {
        let width = (rows.map(\.part.count).max() ?? 0) + 2
        let table = rows.map { row in
            let state = row.mistakes.isEmpty ? (row.doubts.isEmpty ? "ok      " : "look    ") : "mistake "
            return row.part.padded(to: width) + state + row.found
        }
        let mistakes = mistakes.map { "MISTAKE: \($0)" }
        let doubts = rows.flatMap { row in
            row.doubts.prefix(Self.shownDoubts).map { "look: \($0)" }
                + (row.doubts.count > Self.shownDoubts
                    ? ["look: \(row.doubts.count - Self.shownDoubts) more of \(row.part); --json lists all"] : [])
        }
        return (table + mistakes + doubts).joined(separator: "\n")
    }

    private static let shownDoubts = 3
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
