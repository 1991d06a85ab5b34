import Foundation
import Testing

@testable import Inference

/// A folder of its own for each test's broken model files, gone with the test.
final class BrokenModels {
    let folder = FileManager.default.temporaryDirectory.appending(path: "xinglin-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ data: Data) throws -> URL {
        let file = folder.appending(path: "broken.gguf")
        try data.write(to: file)
        return file
    }

    /// Why the file can't be loaded, or "loaded".
    func why(_ file: URL) async -> String {
        do {
            _ = try await SessionManager.load(file, options: TestModel.options)
            return "loaded"
        } catch InferenceError.modelFile(_, let why, let remedy) {
            return remedy.isEmpty ? "no remedy" : why
        } catch {
            return "\(error)"
        }
    }
}

/// Files that aren't usable models: each gives a clear error, and the program lives on.
@Suite struct ModelFileTests {
    @Test("missing, empty, foreign and folder paths are told apart")
    func notAModel() async throws {
        let broken = try BrokenModels()
        #expect(await broken.why(broken.folder.appending(path: "missing.gguf")) == "there is no such file")
        #expect(await broken.why(broken.folder) == "it is a folder")
        #expect(await broken.why(URL(filePath: "/dev/zero")) == "it isn't a regular file")
        for (content, expected) in [
            ("", "it is empty"), ("PK\u{3}\u{4} not a model at all", "it isn't a GGUF model file"),
            ("GG", "it isn't a GGUF model file"),
            ("GGUF\u{9}\0\0\0", "its GGUF version 9 isn't supported (2 and 3 are)"),
            ("GGUF\0\0\0\u{3}", "it was made for big-endian computers"),
            ("GGUF\u{3}\0\0\0", "it is cut short: it ends inside its header, after 8 bytes"),
        ] {
            #expect(try await broken.why(broken.file(Data(content.utf8))) == expected)
        }
    }

    @Test(
        "a model cut short anywhere is refused before the engine sees it",
        .enabled(if: TestModel.isThere, Comment(rawValue: TestModel.skip)),
        arguments: [40, 5_000, 1_000_000, 20_000_000, 98_362_431])
    func truncated(_ bytes: Int) async throws {
        let broken = try BrokenModels()
        let handle = try FileHandle(forReadingFrom: TestModel.file)
        let data = try #require(try handle.read(upToCount: bytes))
        #expect(try await broken.why(broken.file(data)).contains("cut short"))
    }

    @Test("a model that can't fit into memory is refused before it's loaded")
    func tooLarge() {
        let header = GGUFHeader(
            fileBytes: 1 << 60, tensorCount: 1,
            values: [
                "general.architecture": .text("qwen2"), "qwen2.block_count": .integer(28),
                "qwen2.attention.head_count": .integer(12), "qwen2.attention.head_count_kv": .integer(2),
                "qwen2.embedding_length": .integer(1536), "qwen2.context_length": .integer(32768),
            ])
        #expect(header.cacheBytesPerToken == 28 * 2 * (128 + 128) * 2)
        #expect(LlamaModel.contextLength(header, LoadOptions(contextLength: 100_000)) == 32768)
        #expect(throws: InferenceError.self) { try MemoryBudget.plan(header, LoadOptions()) }
    }

    @Test(
        "the small model's header says what it is",
        .enabled(if: TestModel.isThere, Comment(rawValue: TestModel.skip)))
    func header() throws {
        let header = try GGUFHeader.read(TestModel.file)
        #expect(header.architecture == "llama" && header.trainedContext == 8192 && header.tensorCount == 272)
        #expect(header.texts("general.languages") == ["en"])
        #expect(header.text("tokenizer.chat_template").flatMap(ChatTemplate.detect) == .smolLM)
        #expect(header.cacheBytesPerToken == 30 * 3 * 128 * 2)
    }
}

extension EngineTests {
    @Suite struct DamagedModelTests {
        /// Counts, a key's length, a value's type, hyperparameters, the vocabulary, the tensor table.
        static let flips: [(position: UInt64, mask: UInt8)] = [
            (8, 0x41), (16, 0x41), (24, 0x41), (27, 0x41), (40, 0x41), (60, 0x41), (300, 0x41), (900, 0x41),
            (1_630, 0x02), (900_000, 0x10), (1_769_515, 0x04), (1_775_000, 0x01), (1_781_003, 0x80),
        ]

        @Test("flipped bits in the header give an error or a model, never the end of the program")
        func flippedHeader() async throws {
            let broken = try BrokenModels()
            let file = try broken.file(Data(contentsOf: TestModel.file))
            let handle = try FileHandle(forUpdating: file)
            for (position, mask) in DamagedModelTests.flips {
                try handle.seek(toOffset: position)
                let byte = try #require(try handle.read(upToCount: 1)?.first)
                try write(byte ^ mask, at: position, handle)
                let outcome = await broken.why(file)
                print("bit flip at \(position): \(outcome)")
                #expect(!outcome.isEmpty && !outcome.contains("\u{1B}"))
                try write(byte, at: position, handle)
            }
            #expect(await broken.why(file) == "loaded")
        }

        private func write(_ byte: UInt8, at position: UInt64, _ handle: FileHandle) throws {
            try handle.seek(toOffset: position)
            try handle.write(contentsOf: Data([byte]))
        }

        @Test("weights that aren't numbers are found while loading, whether or not they are checked one by one")
        func damagedWeights() async throws {
            let broken = try BrokenModels()
            var data = try Data(contentsOf: TestModel.file)
            data.replaceSubrange((data.count - 4_000_000)..., with: Data(repeating: 0xFF, count: 4_000_000))
            let damaged = try broken.file(data)
            await #expect(throws: InferenceError.nanLogits(path: damaged.path)) {
                _ = try await SessionManager.load(damaged, options: TestModel.options)
            }
            var checked = TestModel.options
            checked.checksWeights = true
            await #expect(throws: InferenceError.self) { _ = try await SessionManager.load(damaged, options: checked) }
        }
    }
}
