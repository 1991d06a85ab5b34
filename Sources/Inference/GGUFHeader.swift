import CLlama
import Foundation

/// What a GGUF file says about itself, read and checked before the engine sees the file: the engine's own
/// checks are weaker, and some of them end the process.
///
/// Source: the GGUF specification in ggml's `docs/gguf.md`, versions 2 and 3, little-endian.
struct GGUFHeader {
    enum Value: Equatable {
        case integer(Int)
        case real(Double)
        case flag(Bool)
        case text(String)
        case texts([String])
        /// An array that isn't kept.
        case list(count: Int)
    }

    let fileBytes: Int
    let tensorCount: Int
    let values: [String: Value]

    func integer(_ key: String) -> Int? {
        if case .integer(let value)? = values[key] { value } else { nil }
    }

    func text(_ key: String) -> String? {
        if case .text(let value)? = values[key] { value } else { nil }
    }

    func texts(_ key: String) -> [String] {
        if case .texts(let value)? = values[key] { value } else { [] }
    }

    var architecture: String { text("general.architecture") ?? "" }

    /// Tokens of context the model was trained for; 0 when the file doesn't say.
    var trainedContext: Int { integer("\(architecture).context_length") ?? 0 }

    /// Bytes of 16-bit keys and values for one token in all layers.
    var cacheBytesPerToken: Int {
        let layers = bounded("block_count", 1024)
        let heads = bounded("attention.head_count", 1024)
        let keyHeads = integer("\(architecture).attention.head_count_kv").map { min(max($0, 0), 1024) } ?? heads
        let perHead = heads > 0 ? bounded("embedding_length", 1 << 17) / heads : 0
        let key = integer("\(architecture).attention.key_length").map { min(max($0, 0), 1 << 14) } ?? perHead
        let value = integer("\(architecture).attention.value_length").map { min(max($0, 0), 1 << 14) } ?? perHead
        return layers * keyHeads * (key + value) * 2
    }

    private func bounded(_ key: String, _ most: Int) -> Int {
        min(max(integer("\(architecture).\(key)") ?? 0, 0), most)
    }
}

extension GGUFHeader {
    /// Reads and checks the file's header and its table of tensors.
    /// - Throws: ``InferenceError/modelFile(path:why:remedy:)`` for whatever isn't a whole GGUF model.
    static func read(_ file: URL) throws(InferenceError) -> GGUFHeader {
        let path = file.path
        let bytes = try size(of: path)
        do {
            var reader = try GGUFReader(path: path, fileBytes: bytes)
            return try reader.header()
        } catch let problem as GGUFReader.Problem {
            throw .modelFile(path: path, why: problem.why, remedy: problem.remedy)
        } catch {
            throw .modelFile(
                path: path, why: "it can't be read (\(error.localizedDescription))",
                remedy: "Check the file's permissions and the disk.")
        }
    }

    private static func size(of path: String) throws(InferenceError) -> Int {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .modelFile(
                path: path, why: "there is no such file",
                remedy: "Check the path, or run the set-up to fetch the model.")
        }
        guard !isFolder.boolValue else {
            throw .modelFile(path: path, why: "it is a folder", remedy: "Name the .gguf file inside it.")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw .modelFile(
                path: path, why: "reading it isn't allowed", remedy: "Give yourself permission to read the file.")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw .modelFile(path: path, why: "it isn't a regular file", remedy: "Name a .gguf file.")
        }
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
