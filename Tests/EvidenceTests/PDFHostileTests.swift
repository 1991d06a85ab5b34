import Foundation
import Testing

@testable import Evidence

@Suite("PDF files that are broken, locked, pictures or made to do harm")
struct PDFHostileTests {
    static let page = PDFMaker.text("Give half of the dose at night.", x: 72, y: 700)

    /// The failure of reading, without the file's name.
    private func failure(_ data: Data, _ limits: PDFLimits = PDFLimits()) async -> PDFFailure? {
        do {
            _ = try await PDFMaker.read(data, limits: limits)
            return nil
        } catch {
            return error as? PDFFailure
        }
    }

    @Test("What is empty, garbage or only the beginning of a PDF is told")
    func damaged() async throws {
        let noise = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
        for data in [Data(), Data("%PDF-1.7\n".utf8), noise, Data("%PDF-1.7\n".utf8) + noise] {
            let found = await failure(data)
            guard case .damaged? = found else {
                Issue.record("\(data.count) bytes: \(String(describing: found))")
                continue
            }
            #expect(found?.description.contains("qpdf --check") == true)
        }
    }

    @Test("A real document cut anywhere gives an error or some of its text, and bytes changed at random too")
    func cut() async throws {
        let whole = try Data(contentsOf: PDFSource.folder.appending(path: "english.pdf"))
        var state: UInt64 = 7
        for part in 1..<12 {
            _ = await failure(whole.prefix(whole.count * part / 12))
            var changed = whole
            for _ in 0..<200 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                changed[Int(state >> 33) % changed.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            if let failure = await failure(changed) { #expect(!failure.description.isEmpty) }
        }
    }

    @Test("A password is asked for in words")
    func locked() async throws {
        let file = PDFSource.folder.appending(path: "locked.pdf")
        #expect(throws: PDFFailure.encrypted(file: file.path)) { try PDFDocument.read(file) }
        #expect(PDFFailure.encrypted(file: "a").description.contains("qpdf --decrypt"))
    }

    @Test("Pages that are pictures are told: all of them as an error, some of them by number")
    func scanned() async throws {
        var maker = PDFMaker([Self.page, "", Self.page])
        maker.pages[1].hasImage = true
        #expect(try await PDFMaker.read(maker.data).pagesWithoutText == [2])
        maker.pages = [maker.pages[1], maker.pages[1]]
        let found = await failure(maker.data)
        guard case .scanned(_, 2)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(found?.description.contains("ocrmypdf") == true)
    }

    @Test("No pages, and too many of them")
    func counts() async throws {
        guard case .noPages? = await failure(PDFMaker().data) else {
            Issue.record("a file without pages was read")
            return
        }
        var limits = PDFLimits()
        limits.pages = 2
        guard case .tooManyPages(_, 3, 2)? = await failure(PDFMaker([Self.page, Self.page, Self.page]).data, limits)
        else {
            Issue.record("too many pages were read")
            return
        }
    }

    @Test("A page that would take for ever ends in time, with its number")
    func endless() async throws {
        var maker = PDFMaker([Self.page, "/X6 Do"])
        // Each form shows the next one twenty times.
        for number in 6..<20 {
            let content = number == 19 ? Self.page : String(repeating: "/X\(number + 1) Do ", count: 20)
            maker.objects.append(
                "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject "
                    + "<< /X\(number + 1) \(number + 1) 0 R >> >> /Length \(content.utf8.count) >>\n"
                    + "stream\n\(content)\nendstream"
            )
        }
        maker.resources = "/X6 6 0 R"
        var limits = PDFLimits()
        limits.seconds = 1
        let start = ContinuousClock.now
        let found = await failure(maker.data, limits)
        #expect(ContinuousClock.now - start < .seconds(8))
        switch found {
        case .tooSlow(_, 2, 1), .tooMuchText(_, 2), .broken(_, 2): break
        default: Issue.record("\(String(describing: found))")
        }
    }

    @Test("Deep nesting, loops and a page with more text than a page has are survived")
    func nested() async throws {
        var maker = PDFMaker([Self.page])
        maker.objects = [String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)]
        maker.resources = "/X6 6 0 R"
        #expect(try await PDFMaker.read(maker.data).blocks.count == 1)
        let loop = "/X6 Do"
        maker.objects = [
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X6 6 0 R >> >> /Length "
                + "\(loop.utf8.count) >>\nstream\n\(loop)\nendstream"
        ]
        maker.pages[0].content += loop
        #expect(try await PDFMaker.read(maker.data).blocks.count == 1)
        let crowd = (0..<30_000).map { PDFMaker.text("word\($0)", x: Double($0 % 500), y: Double($0 / 50)) }.joined()
        guard case .tooMuchText(_, 1)? = await failure(PDFMaker([crowd]).data) else {
            Issue.record("the crowd was read")
            return
        }
    }

    @Test("Numbers beyond all measure neither trap nor hang")
    func measures() async throws {
        let odd = ["1e30", "-1e30", "nan", "99999999999999999999", "0"]
        for number in odd {
            let content =
                "BT /F1 \(number) Tf 1 0 0 1 72 700 Tm (one) Tj ET\n"
                + "BT /F1 10 Tf \(number) 0 0 1 72 600 Tm (two) Tj ET\n"
                + "BT /F1 10 Tf 1 0 0 1 \(number) 500 Tm (three) Tj ET\n" + Self.page
            if let document = try? await PDFMaker.read(PDFMaker([content]).data) {
                #expect(document.blocks.contains { $0.text.contains("Give half") })
            }
        }
    }

    @Test("Reading stops when it is cancelled, and tells how far it is")
    func cancelled() async throws {
        let data = PDFMaker(Array(repeating: Self.page, count: 400)).data
        let task = Task {
            try await PDFMaker.read(data) { done, total in
                #expect(total == 400)
                if done == 3 { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
                #expect(done < 5)
            }
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }
}
