import Consultation
import Foundation
import Inference

/// The most memory that the program takes with sixteen consultations open and asked, library and search model included.
struct ManyConsultationsBench: BenchRow {
    private static let sessions = 16

    var consultations = 0
    /// Those whose last prompt and answer are still in the engine's cache.
    var cached = 0
    var cachedTokens = 0
    var contextLength = 0
    /// Of this process, weights in mapped files included; from /proc/self/status.
    var peakResidentBytes = 0
    var peakResidentGibibytes = 0.0

    static func measure(_ bench: Bench) async throws -> ManyConsultationsBench {
        let engine = try await bench.engine()
        let starters = bench.starters(.english) + bench.starters(.simplifiedChinese)
        let prompts = try await bench.prompts(starters.map { ($0.question, $0.specialty) }, engine, phrasing: .standard)
        var result = ManyConsultationsBench(contextLength: engine.info.contextLength)
        var open: [SessionID] = []
        for prompt in prompts.prefix(sessions) {
            let session = engine.openSession()
            _ = try await engine.answer(to: prompt, in: session, most: 8)
            open.append(session)
        }
        for session in open {
            let tokens = await engine.cachedTokens(session).session
            result.cached += tokens > 0 ? 1 : 0
            result.cachedTokens += tokens
        }
        result.consultations = open.count
        result.peakResidentBytes = ProcessMemory.peakResidentBytes
        result.peakResidentGibibytes = Double(result.peakResidentBytes) / Double(1 << 30)
        return result
    }
}

/// What the system says of this process's memory.
enum ProcessMemory {
    static var residentBytes: Int { bytes("VmRSS:") }
    static var peakResidentBytes: Int { bytes("VmHWM:") }

    private static func bytes(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) << 10
    }
}
