import Consultation
import Foundation
import Inference

/// What answering with another adapter costs, with the small model and the adapters that were trained for it: of a plain one
/// everything has to be read anew, of an activated one what stands before its invocation stays.
struct AdapterBench: BenchRow {
    private static let rounds = 3
    private static let files = [
        "ward": "ward-note.gguf", "plain": "plain-words.gguf", "activated": "ward-note-activated.gguf",
    ]

    struct Switch: Encodable {
        var promptTokens = 0
        /// Computed for the first answer after the switch, and where the same was asked once more without one.
        var readTokens = 0
        var stayingReadTokens = 0
        /// From asking to the first token, likewise; the fastest of all rounds.
        var firstTokenMs = Double.infinity
        var stayingFirstTokenMs = Double.infinity

        fileprivate mutating func add(_ switched: GenerationSummary, staying: GenerationSummary) {
            (promptTokens, readTokens) = (switched.promptTokens, switched.readTokens)
            stayingReadTokens = staying.readTokens
            firstTokenMs = min(firstTokenMs, (switched.firstTokenSeconds ?? .infinity) * 1e3)
            stayingFirstTokenMs = min(stayingFirstTokenMs, (staying.firstTokenSeconds ?? .infinity) * 1e3)
        }
    }

    /// From one plain adapter to another, and from the base model to an activated one.
    var plain = Switch()
    var activated = Switch()

    static func measure(_ bench: Bench) async throws -> AdapterBench {
        guard let folder = bench.adapters else { throw UsageError("The row adapters needs --adapters FOLDER.") }
        let engine = try await engine(bench, folder)
        let text = (1...40).map { "Number \($0) follows number \($0 - 1) in the list." }.joined(separator: " ")
        let prompt = GivenPrompt(
            messages: [.system(text), .user("Write a short note about the visit.")], options: GenerationOptions())
        var result = AdapterBench()
        for _ in 0..<rounds {
            try await result.plain.measure(prompt, from: "plain", to: "ward", engine)
            try await result.activated.measure(prompt, from: nil, to: "activated", engine)
        }
        return result
    }

    private static func engine(_ bench: Bench, _ folder: URL) async throws -> SessionManager {
        let (models, digests) = (bench.workplace.models, bench.workplace.digests)
        let file = try models.file(named: KnownModel.small.rawValue)
        let engine = try await SessionManager.load(file, options: bench.workplace.settings.load)
        let base = try await digests.sha256(of: file)
        for (name, path) in files {
            let file = folder.appending(path: path)
            let sha256 = try await digests.sha256(of: file)
            try await engine.add(AdapterSource(name: name, file: file, sha256: sha256, base: base), digests: digests)
        }
        return engine
    }
}

extension AdapterBench.Switch {
    fileprivate mutating func measure(
        _ prompt: GivenPrompt, from first: String?, to second: String, _ engine: SessionManager
    ) async throws {
        let session = engine.openSession()
        var took: [GenerationSummary] = []
        for adapter in [first, first, second] {
            var prompt = prompt
            prompt.options.adapter = adapter
            took.append(try await engine.answer(to: prompt, in: session, most: 1).took)
        }
        await engine.close(session)
        add(took[2], staying: took[1])
    }
}
