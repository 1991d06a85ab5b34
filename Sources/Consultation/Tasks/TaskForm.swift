public import Clinical
public import Foundation

/// A filled form: the `xinglin.task/1` object. What isn't known stays empty and is asked for.
public struct TaskForm: Sendable, Equatable, Codable {
    public enum Status: String, Sendable, Codable { case filled, missing, withheld }

    public struct Field: Sendable, Equatable, Codable, Identifiable {
        public var id: String
        public var label: String
        /// One line, or several apart by new lines; nil where there is nothing.
        public var value: String?
        /// `chart`, `text`, `tool`, `evidence`, `quality`, `schedule`, `about`, `model` or `ask`.
        public var source: String
        public var status: Status
        /// Why it is missing or withheld, or what to mind.
        public var detail: String?
        /// Passages on which it rests.
        public var citations: [Int]
        /// What a person ticks; never ticked here.
        public var boxes: [String]?

        public var lines: [String] { value?.split(separator: "\n").map(String.init) ?? [] }
    }

    public struct Section: Sendable, Equatable, Codable, Identifiable {
        public var id: String
        public var title: String
        public var fields: [Field]
    }

    /// What a person must tell before the form is complete.
    public struct Question: Sendable, Equatable, Codable {
        public var field: String
        public var text: String
        public var isRequired: Bool

        enum CodingKeys: String, CodingKey {
            case field, text
            case isRequired = "required"
        }
    }

    public var schema = "xinglin.task/1"
    public var task: String
    public var title: String
    public var language: Language
    public var audience: Audience
    /// `filled`; `escalated` where a patient must get the emergency text alone; `abstained` where the evidence has
    /// nothing for a task that rests on it; `cancelled`.
    public var status: State
    public var triage: TriageNotice
    public var remark: String?
    public var sections: [Section]
    public var questions: [Question]
    public var citations: [Citation]
    public var computed: [ComputedValue]
    public var warnings: [Warning]
    public var model: ModelStamp?

    public enum State: String, Sendable, Codable { case filled, escalated, abstained, cancelled }

    init(_ task: TaskDescription, language: Language) {
        self.task = task.id
        title = task.name.text(in: language.rawValue)
        self.language = language
        audience = task.audience
        status = .filled
        triage = TriageNotice()
        remark = task.remark?.text(in: language.rawValue)
        sections = []
        questions = []
        citations = []
        computed = []
        warnings = []
    }

    public var fields: [Field] { sections.flatMap(\.fields) }
    public func field(_ id: String) -> Field? { fields.first { $0.id == id } }
}

/// What a task is asked with; no clock, no settings from elsewhere.
public struct TaskRequest: Sendable {
    public var patient: Patient?
    /// A report, a note, a patient's own words.
    public var text: String?
    /// A topic or a question.
    public var about: String?
    /// Nil: that of the text, the topic or the chart.
    public var language: Language?
    public var usesModel: Bool
    /// The day on which ages and dates are told.
    public var now: Date

    public init(
        patient: Patient? = nil, text: String? = nil, about: String? = nil, language: Language? = nil,
        usesModel: Bool = true, now: Date
    ) {
        self.patient = patient
        self.text = text
        self.about = about
        self.language = language
        self.usesModel = usesModel
        self.now = now
    }

    public var resolvedLanguage: Language {
        if let language { return language }
        let written = [text, about].compactMap { $0 }.joined(separator: " ")
        if !written.allSatisfy(\.isWhitespace) { return Language(of: written) }
        let chart = (patient?.problems.map(\.text) ?? []) + (patient?.medications.map(\.text) ?? [])
        return Language(of: chart.joined(separator: " "))
    }
}
