import Synchronization

/// What is read while nobody waits for an answer, so that the next one comes sooner. Cancelling the task, or asking for an
/// answer, ends it; what was read until then stays.
extension SessionManager {
    /// Reads the beginning that many prompts will have.
    public nonisolated func prepare(_ beginning: String, adapter: String?) async {
        await whileIdle { flag in await self.readTemplate(self.instructions(beginning), adapter: adapter, flag) }
    }

    /// Reads a prompt that the session is likely to have next. What both have in common needn't be read then.
    public nonisolated func readAhead(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) async {
        guard options.cacheReuse == .longest,
            let prompt = try? model.tokenize(model.template.render(messages, addAssistantHeader: true))
        else { return }
        await whileIdle { flag in await self.readAhead(prompt, session: session, adapter: options.adapter, flag) }
    }

    private nonisolated func whileIdle(_ work: (CancelFlag) async -> Void) async {
        let flag = CancelFlag()
        readingAhead.withLock { $0 = flag }
        let ticket = Turnstile.Ticket(SessionID(), purpose: .soleAnswer, flag: flag)
        await withTaskCancellationHandler {
            guard running.withLock(\.isEmpty), turnstile.enterIfIdle(ticket) else { return }
            await work(flag)
            turnstile.leave(ticket)
        } onCancel: {
            flag.raise()
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
