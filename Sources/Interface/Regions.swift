import Screen

/// Where everything stands at a size. The order of giving way on a small screen: panes, then status line, then the
/// patient line; the composer stays to the last.
struct Regions: Equatable {
    /// From this width on, citations and patient stand beside the conversation.
    static let wideColumns = 100
    private static let stackedRows = 16
    static let composerRows = 8

    /// The patient line.
    var header = Rect(.zero)
    var tabs = Rect(.zero)
    /// An emergency's banner, whichever pane is shown.
    var banner = Rect(.zero)
    var conversation = Rect(.zero)
    var citations = Rect(.zero)
    var patient = Rect(.zero)
    var failure = Rect(.zero)
    var composer = Rect(.zero)
    var status = Rect(.zero)
    /// All between the patient line and the composer: what overlays may cover.
    var middle = Rect(.zero)
    var isWide = false
    var hasTitles: Bool { isWide }

    /// The composer's own columns, without the prompt sign.
    var composerTextColumns: Int { max(1, composer.columns - ComposerPane.promptColumns) }

    init(_ state: State) { self.init(state, size: state.size) }

    init(_ state: State, size: Size) {
        var rest = Rect(size)
        isWide = size.columns >= Self.wideColumns
        if rest.rows >= 2 { (header, rest) = rest.split(top: 1) }
        if rest.rows >= 2 { (rest, status) = rest.split(bottom: 1) }
        let textRows = ComposerLayout(
            state.composer, columns: max(1, size.columns - ComposerPane.promptColumns), wording: state.wording
        ).rows.count
        let rule = size.rows >= 8 ? 1 : 0
        let wanted = min(textRows, Self.composerRows, max(1, size.rows / 3)) + rule
        (rest, composer) = rest.split(bottom: min(wanted, max(1, rest.rows)))
        middle = rest
        let failureRows = FailurePane.rows(state, columns: size.columns, limit: size.rows / 4)
        (rest, failure) = rest.split(bottom: min(failureRows, max(0, rest.rows - 1)))
        if !isWide, size.rows >= 8 { (tabs, rest) = rest.split(top: 1) }
        let bannerRows = Banner.lines(state, columns: size.columns).count
        (banner, rest) = rest.split(top: min(bannerRows, rest.rows / 2))
        arrange(state, in: rest)
    }

    private mutating func arrange(_ state: State, in rest: Rect) {
        guard isWide else {
            switch state.tab {
            case .conversation, .composer: conversation = rest
            case .citations: citations = rest
            case .patient: patient = rest
            }
            return
        }
        if let view = state.view, view.fillsScreen, [.conversation, .composer].contains(state.focus) {
            conversation = rest
            return
        }
        let side = min(72, max(38, rest.columns * 37 / 100))
        let halves = rest.split(right: side)
        conversation = halves.left.inset(right: 1)
        guard halves.right.rows >= Self.stackedRows else {
            if state.tab == .patient { patient = halves.right } else { citations = halves.right }
            return
        }
        (citations, patient) = halves.right.split(top: halves.right.rows * 55 / 100)
    }

    /// A pane's text without its title line and margins.
    func content(of pane: Pane) -> Rect {
        let whole = rect(of: pane)
        guard pane != .composer else { return whole }
        let margin = whole.columns >= 20 ? 1 : 0
        return whole.inset(left: margin, top: hasTitles ? 1 : 0, right: margin)
    }

    func rect(of pane: Pane) -> Rect {
        switch pane {
        case .composer: composer
        case .conversation: conversation
        case .citations: citations
        case .patient: patient
        }
    }

    func pane(at point: Point) -> Pane? {
        Pane.allCases.first { rect(of: $0).contains(point) }
    }
}
