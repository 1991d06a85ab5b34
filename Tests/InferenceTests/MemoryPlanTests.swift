import Foundation
import TestSupport
import Testing

@testable import Inference

@Suite("A model takes no more memory than it may")
struct MemoryPlanTests {
    private static let mebi = 1 << 20
    /// 1.5 billion parameters in 4 bits: 1,000 MiB of weights, 28 kB of cache a token.
    private static let header = GGUFHeader(
        fileBytes: 1000 * mebi, tensorCount: 1,
        values: [
            "general.architecture": .text("qwen2"), "qwen2.block_count": .integer(28),
            "qwen2.attention.head_count": .integer(12), "qwen2.attention.head_count_kv": .integer(2),
            "qwen2.embedding_length": .integer(1536), "qwen2.context_length": .integer(32768),
            "general.file_type": .integer(15),
        ])

    private func plan(_ limit: Int, _ options: LoadOptions = LoadOptions()) -> MemoryPlan? {
        MemoryPlan(Self.header, options).fitting(into: limit * Self.mebi)
    }

    @Test("with room enough there is everything, part by part")
    func everything() throws {
        let plan = try #require(self.plan(4000))
        #expect(plan.weightsBytes == 1000 * Self.mebi && plan.cacheBytes == 8192 * 28 * 1024)
        #expect(plan.bufferBytes == MemoryBudget.workingBytes && plan.contextLength == 8192)
        #expect(!plan.isShortened && plan.totalBytes == plan.weightsBytes + plan.cacheBytes + plan.bufferBytes)
    }

    @Test("where it gets tight the context gets shorter, then nothing fits")
    func tight() throws {
        #expect(try #require(self.plan(1500)).isShortened == false)
        let short = try #require(self.plan(1300))
        #expect(short.isShortened && short.contextLength.isMultiple(of: 256))
        #expect((2048..<8192).contains(short.contextLength) && short.totalBytes <= 1300 * Self.mebi)
        // One step more wouldn't fit.
        #expect(short.totalBytes + 256 * 28 * 1024 > 1300 * Self.mebi)
        #expect(plan(1200) == nil && plan(0) == nil)
    }

    @Test("a short context that was asked for is granted whole or not at all")
    func short() {
        let options = LoadOptions(contextLength: 512)
        #expect(plan(1500, options)?.contextLength == 512)
        #expect(plan(1195, options) == nil)
    }

    @Test("the refusal names the parts, the limit and what to do, before anything is loaded")
    func refusal() async throws {
        let model = FileManager.default.temporaryDirectory.appending(path: "tiny-\(UUID().uuidString).gguf")
        defer { try? FileManager.default.removeItem(at: model) }
        try TinyModel().data.write(to: model)
        let error = await #expect(throws: InferenceError.self) {
            try await SessionManager.load(model, options: LoadOptions(memoryBytes: 100 * Self.mebi))
        }
        guard case .notEnoughMemory(let plan, let limit, let isSet) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(limit == 100 * Self.mebi && isSet && plan.contextLength == 2048)
        let text = "\(try #require(error))"
        for part in ["weights", "cache of 2048 tokens", "buffers 192 MB", "100 MB", "--memory"] {
            #expect(text.contains(part), "\(text)")
        }
        let free = "\(InferenceError.notEnoughMemory(plan, limitBytes: 100 * Self.mebi, isSet: false))"
        #expect(free.contains("are free") && !free.contains("--memory"))
    }

    @Test("a model that has room for a part of the context alone is loaded with that part, and answers")
    func loaded() async throws {
        let model = FileManager.default.temporaryDirectory.appending(path: "tiny-\(UUID().uuidString).gguf")
        defer { try? FileManager.default.removeItem(at: model) }
        var tiny = TinyModel()
        tiny.numbers["llama.context_length"] = 32768
        try tiny.data.write(to: model)
        // 128 bytes of cache a token.
        let limit = tiny.data.count + MemoryBudget.workingBytes + 128 * 8192
        let manager = try await SessionManager.load(
            model, options: LoadOptions(contextLength: 32768, threads: 1, memoryBytes: limit))
        #expect(manager.memory.isShortened && manager.memory.askedContextLength == 32768)
        #expect(manager.memory.contextLength == 8192 && manager.info.contextLength == 8192)
        let answer = try await manager.transcript(
            [.user("a")], session: SessionID(), options: GenerationOptions(maxTokens: 2))
        #expect(answer.summary?.answerTokens == 2)
    }
}
