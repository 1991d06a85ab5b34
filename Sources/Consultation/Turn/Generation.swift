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
        var parts = PromptBuilder.Parts(
            specialties: grove.specialties(of: answer.specialty), audience: request.audience,
            language: answer.language, chart: chart.facts, patientNote: request.patientNote,
            computed: chart.computed, history: request.history, citations: answer.citations,
            question: request.question, lead: lead.opening(for: answer), quoted: lead.quoted, said: lead.said)
        answer.answer = request.usesModel ? parts.lead : lead.text
        if !answer.answer.isEmpty { tell(.lead(answer.answer)) }
        guard request.usesModel else { return judge(&answer, parts, check) }

        let model = try await self.model()
        let info = await model.info
        answer.model = ModelStamp(
            name: info.name, sha256: digest(info), adapter: nil, engine: info.engine, seed: request.options.seed,
            temperature: request.options.temperature)
        answer.why?.sampler = Explanation.SamplerSettings(request.options)
        answer.why?.model = Explanation.ModelFacts(info)

        let fitting = PromptFitting(
            builder: PromptBuilder(grove: grove), model: model, contextLength: info.contextLength)
        answer.warnings += try await fitting.fit(&parts, answerTokens: request.options.maxTokens)

        let sections = fitting.builder.sections(parts)
        let counted = try await counted(sections, model)
        answer.why?.prompt = counted
        tell(.promptBuilt(counted))
        let messages = PromptBuilder.messages(sections)
        try await stream(model.generate(messages, session: request.session, options: request.options), &answer, tell)
        guard answer.status == .answered else { return }
        judge(&answer, parts, check)
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
        _ events: AsyncThrowingStream<GenerationEvent, any Error>, _ answer: inout Answer, _ tell: (TurnEvent) -> Void
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
                answer.answer += clean
                tell(.text(clean))
            case .finished(let summary):
                answer.finish(with: summary)
                answer.why?.generation = summary
            }
        }
        answer.why?.written = trace.text
        answer.why?.confidence = trace.confidences(try grove.medication)
        // Cancelling the turn ends the stream without a last event.
        if Task.isCancelled { answer.status = .cancelled }
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
    mutating func finish(with summary: GenerationSummary) {
        timings.answerTokens = summary.answerTokens
        timings.tokensPerSecond = summary.tokensPerSecond
        switch summary.stopReason {
        case .cancelled: status = .cancelled
        case .maxTokens, .contextFull:
            warnings.append(Warning(kind: "cut", message: TurnWording(language: language).answerCut))
        case .endOfGeneration, .stopString: break
        }
    }
}
