import Foundation

/// How many threads are worth using. Hyper-threads of one core share the units that compute, and a thread
/// more than there are cores slows all others down: they wait for each other after every layer.
enum Processor {
    /// Physical cores this process may use: its CPU mask, the cores behind it, and a container's quota.
    static func physicalCores() -> Int {
        let allowed = allowedProcessors()
        let cores = Set(allowed.map { core(of: $0) ?? "\($0)" }).count
        let count = cores > 0 ? cores : ProcessInfo.processInfo.activeProcessorCount
        return max(1, min(count, quota() ?? count))
    }

    /// Such as "AMD EPYC, 2 cores".
    static var identity: String {
        let line = text(at: "/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        return "\(name ?? "unknown processor"), \(physicalCores()) cores"
    }

    /// Numbers of threads worth comparing: all where there are few.
    static func candidates(cores: Int) -> [Int] {
        guard cores > 4 else { return Array(1...max(1, cores)) }
        return Array(Set([cores / 2, cores * 3 / 4, cores - 1, cores])).sorted()
    }

    /// Threads of this machine that run or want to, the caller's own included; nil where the system doesn't say.
    static func runningThreads() -> Int? {
        // "0.20 0.18 0.12 1/80 11206" (proc(5)).
        let fields = (text(at: "/proc/loadavg") ?? "").split(separator: " ")
        return fields.count > 3 ? fields[3].split(separator: "/").first.flatMap { Int($0) } : nil
    }

    /// Numbers of a list such as "0-3,8".
    static func numbers(in list: String) -> [Int] {
        list.split { $0 == "," || $0.isWhitespace }.flatMap { part -> [Int] in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last, last < 4096 else { return [] }
            return Array(first...last)
        }
    }

    private static func allowedProcessors() -> [Int] {
        let status = text(at: "/proc/self/status") ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
        return line.map { numbers(in: String($0.dropFirst("Cpus_allowed_list:".count))) } ?? []
    }

    /// The processors of one core list the same siblings, which names the core.
    private static func core(of processor: Int) -> String? {
        text(at: "/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list")
    }

    /// A container's limit, such as "150000 100000" for one and a half processors.
    private static func quota() -> Int? {
        let parts = (text(at: "/sys/fs/cgroup/cpu.max") ?? "").split { $0.isWhitespace }
        guard parts.count == 2, let time = Int(parts[0]), let period = Int(parts[1]), period > 0 else { return nil }
        return max(1, time / period)
    }

    private static func text(at path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }
}
