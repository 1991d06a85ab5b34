public import Consultation

/// What belongs to the consultation in front, under the names by which the update and the panes speak of it: they see no
/// other one.
extension State {
    public var exchanges: [Exchange] {
        get { desk.front.exchanges }
        _modify { yield &desk.front.exchanges }
    }
    public var pinnedSpecialty: String? {
        get { desk.front.pinnedSpecialty }
        _modify { yield &desk.front.pinnedSpecialty }
    }
    public var audience: Audience {
        get { desk.front.audience }
        _modify { yield &desk.front.audience }
    }
    public var phrasing: Phrasing {
        get { desk.front.phrasing }
        _modify { yield &desk.front.phrasing }
    }
    public var patient: LoadedPatient? {
        get { desk.front.patient }
        _modify { yield &desk.front.patient }
    }
    public var interview: InterviewProgress? {
        get { desk.front.interview }
        _modify { yield &desk.front.interview }
    }
    public var meter: Meter {
        get { desk.front.meter }
        _modify { yield &desk.front.meter }
    }
    var shownExchange: Exchange.ID? {
        get { desk.front.shownExchange }
        _modify { yield &desk.front.shownExchange }
    }
    public var selectedMarker: String? {
        get { desk.front.selectedMarker }
        _modify { yield &desk.front.selectedMarker }
    }
    public var composer: Composer {
        get { desk.front.composer }
        _modify { yield &desk.front.composer }
    }
    var walk: HistoryWalk {
        get { desk.front.walk }
        _modify { yield &desk.front.walk }
    }
    public var completion: Completion? {
        get { desk.front.completion }
        _modify { yield &desk.front.completion }
    }
    public var focus: Pane {
        get { desk.front.focus }
        _modify { yield &desk.front.focus }
    }
    public var tab: Pane {
        get { desk.front.tab }
        _modify { yield &desk.front.tab }
    }
    public var overlay: Overlay? {
        get { desk.front.overlay }
        _modify { yield &desk.front.overlay }
    }
    public var view: DataView? {
        get { desk.front.view }
        _modify { yield &desk.front.view }
    }
    var viewOrigin: Pane {
        get { desk.front.viewOrigin }
        _modify { yield &desk.front.viewOrigin }
    }
    var browsing: ChartBrowsing {
        get { desk.front.browsing }
        _modify { yield &desk.front.browsing }
    }
    var scroll: ScrollPositions {
        get { desk.front.scroll }
        _modify { yield &desk.front.scroll }
    }

    public var runningExchange: Exchange? { desk.front.runningExchange }
    public var isBusy: Bool { desk.front.isBusy }
    var shown: Exchange? { desk.front.shown }
    var selectedCitation: Citation? { desk.front.selectedCitation }
    var memo: LayoutMemo { desk.front.memo }

    mutating func cancelRunning() -> [Effect] { desk.front.cancelRunning() }

    mutating func closeView() { desk.front.closeView() }
}
