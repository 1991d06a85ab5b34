/// A subcommand as data: help derives from it.
struct Subcommand: Sendable {
    var name: String
    var summary: String
    var usage: String
    var options: [Option]
    var run: @Sendable (Arguments) async throws -> ExitStatus
    /// Help on what the words name, such as one calculator; nil for the help of the subcommand.
    var detail: (@Sendable (Arguments) -> String?)?

    var help: String {
        var lines = ["\(summary)", "", "Usage: xinglin \(usage)", ""]
        let rows = (options + [.help]).map { option in
            (option.name + (option.value.map { " " + $0 } ?? ""), option.help)
        }
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        lines += rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1 }
        return lines.joined(separator: "\n")
    }

    static let all: [Subcommand] = [
        .chat, .ask, .task, .search, .triage, .calc, .interactions, .patient, .library, .specialty, .model,
        .bench, .doctor,
    ]
}
