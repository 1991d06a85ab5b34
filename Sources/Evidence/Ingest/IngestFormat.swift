import Foundation

extension Ingest {
    /// The kinds of file that are read, by the name's ending.
    enum Format: CaseIterable {
        case pdf, markdown, html, text, jsonLines

        init?(_ file: URL) {
            let ending = file.pathExtension.lowercased()
            guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
            self = format
        }

        var endings: [String] {
            switch self {
            case .pdf: ["pdf"]
            case .markdown: ["md", "markdown"]
            case .html: ["html", "htm", "xhtml"]
            case .text: ["txt", "text"]
            case .jsonLines: ["jsonl", "ndjson"]
            }
        }

        private var name: String {
            switch self {
            case .pdf: "PDF"
            case .markdown: "Markdown"
            case .html: "HTML"
            case .text: "plain text"
            case .jsonLines: "JSON lines of {\"id\", \"title\", \"text\"}"
            }
        }

        /// A guideline of hundreds of pages has a few megabytes of text; its pictures, and a corpus of records, may be
        /// large.
        var limit: Int {
            switch self {
            case .jsonLines: 1 << 30
            case .pdf: 512 << 20
            case .markdown, .html, .text: 64 << 20
            }
        }

        static var list: String {
            let kinds = allCases.map { kind in
                "\(kind.name) (\(kind.endings.map { "." + $0 }.joined(separator: ", ")))"
            }
            return kinds.dropLast().joined(separator: ", ") + " and " + (kinds.last ?? "")
        }

        /// Whether the content of a text says that it is something else, whatever the file is called.
        static func isForeign(_ content: Data) -> Bool {
            let marks: [[UInt8]] = [
                Array("%PDF".utf8), [0x50, 0x4B, 3, 4], Array("{\\rtf".utf8), [0xD0, 0xCF, 0x11, 0xE0],
                [0x89, 0x50, 0x4E, 0x47],
                [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x1F, 0x8B],
            ]
            return marks.contains { content.starts(with: $0) }
        }

        static func isPage(_ text: String) -> Bool {
            let head = text.prefix(400).trimmed.lowercased()
            return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
        }
    }
}
