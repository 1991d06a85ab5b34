import Consultation
import Foundation
import Inference

@main
struct Main {
    static let version = "0.1.0"

    static func main() async {
        // A reader that goes away must end in an error to write, not in a signal.
        signal(SIGPIPE, SIG_IGN)
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        // Not `exit`: the engine's thread may still compute, and C++ would tear its statics down under it.
        fflush(nil)
        _exit(status.rawValue)
    }

    private static func run(_ words: [String]) async -> ExitStatus {
        do {
            return try await dispatch(words)
        } catch let error as UsageError {
            Output.note("\(error) See `xinglin --help`.")
            return .usage
        } catch let error as RefusedInput {
            Output.note("\(error)")
            return .refused
        } catch is CancellationError {
            return .interrupted
        } catch {
            Output.note("\(Failure(describing: error))")
            return .failed
        }
    }

    private static func dispatch(_ words: [String]) async throws -> ExitStatus {
        switch words.first {
        case "--version":
            Output.line("xinglin \(version)")
            return .done
        case "--help", "-h", "help":
            Output.line(help(for: words.dropFirst().first))
            return .done
        case "--probe" where words.count == 2:
            // The child's side of ModelProbe: nobody types it.
            let report = await ProbeReport.make(of: URL(fileURLWithPath: words[1]))
            try Output.json(report)
            return report.problem == nil ? .done : .refused
        case let name? where !name.hasPrefix("-"):
            guard let command = Subcommand.all.first(where: { $0.name == name }) else {
                throw UsageError("There is no subcommand \"\(name)\".")
            }
            return try await run(command, Array(words.dropFirst()))
        default:
            return try await run(.chat, words)
        }
    }

    private static func run(_ command: Subcommand, _ words: [String]) async throws -> ExitStatus {
        let arguments = try Arguments(words, options: command.options)
        if arguments.has(.help) {
            Output.line(
                command.name == Subcommand.chat.name ? help(for: nil) : command.detail?(arguments) ?? command.help)
            return .done
        }
        return try await command.run(arguments)
    }

    private static func help(for name: String?) -> String {
        if let command = Subcommand.all.first(where: { $0.name == name }) { return command.help }
        let width = (Subcommand.all.map(\.name.count).max() ?? 0) + 2
        let rows = Subcommand.all.map {
            "  " + $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + $0.summary
        }
        return """
            Xinglin \(version): guideline answers with their evidence, on this machine.

            Usage: xinglin [SUBCOMMAND] [OPTIONS]

            \(rows.joined(separator: "\n"))

            Alone, on a terminal, xinglin opens the interface. `xinglin SUBCOMMAND --help` tells more.
            Not a medical device: a clinician decides.
            """
    }
}

/// A file that was refused, with the reason; nothing was changed. Exit status 3.
struct RefusedInput: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
