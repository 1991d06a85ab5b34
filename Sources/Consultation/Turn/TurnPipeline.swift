import Clinical
import Evidence
import Foundation
public import Inference

/// A turn under way: its events, and how to stop it.
public struct RunningTurn: Sendable {
    /// Ends with `.finished`, also after `cancel`; throws a `Failure`.
    public let events: AsyncThrowingStream<TurnEvent, any Error>
    /// Stops the answer at once; what is there so far stays, labelled cancelled.
    public let cancel: @Sendable () -> Void
}

/// From a question to a checked answer. The interface, `ask` and the scenario player are all clients of this one pipeline.
public struct TurnPipeline: Sendable {
    private let grove: Grove
    private let evidence: any EvidenceSource
    /// Waits for the model where it is still loading: evidence doesn't need it.
    private let model: @Sendable () async throws -> any LanguageModel
    private let digest: @Sendable (ModelInfo) -> String?

    /// - Parameter digest: the SHA-256 of the model's file where it is known already; it must not be computed here.
    public init(
        grove: Grove, evidence: any EvidenceSource, model: @escaping @Sendable () async throws -> any LanguageModel,
        digest: @escaping @Sendable (ModelInfo) -> String? = { _ in nil }
    ) {
        self.digest = digest
        self.grove = grove
        self.evidence = evidence
        self.model = model
    }

    public func start(_ request: TurnRequest) -> RunningTurn {
        let (events, continuation) = AsyncThrowingStream<TurnEvent, any Error>.makeStream()
        let task = Task {
            do {
                try await run(request) { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: Failure(describing: error))
            }
        }
        continuation.onTermination = { if case .cancelled = $0 { task.cancel() } }
        return RunningTurn(events: events, cancel: { task.cancel() })
    }

    /// Lets the model read what questions to this specialty begin with, while nobody waits.
    /// - Parameter specialty: nil: what is common to all.
    public func prepare(specialty: String?, audience: Audience, language: Language) async {
        guard let model = try? await model() else { return }
        let specialties = grove.specialties(of: specialty)
        await model.prepare(PromptBuilder(grove: grove).system(specialties, audience, language), adapter: specialty)
    }

    /// Lets the model read, while nobody waits, what the request will have it read if it is made: while a question is being
    /// written all that it leads to so far; without one the patient and the conversation, whose passages have left it.
    /// Cancelling the task ends it.
    public func readAhead(_ request: TurnRequest) async {
        guard request.phrasing.usesModel, let model = try? await model() else { return }
        guard !request.question.isEmpty else { return await readHistory(request, model) }
        let ahead = TurnPipeline(grove: grove, evidence: evidence, model: { AheadModel(model: model) })
        try? await ahead.run(request) { _ in }
    }

    private func readHistory(_ request: TurnRequest, _ model: any LanguageModel) async {
        guard let tables = try? grove.tables else { return }
        let chart = Chart(request, tables: tables, check: nil, language: request.resolvedLanguage)
        guard !chart.facts.isEmpty || !request.history.isEmpty else { return }
        var options = request.options
        options.adapter = request.specialty
        if options.adapter == nil { options.adapter = await specialty(for: chart) }
        let parts = PromptBuilder.Parts(
            specialties: grove.specialties(of: options.adapter), audience: request.audience,
            language: request.resolvedLanguage, chart: chart.facts, patientNote: request.patientNote, computed: [],
            history: request.history, citations: [], question: "")
        let messages = PromptBuilder(grove: grove).messages(parts)
        await model.readAhead(messages, session: request.session, options: options)
    }

    /// The one that a question on the patient most likely leads to: that of the problem which stands first.
    private func specialty(for chart: Chart) async -> String? {
        guard let problem = chart.facts.first(where: { $0.section == .problems })?.text,
            let found = try? await evidence.search(problem, specialties: nil, limit: 5, context: SearchContext())
        else { return nil }
        return Routing(grove: grove).choose(pinned: nil, response: found)?.id
    }

    private func run(_ asked: TurnRequest, tell outside: (TurnEvent) -> Void) async throws {
        let start = ContinuousClock.now
        var bridge = try ScriptBridge(asked)
        let request = bridge.inside(asked).withHarmlessNote
        func tell(_ event: TurnEvent) { for told in bridge.outside(event) { outside(told) } }
        var answer = Answer(
            question: request.question, language: request.resolvedLanguage, audience: request.audience)
        answer.id = request.id
        answer.leansOn = request.leansOn.isEmpty ? nil : request.leansOn
        answer.why = Explanation(question: .init(asked: asked.question, searched: request.query))
        do {
            // The asker's own words: the rules know both scripts.
            answer.triage = Triage(rules: grove.triageRules).assess(asked)
            answer.warnings = answer.triage.emergencies
            tell(.triaged(answer.triage))
            if let leansOn = answer.leansOn { tell(.leaning(on: leansOn)) }
            try await run(request, start, &answer, tell)
        } catch  where Task.isCancelled {
            answer.status = .cancelled
        }
        tell(.finished(answer))
    }

    private func run(
        _ request: TurnRequest, _ start: ContinuousClock.Instant, _ answer: inout Answer, _ tell: (TurnEvent) -> Void
    ) async throws {
        let check = ChartCheck(request, safety: try grove.medication)
        let chart = Chart(request, tables: try grove.tables, check: check, language: answer.language)
        let isEmergency = answer.triage.level == .emergency
        let isHeldBack = isEmergency && request.audience == .patient
        let urgent = isEmergency ? Escalation.passages(of: answer.triage) : []
        let leading = isHeldBack ? urgent : Array(chart.passages.prefix(2))
        let found = try await retrieve(request, leading: leading, adding: urgent, into: &answer)
        answer.timings.retrievalMilliseconds = (ContinuousClock.now - start).milliseconds
        if let choice = answer.specialty { tell(.routed(choice)) }
        tell(.evidence(answer.citations))

        answer.computed = chart.computed
        if !chart.computed.isEmpty { tell(.computed(chart.computed)) }

        if isHeldBack {
            Escalation(answer).end(&answer)
        } else if let reason = try await abstention(request, found, chart.computed) {
            answer.status = .abstained
            answer.why?.abstention = reason.explained
            answer.answer = Abstention(grove: grove).message(reason, language: answer.language)
        } else {
            try await Generation(grove: grove, model: model, digest: digest, start: start).run(
                request, chart, check, &answer, tell)
            if request.phrasing.quotes { try await PlainWords(evidence: evidence).end(&answer, tell) }
        }
    }

    /// Why the question isn't answered; nil where it is. Where a pinned specialty has nothing, the others are asked.
    private func abstention(
        _ request: TurnRequest, _ found: SearchResponse, _ computed: [ComputedValue]
    ) async throws -> Abstention.Reason? {
        let abstention = Abstention(grove: grove)
        let reason = abstention.decide(
            question: request.question, response: found, currentYear: request.currentYear)
        guard reason != nil else {
            let review = QuestionReview(safety: try grove.medication, evidence: evidence)
            return try await review.objection(to: request, concepts: found.concepts, computed: computed)
        }
        guard case .offSubject = reason, let pinned = request.specialty else { return reason }
        let everywhere = try await evidence.search(
            request.query, specialties: nil, limit: request.passageLimit, context: try context(of: request))
        return abstention.elsewhere(pinned: pinned, response: everywhere)
    }

    private func context(of request: TurnRequest) throws -> SearchContext {
        SearchContext(request, using: try grove.medication)
    }

    /// Routes and retrieves: one search over all packs chooses the specialty and, unless one is pinned, gives the
    /// passages too, so that a question across specialties is served by several packs. The passages on which a
    /// decision table or an emergency's text rests come first; those of an emergency are there in any case.
    private func retrieve(
        _ request: TurnRequest, leading ids: [String], adding urgent: [String], into answer: inout Answer
    ) async throws -> SearchResponse {
        let packs = request.specialty.flatMap { grove.packs(pinnedBy: $0) }
        if let pinned = request.specialty, packs == nil {
            throw Failure.unknownSpecialty(pinned, known: grove.pinnable, language: answer.language)
        }
        let response = try await evidence.search(
            request.query, specialties: packs, limit: request.passageLimit, context: try context(of: request))
        let routing = Routing(grove: grove)
        answer.specialty = routing.choose(pinned: request.specialty, response: response)
        let deciding = ids.isEmpty ? [] : try await evidence.passages(named: ids)
        var shown = response.results.led(by: deciding, limit: response.results.count)
        let missing = urgent.filter { id in !shown.contains { $0.passage.id == id } }
        for var result in missing.isEmpty ? [] : try await evidence.passages(named: missing) {
            // Shown, but not quoted before what was asked for.
            result.score = 0
            shown.append(result)
        }
        answer.citations = try await shown.enumerated().map {
            Citation(n: $0 + 1, result: $1, language: answer.language)
        }.replaced(by: evidence)
        if request.specialty == nil { answer.why?.routeScores = routing.scores(of: response) }
        answer.why?.question.expansion = response.query
        answer.why?.subject = Explanation.SubjectDecision(response)
        answer.why?.passages = shown.enumerated().map { Explanation.PassageRank(n: $0 + 1, $1) }
        return response
    }
}

extension TurnRequest {
    /// What is said of the patient may be copied from anywhere: without control characters, and without what speaks to a model.
    fileprivate var withHarmlessNote: TurnRequest {
        var request = self
        request.patientNote = patientNote.map { Instructions.leftOut(of: $0) }
        return request
    }

    /// The questions that this one says too little without, oldest first.
    var leansOn: [String] { FollowUp(question, after: questionsBefore).before }

    /// What is searched: the question with those it leans on, and what is known of the patient in words.
    var query: String {
        (leansOn + [question]).joined(separator: " ") + (patientNote.map { " (\($0))" } ?? "")
    }
    var currentYear: Int { Calendar(identifier: .gregorian).component(.year, from: now) }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}
