public import Clinical
public import Consultation

/// What the runtime is asked to do, and which events it answers with.
public enum Effect: Sendable, Equatable {
    /// Begin a turn at once, even while the model loads: evidence first, generation when the model is there.
    /// Answers `turnAdvanced` (as often as needed, ending with `.finished`), `turnMeasured`, or `turnFailed`.
    /// One turn of a consultation runs at a time; the interface starts its next one after the end of this. Turns of
    /// different consultations run at once. A consultation's first turn begins its conversation in the records.
    case startTurn(TurnRequest)
    /// The question is being written, or none is yet and a chart was opened or the conversation has gone on: the model may read what it will be asked
    /// with. It comes with each change of the text; once the writing pauses and nothing runs is early enough. Answers nothing.
    case readAhead(TurnRequest)
    /// Stop a running turn. Answers `turnAdvanced(id, .finished(answer))` with status `cancelled` and the text so
    /// far; a turn that ended meanwhile answers nothing.
    case cancelTurn(Exchange.ID)
    /// Close the consultation's conversation in the records and free its context. Its next turn, if there is one, finds
    /// neither. Answers nothing.
    case endConversation(ConsultationID)
    /// Load the turns of an earlier conversation and go on with it in a consultation that has asked nothing yet.
    /// Answers `conversationResumed` or `failed`.
    case resumeConversation(EarlierConversation, in: ConsultationID)
    /// The user doesn't want to go on: mark it closed (it stays in the records). Answers nothing.
    case declineConversation(id: String)
    /// Read a patient file; `~` may begin the path. Answers `patientRead` or `patientReadFailed`.
    case readPatient(path: String, for: ConsultationID)
    /// List files and folders whose path begins so, folders with a final `/`, at most some dozens, sorted.
    /// Answers `filesListed` with the same prefix.
    case listFiles(prefix: String)
    /// Read the document in which a passage stands. Answers `documentRead` or `documentReadFailed`.
    case readDocument(passage: String)
    /// Write a new file that its owner alone can read; `~` may begin the path. A file that is there is left alone. Answers
    /// `fileSaved` or `failed`.
    case saveNew(path: String, contents: String)
    /// Load a theme for the next frames. Answers `themeChanged` or `failed`.
    case useTheme(name: String)
    /// Leave the screen to `$EDITOR` with this text. Answers `textEdited` or `failed`.
    case editExternally(String)
    /// Forget what the terminal shows and draw all of it. Answers nothing.
    case redraw
    /// Restore the terminal and end, stopping what runs. Answers nothing.
    case quit
}

/// All that a turn needs; the answer is in the question's own language.
public struct TurnRequest: Sendable, Equatable, Identifiable {
    public var id: Exchange.ID
    /// Whose context and record it goes on with.
    public var consultation: ConsultationID
    public var question: String
    public var patient: Patient?
    /// Nil: routed by meaning.
    public var specialty: String?
    public var audience: Audience
    public var phrasing: Phrasing
    /// The earlier answers of this conversation, oldest first; cancelled and failed ones are left out.
    public var earlier: [Answer]
    /// Whether a chart was open for one of these.
    public var isEarlierAboutPatient: Bool
    /// A form to fill instead of a question to answer.
    public var task: TaskCall?

    public init(
        id: Exchange.ID, consultation: ConsultationID, question: String, patient: Patient?, specialty: String?,
        audience: Audience,
        phrasing: Phrasing = .standard, earlier: [Answer], isEarlierAboutPatient: Bool = false,
        task: TaskCall? = nil
    ) {
        self.id = id
        self.consultation = consultation
        self.question = question
        self.patient = patient
        self.specialty = specialty
        self.audience = audience
        self.phrasing = phrasing
        self.earlier = earlier
        self.isEarlierAboutPatient = isEarlierAboutPatient
        self.task = task
    }
}
