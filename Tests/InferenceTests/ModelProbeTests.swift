import Foundation
import TestSupport
import Testing

@testable import Inference

@Suite("A model is tried in a process of its own")
struct ModelProbeTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "probe-\(UUID().uuidString)")

    private func model() throws -> URL {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "tiny.gguf")
        try TinyModel().data.write(to: file)
        return file
    }

    /// A child that does as the shell says instead of trying the file.
    private func probe(_ script: String, seconds: Double = 20) -> ModelProbe {
        ModelProbe(program: URL(filePath: "/bin/sh"), arguments: ["-c", script, "sh"], seconds: seconds)
    }

    private func why(_ probe: ModelProbe) async throws -> String {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try model()
        do throws(InferenceError) {
            return "loaded \(try await probe.run(file).name)"
        } catch {
            return error.description
        }
    }

    @Test(
        "A child that crashes is told with its signal",
        arguments: [("ABRT", 6), ("SEGV", 11), ("KILL", 9), ("XCPU", 24)])
    func crashed(_ name: String, _ number: Int) async throws {
        let why = try await why(probe("kill -\(name) $$"))
        #expect(why.contains("crashed when it was tried (signal \(number))"))
    }

    @Test("A child that hangs is ended, however long it would have slept")
    func hung() async throws {
        #expect(try await why(probe("exec sleep 86400", seconds: 0.5)).contains("took longer than 1 seconds"))
    }

    @Test("A child that talks without end or without sense isn't listened to")
    func garbled() async throws {
        #expect(try await why(probe("exec cat /dev/zero")).contains("no sensible result"))
        #expect(try await why(probe("echo fine")).contains("no sensible result"))
        #expect(try await why(probe("exit 0")).contains("no sensible result"))
    }

    @Test("A program that can't be started is an error of its own")
    func notStarted() async throws {
        let missing = ModelProbe(program: folder.appending(path: "none"))
        #expect(try await why(missing).contains("can't be tried in a process of its own"))
    }

    @Test("What the child found comes through: a refusal, and too little memory as such")
    func reported() async throws {
        let refusal = #"{"schema":"xinglin.probe/1","problem":{"why":"it is odd","remedy":"Take another."}}"#
        #expect(try await why(probe("echo '\(refusal)'")).contains("it is odd. Take another."))
        let report = ProbeReport(.notEnoughMemory(InferenceErrorTests.plan, limitBytes: 1 << 30, isSet: false))
        let text = try String(decoding: JSONEncoder().encode(report), as: UTF8.self)
        #expect(try await why(probe("echo '\(text)'")).contains("weights 3072 MB, cache of 8192 tokens 0 MB"))
    }

    @Test("Calling it off ends the child")
    func cancelled() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, probe) = (try model(), probe("exec sleep 86400"))
        let task = Task { try await probe.run(file) }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        await #expect(throws: InferenceError.cancelled) { _ = try await task.value }
    }

    @Test("What isn't a model needs no child to be told")
    func noChild() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, mark) = (folder.appending(path: "x.gguf"), folder.appending(path: "started").path)
        try Data("PK".utf8).write(to: file)
        await #expect(throws: InferenceError.self) { _ = try await probe("touch '\(mark)'").run(file) }
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test("What was found sound is remembered over runs, and an unreadable memory is no harm")
    func remembered() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "cache/probed.json")
        let probed = ProbedModels(file: file)
        #expect(!probed.contains("abc"))
        probed.insert("abc")
        #expect(probed.contains("abc") && ProbedModels(file: file).contains("abc"))
        try Data(#"{"abc": "another engine", "x"#.utf8).write(to: file)
        #expect(!ProbedModels(file: file).contains("abc"))
        try Data(#"{"abc": "another engine"}"#.utf8).write(to: file)
        #expect(!ProbedModels(file: file).contains("abc"))
    }
}
