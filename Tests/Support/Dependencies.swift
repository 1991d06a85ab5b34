public import Foundation

/// What the set-up has put in place: in `XINGLIN_DEPS`, or in the checkout's `.deps`.
public enum Dependencies {
    public static let folder: URL = {
        let own = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".deps")
        return variable("XINGLIN_DEPS") ?? own
    }()

    public static let smallModel = folder.appending(path: "models/SmolLM2-135M-Instruct.Q4_1.gguf")
    public static let embeddingModel = folder.appending(path: "models/e5-small-q4.bin")
    /// llama.cpp's own server, or the one that `XINGLIN_LLAMA_SERVER` names.
    public static let llamaServer =
        variable("XINGLIN_LLAMA_SERVER") ?? folder.appending(path: "server/llama-server")

    public static func has(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    private static func variable(_ name: String) -> URL? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
    }
}
