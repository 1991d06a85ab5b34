import Synchronization

/// What is read while nobody waits for an answer, so that the next one comes sooner. Cancelling the task, or asking for an
/// answer, ends it; what was read until then stays.
extension SessionManager {
    /// Reads the beginning that many prompts will have.
    public nonisolated func prepare(_ beginning: String, adapter: String?) async {
        _ = await inBackground { flag in await self.readTemplate(self.instructions(beginning), adapter: adapter, flag) }
    }

    /// Reads a prompt that the session is likely to have next. What both have in common needn't be read then.
    public nonisolated func readAhead(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) async {
        guard options.cacheReuse == .longest,
            let prompt = try? model.tokenize(model.template.render(messages, addAssistantHeader: true))
        else { return }
        _ = await inBackground { flag in await self.readAhead(prompt, session: session, adapter: options.adapter, flag)
        }
    }

    /// Works while no answer is asked for: asking for one, or cancelling the task, raises the flag. Nil where one is.
    nonisolated func inBackground<Result: Sendable>(
        _ work: (CancelFlag) async -> Result?
    ) async -> Result? {
        let flag = CancelFlag()
        background.withLock { $0.append(flag) }
        defer { background.withLock { $0.removeAll { $0 === flag } } }
        let ticket = Turnstile.Ticket(SessionID(), purpose: .soleAnswer, flag: flag)
        return await withTaskCancellationHandler {
            guard running.withLock(\.isEmpty), await turnstile.enter(ticket) else { return nil }
            let result = await work(flag)
            turnstile.leave(ticket)
            return result
        } onCancel: {
            flag.raise()
            turnstile.dismissCancelled()
        }
    }

    private func readTemplate(_ segments: [PromptSegment], adapter name: String?, _ flag: CancelFlag) async {
        guard let tokens = try? model.tokenize(segments) else { return }
        // An activated adapter comes into play behind the instructions only.
        let use = name.flatMap { adapters[$0] }?.use(for: tokens) ?? .base
        guard ledger.wants(template: tokens[...], under: use) else { return }
        let session = SessionID()
        await readAhead(tokens, session: session, adapter: name, flag)
        // A part of it is of use as well.
        keepTemplate(tokens.prefix(ledger[session]?.cache.count ?? 0), of: session)
        forget(session)
    }

    /// Without dropping anything for it.
    private func readAhead(_ prompt: [Int32], session: SessionID, adapter name: String?, _ flag: CancelFlag) async {
        guard !prompt.isEmpty, ledger.open(session) != nil,
            let place = place(session, for: prompt, .longest, adapter: name, flag, mayDropOthers: false),
            ledger.usedTokens + prompt.count - place.cached <= ledger.capacity
        else { return }
        active.append(flag)
        defer { active.removeAll { $0 === flag } }
        do throws(InferenceError) {
            _ = try await read(prompt, place, nil)
        } catch {
            forget(session)
        }
    }
}
