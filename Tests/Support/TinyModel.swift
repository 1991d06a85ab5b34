public import Foundation

/// A whole model of 80 kB in GGUF that the engine loads and computes with: one layer, a vocabulary of bytes, weights
/// without a meaning. Source of the form: ggml's `docs/gguf.md`, version 3.
public struct TinyModel: Sendable {
    public var name = "Tiny test model"
    /// Numbers that replace those of the header, by key: to make models that can't be.
    public var numbers: [String: UInt32] = [:]
    /// The value of every weight; nil: small ones that differ.
    public var weight: Float?

    private static let width = 32
    private static let inner = 64

    public init() {}

    public var data: Data {
        var header = Data("GGUF".utf8)
        header.append(UInt32(3))
        header.append(UInt64(tensors.count))
        let entries = entries
        header.append(UInt64(entries.count))
        for (key, value) in entries {
            header.append(text: key)
            header.append(value)
        }
        var weights = Data()
        for (number, tensor) in tensors.enumerated() {
            header.append(text: tensor.name)
            header.append(UInt32(tensor.shape.count))
            for size in tensor.shape { header.append(UInt64(size)) }
            header.append(UInt32(0))
            header.append(UInt64(weights.count))
            for index in 0..<tensor.shape.reduce(1, *) {
                let value = weight ?? Float((index * 37 + number * 11) % 97 - 48) / 500
                weights.append(value.bitPattern)
            }
            weights.pad()
        }
        header.pad()
        return header + weights
    }

    private var tensors: [(name: String, shape: [Int])] {
        let (width, inner) = (Self.width, Self.inner)
        let square = ["attn_q", "attn_k", "attn_v", "attn_output"].map { ("blk.0.\($0).weight", [width, width]) }
        return [
            ("token_embd.weight", [width, Self.tokens.count]), ("output_norm.weight", [width]),
            ("blk.0.attn_norm.weight", [width]), ("blk.0.ffn_norm.weight", [width]),
            ("blk.0.ffn_gate.weight", [width, inner]), ("blk.0.ffn_up.weight", [width, inner]),
            ("blk.0.ffn_down.weight", [inner, width]),
        ] + square
    }

    private var entries: [(key: String, value: Data)] {
        let standard: [(String, UInt32)] = [
            ("llama.block_count", 1), ("llama.context_length", 2048), ("llama.embedding_length", UInt32(Self.width)),
            ("llama.feed_forward_length", UInt32(Self.inner)), ("llama.attention.head_count", 2),
            ("llama.attention.head_count_kv", 2), ("llama.rope.dimension_count", 16),
            ("llama.vocab_size", UInt32(Self.tokens.count)), ("general.file_type", 0),
            ("tokenizer.ggml.bos_token_id", 258), ("tokenizer.ggml.eos_token_id", 257),
        ]
        let others = numbers.filter { number in !standard.contains { $0.0 == number.key } }.sorted { $0.key < $1.key }
        return [
            ("general.architecture", Self.value("llama")), ("general.name", Self.value(name)),
            ("general.license", Self.value("mit")), ("general.languages", Self.list(["en", "zh"])),
            ("llama.attention.layer_norm_rms_epsilon", Self.value(type: 6, Float(1e-5).bitPattern)),
            ("tokenizer.ggml.model", Self.value("gpt2")), ("tokenizer.ggml.pre", Self.value("smollm")),
            ("tokenizer.ggml.tokens", Self.list(Self.tokens)), ("tokenizer.ggml.token_type", Self.types),
            ("tokenizer.ggml.merges", Self.list(["a b"])),
            ("tokenizer.chat_template", Self.value("{{ '<|im_start|>' + role }}{{ content + '<|im_end|>' }}")),
        ] + standard.map { ($0.0, Self.value(type: 4, numbers[$0.0] ?? $0.1)) }
            + others.map { ($0.key, Self.value(type: 4, $0.value)) }
    }

    // MARK: The vocabulary

    /// Every byte as GPT-2's byte-level tokenizer spells it, two markers, the end of a text, and one pair.
    private static let tokens: [String] = {
        var next: UInt32 = 256
        let bytes = (0..<256).map { (byte: UInt32) -> String in
            let isShown = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
            if !isShown { next += 1 }
            return Unicode.Scalar(isShown ? byte : next - 1).map { String(Character($0)) } ?? ""
        }
        return bytes + ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "ab"]
    }()

    private static var types: Data {
        var data = Data()
        data.append(UInt32(9))
        data.append(UInt32(5))
        data.append(UInt64(tokens.count))
        for token in tokens { data.append(UInt32(token.hasPrefix("<|") ? 3 : 1)) }
        return data
    }

    // MARK: Values

    private static func value(_ text: String) -> Data {
        var data = Data()
        data.append(UInt32(8))
        data.append(text: text)
        return data
    }

    private static func value(type: UInt32, _ number: UInt32) -> Data {
        var data = Data()
        data.append(type)
        data.append(number)
        return data
    }

    private static func list(_ texts: [String]) -> Data {
        var data = Data()
        data.append(UInt32(9))
        data.append(UInt32(8))
        data.append(UInt64(texts.count))
        for text in texts { data.append(text: text) }
        return data
    }
}

extension Data {
    fileprivate mutating func append(_ number: some FixedWidthInteger) {
        var rest = number.littleEndian
        for _ in 0..<(type(of: number).bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    fileprivate mutating func append(text: String) {
        append(UInt64(text.utf8.count))
        append(contentsOf: text.utf8)
    }

    fileprivate mutating func pad() { append(contentsOf: [UInt8](repeating: 0, count: (32 - count % 32) % 32)) }
}
