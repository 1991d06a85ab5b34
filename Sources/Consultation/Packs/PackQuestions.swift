import Foundation

/// A pack's own small examination, `check.jsonl`: one question a line, with the passages that must be among the first
/// five, or with none where the pack must leave the question to others.
public struct PackQuestion: Sendable, Equatable, Decodable {
    public var language: Language
    public var question: String
    public var passages: [String]

    static let fileName = "check.jsonl"

    /// Reads the file, line by line; what can't be read is a mistake with its line.
    static func read(_ file: URL) -> (questions: [(line: Int, question: PackQuestion)], mistakes: [PackReport.Finding])
    {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            let missing = PackReport.Finding(
                file: file.path, problem: "The file is missing or not UTF-8.",
                cure: #"Write a line {"language":"en","question":"…","passages":["id"]} for each question."#)
            return ([], [missing])
        }
        var questions: [(line: Int, question: PackQuestion)] = []
        var mistakes: [PackReport.Finding] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            do {
                questions.append((index + 1, try JSONDecoder().decode(PackQuestion.self, from: Data(line.utf8))))
            } catch {
                mistakes.append(
                    PackReport.Finding(
                        file: file.path, line: index + 1, problem: PackError.explain(error),
                        cure:
                            "A line has \"language\" (en, zh-Hans, zh-Hant), \"question\" and \"passages\" (a list of ids)."
                    ))
            }
        }
        return (questions, mistakes)
    }
}
