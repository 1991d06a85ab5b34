import Foundation
import Testing

@testable import Inference

@Suite("What comes next is guessed from where the same words stand already")
struct PromptLookupTests {
    private static func guess(_ tokens: [Int32], match: Int) -> PromptLookup.Guess {
        .init(tokens: tokens[...], match: match)
    }

    /// The slices' indices are of no interest.
    private func guess(_ lookup: PromptLookup, most: Int) -> PromptLookup.Guess {
        var guess = lookup.guess(most: most)
        guess.tokens = Array(guess.tokens)[...]
        return guess
    }

    @Test("one token that stands in the prompt lets expect the next; the more stand there, the longer the match")
    func grows() {
        var lookup = PromptLookup([1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(guess(lookup, most: 3) == Self.guess([], match: 0))
        lookup.append(2)
        #expect(guess(lookup, most: 3) == Self.guess([3, 4, 5], match: 1))
        lookup.append(3)
        #expect(guess(lookup, most: 2) == Self.guess([4, 5], match: 2))
        for token: Int32 in [4, 5, 6] { lookup.append(token) }
        #expect(guess(lookup, most: 15) == Self.guess([7, 8, 9, 2, 3, 4, 5, 6], match: 5))
        #expect(guess(lookup, most: 0) == Self.guess([], match: 0))
    }

    @Test(
        "of several places the one counts before which the most stands as here, of equal ones the latest; the answer is one"
    )
    func best() {
        var lookup = PromptLookup([7, 1, 2, 4, 9, 1, 2, 5, 9, 8])
        for token: Int32 in [7, 1, 2] { lookup.append(token) }
        #expect(guess(lookup, most: 1) == Self.guess([4], match: 3))
        for token: Int32 in [6, 8, 1, 2] { lookup.append(token) }
        #expect(guess(lookup, most: 1) == Self.guess([6], match: 2))
    }

    @Test("a pair that stands in very many places, long repetitions and short prompts do no harm")
    func edges() {
        #expect(guess(PromptLookup([]), most: 3) == Self.guess([], match: 0))
        #expect(guess(PromptLookup([1]), most: 3) == Self.guess([], match: 0))
        let repeated = PromptLookup([Int32](repeating: 5, count: 1000))
        #expect(guess(repeated, most: 3) == Self.guess([5], match: PromptLookup.longestMatch))
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
            #expect(foreseen > 20 || !manager.model.sumsAlike)
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
