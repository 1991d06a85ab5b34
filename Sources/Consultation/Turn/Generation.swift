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
        var parts = parts(request, chart, answer)
        let usesModel = begin(&parts, request.phrasing, &answer)
        if !answer.answer.isEmpty { tell(.lead(answer.answer)) }
        if usesModel { try await write(request, &parts, &answer, tell) }
        guard answer.status == .answered else { return }
        judge(&answer, parts, check)
    }

    private func parts(_ request: TurnRequest, _ chart: Chart, _ answer: Answer) -> PromptBuilder.Parts {
        PromptBuilder.Parts(
            specialties: grove.specialties(of: answer.specialty), audience: request.audience,
            language: answer.language, chart: chart.facts, patientNote: request.patientNote,
            computed: chart.computed, history: request.history, citations: answer.citations,
            question: request.question)
    }

    /// What the program says before the model does.
    /// - Returns: whether there is anything left for the model.
    private func begin(_ parts: inout PromptBuilder.Parts, _ phrasing: Phrasing, _ answer: inout Answer) -> Bool {
        let lead = Lead(answer)
        switch phrasing {
        case .none:
            answer.answer = lead.text
            return false
        case .chosen:
            answer.answer = lead.text
            parts.choice = Choice(among: lead.sentences)
            return parts.choice != nil
        case .free:
            parts.lead = lead.opening(for: answer)
            (parts.quoted, parts.said) = (lead.quoted, lead.said)
            answer.answer = parts.lead
        case .bare: break
        case .alone: (parts.citations, parts.computed) = ([], [])
        }
        return true
    }

    private func write(
        _ request: TurnRequest, _ parts: inout PromptBuilder.Parts, _ answer: inout Answer, _ tell: (TurnEvent) -> Void
    ) async throws {
        let options = parts.choice.map(request.options.choosing) ?? request.options
        let model = try await self.model()
        let info = await model.info
        answer.model = ModelStamp(
            name: info.name, sha256: digest(info), adapter: nil, engine: info.engine, seed: options.seed,
            temperature: options.temperature)
        answer.why?.sampler = Explanation.SamplerSettings(options)
        answer.why?.model = Explanation.ModelFacts(info)

        let fitting = PromptFitting(
            builder: PromptBuilder(grove: grove), model: model, contextLength: info.contextLength)
        answer.warnings += try await fitting.fit(&parts, answerTokens: options.maxTokens)

        let sections = fitting.builder.sections(parts)
        let counted = try await counted(sections, model)
        answer.why?.prompt = counted
        tell(.promptBuilt(counted))
        let events = model.generate(PromptBuilder.messages(sections), session: request.session, options: options)
        try await stream(events, parts.choice, &answer, tell)
    }

    /// Each part counted as a message of its own, so that the counts need but one pass over the text.
    private func counted(_ sections: [PromptPart], _ model: any LanguageModel) async throws -> [PromptPart] {
        var counted = sections
        for (index, section) in sections.enumerated() {
            counted[index].tokens = try await model.countTokens([ChatMessage(role: .user, text: section.text)])
        }
        return counted
    }

    private func stream(
        _ events: AsyncThrowingStream<GenerationEvent, any Error>, _ choice: Choice?, _ answer: inout Answer,
        _ tell: (TurnEvent) -> Void
    ) async throws {
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
            case .text(let piece):
                let clean = trace.add(piece)
                if answer.timings.firstTokenMilliseconds == nil {
                    answer.timings.firstTokenMilliseconds = (ContinuousClock.now - start).milliseconds
                }
                guard choice == nil else { break }
                answer.answer += clean
                tell(.text(clean))
            case .finished(let summary):
                answer.finish(with: summary, isBound: choice != nil)
                answer.why?.generation = summary
            }
        }
        answer.why?.written = trace.text
        answer.why?.confidence = choice == nil ? trace.confidences(try grove.medication) : trace.choice
        // Cancelling the turn ends the stream without a last event.
        if Task.isCancelled { answer.status = .cancelled }
        guard answer.status == .answered, let chosen = choice?.candidate(for: trace.text) else { return }
        let piece = TurnWording(language: answer.language).chosen(chosen.sentence)
        answer.answer += piece
        tell(.text(piece))
    }

    private func judge(_ answer: inout Answer, _ parts: PromptBuilder.Parts, _ chartCheck: ChartCheck?) {
        let chart = parts.chart.map(\.text) + (parts.patientNote.map { [$0] } ?? [])
        let checker = Checker(
            citations: answer.citations, computed: answer.computed, chart: chart, question: answer.question,
            language: answer.language, chartCheck: chartCheck)
        let examined = checker.examine(answer.answer)
        (answer.answer, answer.sentences) = (examined.text, examined.sentences)
        answer.why?.sentences = examined.findings
        let level = ReadingLevel(answer.answer, language: answer.language)
        answer.why?.readingLevel = level
        if answer.audience == .patient, let level, !level.isPlain {
            let message = TurnWording(language: answer.language).hardToRead(level)
            answer.warnings.append(Warning(kind: "hard-to-read", message: message))
        }
    }
}

extension Answer {
    /// - Parameter isBound: to a form that is whole at any length.
    mutating func finish(with summary: GenerationSummary, isBound: Bool = false) {
        timings.answerTokens = summary.answerTokens
        timings.tokensPerSecond = summary.tokensPerSecond
        switch summary.stopReason {
        case .cancelled: status = .cancelled
        case .maxTokens, .contextFull:
            guard !isBound else { return }
            warnings.append(Warning(kind: "cut", message: TurnWording(language: language).answerCut))
        case .endOfGeneration, .stopString: break
        }
    }
}
