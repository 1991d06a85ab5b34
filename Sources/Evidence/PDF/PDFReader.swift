import CPoppler
import Foundation

/// Has poppler read a file in a child process, page by page.
///
/// Poppler is a large C++ program that meets files from anybody: it can crash, loop or ask for all memory. In a child
/// with limits of its own that ends the child, and here it is an error with a page number.
final class PDFReader {
    private let file: String
    private let limits: PDFLimits
    private let child: Int32
    private let pipe: FileHandle
    /// The page that is being waited for, from 1; 0 while the file is opened.
    private var page = 0

    private(set) var title = ""
    private(set) var pageCount = 0

    /// - Throws: `PDFFailure`, `CancellationError`.
    init(_ url: URL, limits: PDFLimits) throws {
        file = url.path
        self.limits = limits
        let document: FileHandle
        do {
            document = try FileHandle(forReadingFrom: url)
        } catch {
            throw PDFFailure.unreadable(file: url.path, why: error.localizedDescription)
        }
        let pipes = Pipe()
        pipe = pipes.fileHandleForReading
        child = xl_pdf_start(
            document.fileDescriptor, pipes.fileHandleForWriting.fileDescriptor,
            xl_pdf_limits(
                pages: Int32(limits.pages), characters_per_page: Int32(limits.charactersPerPage),
                seconds: Int32(limits.totalSeconds), bytes_of_memory: limits.bytesOfMemory))
        try? pipes.fileHandleForWriting.close()
        try? document.close()
        guard child > 0 else { throw PDFFailure.unreadable(file: file, why: "no process could be started for it") }
        let head = try head()
        guard Int(head.kind) == xl_pdf_opened else { throw failure(head) }
        title = String(decoding: try take(head.text_bytes, of: UInt8.self, most: 1_000), as: UTF8.self)
        pageCount = Int(head.number)
    }

    deinit {
        if child > 0 { xl_pdf_finish(child) }
    }

    /// The next page; nil behind the last one.
    /// - Throws: `PDFFailure`, `CancellationError`.
    func next() throws -> PDFPage? {
        page += 1
        let head = try head()
        if Int(head.kind) == xl_pdf_end { return nil }
        guard Int(head.kind) == xl_pdf_page, Int(head.number) == page else { throw failure(head) }
        let most = limits.charactersPerPage
        let text = String(decoding: try take(head.text_bytes, of: UInt8.self, most: most * 4), as: UTF8.self)
        let boxes = try take(head.boxes, of: PopplerRectangle.self, most: most)
        let runs = try take(head.runs, of: xl_pdf_run.self, most: most)
        return PDFPage(
            number: page, width: head.width, height: head.height,
            glyphs: Self.glyphs(Array(text.unicodeScalars), boxes, runs), hasImage: head.has_image != 0)
    }

    private static func glyphs(
        _ characters: [Unicode.Scalar], _ boxes: [PopplerRectangle], _ runs: [xl_pdf_run]
    ) -> [PDFGlyph] {
        var glyphs = zip(characters, boxes).map { character, box in
            PDFGlyph(
                character: character, box: PDFBox(left: box.x1, top: box.y1, right: box.x2, bottom: box.y2),
                size: box.y2 - box.y1, isBold: false)
        }
        for run in runs where run.size > 0 && run.size < 10_000 {
            let isBold = PDFFont.isBold(unsafe withUnsafeBytes(of: run.font) { unsafe Array($0.prefix { $0 != 0 }) })
            for place in max(0, Int(run.first))..<max(0, Int(run.first), min(Int(run.last) + 1, glyphs.count)) {
                glyphs[place].size = run.size
                glyphs[place].isBold = isBold
            }
        }
        return glyphs.filter { $0.box.isReasonable && $0.size < 10_000 }
    }

    private func failure(_ head: xl_pdf_head) -> PDFFailure {
        guard Int(head.kind) == xl_pdf_refused else { return .broken(file: file, page: page) }
        return switch Int(head.has_image) {
        case xl_pdf_encrypted: .encrypted(file: file)
        case xl_pdf_too_long: .tooManyPages(file: file, pages: Int(head.number), most: limits.pages)
        case xl_pdf_too_full: .tooMuchText(file: file, page: Int(head.number))
        default: .damaged(file: file)
        }
    }

    // MARK: The pipe

    private func head() throws -> xl_pdf_head {
        guard let head = try take(1, of: xl_pdf_head.self, most: 1).first else {
            throw PDFFailure.broken(file: file, page: page)
        }
        return head
    }

    private func take<Item: BitwiseCopyable>(_ count: Int32, of type: Item.Type, most: Int) throws -> [Item] {
        guard (0...most).contains(Int(count)) else { throw PDFFailure.broken(file: file, page: page) }
        let bytes = try bytes(Int(count) * MemoryLayout<Item>.stride)
        return unsafe bytes.withUnsafeBytes { buffer in
            (0..<Int(count)).map {
                unsafe buffer.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Item>.stride, as: type)
            }
        }
    }

    private func bytes(_ count: Int) throws -> Data {
        var bytes = Data(capacity: count)
        let end = ContinuousClock.now + .seconds(limits.seconds)
        while bytes.count < count {
            try Task.checkCancellation()
            guard ContinuousClock.now < end else {
                throw PDFFailure.tooSlow(file: file, page: max(page, 1), seconds: limits.seconds)
            }
            guard isReady() else { continue }
            let some = try? pipe.read(upToCount: count - bytes.count)
            guard let some, !some.isEmpty else { throw PDFFailure.broken(file: file, page: page) }
            bytes += some
        }
        return bytes
    }

    /// Waits for a tenth of a second at most, so that a cancelled reading ends soon.
    private func isReady() -> Bool {
        var wait = pollfd(fd: pipe.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wait, 1, 100) > 0
    }
}
