import Script

/// How an answer came about, in words: the one text for the interface, the command line and Markdown.
public struct ExplanationReport: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        public enum Kind: Sendable, Equatable {
            case plain
            /// In the background.
            case note
            /// Somebody should look.
            case alarm
            /// Word for word, new lines included.
            case exact
        }

        public var text: String
        public var kind: Kind
        public var indent: Int

        init(_ text: String, _ kind: Kind = .plain, indent: Int = 0) {
            self.text = kind == .exact ? PlainText.clean(text) : PlainText.line(text)
            self.kind = kind
            self.indent = indent
        }
    }

    public struct Section: Sendable, Equatable {
        public var title: String
        public var lines: [Line]
    }

    public let title: String
    public let notice: String
    public let sections: [Section]

    /// - Parameter language: of the report, whatever the answer's.
    public init(_ answer: Answer, language: Language) {
        let made = ReportWriter(answer: answer, language: language).sections
        notice = ExplainedAnswer.notice(in: language)
        let heading = language.isChinese ? "这个回答是怎样得出的" : "How this answer came about"
        guard language == .traditionalChinese, let converter = try? ScriptConverter() else {
            (title, sections) = (heading, made)
            return
        }
        title = converter.traditional(heading)
        sections = made.map { section in
            Section(
                title: converter.traditional(section.title),
                lines: section.lines.map { line in
                    var line = line
                    if line.kind != .exact { line.text = converter.traditional(line.text) }
                    return line
                })
        }
    }
}
