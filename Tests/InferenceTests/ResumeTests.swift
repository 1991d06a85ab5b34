import Foundation
import Testing

@testable import Inference

extension EngineTests {
    /// A conversation that made room, or whose program was ended, goes on as if nothing had happened. What is compared is
    /// computed in the same cells of a cache that holds nothing else: sums are then taken in the same order.
    @Suite struct ResumeTests {
        private static let question: [ChatMessage] = [
            .system(String(TestModel.longText.prefix(420))), .user("Which number follows number 7?"),
        ]
        private static let options = GenerationOptions(maxTokens: 8)

        private static func next(_ answer: String) -> [ChatMessage] {
            question + [.assistant(answer), .user("And which one follows that?")]
        }

        private func opened(
            _ place: StatesFolder, _ options: LoadOptions = TestModel.options
        ) async throws -> SessionManager {
            let manager = try await TestModel.load(options)
            try await manager.keep(in: place.states(), digests: TestModel.digests)
            return manager
        }

        @Test("a state that is put back gives the very bytes that were taken")
        func bytes() async throws {
            let manager = try await TestModel.load()
            let session = manager.openSession()
            let answer = try await manager.transcript(Self.question, session: session, options: Self.options)
            let tokens = try #require(await manager.tokens(of: session))
            #expect(tokens.count == (try #require(answer.summary)).promptTokens + answer.summary!.answerTokens - 1)
            let state = try #require(await manager.state(of: session))
            #expect(await manager.putBack(state, into: session) == state)
            #expect(await manager.engineTokens(session) == tokens.count)
            // Another sequence may take it as well, and it can be cut back anywhere.
            let other = manager.openSession()
            _ = try await manager.transcript([.user("Hi")], session: other, options: Self.options)
            let moved = try #require(await manager.putBack(state, into: other))
            #expect(moved.count == state.count && moved != state)
            await manager.rollBack(other, to: 70)
            #expect(await manager.engineTokens(other) == 70)
        }

        @Test("after a restart the history isn't read again, and the answer is that of a run that never stopped")
        func restart() async throws {
            let undisturbed = try await TestModel.load()
            let session = undisturbed.openSession()
            let first = try await undisturbed.transcript(Self.question, session: session, options: Self.options)
            let second = try await undisturbed.transcript(
                Self.next(first.text), session: session, options: Self.options)

            let place = try StatesFolder()
            let before = try await opened(place)
            let answer = try await before.transcript(Self.question, session: SessionID(), options: Self.options)
            await before.saveStates(within: .seconds(24 * 3600))
            let after = try await opened(place)
            let resumed = try await after.transcript(
                Self.next(answer.text), session: SessionID(), options: Self.options)
            #expect(answer.text == first.text && resumed.text == second.text && !second.text.isEmpty)
            #expect(resumed.cachedTokens == second.cachedTokens)
            #expect(try #require(resumed.cachedTokens) >= #require(first.summary?.promptTokens))
            #expect(place.notes().isEmpty)
        }

        @Test("a conversation that made room for others comes back without being read again")
        func evicted() async throws {
            let place = try StatesFolder()
            let options = TestModel.options(contextLength: 1024, maxSessions: 2)
            let manager = try await opened(place, options)
            let (session, others) = (manager.openSession(), [manager.openSession(), manager.openSession()])
            let first = try await manager.transcript(Self.question, session: session, options: Self.options)
            for other in others {
                _ = try await manager.transcript([.user("Hi")], session: other, options: Self.options)
            }
            #expect(await manager.cachedTokens(session).session == 0)
            for other in others { await manager.close(other) }
            let back = try await manager.transcript(Self.next(first.text), session: session, options: Self.options)

            let undisturbed = try await TestModel.load(options)
            let alone = undisturbed.openSession()
            _ = try await undisturbed.transcript(Self.question, session: alone, options: Self.options)
            let wanted = try await undisturbed.transcript(
                Self.next(first.text), session: alone, options: Self.options)
            #expect(back.text == wanted.text && back.cachedTokens == wanted.cachedTokens)
            #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
        }

        @Test("what a session holds is saved once, and closing it removes it from the disk")
        func closed() async throws {
            let place = try StatesFolder()
            let manager = try await opened(place)
            let (session, short) = (manager.openSession(), manager.openSession())
            _ = try await manager.transcript(Self.question, session: session, options: Self.options)
            _ = try await manager.transcript([.user("Hi")], session: short, options: Self.options)
            for _ in 0..<2 { await manager.saveStates(within: .seconds(24 * 3600)) }
            #expect(place.files.count == 1, "the short one isn't worth it")
            await manager.close(short)
            #expect(place.files.count == 1)
            await manager.close(session)
            #expect(place.files.isEmpty)
        }

        @Test("a state serves only the adapter and scale that it was computed under, in another run too")
        func adapters() async throws {
            let place = try StatesFolder()
            // Numbered in another order than in the run before.
            func add(_ name: String, _ file: String, scale: Double = 1, to manager: SessionManager) async throws {
                try await manager.add(TestAdapters.source(name, file, scale: scale), digests: TestModel.digests)
            }
            func options(_ name: String?) -> GenerationOptions { GenerationOptions(maxTokens: 8, adapter: name) }
            func asked(_ manager: SessionManager, _ name: String?) async throws -> Transcript {
                let session = manager.openSession()
                let answer = try await manager.transcript(Self.question, session: session, options: options(name))
                await manager.rollBack(session, to: 0)
                return answer
            }
            let first = try await TestModel.load()
            try await first.addAdapters()
            try await first.keep(in: place.states(), digests: TestModel.digests)
            _ = try await first.transcript(Self.question, session: SessionID(), options: options("ward"))
            await first.saveStates(within: .seconds(24 * 3600))
            #expect(place.files.count == 1)

            let manager = try await opened(place)
            try await add("activated", TestAdapters.activated, to: manager)
            try await add("ward", TestAdapters.ward, to: manager)
            let all = try #require(try await asked(manager, "ward").summary)
            #expect(all.cachedTokens == all.promptTokens - 1)
            for name in [nil, "activated", "nobody's"] {
                #expect(try await asked(manager, name).cachedTokens == 0, "\(name ?? "base")")
            }
            try await add("ward", TestAdapters.ward, scale: 0.5, to: manager)
            #expect(try await asked(manager, "ward").cachedTokens == 0)

            // An activated one's state serves the base model up to its invocation.
            SavedStates.removeAll(in: place.folder)
            let states = place.states()
            try await manager.keep(in: states, digests: TestModel.digests)
            let session = manager.openSession()
            _ = try await manager.transcript(Self.question, session: session, options: options("activated"))
            await manager.saveStates(within: .seconds(24 * 3600))
            await manager.rollBack(session, to: 0)
            let whole = try #require(try await asked(manager, "activated").summary)
            #expect(whole.cachedTokens == whole.promptTokens - 1)
            let base = try #require(try await asked(manager, nil).summary)
            #expect(base.cachedTokens < base.promptTokens - 1 && base.cachedTokens >= base.promptTokens - 8)
            #expect(try await asked(manager, "ward").cachedTokens == 0)
            #expect(place.notes().isEmpty)
        }
    }
}

extension SessionManager {
    func tokens(of session: SessionID) -> [Int32]? { ledger[session]?.cache.tokens }

    func state(of session: SessionID) -> [UInt8]? { ledger[session].flatMap { context.state(of: $0.sequence) } }

    /// Replaces what the engine holds for the session; nil where it can't.
    func put(_ state: [UInt8], into session: SessionID) -> SessionID? {
        guard let sequence = ledger[session]?.sequence else { return nil }
        return context.restore(state, into: sequence) ? session : nil
    }

    /// The same; returns what the engine says then.
    func putBack(_ bytes: [UInt8], into session: SessionID) -> [UInt8]? { put(bytes, into: session).flatMap(state) }
}
