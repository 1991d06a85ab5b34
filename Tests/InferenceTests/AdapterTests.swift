import Foundation
import Testing

@testable import Inference

extension EngineTests {
    /// Adapters that `Scripts/train-adapters` trained for the small model.
    @Suite struct AdapterTests {
        private func source(
            _ name: String, _ file: String, scale: Double = 1, base: String = KnownModel.small.sha256
        ) async throws -> AdapterSource {
            try await TestAdapters.source(name, file, scale: scale, base: base)
        }

        private func loaded(_ options: LoadOptions = TestModel.options) async throws -> SessionManager {
            let manager = try await TestModel.load(options)
            try await manager.addAdapters()
            return manager
        }

        private static let prompts: [[ChatMessage]] = [
            [.system(TestModel.longText), .user("Write a short note about the visit.")],
            [.system("你是病房助手。回答要简短。"), .user("请写一句今天的记录。")],
            // Here the adapter over keys and values of the base model says something else than over its own.
            [
                .system("You are a helpful assistant on a hospital ward."),
                .user("Write a short note about the visit."),
            ],
        ]

        private static func options(_ adapter: String?, most: Int = 16, shared: String? = nil) -> GenerationOptions {
            GenerationOptions(maxTokens: most, sharedBeginning: shared, adapter: adapter)
        }

        @Test(
            "switching a consultation to another adapter changes what is said, and switching back restores it exactly")
        func switching() async throws {
            let manager = try await loaded()
            #expect(await manager.adapterInfos.map(\.name) == ["activated", "plain", "ward"])
            for messages in Self.prompts {
                let session = manager.openSession()
                var said: [String: String] = [:]
                for name in [nil, "ward", "plain", nil, "plain", "ward", "nobody's"] {
                    let answer = try await manager.transcript(messages, session: session, options: Self.options(name))
                    // A name that was never added is the base model's.
                    let key = name.flatMap { $0 == "nobody's" ? nil : $0 } ?? "base"
                    if let before = said[key] { #expect(answer.text == before, "\(key)") }
                    said[key] = answer.text
                    #expect(answer.summary?.adapter?.name == (key == "base" ? nil : key))
                    #expect(answer.cachedTokens == 0, "what was cached under another adapter was used")
                    #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
                }
                #expect(Set(said.values).count == 3, "\(said)")
                await manager.close(session)
            }
        }

        @Test(
            "two consultations with different adapters share neither cache nor template, and don't disturb each other")
        func apart() async throws {
            // Room for both templates; few tokens, since others in the cache change the order in which sums are taken.
            let manager = try await loaded(TestModel.options(contextLength: 4096))
            let messages = Self.prompts[0]
            var said: [String] = []
            for name in ["ward", "plain", "ward", "plain"] {
                let shared = Self.options(name, most: 6, shared: TestModel.longText)
                let answer = try await manager.transcript(messages, session: manager.openSession(), options: shared)
                let fresh = try await loaded().transcript(messages, session: SessionID(), options: shared)
                #expect(answer.text == fresh.text)
                // The first one of a name finds nothing, the second one its own template.
                let cached = try #require(answer.cachedTokens)
                #expect((cached > 200) == (said.count >= 2))
                said.append(answer.text)
            }
            #expect(said[0] == said[2] && said[1] == said[3] && said[0] != said[1])
        }

        @Test(
            "an activated adapter keeps what was read before its invocation, whoever read it, and answers as if it had read it"
        )
        func activated() async throws {
            let manager = try await loaded()
            let session = manager.openSession()
            let messages = Self.prompts[0]
            let base = try await manager.transcript(messages, session: session, options: Self.options(nil))
            let turned = try await manager.transcript(messages, session: session, options: Self.options("activated"))
            let prompt = try await manager.countTokens(messages)
            // All but the header of the answer.
            #expect(try #require(turned.cachedTokens) >= prompt - 8)
            #expect(turned.text != base.text && turned.summary?.adapter?.isActivated == true)
            let fresh = try await loaded().transcript(
                messages, session: SessionID(), options: Self.options("activated"))
            #expect(fresh.text == turned.text && fresh.cachedTokens == 0)
            let back = try await manager.transcript(messages, session: session, options: Self.options(nil))
            #expect(back.text == base.text)
            #expect(try #require(back.cachedTokens) >= prompt - 8)
        }

        @Test("another scale is another adapter; none at all is the base model")
        func scales() async throws {
            let manager = try await loaded()
            let messages = Self.prompts[0]
            let session = manager.openSession()
            let base = try await manager.transcript(messages, session: session, options: Self.options(nil))
            let whole = try await manager.transcript(messages, session: session, options: Self.options("ward"))
            try await manager.add(source("ward", TestAdapters.ward, scale: 1e-6), digests: TestModel.digests)
            let faint = try await manager.transcript(messages, session: session, options: Self.options("ward"))
            #expect(faint.text == base.text && faint.text != whole.text && faint.cachedTokens == 0)
        }

        @Test(
            "a wrong base, a wrong file, no adapter and a missing one are refused with the reason, and nothing changes")
        func refused() async throws {
            let manager = try await TestModel.load()
            let good = try await source("ward", TestAdapters.ward)
            var (otherBase, otherFile, missing, model) = (good, good, good, good)
            otherBase.base = KnownModel.standard.sha256
            otherFile.sha256 = KnownModel.standard.sha256
            missing.file = TestAdapters.folder.appending(path: "none.gguf")
            (model.file, model.sha256) = (TestModel.file, KnownModel.small.sha256)
            for (source, reason) in [
                (otherBase, "trained on another model than SmolLM2"),
                (otherFile, "isn't the file that the pack's manifest"),
                (missing, "no such file"), (model, "isn't a LoRA adapter"),
            ] {
                let error = await #expect(throws: InferenceError.self) {
                    try await manager.add(source, digests: TestModel.digests)
                }
                #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
            }
            #expect(await manager.adapterInfos.isEmpty)
            let answer = try await manager.transcript(
                Self.prompts[1], session: manager.openSession(), options: Self.options("ward"))
            #expect(answer.summary?.adapter == nil && !answer.text.isEmpty)
        }
    }
}
