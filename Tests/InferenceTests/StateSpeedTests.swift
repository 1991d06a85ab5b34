import Foundation
import Testing

@testable import Inference

extension EngineTests {
    /// Figures for the README: `XINGLIN_STATE_SPEED=MODEL.gguf swift test --filter StateSpeedTests`.
    @Suite struct StateSpeedTests {
        static let model = ProcessInfo.processInfo.environment["XINGLIN_STATE_SPEED"].map { URL(filePath: $0) }

        @Test(
            "a state of a thousand tokens is copied, written, read and put back, and the prompt read anew for comparison",
            .enabled(if: model != nil))
        func thousand() async throws {
            let file = try #require(Self.model)
            let place = try StatesFolder()
            let origin = StateOrigin(engine: "1", layout: "f16 f16", model: "m", file: file.path)
            let manager = try await SessionManager.load(file)
            let text = Array(repeating: "a", count: 970).joined(separator: " ")
            func ask() async throws -> (GenerationSummary, SessionID) {
                let session = SessionID()
                let answer = try await manager.transcript(
                    [.user(text)], session: session, options: GenerationOptions(maxTokens: 1))
                return (try #require(answer.summary), session)
            }
            let states = place.states()
            await manager.keep(in: states, origin: origin)
            let (read, session) = try await ask()
            let clock = ContinuousClock()
            let copying = try await clock.measure { _ = try #require(await manager.state(of: session)) }
            await manager.saveStates()
            let writing = await clock.measure { await states.written() }
            let bytes = SavedStates.usage(of: place.folder).bytes
            let opened = place.states()
            opened.open(for: origin)
            let tokens = try #require(await manager.tokens(of: session))
            let match = try #require(opened.match(tokens, under: .base, moreThan: 0, most: tokens.count))
            var state: [UInt8]?
            let reading = clock.measure { state = opened.bytes(of: match, keepsGoing: { true }) }
            let kept = try #require(state)
            let putting = try await clock.measure { _ = try #require(await manager.put(kept, into: session)) }
            await manager.keep(in: place.states(), origin: origin)
            let (resumed, _) = try await ask()
            print(
                """
                \(file.lastPathComponent): \(read.promptTokens) tokens, \(bytes) bytes, \(bytes / read.promptTokens) a token
                copied in \(copying), written in \(writing), read in \(reading), put back in \(putting)
                first token \(read.firstTokenSeconds ?? 0) s after reading all, \
                \(resumed.firstTokenSeconds ?? 0) s after reading \(resumed.promptTokens - resumed.cachedTokens)
                """)
            #expect(resumed.cachedTokens == resumed.promptTokens - 1)
        }
    }
}
