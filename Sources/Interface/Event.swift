public import Clinical
public import Consultation
public import Evidence
public import Foundation
public import Screen

/// Everything that can happen to the interface. Ids and dates come in with the events, so a run can be replayed.
public enum Event: Sendable, Equatable {
    /// A key, a paste, the wheel, a click, a new size.
    case input(TerminalInput)

    // The model
    /// 0…1.
    case modelLoadProgressed(name: String, fraction: Double)
    case modelLoaded(ModelSummary)
    case modelLoadFailed(Failure)
    /// The guideline library is being built or brought up to date, as on the first start.
    case libraryUpdated(done: Int, total: Int)
    /// It is complete, or could not be made so.
    case libraryReady

    // Turns; `Exchange.ID` is the id that `Effect.startTurn` carried. Events of unknown ids are ignored.
    case turnAdvanced(Exchange.ID, TurnEvent)
    /// While an answer streams, as often as the runtime likes to measure.
    case turnMeasured(Exchange.ID, Meter)
    case turnFailed(Exchange.ID, Failure)

    // The patient
    /// `alerts` of each patient in turn, most urgent first; `today` decides the age; `file` is shown, without folders.
    /// Ignored where the consultation is no longer open.
    case patientRead(
        PatientReading, alerts: [[ChartAlert]], file: String, today: Date, for: ConsultationID)
    case patientReadFailed(Failure)
    /// The files that begin like the argument being typed, for completion.
    case filesListed(prefix: String, paths: [String])

    // Documents; answers of passages that are no longer waited for are ignored.
    /// Nil where the library has the passage no longer.
    case documentRead(OpenedDocument?, passage: String)
    case documentReadFailed(Failure, passage: String)

    // Records
    /// At the start, for each conversation that was cut off or left open, in the order of `State.earlier`.
    case earlierConversationFound(EarlierConversation)
    case conversationResumed(EarlierConversation, [StoredExchange], in: ConsultationID)

    case themeChanged(name: String)
    case fileSaved(path: String)
    /// The text that came back from `$EDITOR`.
    case textEdited(String)
    /// Anything else that went wrong: shown, dismissible, never blocking.
    case failed(Failure)
}

/// The model as the status line shows it.
public struct ModelSummary: Sendable, Equatable {
    public var name: String
    /// Tokens.
    public var contextLength: Int
    /// Nil where it runs on this machine.
    public var remote: RemotePlaces?

    /// Where a model runs that isn't on this machine.
    public struct RemotePlaces: Sendable, Equatable {
        /// Hosts, as they are to be read.
        public var hosts: String
        /// Whether any of them may have patient data.
        public var takesPatientData: Bool

        public init(hosts: String, takesPatientData: Bool) {
            self.hosts = hosts
            self.takesPatientData = takesPatientData
        }
    }

    public init(name: String, contextLength: Int, remote: RemotePlaces? = nil) {
        self.name = name
        self.contextLength = contextLength
        self.remote = remote
    }
}

/// Speed and use of one turn; nil where not measured yet.
public struct Meter: Sendable, Equatable {
    public var firstTokenMilliseconds: Double?
    public var tokensPerSecond: Double?
    public var answerTokens: Int?

    public init(firstTokenMilliseconds: Double? = nil, tokensPerSecond: Double? = nil, answerTokens: Int? = nil) {
        self.firstTokenMilliseconds = firstTokenMilliseconds
        self.tokensPerSecond = tokensPerSecond
        self.answerTokens = answerTokens
    }
}

/// A conversation of an earlier start that nobody closed.
public struct EarlierConversation: Sendable, Equatable {
    /// The store's id.
    public var id: String
    /// As it is to be read, e.g. "2026-11-23 20:12".
    public var startedAt: String
    public var questions: Int
    public var lastQuestion: String
    /// Name of the patient it was about, where there was one.
    public var patient: String?
    /// It is offered; what was left on purpose is gone on with on demand only.
    public var wasCutOff: Bool

    public init(
        id: String, startedAt: String, questions: Int, lastQuestion: String, patient: String? = nil,
        wasCutOff: Bool = true
    ) {
        self.id = id
        self.startedAt = startedAt
        self.questions = questions
        self.lastQuestion = lastQuestion
        self.patient = patient
        self.wasCutOff = wasCutOff
    }
}

/// A turn as the store has it.
public struct StoredExchange: Sendable, Equatable {
    public var question: String
    /// Nil where the program ended before the answer did.
    public var answer: Answer?
    /// The text up to then.
    public var partialText: String

    public init(question: String, answer: Answer?, partialText: String = "") {
        self.question = question
        self.answer = answer
        self.partialText = partialText
    }
}
