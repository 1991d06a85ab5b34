import Foundation
import Screen

/// Draws one or two series against real time: joined points, reference band, axes.
struct TrendChart {
    var series: TrendSeries
    var second: TrendSeries?
    var window: TimeScale
    /// The point that is pointed at, of either series.
    var cursor: TrendPoint?
    var symbols: ChartSymbols
    /// Columns to the left of the plot; nil: as many as the labels take.
    var gutter: Int?

    private struct Plot {
        var rect: Rect
        var scale: ValueScale
        var window: TimeScale

        /// In dots from the plot's top left corner.
        func dot(_ point: TrendPoint) -> DotCanvas.Dot {
            DotCanvas.Dot(
                x: window.share(of: point.seconds) * Double(rect.columns * 2 - 1),
                y: (1 - scale.share(of: point.value)) * Double(rect.rows * 4 - 1))
        }

        func row(of value: Double) -> Int? {
            guard scale.range.contains(value) else { return nil }
            let row = Int(((1 - scale.share(of: value)) * Double(rect.rows * 4 - 1)).rounded()) / 4
            return rect.row + min(row, rect.rows - 1)
        }

        func column(of seconds: Double) -> Int? {
            guard window.range.contains(seconds) else { return nil }
            let column = Int((window.share(of: seconds) * Double(rect.columns * 2 - 1)).rounded()) / 2
            return rect.column + min(column, rect.columns - 1)
        }

        /// A doubtful value beyond the axis stands at its edge.
        func cell(of point: TrendPoint) -> Point? {
            let value = min(max(point.value, scale.range.lowerBound), scale.range.upperBound)
            guard let row = row(of: value), let column = column(of: point.seconds) else { return nil }
            return Point(column: column, row: row)
        }
    }

    /// The least size at which a chart says anything.
    static let leastColumns = 16
    static let leastRows = 4

    func draw(in rect: Rect, on canvas: inout Canvas) {
        guard rect.columns >= Self.leastColumns, rect.rows >= Self.leastRows else { return }
        let rows = rect.rows - 2
        let scale = scale(of: series, rows: rows)
        let secondScale = second.map { self.scale(of: $0, rows: rows) }
        let left = gutter ?? (labels(scale).map(\.count).max() ?? 0) + 2
        let right = secondScale.map { (labels($0).map(\.count).max() ?? 0) + 2 } ?? 0
        let area = Rect(
            column: rect.column + left, row: rect.row, columns: rect.columns - left - right, rows: rows)
        guard area.columns >= 4 else { return }
        let plot = Plot(rect: area, scale: scale, window: window)
        drawBand(plot, on: &canvas)
        axes(plot, secondScale, on: &canvas)
        if let cursor, let column = plot.column(of: cursor.seconds) {
            for row in area.row..<area.endRow {
                canvas.write(symbols.bar, at: Point(column: column, row: row), .chartCursor)
            }
        }
        if let second, let secondScale {
            let other = Plot(rect: area, scale: secondScale, window: window)
            lines(second, other, isSecond: true, on: &canvas)
            marks(second, other, isSecond: true, on: &canvas)
        }
        lines(series, plot, isSecond: false, on: &canvas)
        marks(series, plot, isSecond: false, on: &canvas)
    }

    // MARK: Scales

    /// From the plain values of the whole series, so that moving through time doesn't move the axis. The band is
    /// included as far as that leaves the values room.
    private func scale(of series: TrendSeries, rows: Int) -> ValueScale {
        let certain = series.points.filter { $0.certainty != .doubtful }
        let values = (certain.isEmpty ? series.points : certain).map(\.value)
        var low = values.min() ?? 0
        var high = values.max() ?? 1
        let span = max(high - low, max(abs(high), abs(low)) * 0.05)
        for (bound, most) in bounds(near: low...high) where max(high, bound) - min(low, bound) <= most * span {
            (low, high) = (min(low, bound), max(high, bound))
        }
        return ValueScale(low...high, most: min(10, max(2, rows / 2)))
    }

    /// The band's limits, the nearer one first, each with the height that it may take as a multiple of the values' span.
    private func bounds(near range: ClosedRange<Double>) -> [(bound: Double, most: Double)] {
        guard second == nil, let band = series.band else { return [] }
        let middle = (range.lowerBound + range.upperBound) / 2
        let bounds = [band.low, band.high].compactMap { $0 }.sorted { abs($0 - middle) < abs($1 - middle) }
        return Array(zip(bounds, [3, 1.6]))
    }

    private func labels(_ scale: ValueScale) -> [String] { scale.ticks.map(scale.label) }

    // MARK: Axes and band

    private func axes(_ plot: Plot, _ secondScale: ValueScale?, on canvas: inout Canvas) {
        let area = plot.rect
        for row in area.row..<area.endRow {
            canvas.write(symbols.wall, at: Point(column: area.column - 1, row: row), .chartAxis)
            if secondScale != nil {
                canvas.write(symbols.wall, at: Point(column: area.endColumn, row: row), .chartAxis)
            }
        }
        for tick in plot.scale.ticks {
            guard let row = plot.row(of: tick) else { continue }
            let label = plot.scale.label(tick)
            canvas.write(
                label + symbols.leftTick, at: Point(column: area.column - 1 - label.count, row: row), .chartAxis)
        }
        if let secondScale {
            let other = Plot(rect: area, scale: secondScale, window: window)
            for tick in secondScale.ticks {
                guard let row = other.row(of: tick) else { continue }
                canvas.write(
                    symbols.rightTick + secondScale.label(tick), at: Point(column: area.endColumn, row: row),
                    .chartSecond)
            }
        }
        dates(plot, on: &canvas)
    }

    private func dates(_ plot: Plot, on canvas: inout Canvas) {
        let area = plot.rect
        let line = symbols.corner + String(repeating: symbols.floor, count: area.columns)
        canvas.write(line, at: Point(column: area.column - 1, row: area.endRow), .chartAxis)
        var free = area.column - 2
        for tick in window.ticks(columns: area.columns) {
            guard let column = plot.column(of: tick.seconds) else { continue }
            canvas.write(symbols.floorTick, at: Point(column: column, row: area.endRow), .chartAxis)
            let start = min(column - tick.label.count / 2, area.endColumn - tick.label.count)
            guard start > free else { continue }
            canvas.write(tick.label, at: Point(column: start, row: area.endRow + 1), .chartAxis)
            free = start + tick.label.count
        }
    }

    private func drawBand(_ plot: Plot, on canvas: inout Canvas) {
        guard second == nil, let band = series.band else { return }
        let low = max(band.low ?? plot.scale.range.lowerBound, plot.scale.range.lowerBound)
        let high = min(band.high ?? plot.scale.range.upperBound, plot.scale.range.upperBound)
        guard low < high, let bottom = plot.row(of: low), let top = plot.row(of: high) else { return }
        canvas.fill(
            Rect(column: plot.rect.column, row: top, columns: plot.rect.columns, rows: bottom - top + 1), .chartBand)
        for bound in [band.low, band.high].compactMap({ $0 }) {
            guard let row = plot.row(of: bound) else { continue }
            let line = String(repeating: symbols.dash, count: plot.rect.columns)
            canvas.write(line, at: Point(column: plot.rect.column, row: row), .chartBand)
        }
    }

    // MARK: Points

    /// Plain neighbours are joined; across an uncertain value the line is sparse, so that nothing is joined silently.
    private func lines(_ series: TrendSeries, _ plot: Plot, isSecond: Bool, on canvas: inout Canvas) {
        var dots = DotCanvas(size: plot.rect.size)
        var last: TrendPoint?
        var isAcross = false
        for point in series.points {
            guard point.certainty == .plain else {
                isAcross = true
                continue
            }
            if let last { dots.line(from: plot.dot(last), to: plot.dot(point), isSparse: isAcross) }
            (last, isAcross) = (point, false)
        }
        let role: Role = isSecond ? .chartSecond : .chartLine
        for row in 0..<plot.rect.rows {
            for column in 0..<plot.rect.columns {
                guard let sign = dots.character(at: Point(column: column, row: row), symbols: symbols) else { continue }
                canvas.write(
                    String(sign), at: Point(column: plot.rect.column + column, row: plot.rect.row + row), role)
            }
        }
    }

    /// A sign for each point where there is room; where points crowd, only those that need a look.
    private func marks(_ series: TrendSeries, _ plot: Plot, isSecond: Bool, on canvas: inout Canvas) {
        let seen = series.points.filter { plot.window.range.contains($0.seconds) }
        let isCrowded = seen.count > plot.rect.columns / 2
        for point in seen {
            let isCursor = point == cursor
            let isOrdinary = point.certainty == .plain && !point.isAbnormal
            guard isCursor || !isCrowded || !isOrdinary, let cell = plot.cell(of: point) else { continue }
            canvas.write(
                symbols.mark(point, isSecond: isSecond), at: cell, role(of: point, isSecond: isSecond),
                isCursor ? [.bold, .reverse] : [])
        }
    }

    private func role(of point: TrendPoint, isSecond: Bool) -> Role {
        if point.certainty != .plain { return .chartDoubt }
        return point.isAbnormal ? .patientAbnormal : isSecond ? .chartSecond : .chartLine
    }
}

extension ChartSymbols {
    private func pick(_ sign: String, _ plain: String) -> String { self == .unicode ? sign : plain }

    var bar: String { pick("│", "|") }
    var wall: String { pick("│", "|") }
    var leftTick: String { pick("┤", "+") }
    var rightTick: String { pick("├", "+") }
    var corner: String { pick("└", "+") }
    var floor: String { pick("─", "-") }
    var floorTick: String { pick("┴", "+") }
    var dash: String { pick("┄", "-") }

    func mark(_ point: TrendPoint, isSecond: Bool) -> String {
        switch point.certainty {
        case .bound(let comparator): comparator.hasPrefix("<") ? "<" : ">"
        case .doubtful: "?"
        case .preliminary: pick("○", "o")
        case .plain where point.isAbnormal: pick("◆", "#")
        case .plain: isSecond ? pick("■", "x") : pick("●", "*")
        }
    }
}
