import Foundation

/// Reads a user's file into documents: our guideline form, other Markdown, HTML, plain text, or JSON lines.
struct Ingest {
    var file: URL
    var collection: String
    /// What whoever adds the file says of it: it counts more than what the file says.
    var details = DocumentDetails()

    /// - Parameter pages: told of each page that was read, of a document that has some.
    /// - Throws: `LibraryError`, or `GuidelineFileError` for a file in our form that has a mistake; `CancellationError`.
    func read(pages: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws -> SourceFile {
        guard let format = Format(file) else { throw LibraryError.unsupportedFormat(file: file.path) }
        if format == .jsonLines { return try records() }
        let content = try Library.content(of: file, limit: format.limit)
        guard !content.isEmpty else { throw LibraryError.empty(file: file.path) }
        var document =
            if format == .pdf {
                try pdfDocument(pages)
            } else {
                try document(of: content, as: format)
            }
        guard !document.passages.isEmpty else { throw LibraryError.empty(file: file.path) }
        details.apply(to: &document.guideline)
        return source(
            document, fingerprint: Fingerprint(content).hex, sha256: SourceDigest.sha256(of: content))
    }

    func source(_ document: Document, fingerprint: String, sha256: String) -> SourceFile {
        SourceFile(
            key: collection + "/" + name, collection: collection, fingerprint: fingerprint, path: file.absolutePath,
            sha256: sha256, documents: [document])
    }

    private var name: String { OutsideText.line(file.lastPathComponent) }

    private func pdfDocument(_ pages: (Int, Int) -> Void) throws -> Document {
        let pdf: PDFDocument
        do {
            pdf = try PDFDocument.read(file, progress: pages)
        } catch let failure as PDFFailure {
            throw LibraryError.pdf(failure)
        }
        var read = ReadText(blocks: pdf.blocks)
        read.details.title = pdf.title
        for page in pdf.pagesWithoutText { read.findings.note(.pageWithoutText, quote: "\(page)") }
        return document(of: read, OutsideFindings())
    }

    /// - Parameter content: of a file of this kind that isn't PDF, read whole.
    func document(of content: Data, as format: Format) throws -> Document {
        guard !Format.isForeign(content) else { throw LibraryError.unsupportedFormat(file: file.path) }
        var findings = OutsideFindings()
        let text = try decode(content, as: format, &findings)
        switch format {
        case .pdf: throw LibraryError.unsupportedFormat(file: file.path)
        case .markdown where GuidelineFile.recognises(text):
            var document = try GuidelineFile.read(text, name: file.path, specialty: "", collection: collection)
            document.notices = findings.notices(at: name) + document.notices
            return document
        case .jsonLines:
            var records = RecordFile(name: file.path, guideline: guideline())
            let lines = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() { try records.read(line, number + 1) }
            return records.document(findings)
        case .html:
            return document(of: HTMLReader.read(text), findings)
        case .markdown:
            let clean = OutsideText.clean(text, noting: &findings)
            return document(of: ReadText(blocks: MarkdownReader.blocks(clean)), findings)
        case .text:
            guard !Format.isPage(text) else { return document(of: HTMLReader.read(text), findings) }
            let clean = OutsideText.clean(text, noting: &findings)
            return document(of: ReadText(blocks: PlainTextReader.blocks(clean)), findings)
        }
    }

    // MARK: Decoding

    private func decode(_ content: Data, as format: Format, _ findings: inout OutsideFindings) throws -> String {
        do {
            let charset = format == .html ? HTMLMetadata.charset(content.prefix(4_096)) : nil
            let decoded = try TextDecoder.decode(content, declared: charset)
            if decoded.encoding != .utf8 { findings.note(.encoding, quote: decoded.encoding.rawValue) }
            if decoded.isCutShort { findings.note(.cutShort) }
            return decoded.text
        } catch {
            throw undecodable(error)
        }
    }

    func undecodable(_ failure: TextDecoder.Failure) -> LibraryError {
        switch failure {
        case .binary:
            .undecodable(file: file.path, why: "it holds bytes that no text has", remedy: "Save the document as text.")
        case .unknownEncoding:
            .undecodable(
                file: file.path, why: "it is not UTF-8 text, and its encoding can't be told for certain",
                remedy: "Save it as UTF-8.")
        case .garbled:
            .undecodable(
                file: file.path, why: "its characters were garbled when it was saved (read in a wrong encoding)",
                remedy: "Get the original again, and save it as UTF-8.")
        case .unsupported(let name):
            .undecodable(file: file.path, why: "it is in \(name)", remedy: "Save it as UTF-8.")
        }
    }

    // MARK: Documents

    /// The one place where blocks become a document, from whatever kind of file they are.
    func document(of read: ReadText, _ found: OutsideFindings) -> Document {
        var findings = found
        findings.formUnion(read.findings)
        let blocks = read.blocks.map { block in
            var clean = block
            clean.text = OutsideText.line(block.text, noting: &findings)
            return clean
        }
        let made = Passages(of: blocks)
        var guideline = guideline()
        if let title = made.documentTitle { guideline.title = OutsideText.documentLine(title, noting: &findings) }
        read.details.cleaned(noting: &findings).apply(to: &guideline)
        var notices = findings.notices(at: name)
        let passages = made.drafts.enumerated().map { number, draft in
            var findings = OutsideFindings()
            let passage = passage(draft, id: "\(guideline.id)-\(number + 1)", in: guideline.id, &findings)
            notices += findings.notices(at: "\(name), \(draft.page.map { "page \($0)" } ?? passage.id)")
            return passage
        }
        if read.details.language == nil { guideline.language = Self.language(of: passages) }
        return Document(guideline: guideline, passages: passages, notices: notices)
    }

    func guideline() -> Guideline {
        let name = file.deletingPathExtension().lastPathComponent
        return Guideline(
            id: Self.identifier(collection + "-" + name), title: OutsideText.documentLine(name),
            organisation: collection, collection: collection)
    }

    private func passage(
        _ draft: Passages.Draft, id: String, in guideline: String, _ findings: inout OutsideFindings
    ) -> Passage {
        let text = Instructions.quoted(in: draft.text, noting: &findings)
        let title = draft.title.map { Instructions.quoted(in: $0, noting: &findings) }
        let isChinese = Self.isChinese(text)
        return Passage(
            id: id, guideline: guideline, section: draft.section, grade: draft.grade, english: isChinese ? nil : text,
            chinese: isChinese ? text : nil, title: title.flatMap { $0.isEmpty ? nil : $0 }, page: draft.page)
    }

    /// Small ASCII letters and digits with hyphens between; what can't be written so is told apart by a fingerprint.
    static func identifier(_ name: String) -> String {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let slug = String(letters).split(separator: "-").joined(separator: "-")
        return name.allSatisfy(\.isASCII) && !slug.isEmpty
            ? slug : (slug.isEmpty ? "" : slug + "-") + Fingerprint(name).hex.prefix(8)
    }

    // MARK: Language

    static func isChinese(_ text: String) -> Bool {
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        let chinese = letters.count(where: Folding.isHan)
        return chinese * 4 > letters.count
    }

    /// The language of most passages; Traditional where many of its characters have a Simplified form.
    static func language(of passages: [Passage]) -> String {
        let chinese = passages.compactMap(\.chinese)
        guard chinese.count * 2 > passages.count else { return "en" }
        let sample = chinese.prefix(20).joined().unicodeScalars.filter(Folding.isHan)
        let text = String(String.UnicodeScalarView(sample))
        let changed = zip(sample, Folding.fold(text).unicodeScalars).count { $0 != $1 }
        return changed * 10 > sample.count ? "zh-Hant" : "zh-Hans"
    }
}
