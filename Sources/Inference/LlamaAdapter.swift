import CLlama
import Foundation

/// An adapter in the engine's memory. It lives as long as its model.
@safe final class LlamaAdapter {
    let info: AdapterInfo
    /// Different for all adapters that a manager has had, other scales of the same file included.
    let number: Int32
    let pointer: OpaquePointer
    /// The tokens from which on an activated adapter is used; empty for one that is used everywhere.
    private let invocation: [Int32]

    /// Call it on the engine's thread.
    init(_ source: AdapterSource, number: Int32, model: LlamaModel) throws(InferenceError) {
        let mark = EngineLog.mark()
        guard let pointer = unsafe cllama_adapter_load(model.pointer, source.file.path) else {
            let reason = EngineLog.reason(since: mark)
            throw .adapterFile(
                path: source.file.path,
                why: "the engine refused it" + (reason.isEmpty ? "" : " (\(reason.prefix(500)))"),
                remedy: "Convert it again for this model.")
        }
        unsafe self.pointer = pointer
        self.number = number
        var tokens = [Int32](repeating: 0, count: Self.longestInvocation)
        let count = Int(unsafe cllama_adapter_invocation(pointer, &tokens, Int32(tokens.count)))
        invocation = Array(tokens.prefix(count))
        info = AdapterInfo(
            name: source.name, sha256: source.sha256, scale: source.scale, isActivated: !invocation.isEmpty)
    }

    /// From where on a prompt and its answer are computed with it. Without its invocation an activated one isn't used at all.
    func use(for prompt: [Int32]) -> AdapterUse {
        guard !invocation.isEmpty else { return AdapterUse(number: number, start: 0) }
        let last = max(0, prompt.count - invocation.count + 1)
        let start = (0..<last).last { prompt[$0...].starts(with: invocation) }
        return start.map { AdapterUse(number: number, start: $0) } ?? .base
    }

    /// A few words at most.
    private static let longestInvocation = 256
}
