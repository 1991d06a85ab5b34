import Foundation

/// Whether a model fits. Linux hands out memory it doesn't have and kills the process later, so it's asked
/// before.
public enum MemoryBudget {
    /// What the engine needs besides weights and cache: activations of one chunk, logits, the program.
    static let workingBytes = 192 << 20

    /// What the model will take: no more than is allowed, and than is free now.
    /// - Throws: ``InferenceError/notEnoughMemory(_:limitBytes:isSet:)`` where even a short context doesn't fit.
    static func plan(_ header: GGUFHeader, _ options: LoadOptions) throws(InferenceError) -> MemoryPlan {
        let whole = MemoryPlan(header, options)
        let free = availableBytes()
        guard let limit = [options.memoryBytes, free].compactMap(\.self).min() else { return whole }
        if let plan = whole.fitting(into: limit) { return plan }
        throw .notEnoughMemory(whole, limitBytes: limit, isSet: limit == options.memoryBytes)
    }

    /// What this process has in memory now, pages of files left out; nil where the system doesn't say.
    public static func ownBytes() -> Int? {
        value(of: "RssAnon:", in: "/proc/self/status").map { $0 << 10 }
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
        return line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }
    }
}
