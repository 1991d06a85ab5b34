import Clinical

/// Where a field's content comes from. Only `model` is written by the model, and only `ask` by nobody but a person.
enum TaskSource: Sendable, Equatable {
    case chart(ChartPart)
    case tool(ToolPart)
    case evidence
    /// What the passages of the same query say otherwise, organisation by organisation.
    case dissents
    case text(TextPart)
    case quality(RecordQuality.Kind)
    case schedule
    /// What the user named with `--about`.
    case about
    case model(ModelPart)
    case ask

    enum ChartPart: String, Sendable, CaseIterable {
        case identity, problems, medications, allergies, values, abnormal, latest, vitals, weight, courses, reports,
            visits
        case pastProblems = "past-problems"
        case suspectedProblems = "suspected-problems"
        case codedProblems = "coded-problems"
        case stoppedMedications = "stopped-medications"
        case lastDates = "last-dates"
        case population
    }

    enum ToolPart: Sendable, Equatable {
        /// All that can be computed, or the tools of these ids.
        case computed([String])
        /// Alerts of all kinds, or of these.
        case alerts([ChartAlert.Kind])
        case triage
        /// The tables of one topic, asked with the field's query.
        case table(String)
        /// One calculator whose inputs are looked for in chart and text; what is missing is asked for.
        case calculator(String)
        case drugAdvice
    }

    enum TextPart: Sendable, Equatable {
        case whole
        /// A section of the text, by its kind.
        case section(TaskTextSection)
        /// Sentences in which one of the field's words stands.
        case matching
        /// The same, but sentences that say it isn't so.
        case denied
        case problems, medications, allergies, values
    }

    enum ModelPart: String, Sendable { case write, choose, pick }

    /// Whether a person's or the program's own record stands behind it, and not the model.
    var isModel: Bool { if case .model = self { true } else { false } }

    /// As the form's JSON names it.
    var kind: String {
        switch self {
        case .chart: "chart"
        case .tool: "tool"
        case .evidence, .dissents: "evidence"
        case .text: "text"
        case .quality: "quality"
        case .schedule: "schedule"
        case .about: "about"
        case .model: "model"
        case .ask: "ask"
        }
    }
}

extension TaskSource {
    /// Reads `chart:problems`, `tool:table:pulmonary-nodule`, `evidence`; nil where it names nothing that there is.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        let part = parts.count > 1 ? parts[1] : ""
        let rest = parts.count > 2 ? parts[2].split(separator: ",").map(String.init) : []
        switch (parts[0], parts.count) {
        case ("evidence", 1): self = .evidence
        case ("evidence", 2) where part == "dissents": self = .dissents
        case ("schedule", 1): self = .schedule
        case ("about", 1): self = .about
        case ("ask", 1): self = .ask
        case ("chart", 2):
            guard let part = ChartPart(rawValue: part) else { return nil }
            self = .chart(part)
        case ("model", 2):
            guard let part = ModelPart(rawValue: part) else { return nil }
            self = .model(part)
        case ("quality", 2):
            guard let kind = RecordQuality.Kind(rawValue: part) else { return nil }
            self = .quality(kind)
        case ("tool", 2...):
            guard let part = ToolPart(part, rest) else { return nil }
            self = .tool(part)
        case ("text", 2...):
            guard let part = TextPart(part, rest) else { return nil }
            self = .text(part)
        default: return nil
        }
    }
}

extension TaskSource.ToolPart {
    fileprivate init?(_ name: String, _ rest: [String]) {
        switch name {
        case "computed": self = .computed(rest)
        case "alerts":
            let kinds = rest.compactMap(ChartAlert.Kind.init)
            guard kinds.count == rest.count else { return nil }
            self = .alerts(kinds)
        case "triage" where rest.isEmpty: self = .triage
        case "drug-advice" where rest.isEmpty: self = .drugAdvice
        case "table" where rest.count == 1: self = .table(rest[0])
        case "calculator" where rest.count == 1: self = .calculator(rest[0])
        default: return nil
        }
    }
}

extension TaskSource.TextPart {
    fileprivate init?(_ name: String, _ rest: [String]) {
        switch name {
        case "whole" where rest.isEmpty: self = .whole
        case "matching" where rest.isEmpty: self = .matching
        case "denied" where rest.isEmpty: self = .denied
        case "problems" where rest.isEmpty: self = .problems
        case "medications" where rest.isEmpty: self = .medications
        case "allergies" where rest.isEmpty: self = .allergies
        case "values" where rest.isEmpty: self = .values
        case "section":
            guard rest.count == 1, let section = TaskTextSection(rawValue: rest[0]) else { return nil }
            self = .section(section)
        default: return nil
        }
    }
}
