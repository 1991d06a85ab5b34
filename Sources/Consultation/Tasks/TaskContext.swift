import Clinical
import Evidence
import Foundation

/// All that is known when a form is filled, before any search: chart, text, and what the tools make of both. Pure.
struct TaskContext: Sendable {
    let request: TaskRequest
    let language: Language
    let wording: TaskWording
    /// The chart that was given.
    let chart: Patient?
    /// Who the text is about, as far as it could be read.
    let note: Patient?
    let text: TaskText
    let about: String
    let facts: [ChartFact]
    let noteFacts: [ChartFact]
    /// With the text's values in place of older ones.
    let known: Patient?
    let computed: [ComputedFact]
    let alerts: [ChartAlert]
    let safety: MedicationSafety
    let tables: DecisionTables
    let triage: TriageRules
    let hidden: Hidden

    init(
        _ request: TaskRequest, safety: MedicationSafety, tables: DecisionTables, triage: TriageRules,
        vocabulary: @autoclosure () -> NoteVocabulary
    ) {
        self.request = request
        self.safety = safety
        self.tables = tables
        self.triage = triage
        language = request.resolvedLanguage
        wording = TaskWording(language: language)
        chart = request.patient
        let written = request.text ?? ""
        note = Self.read(PlainText.clean(written), vocabulary)
        hidden = Hidden(of: [request.patient, note])
        text = TaskText(hidden.applied(to: written))
        about = hidden.applied(to: PlainText.line(request.about ?? ""))
        let tongue = language.rawValue
        let lines = { (patient: Patient?) in
            patient.map { chartFacts(for: $0, language: tongue, on: request.now).filter { $0.section != .computed } }
                ?? []
        }
        noteFacts = lines(note)
        facts = chart == nil ? noteFacts : lines(chart)
        if let chart {
            let asked =
                text.isEmpty ? nil : QuestionChart(question: "", note: text.text, patient: chart, on: request.now)
            known = asked?.patient ?? chart
            computed = asked?.facts ?? computedFacts(for: chart, on: request.now)
        } else {
            known = note
            computed = note.map { computedFacts(for: $0, on: request.now) } ?? []
        }
        alerts = (chart ?? note).map { chartAlerts(for: $0, on: request.now, using: safety) } ?? []
    }

    /// The record that stands for the patient: the chart, else what was read from the text.
    var record: Patient? { chart ?? note }

    /// A text that is given with a task is about someone, whoever is named in it.
    var holdsPatientData: Bool { chart != nil || request.text?.isEmpty == false }

    private static func read(_ text: String, _ vocabulary: () -> NoteVocabulary) -> Patient? {
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        let data = Data((text + "\n").utf8)
        let reading = try? PatientReader.read(data, name: "text", vocabulary: vocabulary())
        guard let reading, reading.patients.count == 1 else { return nil }
        return reading.patients.first
    }

    /// A query with what is known in place of its marks; nil where a mark has nothing.
    func filled(_ query: BilingualText, problem: String? = nil, drug: String? = nil) -> String? {
        var text = query.text(in: language.rawValue)
        let problems = record?.activeProblems.prefix(3).map(\.text) ?? []
        let drugs = record?.activeMedications.prefix(4).map(\.text) ?? []
        let complaint = text.contains("{complaint}") ? self.complaint : ""
        let marks = [
            ("{about}", about), ("{problems}", problems.joined(separator: ", ")), ("{problem}", problem ?? ""),
            ("{drugs}", drugs.joined(separator: ", ")), ("{drug}", drug ?? ""), ("{complaint}", complaint),
            ("{text}", String(self.text.text.prefix(1500))),
        ]
        for (mark, value) in marks where text.contains(mark) {
            guard !value.isEmpty else { return nil }
            text = text.replacing(mark, with: value)
        }
        return text
    }

    /// What the person came with: the section that says so, else how the text begins.
    var complaint: String {
        let said = text.sentences(of: .complaint) + text.sentences(of: .present)
        let words = said.isEmpty ? Array(text.sentences.prefix(2)) : Array(said.prefix(2))
        return words.isEmpty ? about : String(words.joined(separator: " ").prefix(300))
    }

    /// The queries of a field: one, or one for each problem or drug where the query speaks of one.
    func queries(of field: TaskDescription.Field) -> [String] {
        guard let query = field.query else { return [] }
        let pattern = query.text(in: language.rawValue)
        if pattern.contains("{problem}") {
            return (record?.activeProblems ?? []).prefix(4).compactMap { filled(query, problem: $0.text) }
        }
        if pattern.contains("{drug}") {
            return (record?.activeMedications ?? []).prefix(6).compactMap { filled(query, drug: $0.text) }
        }
        return filled(query).map { [$0] } ?? []
    }
}

/// What the library gave to a form's queries.
struct TaskEvidence: Sendable {
    /// Answers by query.
    var found: [String: SearchResponse] = [:]
    /// Passages by id.
    var named: [String: SearchResult] = [:]
}
