import Consultation
import Screen

/// Keys and the wheel in the view that lies over the conversation.
extension State {
    /// Whether keys go to the view.
    var isInView: Bool { view != nil && focus == .conversation }

    /// - Parameter origin: where Esc leads.
    mutating func open(_ view: DataView, from origin: Pane = .composer) {
        self.view = view
        viewOrigin = origin
        focus = .conversation
        tab = .conversation
        completion = nil
        overlay = nil
    }

    /// Back to where the view was opened from.
    mutating func leaveView() {
        let origin = viewOrigin
        closeView()
        guard origin != .composer else { return }
        focus = origin
        tab = origin
    }

    mutating func performInView(_ action: Action) {
        switch view {
        case .trend(let trend): move(trend, action)
        case .comparison(let comparison): move(comparison, action)
        case .timeline(let timeline): move(timeline, action)
        case .prompt(let prompt): move(prompt, action)
        case .why(let why): move(why, action)
        case .dissents(let dissents): move(dissents, action)
        case .document(let document): move(document, action)
        case .sources(let sources): move(sources, action)
        case nil: break
        }
    }

    /// Pages and the wheel; a chart has nothing to scroll, so they do what ↑ and ↓ do.
    mutating func scrollView(by rows: Int) {
        let rect = Regions(self).content(of: .conversation)
        switch view {
        case .comparison(var comparison):
            comparison.scroll = clamped(
                comparison.scroll, by: rows, last: ComparisonPane.lastScroll(comparison, self, in: rect))
            view = .comparison(comparison)
        case .timeline(var timeline):
            timeline.scroll = clamped(
                timeline.scroll, by: rows, last: TimelinePane.lastScroll(timeline, self, in: rect))
            view = .timeline(timeline)
        case .prompt(var prompt):
            prompt.scroll = clamped(prompt.scroll, by: rows, last: lastPromptScroll)
            view = .prompt(prompt)
        case .why, .dissents, .document, .sources: scrollReading(by: rows)
        case .trend, nil: break
        }
    }

    func clamped(_ scroll: Int, by rows: Int, last: Int) -> Int {
        min(max(0, min(scroll, last) + rows), max(0, last))
    }

    // MARK: Trend

    private mutating func move(_ trend: TrendView, _ action: Action) {
        guard let patient else { return }
        var trend = trend
        let id = trend.isSecondActive ? trend.second ?? trend.series : trend.series
        let points = patient.series(id)?.points ?? []
        let current = trend.cursor.map { min($0, points.count - 1) } ?? points.count - 1
        switch action {
        case .viewLeft: trend.cursor = max(0, current - 1)
        case .viewRight: trend.cursor = current + 1 < points.count - 1 ? current + 1 : nil
        case .viewStart: trend.cursor = points.isEmpty ? nil : 0
        case .viewEnd: trend.cursor = nil
        case .zoomIn: trend.zoom = min(TrendView.deepestZoom, trend.zoom + 1)
        case .zoomOut: trend.zoom = max(0, trend.zoom - 1)
        case .viewUp, .viewDown: trend = otherSeries(trend, by: action == .viewUp ? -1 : 1)
        case .switchInView: trend = switched(trend)
        default: break
        }
        view = .trend(trend)
    }

    private func otherSeries(_ trend: TrendView, by step: Int) -> TrendView {
        guard let all = patient?.series, !all.isEmpty else { return trend }
        var trend = trend
        let id = trend.isSecondActive ? trend.second ?? trend.series : trend.series
        let place = all.firstIndex { $0.id == id } ?? 0
        let target = all[min(max(0, place + step), all.count - 1)].id
        if trend.isSecondActive { trend.second = target } else { trend.series = target }
        trend.cursor = nil
        return trend
    }

    /// The point of the other series that lies nearest in time is pointed at.
    private func switched(_ trend: TrendView) -> TrendView {
        guard let patient, let second = trend.second else { return trend }
        let seconds = TrendPane.pointed(trend, patient)?.seconds
        var trend = trend
        trend.isSecondActive.toggle()
        let points = patient.series(trend.isSecondActive ? second : trend.series)?.points ?? []
        trend.cursor = seconds.flatMap { time in
            points.indices.min { abs(points[$0].seconds - time) < abs(points[$1].seconds - time) }
        }
        return trend
    }

    // MARK: Compare

    private mutating func move(_ comparison: ComparisonView, _ action: Action) {
        guard let patient else { return }
        var comparison = comparison
        let days = VisitComparison.days(of: patient)
        switch action {
        case .viewUp: return scrollView(by: -1)
        case .viewDown: return scrollView(by: 1)
        case .viewStart: comparison.scroll = 0
        case .viewEnd: return scrollView(by: 1_000_000)
        case .switchInView: comparison.movesSecond.toggle()
        case .viewLeft: choose(&comparison, by: -1, among: days)
        case .viewRight: choose(&comparison, by: 1, among: days)
        default: break
        }
        view = .comparison(comparison)
    }

    /// The first day stays before the second.
    private func choose(_ comparison: inout ComparisonView, by step: Int, among days: [String]) {
        let current = comparison.movesSecond ? comparison.second : comparison.first
        guard let place = days.firstIndex(of: current), days.indices.contains(place + step) else { return }
        let day = days[place + step]
        if comparison.movesSecond, day > comparison.first { comparison.second = day }
        if !comparison.movesSecond, day < comparison.second { comparison.first = day }
        comparison.scroll = 0
    }

    // MARK: Timeline

    private mutating func move(_ timeline: TimelineView, _ action: Action) {
        var timeline = timeline
        // A quarter of what is shown, in shares of the way from one end to the other.
        let hidden = Double((1 << timeline.zoom) - 1)
        let step = hidden > 0 ? 0.25 / hidden : 0
        switch action {
        case .viewUp: return scrollView(by: -1)
        case .viewDown: return scrollView(by: 1)
        case .viewLeft: timeline.place = max(0, timeline.place - step)
        case .viewRight: timeline.place = min(1, timeline.place + step)
        case .viewStart: timeline.place = 0
        case .viewEnd: timeline.place = 1
        case .zoomIn: timeline.zoom = min(TimelineView.deepestZoom, timeline.zoom + 1)
        case .zoomOut: timeline.zoom = max(0, timeline.zoom - 1)
        case .switchInView: timeline.series = nextSeries(after: timeline.series)
        default: break
        }
        view = .timeline(timeline)
    }

    private func nextSeries(after id: String?) -> String? {
        guard let all = patient?.series, !all.isEmpty else { return nil }
        let place = all.firstIndex { $0.id == id } ?? -1
        return all[(place + 1) % all.count].id
    }

    // MARK: Prompt

    private var lastPromptScroll: Int {
        let rect = PromptPane.body(of: Regions(self).content(of: .conversation))
        return max(0, PromptPane.lines(self, columns: rect.columns).count - rect.rows)
    }

    private mutating func move(_ prompt: PromptView, _ action: Action) {
        let last = lastPromptScroll
        switch action {
        case .viewUp: scrollView(by: -1)
        case .viewDown: scrollView(by: 1)
        case .viewStart: view = .prompt(PromptView(scroll: 0))
        case .viewEnd: view = .prompt(PromptView(scroll: last))
        case .nextSection, .previousSection:
            let rect = PromptPane.body(of: Regions(self).content(of: .conversation))
            let lines = PromptPane.lines(self, columns: rect.columns)
            let starts = lines.indices.filter { lines[$0].card == "part" }
            let target =
                action == .nextSection
                ? starts.first { $0 > prompt.scroll } : starts.last { $0 < prompt.scroll } ?? 0
            view = .prompt(PromptView(scroll: min(target ?? prompt.scroll, last)))
        default: break
        }
    }
}
