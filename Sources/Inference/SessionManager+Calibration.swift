import CLlama

extension SessionManager {
    /// Measures how this model computes best on this machine, in a few seconds. Only while nobody waits for an answer: asking for
    /// one, or cancelling the task, ends it at once.
    /// - Parameter threads: the most to compare; nil: as many as there are cores.
    /// - Returns: nil where it didn't come to an end.
    public nonisolated func calibrate(threads most: Int? = nil) async -> Calibration? {
        let cores = Processor.physicalCores()
        let candidates = Processor.candidates(cores: min(most ?? cores, cores))
        return await inBackground { flag in await self.measure(candidates, flag) }
    }

    /// Whether other programs leave the cores alone at this moment.
    public static var isMachineQuiet: Bool {
        guard let running = Processor.runningThreads() else { return true }
        return (running - 1) * 8 <= Processor.physicalCores()
    }

    /// Lengths of chunks to compare; those beyond the context's own can't be.
    private static let chunks = [64, LoadOptions.usualBatchSize, 256, 512]
    /// Tokens to read with each number of threads, or of a short chunk.
    private static let read = 128
    /// Tokens to write, the first of which isn't timed: the processor's caches hold other things then.
    private static let written = 6
    private static let beginning = 16
    /// Figures that differ by more were disturbed.
    private static let unsteadiness = 1.25

    private func measure(_ candidates: [Int], _ flag: CancelFlag) async -> Calibration? {
        let session = SessionID()
        let room = max(Self.read, context.batchSize) + Self.written
        guard let subject = Calibration.Subject(model.file), ledger.usedTokens + room <= ledger.capacity,
            let entry = ledger.open(session)
        else { return nil }
        ledger.update(session) { $0.turn(to: .base) }
        let place = Place(
            session: session, sequence: entry.sequence, cached: 0, adapter: nil, use: .base, flag: flag,
            mayDropOthers: false)
        let threads = context.threads
        defer {
            context.use(threads: threads)
            forget(session)
        }
        return try? await figures(subject, candidates, place)
    }

    private func figures(
        _ subject: Calibration.Subject, _ candidates: [Int], _ place: Place
    ) async throws(InferenceError) -> Calibration {
        var result = Calibration(subject: subject, threads: [], chunks: [], isSteady: true)
        // Weights that nobody has touched come from the disk first.
        _ = try await writing(place)
        for threads in candidates {
            context.use(threads: threads)
            let writing = try await writing(place)
            // More threads that are much slower have to share their cores: nothing can be learned now.
            if let fewer = result.threads.last, writing * 2 < fewer.writing {
                result.isSteady = false
                break
            }
            let reading = try await reading(min(Self.read, context.batchSize), place)
            result.threads.append(.init(threads: threads, reading: reading, writing: writing))
        }
        context.use(threads: result.bestThreads ?? context.threads)
        for tokens in Self.chunks where tokens <= context.batchSize {
            result.chunks.append(.init(tokens: tokens, reading: try await reading(tokens, place)))
        }
        result.steps = try await steps(place)
        let written = try await writing(place)
        // Measured once more: what has changed since isn't this program's doing.
        let before = result.threads.first { $0.threads == context.threads }?.writing ?? written
        result.isSteady = result.isSteady && max(before, written) <= min(before, written) * Self.unsteadiness
        return result
    }

    /// Tokens a second at the fastest chunk of so many tokens: other programs can only slow it down.
    private func reading(_ tokens: Int, _ place: Place) async throws(InferenceError) -> Double {
        var position = rollBack(place.session, to: 0)
        var best = 0.0
        while position < max(tokens, Self.read) {
            best = max(best, Double(tokens) / (try await seconds(tokens, at: position, place, outputs: 0)))
            position += tokens
        }
        return best
    }

    /// Tokens a second at the fastest token.
    private func writing(_ place: Place) async throws(InferenceError) -> Double {
        var position = rollBack(place.session, to: Self.beginning)
        var best = 0.0
        for token in 0..<Self.written {
            let speed = 1 / (try await seconds(1, at: position, place, outputs: 1))
            if token > 0 { best = max(best, speed) }
            position += 1
        }
        return best
    }

    /// What several tokens at once cost behind what was read last, at the fastest of a few times.
    private func steps(_ place: Place) async throws(InferenceError) -> [Calibration.Step] {
        let one = try await fastest(1, place)
        var steps: [Calibration.Step] = []
        for count in StepCosts.counts {
            steps.append(Calibration.Step(tokens: count, cost: try await fastest(count, place) / one))
        }
        return steps
    }

    private func fastest(_ count: Int, _ place: Place) async throws(InferenceError) -> Double {
        let depth = ledger[place.session]?.cache.count ?? 0
        var best = Double.infinity
        for _ in 0..<Self.times {
            best = min(best, try await seconds(count, at: depth, place, outputs: count))
            rollBack(place.session, to: depth)
        }
        return best
    }

    private static let times = 3

    private func seconds(
        _ count: Int, at position: Int, _ place: Place, outputs: Int
    ) async throws(InferenceError) -> Double {
        let tokens = [Int32](repeating: model.leadingToken ?? 0, count: count)
        let start = ContinuousClock.now
        guard try compute(tokens[...], at: position, place, outputs: outputs) else { throw .cancelled }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        // Short requests get in between.
        await Task.yield()
        return max(seconds, 1e-6)
    }
}
