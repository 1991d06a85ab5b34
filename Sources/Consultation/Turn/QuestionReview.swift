import Clinical
import Evidence

/// What makes a question one that no passage can answer, whatever the passages are about: it asks for what isn't there, or
/// supposes what the evidence doesn't say.
struct QuestionReview {
    var safety: MedicationSafety
    var evidence: any EvidenceSource

    /// - Parameters:
    ///   - concepts: what the search found the question to name
    ///   - computed: what the tools made of chart and question
    /// - Returns: nil where there is nothing against answering.
    func objection(
        to request: TurnRequest, concepts: [NamedConcept], computed: [ComputedValue]
    ) async throws -> Abstention.Reason? {
        let question = request.question
        if request.patient == nil, request.patientNote == nil, AskedForm.ownValue.matches(question) {
            return .noPatient
        }
        if let tool = uncomputable(question, computed) { return .missingInputs(tool: tool.id) }
        if AskedForm.ownFate.matches(question) { return .ownFate }
        if let name = try await unknownDrug(in: question) { return .unknownName(name) }
        guard computed.isEmpty else { return nil }
        return try await unsaid(question, concepts)
    }

    /// A calculator that is asked for by name while what goes into it isn't given.
    private func uncomputable(_ question: String, _ computed: [ComputedValue]) -> ClinicalTool? {
        guard AskedForm.calculation.matches(question), let tool = toolsAsked(in: question).first else { return nil }
        let names = Set([tool.id] + tool.aliases)
        return computed.contains { names.contains($0.tool) } ? nil : tool
    }

    /// A word formed like a drug's name that neither the drug lists nor any passage has.
    private func unknownDrug(in question: String) async throws -> String? {
        for name in DrugLikeName.all(in: question) where safety.recognise(name).isEmpty {
            if try await evidence.count(naming: [[name]]) == 0 { return name }
        }
        return nil
    }

    /// A drug of which the library never speaks; or, where the question takes it for granted, never together with the
    /// condition.
    private func unsaid(_ question: String, _ concepts: [NamedConcept]) async throws -> Abstention.Reason? {
        let drugs = drugsAsked(in: question, using: safety)
        guard let first = drugs.first else { return nil }
        var covered: AskedDrug?
        for drug in drugs where covered == nil {
            if try await evidence.count(naming: [drug.names]) > 0 { covered = drug }
        }
        guard let drug = covered else { return .unknownName(first.text) }
        guard AskedForm.presupposition.matches(question) else { return nil }
        let conditions = concepts.filter { concept in
            !drugs.contains { $0.names.contains(concept.english) || $0.names.contains(concept.chinese) }
        }
        for condition in conditions {
            let names = [condition.english, condition.chinese]
            if try await evidence.count(naming: [drug.names, names]) > 0 { return nil }
        }
        return conditions.first.map { .unsaid(drug: drug.text, condition: $0) }
    }
}
