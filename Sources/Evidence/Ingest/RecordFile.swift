import Foundation

/// JSON lines of `{"id", "title", "text"}`: each record is one passage and keeps its id.
struct RecordFile {
    let name: String
    let guideline: Guideline
    private let decoder = JSONDecoder()
    private var passages: [Passage] = []
    private var places: [String: Int] = [:]
    private var notices: [IngestNotice] = []

    init(name: String, guideline: Guideline) {
        self.name = name
        self.guideline = guideline
    }

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

    /// - Parameters:
    ///   - line: UTF-8; one of white space is no record.
    ///   - number: from 1.
    mutating func read(_ line: ArraySlice<UInt8>, _ number: Int) throws {
        if number % 1_000 == 0 { try Task.checkCancellation() }
        // A mark of the encoding may stand before the first record.
        let line = number == 1 && line.starts(with: Self.mark) ? line.dropFirst(Self.mark.count) : line
        let isRecord = line.first == UInt8(ascii: "{")
        guard isRecord || !String(decoding: line, as: UTF8.self).allSatisfy(\.isWhitespace) else { return }
        guard let record = try? decoder.decode(Record.self, from: Data(line)) else {
            throw malformed(number, "it is not such a record")
        }
        var findings = OutsideFindings()
        let passage = try passage(record, number, &findings)
        if let first = places.updateValue(number, forKey: passage.id) {
            throw malformed(number, "the id \"\(passage.id.shortened)\" is already that of line \(first)")
        }
        notices += findings.notices(at: "\(file), line \(number)")
        passages.append(passage)
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var file: String { OutsideText.line(URL(filePath: name).lastPathComponent) }

    /// What was read so far.
    /// - Parameter found: in the file as a whole.
    func document(_ found: OutsideFindings = OutsideFindings()) -> Document {
        var guideline = guideline
        guideline.language = Ingest.language(of: passages)
        return Document(guideline: guideline, passages: passages, notices: found.notices(at: file) + notices)
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

    private func malformed(_ number: Int, _ why: String) -> LibraryError {
        .malformedRecord(file: name, line: number, why: why)
    }
}
