/// What charts are made of: block and braille characters, or ASCII where the locale can't carry them.
public enum ChartSymbols: Sendable, Hashable {
    case unicode, ascii

    /// By the locale that the environment names, in the order of POSIX.
    public init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let folded = locale.lowercased().filter { $0 != "-" }
        self = folded.contains("utf8") ? .unicode : .ascii
    }
}

/// A grid of dots, two across and four down in each cell, on which lines are drawn.
public struct DotCanvas: Sendable, Equatable {
    /// A place in dots from the top left corner; it may lie outside.
    public struct Dot: Sendable, Hashable {
        public var x: Double
        public var y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// In cells.
    public let size: Size
    /// For each cell the dots that are set, as Unicode orders the braille patterns from U+2800.
    private var cells: [UInt8]

    public init(size: Size) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = Array(repeating: 0, count: self.size.columns * self.size.rows)
    }

    public var dotColumns: Int { size.columns * 2 }
    public var dotRows: Int { size.rows * 4 }

    /// Dots outside of the grid are left out.
    public mutating func set(x: Int, y: Int) {
        guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
        cells[(y / 4) * size.columns + x / 2] |= Self.bits[y % 4][x % 2]
    }

    /// A straight line, clipped to the grid; of a sparse one only every third dot is set.
    public mutating func line(from start: Dot, to end: Dot, isSparse: Bool = false) {
        guard let (first, last) = clipped(start, end) else { return }
        let steps = Int(max(abs(last.x - first.x), abs(last.y - first.y)).rounded(.up))
        for step in 0...steps where !isSparse || step % 3 == 0 {
            let share = steps == 0 ? 0 : Double(step) / Double(steps)
            set(
                x: Int((first.x + (last.x - first.x) * share).rounded()),
                y: Int((first.y + (last.y - first.y) * share).rounded()))
        }
    }

    /// The character of a cell; nil where no dot is set.
    public func character(at point: Point, symbols: ChartSymbols) -> Character? {
        guard Rect(size).contains(point) else { return nil }
        let dots = cells[point.row * size.columns + point.column]
        guard dots != 0 else { return nil }
        switch symbols {
        case .unicode: return Unicode.Scalar(0x2800 + UInt32(dots)).map(Character.init)
        case .ascii:
            let isHigh = dots & Self.upperHalf != 0
            let isLow = dots & ~Self.upperHalf != 0
            return isHigh && isLow ? ":" : isHigh ? "'" : "."
        }
    }

    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    private static let upperHalf: UInt8 = 0x01 | 0x08 | 0x02 | 0x10

    /// The part of a line that lies on the grid (Liang and Barsky); nil where none does or a place isn't a number.
    private func clipped(_ start: Dot, _ end: Dot) -> (Dot, Dot)? {
        let (width, height) = (Double(dotColumns - 1), Double(dotRows - 1))
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        guard width >= 0, height >= 0, dx.isFinite, dy.isFinite, start.x.isFinite, start.y.isFinite else { return nil }
        var (from, to) = (0.0, 1.0)
        for (slope, room) in [(-dx, start.x), (dx, width - start.x), (-dy, start.y), (dy, height - start.y)] {
            if slope == 0 {
                if room < 0 { return nil }
            } else if slope < 0 {
                from = max(from, room / slope)
            } else {
                to = min(to, room / slope)
            }
        }
        guard from <= to else { return nil }
        return (
            Dot(x: start.x + dx * from, y: start.y + dy * from), Dot(x: start.x + dx * to, y: start.y + dy * to)
        )
    }
}

/// A series of values in one row of cells.
public enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")
    private static let plain = Array("_.,-~=^\"")

    /// One cell a value, scaled from the least to the greatest; equal values stand in the middle. Of more values than
    /// cells the last of each stretch is shown, so that the newest always is.
    public static func text(_ values: [Double], columns: Int, symbols: ChartSymbols = .unicode) -> String {
        let values = values.filter(\.isFinite)
        guard columns > 0, let least = values.min(), let greatest = values.max() else { return "" }
        let signs = symbols == .unicode ? blocks : plain
        let count = min(columns, values.count)
        let shown = (1...count).map { values[$0 * values.count / count - 1] }
        return String(
            shown.map { value in
                guard greatest > least else { return signs[3] }
                let share = (value - least) / (greatest - least)
                return signs[min(signs.count - 1, Int(share * Double(signs.count)))]
            })
    }
}
