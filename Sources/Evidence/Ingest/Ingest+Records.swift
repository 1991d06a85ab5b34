import Digest
import Foundation

extension Ingest {
    /// Reads JSON lines one by one. Text in another encoding than UTF-8 is read whole, and so up to a smaller size.
    func records() throws -> SourceFile {
        let size = try Library.size(of: file, limit: Format.jsonLines.limit)
        guard size > 0 else { throw LibraryError.empty(file: file.path) }
        let look = try lookThrough()
        var records = RecordFile(name: file.path, guideline: guideline())
        var document: Document
        if look.isUTF8 {
            try FileLines(file: file).each { line, number in try records.read(line, number) }
            document = records.document()
        } else {
            guard size <= Format.text.limit else {
                throw LibraryError.undecodable(
                    file: file.path,
                    why: "it is not UTF-8 text, and of other text \(Format.text.limit >> 20) MB are read at most",
                    remedy: "Save it as UTF-8.")
            }
            document = try self.document(of: Library.content(of: file, limit: Format.text.limit), as: .jsonLines)
        }
        guard !document.passages.isEmpty else { throw LibraryError.empty(file: file.path) }
        details.apply(to: &document.guideline)
        return source(document, fingerprint: look.fingerprint, sha256: look.sha256)
    }

    /// What is known of a file before a record is read.
    private struct Look {
        var isUTF8 = true
        var fingerprint = ""
        var sha256 = ""
    }

    private func lookThrough() throws -> Look {
        var look = Look()
        var fingerprint = Fingerprint()
        var digest = SHA256()
        var garbling = TextDecoder.Garbling()
        var isFirst = true
        try FileLines(file: file).each { block in
            if isFirst, Format.isForeign(Data(block.prefix(16))) {
                throw LibraryError.unsupportedFormat(file: file.path)
            }
            isFirst = false
            fingerprint.update(block)
            digest.update(block)
        } _: { line, _ in
            // A zero is in no text but UTF-16, which is no UTF-8 either.
            guard look.isUTF8, !line.contains(0), let text = String(validating: line, as: UTF8.self) else {
                look.isUTF8 = false
                return
            }
            garbling.note(text)
        }
        if look.isUTF8, garbling.isGarbled { throw undecodable(.garbled) }
        look.fingerprint = fingerprint.hex
        look.sha256 = digest.finish()
        return look
    }
}
