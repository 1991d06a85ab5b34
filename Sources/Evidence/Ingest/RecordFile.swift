import Foundation

/// JSON lines of `{"id", "title", "text"}`: each record is one passage and keeps its id.
struct RecordFile {
    var name: String
    var collection: String
    var guideline: Guideline

    private struct Record: Decodable {
        var id: String
        var title: String?
        var text: String

        enum CodingKeys: CodingKey { case id, title, text }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            id =
                try (try? container.decode(Int.self, forKey: .id)).map(String.init)
                ?? container.decode(String.self, forKey: .id)
            title = try container.decodeIfPresent(String.self, forKey: .title)
            text = try container.decode(String.self, forKey: .text)
        }
    }

    func read(_ text: String, _ found: OutsideFindings) throws -> Document {
        let decoder = JSONDecoder()
        var (passages, places): ([Passage], [String: Int]) = ([], [:])
        let file = OutsideText.line(URL(filePath: name).lastPathComponent)
        var notices = found.notices(at: file)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            if number % 1_000 == 0 { try Task.checkCancellation() }
            guard let record = try? decoder.decode(Record.self, from: Data(line.utf8)) else {
                throw malformed(number, "it is not such a record")
            }
            var findings = OutsideFindings()
            let passage = try passage(record, number, &findings)
            if let first = places.updateValue(number + 1, forKey: passage.id) {
                throw malformed(number, "the id \"\(passage.id.shortened)\" is already that of line \(first)")
            }
            notices += findings.notices(at: "\(file), line \(number + 1)")
            passages.append(passage)
        }
        var guideline = guideline
        guideline.language = Ingest.language(of: passages)
        return Document(guideline: guideline, passages: passages, notices: notices)
    }

    private func passage(
        _ record: Record, _ number: Int, _ findings: inout OutsideFindings
    ) throws(LibraryError) -> Passage {
        let id = OutsideText.line(record.id)
        let clean = OutsideText.clean(record.text, noting: &findings).trimmed
        guard !id.isEmpty, id.utf8.count <= 200, !clean.isEmpty else {
            throw malformed(number, "the id is empty or longer than 200 bytes, or the text is empty")
        }
        let text = Instructions.quoted(in: clean, noting: &findings)
        let title = record.title.map { OutsideText.documentLine($0, noting: &findings) }
        let isChinese = Ingest.isChinese(text)
        return Passage(
            id: id, guideline: guideline.id, english: isChinese ? nil : text, chinese: isChinese ? text : nil,
            title: title.flatMap { $0.isEmpty ? nil : $0 })
    }

    private func malformed(_ index: Int, _ why: String) -> LibraryError {
        .malformedRecord(file: name, line: index + 1, why: why)
    }
}
