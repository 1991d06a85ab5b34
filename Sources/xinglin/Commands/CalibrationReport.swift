import Consultation
import Foundation
import Inference

/// What was measured with the model, and what its next load takes from it: `xinglin.calibration/1`.
struct CalibrationReport: Encodable {
    var schema = "xinglin.calibration/1"
    var model: String
    var measured: Calibration
    var threads: Int?
    var chunk: Int
    var memory: Memory?

    struct Memory: Encodable {
        var planned: MemoryPlan
        var takenBytes: Int
    }

    init(_ model: String, _ measured: Calibration) {
        self.model = model
        self.measured = measured
        threads = measured.bestThreads
        chunk = measured.bestChunk ?? LoadOptions.usualBatchSize
    }

    /// Measures the model whatever is known already, with room for long chunks, and keeps figures that nothing disturbed.
    static func measure(_ workplace: Workplace) async throws -> CalibrationReport {
        var options = workplace.settings.load
        options.batchSize = 512
        let file = try workplace.modelFile()
        try await workplace.models.admit(file)
        let before = MemoryBudget.ownBytes()
        let manager = try await SessionManager.load(file, options: options)
        guard let found = await manager.calibrate(threads: options.threads) else {
            throw Failure(
                what: "The model can't be measured.", why: "Its context is too short, or the measuring was called off.",
                whatToDo: "Raise the context length, or measure again.")
        }
        if found.isSteady { workplace.calibrations.remember(found) }
        var report = CalibrationReport(manager.info.name, found)
        report.memory = manager.takenBytes(since: before).map { Memory(planned: manager.memory, takenBytes: $0) }
        return report
    }

    var text: String {
        var lines = ["model    \(model), \(measured.subject.processor)", "threads  reading  writing  tokens/s"]
        lines += measured.threads.map {
            Self.column("\($0.threads)", 7) + Self.column($0.reading, 9) + Self.column($0.writing, 9)
                + ($0.threads == threads ? "  chosen" : "")
        }
        lines.append("chunk    reading")
        lines += measured.chunks.map {
            Self.column("\($0.tokens)", 7) + Self.column($0.reading, 9)
                + ($0.tokens == chunk ? "           chosen" : "")
        }
        if let steps = measured.steps {
            let costs = steps.map { "\($0.tokens): \(String(format: "%.2f", $0.cost))" }
            lines.append("at once  " + costs.joined(separator: ", ") + " times one token's time")
        }
        if let memory {
            let (planned, taken) = (memory.planned.totalBytes >> 20, memory.takenBytes >> 20)
            lines.append("memory   \(planned) MiB planned, \(taken) MiB taken")
        }
        if !measured.isSteady {
            lines.append("Other programs were at work, so nothing is kept: measure again when the machine is idle.")
        }
        return lines.joined(separator: "\n")
    }

    /// For `doctor`.
    static func line(_ known: Calibration?) -> String {
        guard let known else {
            return "not yet; done while the interface is idle, or now by `xinglin bench --calibrate`"
        }
        let report = CalibrationReport("", known)
        let threads = known.threads.map { "\($0.threads): \(one($0.writing))" }.joined(separator: ", ")
        return
            "\(report.threads.map { "\($0) threads" } ?? "no threads") (\(threads) tokens/s), chunks of \(report.chunk)"
    }

    private static func one(_ value: Double) -> String { String(format: "%.1f", value) }
    private static func column(_ value: Double, _ width: Int) -> String { column(one(value), width) }
    private static func column(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
