import Foundation

/// Which process has a conversation open. A process id alone may be given to another program later, so the process's
/// start time belongs to it.
struct ProcessIdentity: Sendable, Equatable {
    var id: Int
    /// Clock ticks since the machine started, and the machine's start: together unique.
    var start: String

    static let current = ProcessIdentity(
        id: Int(ProcessInfo.processInfo.processIdentifier), start: start(of: "self") ?? "")

    var isAlive: Bool { !start.isEmpty && Self.start(of: "\(id)") == start }

    private static func start(of process: String) -> String? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
            // The program's name stands in brackets and may hold anything, so the fields are counted after it.
            let fields = status.lastIndex(of: ")").map({ status[$0...].split(separator: " ") }), fields.count > 20
        else { return nil }
        return "\(boot.prefix(36)) \(fields[20])"
    }
}
