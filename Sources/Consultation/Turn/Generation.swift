import Clinical
import Inference

/// The last stages of a turn: prompt, generation, checking.
struct Generation {
    var grove: Grove
    var model: @Sendable () async throws -> any LanguageModel
    var digest: @Sendable (ModelInfo) -> String?
    var start: ContinuousClock.Instant

    func run(
        _ request: TurnRequest, _ chart: Chart, _ check: ChartCheck?, _ answer: inout Answer,
        _ tell: (TurnEvent) -> Void
    ) async throws {
        let lead = Lead(answer)
        var parts = parts(request, chart, answer)
        parts.take(lead, request.phrasing, TurnWording(language: answer.language).opening(for: answer.audience))
        answer.answer = request.phrasing.quotes ? [lead.text, parts.opening].joined(separator: parts.gap) : ""
        if !answer.answer.isEmpty { tell(.lead(answer.answer)) }
        let checker = checker(parts, check, answer)
        var own = request.phrasing == .phrased ? OwnSentences(checker, TurnWording(language: answer.language)) : nil
        if request.phrasing.usesModel { try await write(request, &parts, &own, &answer, tell) }
        if let own {
            judge(&answer, by: checker, lead: lead, opening: parts.opening, own: own)
        } else if answer.status == .answered {
            judge(&answer, by: checker, lead: request.phrasing.quotes ? lead : nil)
        }
        guard answer.status == .answered else { return }
        judgeReading(&answer)
    }

    private func parts(_ request: TurnRequest, _ chart: Chart, _ answer: Answer) -> PromptBuilder.Parts {
        PromptBuilder.Parts(
            specialties: grove.specialties(of: answer.specialty?.id), audience: request.audience,
            language: answer.language, chart: chart.facts, asked: chart.asked, patientNote: request.patientNote,
            computed: chart.computed, history: request.history, citations: answer.citations,
            question: request.question)
    }

    private func write(
        _ request: TurnRequest, _ parts: inout PromptBuilder.Parts, _ own: inout OwnSentences?, _ answer: inout Answer,
        _ tell: (TurnEvent) -> Void
    ) async throws {
        var options = request.options
        options.holdsPatientData = request.holdsPatientData
        if request.phrasing == .phrased { options.maxTokens = min(options.maxTokens, Self.mostTokens) }
        let model = try await self.model()
        let info = await model.info
        answer.model = ModelStamp(
            name: info.name, sha256: digest(info), adapter: nil, engine: info.engine, seed: options.seed,
            temperature: options.temperature)
        answer.why?.model = Explanation.ModelFacts(info)

        let fitting = PromptFitting(
            builder: PromptBuilder(grove: grove), model: model, contextLength: info.contextLength)
        answer.warnings += try await fitting.fit(&parts, answerTokens: options.maxTokens)
        // Without the evidence the model is measured as it is.
        if request.phrasing != .alone { options.citations = parts.marks }
        answer.why?.sampler = Explanation.SamplerSettings(options)

        let sections = fitting.builder.sections(parts)
        let counted = try await counted(sections, model)
        answer.why?.prompt = counted
        tell(.promptBuilt(counted))
        let messages = PromptBuilder.messages(sections)
        options.sharedBeginning = sections.first { $0.kind == .system }?.text
        options.adapter = answer.specialty?.id
        let events = model.generate(messages, session: request.session, options: options)
        try await stream(events, &own, &answer, tell) { model.cancel(request.session) }
    }

    /// Two or three sentences in either language.
    private static let mostTokens = 160

    /// Each part counted as a message of its own, so that the counts need but one pass over the text.
    private func counted(_ sections: [PromptPart], _ model: any LanguageModel) async throws -> [PromptPart] {
        var counted = sections
        guard model.countsExactly else { return counted }
        for (index, section) in sections.enumerated() {
            counted[index].tokens = try await model.countTokens([ChatMessage(role: .user, text: section.text)])
        }
        return counted
    }

    /// - Parameter stop: called where more would be of no use.
    private func stream(
        _ events: AsyncThrowingStream<GenerationEvent, any Error>, _ own: inout OwnSentences?, _ answer: inout Answer,
        _ tell: (TurnEvent) -> Void, stop: () -> Void
    ) async throws {
        var isStopped = false
        var trace = TokenTrace()
        for try await event in events {
            switch event {
            case .started(let prompt, let cached):
                answer.timings.promptTokens = prompt
                answer.timings.cachedTokens = cached
                tell(.generating(promptTokens: prompt, cachedTokens: cached))
            case .promptProgress(let done, let total):
                tell(.readingPrompt(done: done, total: total))
            case .token(let token): trace.add(token)
            case .text where isStopped: break
            case .text(let piece):
                let clean = trace.add(piece)
                if answer.timings.firstTokenMilliseconds == nil {
                    answer.timings.firstTokenMilliseconds = (ContinuousClock.now - start).milliseconds
                }
                answer.answer += clean
                tell(.text(clean))
                own?.append(clean)
                isStopped = own?.isOver ?? false
                if isStopped { stop() }
            case .finished(let summary):
                answer.finish(with: summary, isStopped: isStopped)
                answer.why?.generation = summary
                answer.model?.adapter = summary.adapter.map(ModelStamp.words)
            }
        }
        answer.why?.written = trace.text
        answer.why?.confidence = trace.confidences(try grove.medication)
        // Cancelling the turn ends the stream without a last event.
        if Task.isCancelled { answer.status = .cancelled }
    }
}

extension PromptBuilder.Parts {
    /// How the answer begins, and what of it the model is given.
    mutating func take(_ lead: Lead, _ phrasing: Phrasing, _ words: String) {
        opening = phrasing.usesModel && phrasing.quotes && !lead.text.isEmpty ? words : ""
        switch phrasing {
        case .none, .bare: break
        case .phrased:
            // A small model mixes up what it is given much of.
            let best = lead.passages.prefix(Self.mostPhrased)
            if !best.isEmpty { citations = Array(best) }
            self.lead = opening
        case .free:
            self.lead = [lead.text, opening].joined(separator: gap)
            (quoted, said) = (lead.quoted, lead.said)
        case .alone: (citations, computed) = ([], [])
        }
    }

    /// What may stand in the model's brackets.
    var marks: [String] { citations.map { "\($0.n)" } + computed.map(\.n) }

    /// Between the quotations and the model's part.
    var gap: String { opening.isEmpty ? "" : "\n\n" }

    private static let mostPhrased = 2
}

extension Answer {
    /// - Parameter isStopped: whether the program itself had enough, which is no cancelling.
    mutating func finish(with summary: GenerationSummary, isStopped: Bool) {
        if let served = summary.servedBy { take(served, summary) }
        timings.answerTokens = summary.answerTokens
        timings.tokensPerSecond = summary.tokensPerSecond
        guard !isStopped else { return }
        switch summary.stopReason {
        case .cancelled: status = .cancelled
        case .maxTokens, .contextFull:
            warnings.append(Warning(kind: Warning.cut, message: TurnWording(language: language).answerCut))
        case .endOfGeneration, .stopString: break
        }
    }

    /// A server says who it is and what it counted when it has answered.
    private mutating func take(_ served: ServedBy, _ summary: GenerationSummary) {
        model?.name = served.model
        model?.engine = served.engine
        // No server can be held to it.
        why?.sampler?.citations = nil
        (timings.promptTokens, timings.cachedTokens) = (summary.promptTokens, summary.cachedTokens)
    }
}
