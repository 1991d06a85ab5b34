public import Clinical
public import Consultation
public import Screen

/// Everything the screen can show. The runtime owns the only mutable copy.
public struct State: Sendable, Equatable {
    // What the user sees the program in
    public var size: Size
    /// Chinese in either script, or English.
    public var interfaceLanguage: Language
    public var themeName: String
    /// The names that `/theme` offers.
    public var themeNames: [String]
    public var keyMap: KeyMap
    /// What charts are drawn with.
    public var symbols: ChartSymbols

    // What the program works with
    public var model: ModelStatus = .absent
    /// Nil when the library is complete.
    public var library: LibraryProgress?
    public var specialties: [SpecialtyOption]
    /// What `/soap` and the others fill; each is a command.
    public var tasks: [TaskDescription]

    // The consultations
    public var desk: Desk
    /// Exchanges of all consultations are told apart by it.
    var nextExchangeID: Exchange.ID = 1
    /// Conversations that an earlier run left open, those that were cut off before the others, each newest first; not yet
    /// gone on with or declined.
    public var earlier: [EarlierConversation] = []

    // What is typed and told, whichever consultation is in front
    /// Red flags in what is being written.
    public var draft: DraftTriage
    public var history = InputHistory()
    /// Oldest first; the newest is shown.
    public var failures: [Failure] = []
    /// A short remark on what the last command did; gone with the next key.
    public var remark: String?

    public init(
        size: Size, interfaceLanguage: Language, themeName: String = "dark", themeNames: [String] = [],
        specialties: [SpecialtyOption] = [], tasks: [TaskDescription] = [], pinnedSpecialty: String? = nil,
        audience: Audience = .clinician, phrasing: Phrasing = .standard,
        keyMap: KeyMap = .standard, history: [String] = [], triage: TriageRules? = nil,
        symbols: ChartSymbols = .unicode
    ) {
        self.size = size
        self.interfaceLanguage = interfaceLanguage
        self.themeName = themeName
        self.themeNames = themeNames
        self.specialties = specialties
        self.tasks = tasks
        desk = Desk(audience: audience, phrasing: phrasing, pinnedSpecialty: pinnedSpecialty)
        self.keyMap = keyMap
        self.history = InputHistory(entries: history)
        self.symbols = symbols
        draft = DraftTriage(rules: triage)
    }

    var wording: Wording { Wording(interfaceLanguage) }
}

public enum Pane: String, Sendable, Equatable, CaseIterable {
    case composer, conversation, citations, patient

    /// The panes that a narrow screen shows one at a time, in the order of Alt+1, Alt+2, Alt+3.
    static let tabs: [Pane] = [.conversation, .citations, .patient]
}

public enum ModelStatus: Sendable, Equatable {
    case absent
    case loading(name: String, fraction: Double)
    case ready(ModelSummary)
    case failed(Failure)
}

/// Passages indexed of all.
public struct LibraryProgress: Sendable, Equatable {
    public var done: Int
    public var total: Int
}

/// A specialty pack as the interface names it.
public struct SpecialtyOption: Sendable, Equatable, Identifiable {
    public var id: String
    public var english: String
    public var chinese: String

    public init(id: String, english: String, chinese: String) {
        self.id = id
        self.english = english
        self.chinese = chinese
    }

    func name(in language: Language) -> String { language.isChinese ? chinese : english }
}

/// What lies over the panes and takes the keys.
public enum Overlay: Sendable, Equatable {
    case help(Pane, scroll: Int)
    case palette(query: Composer, selected: Int)
    case patientChooser(PatientChoice)
    /// Which value `/trend` shows; index into the chart's series.
    case seriesChooser(selected: Int)
    /// Which specialty answers; index into `SpecialtyChooser.rows`.
    case specialtyChooser(selected: Int)
    /// Which open consultation comes to the front; index into `Desk.all`.
    case consultationChooser(selected: Int)
    /// Something would be lost with it.
    case closeQuestion(ConsultationID)
    case resumeOffer
    case quitQuestion
    case historySearch(HistorySearch)
}

/// A file held several patients: one must be chosen, since charts are never mixed.
public struct PatientChoice: Sendable, Equatable {
    public var candidates: [LoadedPatient]
    public var selected = 0
}

/// Where each pane stands. The conversation's place is an exchange and a line in it, so that a long conversation
/// needs no layout but of what is seen, and a resize keeps the place.
struct ScrollPositions: Sendable, Equatable {
    struct Place: Sendable, Equatable {
        /// Index into `State.exchanges`.
        var exchange: Int
        var line: Int
    }

    /// The top line; nil follows the newest text.
    var conversation: Place?
    var citations = 0
    var patient = 0
}
