import Foundation

/// Reads a user's file into documents: our guideline form, other Markdown, plain text, or JSON lines.
struct Ingest {
    var file: URL
    var collection: String

    /// The kinds of file that are read, by the name's ending.
    enum Format: CaseIterable {
        case markdown, text, jsonLines, pdf

        init?(_ file: URL) {
            let ending = file.pathExtension.lowercased()
            guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
            self = format
        }

        var endings: [String] {
            switch self {
            case .markdown: ["md", "markdown"]
            case .text: ["txt", "text"]
            case .jsonLines: ["jsonl", "ndjson"]
            case .pdf: ["pdf"]
            }
        }
    }

    /// - Throws: `LibraryError`, or `GuidelineFileError` for a file in our form that has a mistake.
    func read() throws -> SourceFile {
        guard let format = Format(file) else { throw LibraryError.unsupportedFormat(file: file.path) }
        let content = try Library.content(of: file)
        let text = format == .pdf ? "" : try decode(content)
        let document =
            switch format {
            case .markdown where GuidelineFile.recognises(text):
                try GuidelineFile.read(text, name: file.path, specialty: "", collection: collection)
            case .markdown:
                document(of: Sections.markdown(OutsideText.clean(text)))
            case .text:
                document(of: Sections.plain(OutsideText.clean(text)))
            case .jsonLines:
                Document(guideline: guideline(), passages: try records(text))
            case .pdf:
                try pdfDocument()
            }
        guard !document.passages.isEmpty else { throw LibraryError.empty(file: file.path) }
        return SourceFile(
            key: collection + "/" + OutsideText.line(file.lastPathComponent), collection: collection,
            fingerprint: Fingerprint(content).hex, documents: [document])
    }

    /// A file can be named .txt and be something else.
    private func decode(_ content: Data) throws(LibraryError) -> String {
        let isDisguised = ["%PDF", "PK\u{3}\u{4}", "<!DOCTYPE", "<!doctype", "<html"].contains {
            content.starts(with: Data($0.utf8))
        }
        guard !isDisguised, !content.prefix(4_096).contains(0) else { throw .unsupportedFormat(file: file.path) }
        guard let text = String(data: content, encoding: .utf8) else {
            throw .unreadable(file: file.path, why: "it is not UTF-8 text")
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    // MARK: Sections

    private func document(of sections: [Sections.Section]) -> Document {
        var guideline = guideline()
        let passages = sections.enumerated().map { number, section in
            passage(id: "\(guideline.id)-\(number + 1)", title: section.title, text: section.text, in: guideline.id)
        }
        if let title = sections.first?.documentTitle { guideline.title = title }
        if passages.first?.chinese != nil { guideline.language = "zh-Hans" }
        return Document(guideline: guideline, passages: passages)
    }

    private func pdfDocument() throws -> Document {
        let pdf: PDFDocument
        do {
            pdf = try PDFDocument.read(file)
        } catch let failure as PDFFailure {
            throw LibraryError.pdf(failure)
        }
        let text = pdf.blocks.map { block in
            if case .heading(let level) = block.kind {
                String(repeating: "#", count: level) + " " + block.text
            } else {
                block.text
            }
        }
        var document = document(of: Sections.markdown(OutsideText.clean(text.joined(separator: "\n\n"))))
        if let title = pdf.title { document.guideline.title = OutsideText.line(title) }
        return document
    }

    private func guideline() -> Guideline {
        let name = file.deletingPathExtension().lastPathComponent
        return Guideline(
            id: Self.identifier(collection + "-" + name), title: OutsideText.line(name),
            organisation: collection, collection: collection)
    }

    private func passage(id: String, title: String?, text: String, in guideline: String) -> Passage {
        let isChinese = Self.isChinese(text)
        return Passage(
            id: id, guideline: guideline, english: isChinese ? nil : text, chinese: isChinese ? text : nil,
            title: title.flatMap { $0.isEmpty ? nil : $0 })
    }

    /// Small ASCII letters and digits with hyphens between; what can't be written so is told apart by a fingerprint.
    static func identifier(_ name: String) -> String {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let slug = String(letters).split(separator: "-").joined(separator: "-")
        return name.allSatisfy(\.isASCII) && !slug.isEmpty
            ? slug : (slug.isEmpty ? "" : slug + "-") + Fingerprint(name).hex.prefix(8)
    }

    private static func isChinese(_ text: String) -> Bool {
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        let chinese = letters.count(where: Folding.isHan)
        return chinese * 4 > letters.count
    }

    // MARK: JSON lines

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

    private func records(_ text: String) throws(LibraryError) -> [Passage] {
        let decoder = JSONDecoder()
        let guideline = guideline().id
        var passages: [Passage] = []
        var places: [String: Int] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            guard let record = try? decoder.decode(Record.self, from: Data(line.utf8)) else {
                throw malformed(number, "it is not such a record")
            }
            let id = OutsideText.line(record.id)
            let body = OutsideText.clean(record.text).trimmed
            guard !id.isEmpty, id.utf8.count <= 200, !body.isEmpty else {
                throw malformed(number, "the id is empty or longer than 200 bytes, or the text is empty")
            }
            if let first = places.updateValue(number + 1, forKey: id) {
                throw malformed(number, "the id \"\(id.shortened)\" is already that of line \(first)")
            }
            passages.append(passage(id: id, title: record.title.map(OutsideText.line), text: body, in: guideline))
        }
        return passages
    }

    private func malformed(_ index: Int, _ why: String) -> LibraryError {
        .malformedRecord(file: file.path, line: index + 1, why: why)
    }
}
