/// What an answer has computed next: its last token, and those that may follow it.
struct Step {
    let place: SessionManager.Place
    let chooser: TokenChooser
    let position: Int
    let tokens: [Int32]

    /// What came of it.
    struct Outcome {
        /// The tokens that were right, and the one after them.
        let choices: [Choice]
        /// Tokens that were computed.
        let count: Int
        /// Whether another answer's were computed with them.
        let isShared: Bool
    }
}

/// A step whose answer waits for it.
struct WaitingStep {
    let step: Step
    /// Told nil where the answer is called off.
    let continuation: CheckedContinuation<Result<Step.Outcome?, InferenceError>, Never>

    func end(_ result: Result<Step.Outcome?, InferenceError>) { continuation.resume(returning: result) }
}

/// Answers that are written at the same time take their steps together: the weights are read from memory once for all of them,
/// which is most of a step's work (continuous batching, Yu et al. 2022).
extension SessionManager {
    /// Computes the step as soon as all who write have one; nil where the answer is called off.
    func compute(_ step: Step) async throws(InferenceError) -> Step.Outcome? {
        // Whoever reads or begins goes in between; a continuation that is resumed at once lets nobody in.
        await Task.yield()
        guard !step.place.flag.isRaised else { return nil }
        let result = await withCheckedContinuation { continuation in
            steps.append(WaitingStep(step: step, continuation: continuation))
            computeSteps()
        }
        return try result.get()
    }

    /// Computes what waits, unless someone who writes has still to say what comes next.
    func computeSteps() {
        guard !steps.isEmpty, steps.count >= writing else { return }
        let waiting = steps
        steps = []
        let groups = Dictionary(grouping: waiting) { $0.step.place.use.number(at: $0.step.position) }
        for group in groups.sorted(by: { $0.key < $1.key }) { compute(group.value) }
    }

    /// Computes steps under one adapter.
    private func compute(_ waiting: [WaitingStep]) {
        let (calledOff, group) = waiting.calledOff(\.step.place.flag)
        for waiting in calledOff { waiting.end(.success(nil)) }
        guard let first = group.first?.step else { return }
        let share = max(1, LlamaContext.mostOutputs / group.count)
        let parts = group.map { waiting in
            let tokens = waiting.step.tokens.prefix(share)
            return LlamaContext.Part(
                sequence: waiting.step.place.sequence, position: waiting.step.position, tokens: tokens,
                outputs: tokens.count)
        }
        let outcome: LlamaContext.Outcome
        let start = ContinuousClock.now
        do throws(InferenceError) {
            outcome = try decode(parts, of: group.map(\.step.place), at: first.position)
        } catch {
            for waiting in group { waiting.end(.failure(error)) }
            return
        }
        switch outcome {
        case .done:
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            settle(group, parts)
            if parts.count == 1 { costs.note(seconds, tokens: parts[0].outputs) }
            // Fewer threads where other programs hold them up.
            guard adaptsThreads else { return }
            context.use(threads: governor.next(after: seconds, tokens: parts.reduce(0) { $0 + $1.outputs }))
        case .noRoom where dropIdle(): compute(group)
        case .stopped:
            for waiting in group { rollBack(waiting.step.place.session, to: waiting.step.position) }
            steps += group
            // Whoever was called off goes first.
            Task { computeSteps() }
        case .noRoom, .failed:
            for waiting in group { waiting.end(.failure(failure(outcome, at: waiting.step.position))) }
        }
    }

    /// Tells each what comes next.
    private func settle(_ group: [WaitingStep], _ parts: [LlamaContext.Part]) {
        var row = -parts.reduce(0) { $0 + $1.outputs }
        for (waiting, part) in zip(group, parts) {
            do throws(InferenceError) {
                let choices = try settle(waiting.step, part.tokens, row: row)
                waiting.end(.success(.init(choices: choices, count: part.outputs, isShared: parts.count > 1)))
            } catch {
                waiting.end(.failure(error))
            }
            row += part.outputs
        }
    }

    /// Keeps the tokens up to the first wrong guess.
    /// - Parameter row: of the first token's scores.
    private func settle(
        _ step: Step, _ tokens: ArraySlice<Int32>, row: Int
    ) throws(InferenceError) -> [Choice] {
        let session = step.place.session
        ledger.append(tokens, to: session)
        var choices: [Choice] = []
        for (index, token) in tokens.enumerated() {
            if let guessed = choices.last, guessed.token != token { break }
            choices.append(try context.choose(step.chooser, row: row + index))
        }
        if choices.count < tokens.count { rollBack(session, to: step.position + choices.count) }
        return choices
    }
}
