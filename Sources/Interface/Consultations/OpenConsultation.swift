public import Consultation

/// Names an open consultation, as long as the program runs.
public struct ConsultationID: Sendable, Hashable {
    public var number: Int

    public init(_ number: Int) { self.number = number }
}

/// One of the consultations that are open: a patient, what was asked, what is being written and where the eye was.
/// What belongs to all of them, such as the model, the theme and the history of inputs, stands in `State`.
public struct OpenConsultation: Sendable, Equatable, Identifiable {
    public let id: ConsultationID

    // What was set for it
    /// Nil: routed by meaning.
    public var pinnedSpecialty: String?
    public var audience: Audience
    /// What the model adds to the quotations.
    public var phrasing: Phrasing

    // Whom it is about, and what was asked
    public var patient: LoadedPatient?
    /// The interview that is under way: what is sent is its next answer.
    public var interview: InterviewProgress?
    public var exchanges: [Exchange] = []
    public var meter = Meter()
    /// The exchange whose passages are shown; nil follows the newest.
    var shownExchange: Exchange.ID?
    /// The marker that is lit up, `3` or `C1`, in the shown exchange.
    public var selectedMarker: String?
    /// The most urgent that came while it was behind another one.
    var news: News?

    // What has the user's attention
    public var composer = Composer()
    var walk = HistoryWalk()
    public var completion: Completion?
    public var focus: Pane = .composer
    /// Which pane a narrow screen shows.
    public var tab: Pane = .conversation
    public var overlay: Overlay?
    /// What lies over the conversation.
    public var view: DataView?
    /// Where Esc leads from the view.
    var viewOrigin: Pane = .composer
    /// What is folded, chosen and looked for in the patient pane.
    var browsing = ChartBrowsing()
    var scroll = ScrollPositions()
    let memo = LayoutMemo()

    init(
        id: ConsultationID, pinnedSpecialty: String? = nil, audience: Audience = .clinician,
        phrasing: Phrasing = .standard
    ) {
        self.id = id
        self.pinnedSpecialty = pinnedSpecialty
        self.audience = audience
        self.phrasing = phrasing
    }

    /// Another one with the same settings and nothing else.
    func blank(id: ConsultationID) -> OpenConsultation {
        OpenConsultation(id: id, pinnedSpecialty: pinnedSpecialty, audience: audience, phrasing: phrasing)
    }

    /// Nothing was asked and nothing is being written.
    var isBlank: Bool { exchanges.isEmpty && composer.isEmpty }

    /// Something would be lost by closing it now.
    var isAtWork: Bool { isBusy || !composer.isEmpty }

    public var runningExchange: Exchange? { exchanges.last(where: \.isRunning) }
    public var isBusy: Bool { runningExchange != nil }

    var shown: Exchange? {
        guard let shownExchange else { return exchanges.last { $0.citations != nil } ?? exchanges.last }
        return exchanges.first { $0.id == shownExchange }
    }

    /// The chosen passage; nil where none or a computed value is chosen.
    var selectedCitation: Citation? {
        shown?.citations?.first { String($0.n) == selectedMarker }
    }

    /// The newest question that isn't only waiting for another.
    var newestAsked: Exchange? { exchanges.last { $0.phase != .queued } }
}
