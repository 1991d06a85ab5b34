import Foundation

/// Which process has a conversation open. A process id alone may be given to another program later, so the process's
/// start time belongs to it.
struct ProcessIdentity: Sendable, Equatable {
    var id: Int
    /// Clock ticks since the machine started, and the machine's start: together unique.
    var start: String

    static let current = ProcessIdentity(of: Int(ProcessInfo.processInfo.processIdentifier))

    init(id: Int, start: String) {
        self.id = id
        self.start = start
    }

    /// The process that has this id now.
    init(of id: Int) { self.init(id: id, start: Self.start(of: id) ?? "") }

    var isAlive: Bool { !start.isEmpty && Self(of: id) == self }

    private static func start(of process: Int) -> String? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
            // The program's name stands in brackets and may hold anything, so the fields are counted after it.
            let fields = status.lastIndex(of: ")").map({ status[$0...].split(separator: " ") }), fields.count > 20,
            // A killed program whose parent hasn't taken note of it still has its entry: it is dead all the same.
            !["Z", "X"].contains(fields[1])
        else { return nil }
        return "\(boot.prefix(36)) \(fields[20])"
    }
}
