import Consultation
import Foundation

/// `$VISUAL` or `$EDITOR` on a temporary file that only this user can read.
struct ExternalEditor: Sendable {
    func edit(_ text: String) async -> Result<String, Failure> {
        let environment = ProcessInfo.processInfo.environment
        let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xinglin-\(UUID().uuidString)")
        let file = folder.appendingPathComponent("question.md")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: file)
            let status = try await run(editor, file)
            guard status == 0 else { return .failure(failed(editor, "It ended with status \(status).")) }
            return .success(try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines))
        } catch {
            return .failure(failed(editor, "\(error.localizedDescription)"))
        }
    }

    private func run(_ editor: String, _ file: URL) async throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The editor may carry arguments ("code -w"), so the shell takes it apart; the file's name is an argument.
        process.arguments = ["-c", "\(editor) \"$1\"", "sh", file.path]
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }

    private func failed(_ editor: String, _ why: String) -> Failure {
        Failure(
            what: "The editor \(editor) gave no text back.", why: why,
            whatToDo: "Set EDITOR to an editor that is installed. Your question is unchanged.")
    }
}
