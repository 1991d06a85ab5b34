public import Clinical
public import Foundation
public import Inference

/// A question with everything that its answer may depend on; no clock, no settings from elsewhere.
public struct TurnRequest: Sendable {
    /// An earlier turn that the model may see. Cancelled and abstained turns are never passed on.
    public struct Earlier: Sendable, Equatable {
        public var question: String
        public var answer: String
        /// Whether a patient's chart or a note was open then.
        public var isAboutPatient: Bool

        public init(question: String, answer: String, isAboutPatient: Bool = true) {
            self.question = question
            self.answer = answer
            self.isAboutPatient = isAboutPatient
        }
    }

    public var id: String?
    public var question: String
    /// nil: the question's own language.
    public var language: Language?
    public var audience: Audience
    /// A specialty's id, or nil to route by meaning.
    public var specialty: String?
    public var patient: Patient?
    /// A few words about the patient where there is no chart ("68F, T2DM, eGFR 38").
    public var patientNote: String?
    public var history: [Earlier]
    /// What was asked before it, answered or not, oldest first: a question cut short leans on that (``FollowUp``).
    public var questionsBefore: [String]
    public var session: SessionID
    public var options: GenerationOptions
    /// Passages to show and to put into the prompt.
    public var passageLimit: Int
    /// The day that ages are computed on.
    public var now: Date
    public var phrasing: Phrasing

    public init(
        question: String, language: Language? = nil, audience: Audience = .clinician, specialty: String? = nil,
        patient: Patient? = nil, patientNote: String? = nil, history: [Earlier] = [],
        questionsBefore: [String] = [], session: SessionID,
        options: GenerationOptions = GenerationOptions(), passageLimit: Int = 5, phrasing: Phrasing = .standard,
        now: Date
    ) {
        self.question = question
        self.language = language
        self.audience = audience
        self.specialty = specialty
        self.patient = patient
        self.patientNote = patientNote
        self.history = history
        self.questionsBefore = questionsBefore
        self.session = session
        self.options = options
        self.passageLimit = passageLimit
        self.phrasing = phrasing
        self.now = now
    }

    public var resolvedLanguage: Language { language ?? Language(of: question) }

    /// Whether the prompt says anything of a patient: by a chart, a note, or an earlier turn that had one. A question on its
    /// own is none, whatever was typed.
    public var holdsPatientData: Bool {
        patient != nil || patientNote?.isEmpty == false || history.contains(where: \.isAboutPatient)
    }
}
