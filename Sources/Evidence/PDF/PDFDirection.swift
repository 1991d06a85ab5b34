/// Where the characters of a run lead.
enum PDFDirection: Int {
    case aslant, reversed, down, up, across

    /// A direction for each run; one of a single character tells none, and takes that of its neighbour.
    static func directions(of runs: [[PDFGlyph]]) -> [PDFDirection] {
        let marks = runs.map { run in run.filter { !$0.character.properties.isWhitespace } }
        var found = marks.map(direction)
        // The letters of a watermark are so far apart that each is a run of its own.
        var watermarks: Set<Int> = []
        for (run, next) in zip(marks, marks.dropFirst()) {
            guard let glyph = run.last, let next = next.first, glyph.size > huge, next.size > huge else { continue }
            if PDFDirection(from: glyph, to: next) == .aslant { watermarks.insert(Int(glyph.size)) }
        }
        for (place, run) in marks.enumerated() where run.first.map({ watermarks.contains(Int($0.size)) }) == true {
            found[place] = .aslant
        }
        var last = found.compactMap(\.self).first { $0 != .aslant } ?? .across
        return found.map { direction in
            if let direction, direction != .aslant { last = direction }
            return direction ?? last
        }
    }

    private static let huge = 28.0

    private static func direction(of glyphs: [PDFGlyph]) -> PDFDirection? {
        var counts: [PDFDirection: Int] = [:]
        for (glyph, next) in zip(glyphs, glyphs.dropFirst()) {
            counts[PDFDirection(from: glyph, to: next), default: 0] += 1
        }
        return counts.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
    }

    private init(from glyph: PDFGlyph, to next: PDFGlyph) {
        let right = next.box.left - glyph.box.left
        // Where text is turned, the boxes of its characters are level at their beginnings or at their ends.
        let down = next.box.top - glyph.box.top
        let (em, isRightToLeft) = (max(glyph.size, next.size), (0x590...0x8FF).contains(glyph.character.value))
        if abs(right) >= 1.5 * abs(down) || abs(down) <= 0.45 * em && abs(right) > 0.12 * em {
            self = right < -0.1 * em && !isRightToLeft ? .reversed : .across
        } else if abs(right) <= 0.12 * em || abs(down) >= 8 * abs(right) {
            self = down > 0 ? .down : .up
        } else {
            self = .aslant
        }
    }

    func upright(_ box: PDFBox, width: Double, height: Double) -> PDFBox {
        switch self {
        case .across, .aslant: box
        case .up: PDFBox(left: height - box.bottom, top: box.left, right: height - box.top, bottom: box.right)
        case .down: PDFBox(left: box.top, top: width - box.right, right: box.bottom, bottom: width - box.left)
        case .reversed:
            PDFBox(
                left: width - box.right, top: height - box.bottom, right: width - box.left, bottom: height - box.top)
        }
    }
}
