import Foundation
import Testing

@testable import Inference

@Suite("What comes next is guessed from where the same words stand already")
struct PromptLookupTests {
    @Test("three tokens that stand in the prompt let expect the next; more of them let expect more")
    func drafts() {
        var lookup = PromptLookup([1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(lookup.draft(most: 3).isEmpty)
        lookup.append(2)
        lookup.append(3)
        #expect(lookup.draft(most: 3).isEmpty)
        lookup.append(4)
        #expect(lookup.draft(most: 3) == [5])
        lookup.append(5)
        #expect(lookup.draft(most: 3) == [6, 7])
        lookup.append(6)
        #expect(lookup.draft(most: 3) == [7, 8, 9])
        #expect(lookup.draft(most: 2) == [7, 8] && lookup.draft(most: 0).isEmpty)
    }

    @Test("of several places the latest counts, and the answer itself is one")
    func latest() {
        var lookup = PromptLookup([1, 2, 3, 4, 9, 1, 2, 3, 5, 9])
        for token: Int32 in [1, 2, 3] { lookup.append(token) }
        // A 9 stands before it there and here.
        #expect(lookup.draft(most: 3) == [5, 9])
        for token: Int32 in [7, 1, 2, 3] { lookup.append(token) }
        #expect(lookup.draft(most: 3) == [7])
    }

    @Test("after two wrong guesses in a row none is made for a while; a right one in between counts anew")
    func rests() {
        var lookup = PromptLookup([1, 2, 3, 4, 5])
        for token: Int32 in [1, 2, 3] { lookup.append(token) }
        lookup.learn(accepted: 0)
        lookup.learn(accepted: 1)
        lookup.learn(accepted: 0)
        #expect(lookup.draft(most: 3) == [4])
        lookup.learn(accepted: 0)
        #expect(lookup.draft(most: 3).isEmpty)
        for token in Int32(20)..<40 { lookup.append(token) }
        for token: Int32 in [1, 2, 3] { lookup.append(token) }
        #expect(!lookup.draft(most: 3).isEmpty)
    }

    @Test("prompts of fewer than three tokens, and of one repeated, do no harm")
    func edges() {
        #expect(PromptLookup([]).draft(most: 3).isEmpty && PromptLookup([1, 2]).draft(most: 3).isEmpty)
        #expect(PromptLookup([5, 5, 5, 5, 5, 5]).draft(most: 3) == [5])
    }
}

extension EngineTests {
    @Suite struct LookaheadTests {
        private static let tasks: [[ChatMessage]] = [
            [.system("Repeat what the user says, word for word."), .user(TestModel.longText)],
            [.user("Copy this sentence three times: The target is below 130/80 mmHg in most adults with diabetes.")],
            [.user("把这句话抄写三遍：多数糖尿病成人的血压目标为低于130/80 mmHg。")],
            [.user("What is the capital of France?")],
        ]

        @Test("a greedy answer is the same with and without looking ahead, and some of its tokens were foreseen")
        func same() async throws {
            let manager = try await TestModel.load()
            await manager.guessFreely()
            var foreseen = 0
            for messages in Self.tasks {
                let plain = GenerationOptions(maxTokens: 64, cacheReuse: .none, looksAhead: false)
                let ahead = GenerationOptions(maxTokens: 64, cacheReuse: .none)
                let session = manager.openSession()
                let slow = try await manager.transcript(messages, session: session, options: plain)
                let quick = try await manager.transcript(messages, session: session, options: ahead)
                #expect(quick.text == slow.text)
                #expect(quick.summary?.answerTokens == slow.summary?.answerTokens)
                #expect(quick.summary?.stopReason == slow.summary?.stopReason && slow.summary?.draftedTokens == 0)
                foreseen += quick.summary?.draftedTokens ?? 0
                #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
                await manager.close(session)
            }
            #expect(foreseen > 20)
        }

        @Test("wherever an answer ends, what was computed in advance and not reached isn't kept")
        func endings() async throws {
            let manager = try await TestModel.load()
            await manager.guessFreely()
            let session = manager.openSession()
            for most in [1, 2, 3, 5, 8, 13, 21] {
                let result = try await manager.transcript(
                    Self.tasks[0], session: session, options: GenerationOptions(maxTokens: most))
                let prompt = try #require(result.summary).promptTokens
                let answer = try #require(result.summary).answerTokens
                #expect(answer <= most)
                let cached = await manager.cachedTokens(session).session
                #expect(cached <= prompt + answer && cached >= prompt + answer - 1)
                #expect(await manager.engineTokens(session) == cached)
            }
            let whole = try await manager.transcript(
                Self.tasks[0], session: session, options: GenerationOptions(maxTokens: 64)
            ).text
            let word = try #require(whole.split(separator: " ").dropFirst(6).first)
            let stopped = GenerationOptions(maxTokens: 64, stop: [" " + word])
            let cut = try await manager.transcript(Self.tasks[0], session: session, options: stopped)
            #expect(cut.summary?.stopReason == .stopString && !cut.text.contains(" " + word))
            #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
        }

        @Test("a drawn answer isn't guessed")
        func drawn() async throws {
            let manager = try await TestModel.load()
            let options = GenerationOptions(maxTokens: 24, temperature: 0.8, seed: 3)
            let result = try await manager.transcript(Self.tasks[1], session: SessionID(), options: options)
            #expect(result.summary?.draftedTokens == 0)
        }
    }
}
