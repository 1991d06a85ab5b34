import Foundation
import TestSupport
import Testing

@testable import xinglin

@Suite("Damaged model files never take the program down", .serialized)
struct ModelProbeCommandTests {
    let program: Program

    init() throws { program = try Program() }

    private var remains: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: program.home.appending(path: "data/models").path)) ?? []
    }

    @Test("A whole file is tried and described")
    func whole() throws {
        let file = try program.file("tiny.gguf", TinyModel().data)
        let run = try program.run("--probe", file.path)
        #expect(run.status == 0)
        let info = try #require(try run.json()["info"] as? [String: Any])
        #expect(info["name"] as? String == "Tiny test model" && info["template"] as? String == "chatml")
    }

    @Test("One that is cut, overwritten or not a model is refused, in words, and leaves nothing behind")
    func damaged() throws {
        let data = TinyModel().data
        var noise = data
        var state: UInt64 = 1
        for index in 40..<noise.count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            noise[index] = UInt8(truncatingIfNeeded: state >> 33)
        }
        var nan = TinyModel()
        nan.weight = .nan
        for (name, content) in [
            ("cut", data.prefix(data.count / 2)), ("empty", Data()), ("noise", noise), ("nan", nan.data),
            ("text", Data("# Not a model".utf8)),
        ] {
            let file = try program.file("\(name).gguf", Data(content))
            let run = try program.run("model", "add", file.path)
            #expect(run.status == 3 && run.output.isEmpty, "\(name): \(run.notes)")
            #expect(run.notes.contains("Nothing was added. The model file"), "\(name): \(run.notes)")
            #expect(remains.isEmpty)
        }
        let chinese = try program.run(
            "model", "add", program.home.appending(path: "cut.gguf").path, locale: "zh_CN.UTF-8")
        #expect(chinese.status == 3 && chinese.notes.contains("未添加该模型"))
    }

    @Test("Impossible numbers in the header, and a crash of the engine over them, become an error")
    func impossible() throws {
        let models: [[String: UInt32]] = [
            ["llama.attention.head_count": 0], ["llama.attention.head_count": 3], ["llama.rope.dimension_count": 7],
            ["llama.attention.key_length": 1], ["llama.block_count": 4_000_000_000], ["llama.embedding_length": 1],
            ["tokenizer.ggml.bos_token_id": 100_000], ["llama.vocab_size": 1], ["llama.expert_count": 9999],
            ["llama.attention.head_count_kv": 0], ["llama.feed_forward_length": 0],
        ]
        for numbers in models {
            var model = TinyModel()
            model.numbers = numbers
            let file = try program.file("odd.gguf", model.data)
            let run = try program.run("model", "add", file.path, "--name", "odd")
            #expect(run.status == 0 || run.status == 3, "\(numbers): \(run.notes)")
            #expect(!run.notes.contains("\u{1B}") && (run.status == 0) == remains.contains("odd"))
            _ = try program.run("model", "remove", "odd", "--yes")
        }
    }

    @Test(
        "Numbers that this engine is known to abort over are told as a crash, and the program goes on",
        arguments: [
            ("llama.block_count", 4_000_000_000), ("llama.expert_count", 9_999),
        ] as [(String, UInt32)])
    func aborts(_ key: String, _ number: UInt32) throws {
        var model = TinyModel()
        model.numbers = [key: number]
        let file = try program.file("abort.gguf", model.data)
        #expect(try program.run("--probe", file.path).status == SIGABRT)
        let added = try program.run("model", "add", file.path)
        #expect(added.status == 3 && added.notes.contains("the engine crashed when it was tried (signal 6)"))
        let used = try program.run("bench", "--engine-only", "--model", file.path)
        #expect(used.status == 1 && used.notes.contains("(signal 6)"))
    }

    @Test("Flipped bits anywhere in the header give an error or a model")
    func flips() throws {
        let data = TinyModel().data
        for position in stride(from: 5, to: 9_000, by: 750) {
            var flipped = data
            flipped[position] ^= 0x41
            let file = try program.file("flipped.gguf", flipped)
            let run = try program.run("model", "add", file.path, "--name", "flipped")
            #expect(run.status == 0 || run.status == 3, "\(position): \(run.notes)")
            _ = try program.run("model", "remove", "flipped", "--yes")
        }
    }
}
