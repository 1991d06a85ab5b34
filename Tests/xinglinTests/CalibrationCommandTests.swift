import Foundation
import Testing

@testable import Inference
@testable import xinglin

@Suite("xinglin bench --calibrate")
struct CalibrationCommandTests {
    private static let deps = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".deps")
    private static let model = deps.appending(path: "models/SmolLM2-135M-Instruct.Q4_1.gguf")
    /// A file that the set-up put there needn't be hashed first.
    private static let variables = ["XINGLIN_DEPS": deps.path]
    private static let isThere = FileManager.default.fileExists(atPath: model.path)

    @Test(
        "It measures, keeps undisturbed figures for the next load, and takes no more memory than was planned",
        .enabled(if: isThere, "the small model isn't in .deps/models"))
    func measures() throws {
        let program = try Program()
        let run = try program.run(

            "bench", "--calibrate", "--json", "--threads", "1", "--model", Self.model.path, variables: Self.variables)
        let report = try run.json()
        #expect(run.status == 0 && report["schema"] as? String == "xinglin.calibration/1")
        let measured = try #require(report["measured"] as? [String: Any])
        let chunks = try #require(measured["chunks"] as? [[String: Any]]).compactMap { $0["tokens"] as? Int }
        #expect(chunks == [64, 128, 256, 512])
        let kept = CalibrationStore(file: program.home.appending(path: "cache/calibration.json"))
        // Whether the machine was quiet isn't the program's doing.
        let isSteady = try #require(measured["is_steady"] as? Bool)
        #expect((kept.known(Self.model) != nil) == isSteady)
        if let known = kept.known(Self.model) {
            #expect(known.bestThreads == 1 && report["threads"] as? Int == 1)
            #expect(CalibrationReport.line(known).contains("chunks of \(report["chunk"] as? Int ?? 0)"))
        }

        let memory = try #require(report["memory"] as? [String: Any])
        let planned = try #require(memory["planned"] as? [String: Any])
        let parts = ["weights_bytes", "cache_bytes", "buffer_bytes"]
        let sum = parts.compactMap { planned[$0] as? Int }.reduce(0, +)
        let taken = try #require(memory["taken_bytes"] as? Int)
        // What the program itself grows by meanwhile isn't the model's.
        #expect(taken <= sum + 64 << 20, "\(taken >> 20) MiB of \(sum >> 20)")
    }

    @Test("Too little memory is refused with the parts and what to do, and so is what is no size")
    func memory() throws {
        let program = try Program()
        let model = try program.file("tiny.gguf", Data("GGUF".utf8))
        let wrong = try program.run("bench", "--calibrate", "--model", model.path, "--memory", "much")
        #expect(wrong.status == 2 && wrong.notes.contains("--memory takes a size with its unit"))
        guard Self.isThere else { return }
        let small = try program.run(
            "bench", "--calibrate", "--model", Self.model.path, "--memory", "150MB", variables: Self.variables)
        #expect(small.status == 1 && small.notes.contains("weights 94 MB") && small.notes.contains("Raise that"))
    }
}
