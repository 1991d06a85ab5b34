import Foundation
import Glibc
import Testing

/// A private tmux server with one window of 80×24 that runs a shell.
final class Tmux {
    struct NotSeen: Error, CustomStringConvertible {
        var wanted: String
        var screen: String
        var description: String { "“\(wanted)” did not appear; the screen shows:\n\(screen)" }
    }

    static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/tmux") }

    private let socket = "xinglin-test-\(UUID().uuidString.prefix(8))"
    private var socketFile: String {
        let folder = ProcessInfo.processInfo.environment["TMUX_TMPDIR"] ?? "/tmp"
        return "\(folder)/tmux-\(getuid())/\(socket)"
    }

    init() throws {
        start(
            "python3",
            [
                "-c", Self.clean, "tmux", "-L", socket, "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24",
                "env LC_ALL=C.UTF-8 PS1=prompt: bash --norc --noprofile",
            ])
        do {
            try expect("prompt:")
        } catch {
            end()
            throw error
        }
    }

    func end() {
        run("kill-server")
        try? FileManager.default.removeItem(atPath: socketFile)
    }

    /// Starts the stage in the shell and waits for its first frame.
    func play() throws {
        launch(environment: "TERM=tmux-256color")
        try expect("ready 80x24")
    }

    func launch(environment: String) {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        run(
            "send-keys",
            "clear; \(environment) SWIFT_BACKTRACE=enable=no \(Stage.variable)=1 '\(program)' "
                + "--testing-library swift-testing --filter StageTests; echo status=$?.", "Enter")
    }

    var screen: String { run("capture-pane", "-p") }

    var flags: String {
        run("display", "-p", "alternate #{alternate_on} mouse #{mouse_any_flag} cursor #{cursor_flag}")
            .trimmingCharacters(in: .newlines)
    }

    /// How the shell finds the terminal set.
    func modes() throws -> String {
        run("send-keys", "clear; stty -g; echo modes-end", "Enter")
        try expect("\nmodes-end")
        return screen.split(separator: "\n").first { $0.contains(":") }.map(String.init) ?? ""
    }

    /// The column in which tmux itself has a text, by its own count of the characters before it.
    func column(of text: String) -> Int? {
        // With these keys the cursor stands on the beginning of what was found, not after its end.
        run("set-option", "-g", "mode-keys", "vi")
        run("copy-mode")
        run("send-keys", "-X", "top-line")
        run("send-keys", "-X", "start-of-line")
        run("send-keys", "-X", "search-forward", text)
        defer { run("send-keys", "-X", "cancel") }
        return Int(run("display", "-p", "#{copy_cursor_x}").trimmingCharacters(in: .newlines))
    }

    func kill(_ signal: String) {
        guard let range = screen.range(of: "pid=[0-9]+", options: .regularExpression) else { return }
        start("kill", ["-\(signal.dropFirst(3))", String(screen[range].dropFirst(4))])
    }

    func paste(_ text: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(socket)
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        run("load-buffer", file.path)
        run("paste-buffer", "-p")
    }

    func expect(_ wanted: String, seconds: Double = 10) throws {
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            if screen.contains(wanted) { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw NotSeen(wanted: wanted, screen: screen)
    }

    @discardableResult
    func run(_ arguments: String...) -> String {
        start("tmux", ["-L", socket] + arguments)
    }

    /// The server that stays behind must not inherit two things of a Swift process: the socket by which Foundation sees
    /// that a process has ended (it would see it only with the server's end), and the blocked signals of a Dispatch
    /// thread (nothing but SIGKILL would end the server).
    private static let clean = """
        import os, signal, sys
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        os.closerange(3, 1024)
        os.execvp(sys.argv[1], sys.argv[1:])
        """

    @discardableResult
    private func start(_ program: String, _ arguments: [String]) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["LC_ALL=C.UTF-8", program] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "" }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
