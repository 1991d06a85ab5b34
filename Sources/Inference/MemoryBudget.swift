import Foundation

/// Whether a model fits. Linux hands out memory it doesn't have and kills the process later, so it's asked
/// before.
enum MemoryBudget {
    /// What the engine needs besides weights and cache: activations of one chunk, logits, the program.
    static let workingBytes = 192 << 20

    /// Bytes that weights, cache (16-bit keys and values) and working buffers take.
    static func neededBytes(_ header: GGUFHeader, contextLength: Int) -> Int {
        header.fileBytes + header.cacheBytesPerToken * contextLength + workingBytes
    }

    /// Throws if the model wouldn't fit into what is free now.
    static func check(_ header: GGUFHeader, contextLength: Int) throws(InferenceError) {
        let needed = neededBytes(header, contextLength: contextLength)
        guard let available = availableBytes(), available < needed else { return }
        throw .notEnoughMemory(neededBytes: needed, availableBytes: available, contextLength: contextLength)
    }

    /// Whether a second copy of weights and cache would fit as well.
    static func hasRoomForWriter(_ header: GGUFHeader, contextLength: Int) -> Bool {
        availableBytes().map { 2 * neededBytes(header, contextLength: contextLength) < $0 } ?? false
    }

    /// Bytes that can be had without swapping, file cache counted as free; nil where the system doesn't say.
    static func availableBytes() -> Int? {
        [machineBytes(), containerBytes()].compactMap(\.self).min()
    }

    private static func machineBytes() -> Int? {
        value(of: "MemAvailable:", in: "/proc/meminfo").map { $0 << 10 }
    }

    private static func containerBytes() -> Int? {
        guard let limit = number(at: "/sys/fs/cgroup/memory.max"),
            let used = number(at: "/sys/fs/cgroup/memory.current")
        else { return nil }
        let cached = ["inactive_file", "active_file"]
            .compactMap { value(of: $0, in: "/sys/fs/cgroup/memory.stat") }.reduce(0, +)
        return max(0, limit - used + cached)
    }

    private static func number(at path: String) -> Int? {
        (try? String(contentsOfFile: path, encoding: .utf8)).flatMap {
            Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// The number after `key` in a file of "key number" lines.
    private static func value(of key: String, in path: String) -> Int? {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
