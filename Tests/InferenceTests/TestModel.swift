import Foundation
import TestSupport
import Testing

@testable import Inference

/// The small real model, loaded once for all tests that may share it.
enum TestModel {
    static let file = Dependencies.smallModel

    static let isThere = Dependencies.has(file)
    static let digests: DigestCache = {
        let digests = DigestCache()
        // The set-up has compared it; hashing a hundred megabytes again would take most of a test's time.
        digests.remember(KnownModel.small.sha256, of: file)
        return digests
    }()
    static let skip = "the small model isn't in .deps/models; run the set-up to test the engine"

    /// Small chunks: more places to cancel at, and several chunks in a short prompt. One thread: several wait
    /// for each other after every layer, which takes for ever on a machine that builds and tests other things.
    static let options = LoadOptions(
        contextLength: 2048, threads: 1, batchSize: 64, checksWeights: false, maxSessions: 4)

    static func options(contextLength: Int, maxSessions: Int = 4) -> LoadOptions {
        var options = options
        options.contextLength = contextLength
        options.maxSessions = maxSessions
        return options
    }

    static func load(_ options: LoadOptions = options) async throws -> SessionManager {
        try await SessionManager.load(file, options: options)
    }

    /// A prompt of several chunks.
    static let longText = (1...24).map { "Number \($0) follows number \($0 - 1) in the list." }.joined(separator: " ")
}

/// All that came out of one answer.
struct Transcript {
    var text = ""
    var events: [GenerationEvent] = []
    var summary: GenerationSummary?

    var cachedTokens: Int? { summary?.cachedTokens }
}

extension SessionManager {
    /// What the engine itself says the session holds.
    func engineTokens(_ session: SessionID) -> Int { ledger[session].map { context.count($0.sequence) } ?? 0 }

    /// Generates and collects, telling `watch` each event.
    func transcript(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions,
        watch: @Sendable (GenerationEvent) async -> Void = { _ in }
    ) async throws -> Transcript {
        var transcript = Transcript()
        for try await event in generate(messages, session: session, options: options) {
            transcript.events.append(event)
            if case .text(let text) = event { transcript.text += text }
            if case .finished(let summary) = event { transcript.summary = summary }
            await watch(event)
        }
        return transcript
    }
}

/// All tests that compute: one after the other, since two engines at once only wait for each other.
@Suite(.serialized, .enabled(if: TestModel.isThere, Comment(rawValue: TestModel.skip)))
enum EngineTests {}

/// What `Scripts/train-adapters` trained for the small model.
enum TestAdapters {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Data/adapters")
    static let (ward, plain, activated) = ("ward-note.gguf", "plain-words.gguf", "ward-note-activated.gguf")

    /// An adapter as a pack names it, with the hashes that the files have.
    static func source(
        _ name: String, _ file: String, scale: Double = 1, base: String = KnownModel.small.sha256
    ) async throws -> AdapterSource {
        let url = folder.appending(path: file)
        return AdapterSource(
            name: name, file: url, sha256: try await TestModel.digests.sha256(of: url), base: base, scale: scale)
    }
}

extension SessionManager {
    /// "ward", "plain" and "activated".
    nonisolated func addAdapters() async throws {
        for (name, file) in [
            ("ward", TestAdapters.ward), ("plain", TestAdapters.plain), ("activated", TestAdapters.activated),
        ] { try await add(TestAdapters.source(name, file), digests: TestModel.digests) }
    }
}

extension SessionManager {
    /// Whatever this machine's time for it: every guess is made.
    func guessFreely() {
        costs = StepCosts(StepCosts.counts.map { Calibration.Step(tokens: $0, cost: 1) }, learns: false)
    }
}
