import Foundation

/// The cores that have nothing else to do at this moment, the caller's own included.
enum IdleCores {
    static func count() -> Int {
        // Not through Foundation's files: this stands in the way of every search.
        guard let file = unsafe fopen("/proc/loadavg", "re") else { return 1 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard unsafe fgets(&line, Int32(line.count), file) != nil else { return 1 }
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return count(of: ProcessInfo.processInfo.activeProcessorCount, loadavg: text)
    }

    /// - Parameter loadavg: `/proc/loadavg`, such as "0.20 0.18 0.12 1/80 11206": its fourth field begins with the threads
    ///   that run or want to, the reader among them (proc(5)). 1 where it says nothing.
    static func count(of cores: Int, loadavg: String) -> Int {
        let fields = loadavg.split(separator: " ")
        guard fields.count > 3, let first = fields[3].split(separator: "/").first, let running = Int(first) else {
            return 1
        }
        return max(1, cores - max(0, running - 1))
    }
}
