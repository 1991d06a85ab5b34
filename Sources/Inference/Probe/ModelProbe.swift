import CLlama
public import Foundation
import Synchronization

/// Tries a model file that nobody vouches for in a process of its own: some damaged files make the engine abort, and no
/// error can be caught then.
public struct ModelProbe: Sendable {
    /// The program that tries it, called as `PROGRAM ARGUMENTS… FILE`; it prints a ``ProbeReport`` as JSON.
    public var program: URL
    public var arguments: [String]
    /// Nil: by the file's size.
    public var seconds: Double?

    public init(program: URL, arguments: [String] = ["--probe"], seconds: Double? = nil) {
        self.program = program
        self.arguments = arguments
        self.seconds = seconds
    }

    private static let longestReport = 1 << 20

    /// Reading and checking take as long as the disk does: a minute, and a second for each 10 MB.
    static func seconds(_ bytes: Int) -> Int { 60 + bytes / 10_000_000 }

    static func confine(bytesOfMemory: Int, seconds: Int) {
        cllama_confine(Int64(bytesOfMemory), Int64(seconds))
    }

    /// - Returns: what the model is. Cancelling the task ends the child.
    /// - Throws: ``InferenceError``: what the child found, or that it crashed, hung or took too much.
    public func run(_ file: URL) async throws(InferenceError) -> ModelInfo {
        // Most of what isn't a model needs no child to be told.
        let facts = try ModelFacts.read(file)
        let child = ProbeChild()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread {
                    continuation.resume(returning: watch(child, file, seconds ?? Double(Self.seconds(facts.bytes))))
                }
                .start()
            }
        } onCancel: {
            child.end(.cancelled)
        }
        return try outcome.get().outcome(file.path)
    }

    private func watch(_ child: ProbeChild, _ file: URL, _ seconds: Double) -> Result<ProbeReport, InferenceError> {
        let process = Process()
        let output = Pipe()
        process.executableURL = program
        process.arguments = arguments + [file.path]
        // A crash is told in the report; nobody needs its backtrace, which would take longer than the whole trial.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try Self.withoutBlockedSignals { try process.run() }
        } catch {
            return .failure(.engine(what: "the model can't be tried in a process of its own", detail: "\(error)"))
        }
        child.begin(process.processIdentifier)
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { child.end(.time) }
        var text = Data()
        while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
            text += piece
            if text.count > Self.longestReport { child.end(.output) }
        }
        process.waitUntilExit()
        let signal = process.terminationReason == .uncaughtSignal ? Int(process.terminationStatus) : nil
        return verdict(child.finish(), signal: signal, text: text, file: file.path, seconds: seconds)
    }

    private func verdict(
        _ end: ProbeChild.End?, signal: Int?, text: Data, file: String, seconds: Double
    ) -> Result<ProbeReport, InferenceError> {
        let another = "Download it again and compare its SHA-256, or choose another model."
        func refused(_ why: String) -> Result<ProbeReport, InferenceError> {
            .failure(.modelFile(path: file, why: why, remedy: another))
        }
        switch end {
        case .cancelled: return .failure(.cancelled)
        case .time: return refused("trying it took longer than \(Int(seconds.rounded(.up))) seconds")
        case .output: return refused("trying it gave no sensible result")
        case nil: break
        }
        // Ctrl+C reached the child before it said that it is the parent's to answer.
        if signal == Int(SIGINT) { return .failure(.cancelled) }
        if let signal {
            return refused(
                "the engine crashed when it was tried (signal \(signal)), so it's damaged or made to do harm")
        }
        guard let report = try? ModelProbe.decoder.decode(ProbeReport.self, from: text) else {
            return refused("trying it gave no sensible result")
        }
        return .success(report)
    }

    /// A child inherits what this thread blocks, and Dispatch's threads block nearly everything: a limit's signal would
    /// never reach it.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}

/// A child that may have to be ended from another thread, but never once its number may be another process's.
private final class ProbeChild: Sendable {
    enum End: Sendable { case time, output, cancelled }

    private struct State {
        var process: Int32?
        var end: End?
        var isOver = false
    }

    private let state = Mutex(State())

    func begin(_ process: Int32) {
        state.withLock { state in
            state.process = process
            if state.end != nil { kill(process, SIGKILL) }
        }
    }

    func end(_ why: End) {
        state.withLock { state in
            guard !state.isOver, state.end == nil else { return }
            state.end = why
            if let process = state.process { kill(process, SIGKILL) }
        }
    }

    func finish() -> End? {
        state.withLock { state in
            state.isOver = true
            return state.end
        }
    }
}
