import Foundation
import Testing

/// The real program, run in a home of its own that goes with it.
final class Program {
    struct Run {
        var status: Int32
        var output: String
        var notes: String

        func json() throws -> [String: Any] {
            try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(notes)")
        }
    }

    let home = FileManager.default.temporaryDirectory.appending(path: "program-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: home) }

    /// Built beside the tests.
    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "xinglin")

    func process(_ arguments: [String], locale: String = "C.UTF-8", _ variables: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        let own = [
            "XINGLIN_HOME": home.path, "XINGLIN_DEPS": home.appending(path: "deps").path, "LC_ALL": locale,
            "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
        ]
        process.environment = own.merging(variables) { $1 }
        process.standardInput = FileHandle.nullDevice
        return process
    }

    func run(_ arguments: String..., locale: String = "C.UTF-8", variables: [String: String] = [:]) throws -> Run {
        let process = process(arguments, locale: locale, variables)
        let (output, notes) = (Pipe(), home.appending(path: "notes-\(UUID().uuidString)"))
        try Data().write(to: notes)
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: notes)
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            notes: try String(contentsOf: notes, encoding: .utf8))
    }

    func file(_ path: String, _ data: Data) throws -> URL {
        let file = home.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file
    }
}
