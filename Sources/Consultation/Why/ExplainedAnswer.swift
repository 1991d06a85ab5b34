import Foundation

/// An answer with how it came about, as it is handed out: the `xinglin.answer/1` object with `why` in it.
public struct ExplainedAnswer: Encodable, Sendable {
    public var answer: Answer

    public init(_ answer: Answer) { self.answer = answer }

    private enum CodingKeys: String, CodingKey {
        // Sorts before all others, so that it is read first.
        case notice = "_notice"
        case why
    }

    public func encode(to encoder: any Encoder) throws {
        try answer.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.notice(in: answer.language), forKey: .notice)
        try container.encodeIfPresent(answer.why, forKey: .why)
    }

    /// The first line of everything that is handed out.
    public static func notice(in language: Language) -> String {
        switch language {
        case .english:
            "Contains what the chart and the question say of the patient: handle it as the chart itself."
        case .simplifiedChinese: "内含病历和问题中的患者信息：请按病历保管。"
        case .traditionalChinese: "內含病歷和問題中的患者資訊：請按病歷保管。"
        }
    }

    /// For a file: indented, the notice on the first line.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return "{ " + text.dropFirst().drop(while: \.isWhitespace) + "\n"
    }

    /// For a file that is read.
    public func markdown(in language: Language) -> String {
        let report = ExplanationReport(answer, language: language)
        let sections = report.sections.map { section in
            (["## \(section.title)", ""] + section.lines.map(\.markdown)).joined(separator: "\n")
        }
        return (["> \(report.notice)", "# \(report.title)"] + sections).joined(separator: "\n\n") + "\n"
    }
}

extension ExplanationReport.Line {
    fileprivate var markdown: String {
        switch kind {
        // Fenced by more than a prompt has.
        case .exact: "\n~~~~~~text\n\(text.replacing("~~~~~~", with: "~~~~~"))\n~~~~~~\n"
        case .plain, .note, .alarm: String(repeating: "  ", count: indent) + "- " + text
        }
    }
}
