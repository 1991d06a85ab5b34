public import Foundation

/// A pack's guideline files, read to be looked at: what stands in them, with its place, and every file's first mistake.
public struct GuidelineReview: Sendable {
    public struct Entry: Sendable {
        public var passage: Passage
        public var guideline: Guideline
        /// The file's path, and the line of the passage's heading.
        public var file: String
        public var line: Int
    }

    public private(set) var entries: [Entry] = []
    public private(set) var mistakes: [GuidelineFileError] = []
    /// Files read, mistaken ones too.
    public private(set) var files = 0

    /// - Parameter folder: holds one Markdown file a document; one that isn't there holds none.
    public init(folder: URL, specialty: String) {
        let found = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for file in found.filter({ $0.pathExtension == "md" }).sorted(by: { $0.path < $1.path }) {
            files += 1
            do throws(GuidelineFileError) {
                try read(file, specialty: specialty)
            } catch {
                mistakes.append(error)
            }
        }
    }

    private mutating func read(_ file: URL, specialty: String) throws(GuidelineFileError) {
        guard let data = try? Data(contentsOf: file), let text = String(data: data, encoding: .utf8) else {
            throw GuidelineFileError(file: file.path, line: 1, mistake: .notUTF8)
        }
        let document = try GuidelineFile.read(text, name: file.path, specialty: specialty)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.trimmed)
        for passage in document.passages {
            let line = lines.firstIndex(of: "## \(passage.id)").map { $0 + 1 } ?? 1
            entries.append(Entry(passage: passage, guideline: document.guideline, file: file.path, line: line))
        }
    }
}
