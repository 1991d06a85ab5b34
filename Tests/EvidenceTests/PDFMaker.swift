import Foundation

@testable import Evidence

/// Makes small PDF files, well-formed and otherwise, from the operators of their pages.
struct PDFMaker {
    struct Page {
        var content: String
        var rotate = 0
        var hasImage = false
    }

    var pages: [Page] = []
    /// Further objects, from the number 6 on; the second font is the object 5.
    var objects: [String] = []
    var font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"
    var resources = ""

    init(_ contents: [String] = []) { pages = contents.map { Page(content: $0) } }

    /// A line of text; y from the bottom.
    static func text(_ text: String, x: Double, y: Double, size: Double = 10, font: String = "F1") -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
        return "BT /\(font) \(size) Tf 1 0 0 1 \(x) \(y) Tm (\(escaped)) Tj ET\n"
    }

    /// Lines below each other.
    static func lines(_ lines: [String], x: Double, y: Double, size: Double = 10, leading: Double = 12) -> String {
        lines.enumerated().map { text($1, x: x, y: y - Double($0) * leading, size: size) }.joined()
    }

    var data: Data {
        let first = 6 + objects.count
        let kids = pages.indices.map { "\(first + 2 * $0) 0 R" }.joined(separator: " ")
        var all = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                + "/Length 1 >>\nstream\nA\nendstream",
            font,
        ]
        all += objects
        for (number, page) in pages.enumerated() {
            let content = page.content + (page.hasImage ? "q 500 0 0 700 50 50 cm /I1 Do Q\n" : "")
            all.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate \(page.rotate) /Contents "
                    + "\(first + 2 * number + 1) 0 R /Resources << /Font << /F1 3 0 R /F2 5 0 R >> /XObject "
                    + "<< /I1 4 0 R \(resources) >> >> >>")
            all.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        return Self.file(all)
    }

    private static func file(_ objects: [String]) -> Data {
        var data = Data("%PDF-1.7\n".utf8)
        var places: [Int] = []
        for (number, object) in objects.enumerated() {
            places.append(data.count)
            data += Data("\(number + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let start = data.count
        data += Data("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for place in places {
            let digits = String(place)
            data += Data((String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
        }
        data += Data("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return data
    }

    /// What the reader makes of the file.
    static func read(
        _ data: Data, limits: PDFLimits = PDFLimits(), progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> PDFDocument {
        let file = FileManager.default.temporaryDirectory.appending(path: "made-\(UUID().uuidString).pdf")
        try data.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try PDFDocument.read(file, limits: limits, progress: progress)
    }
}
