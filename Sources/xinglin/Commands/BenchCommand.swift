import Consultation
import Evidence
import Foundation
import Inference

extension Subcommand {
    static let bench = Subcommand(
        name: "bench", summary: "Measure this machine: reading, answering, searching.", usage: "bench [OPTIONS]",
        options: [.model, .threads, .json]
    ) { arguments in
        let workplace = try Workplace(arguments)
        let library = try await workplace.openLibrary()
        let search = try await SearchBench.measure(library, questions: workplace.grove.questions)
        Output.note("measuring the model; this takes about a minute")
        let engine = try await workplace.loadModel()
        let speed = try await engine.benchmark()
        let report = BenchReport(model: engine.info.name, search: search, engine: speed)
        if arguments.has(.json) { try Output.json(report) } else { Output.line(report.text) }
        return .done
    }
}

extension Grove {
    /// The packs' starter questions in both languages.
    fileprivate var questions: [String] {
        specialties.flatMap { $0.starters(in: .english) + $0.starters(in: .simplifiedChinese) }
    }
}

/// Search latency in milliseconds over the packs' own questions.
struct SearchBench: Encodable {
    var n: Int
    var p50Ms: Double
    var p95Ms: Double

    static func measure(_ library: Library, questions: [String], rounds: Int = 5) async throws -> SearchBench {
        let clock = ContinuousClock()
        var times: [Double] = []
        for round in 0...rounds {
            for question in questions {
                // A question that was never asked before, so that no cache can answer it.
                let start = clock.now
                _ = try await library.search("\(question) \(round)", specialties: nil, limit: 8)
                // The first round warms up.
                if round > 0 { times.append((clock.now - start) / .milliseconds(1)) }
            }
        }
        times.sort()
        return SearchBench(n: times.count, p50Ms: times[times.count / 2], p95Ms: times[times.count * 95 / 100])
    }
}

/// `xinglin.bench/1`.
private struct BenchReport: Encodable {
    var schema = "xinglin.bench/1"
    var model: String
    var search: SearchBench
    var engine: BenchmarkResult

    var text: String {
        func two(_ value: Double) -> String { String(format: "%.1f", value) }
        return """
            model    \(model), \(engine.threads) threads
            reading  \(two(engine.promptTokensPerSecond)) tokens/s (\(engine.promptTokens) tokens)
            writing  \(two(engine.decodeTokensPerSecond)) tokens/s (\(engine.answerTokens) tokens)
            search   p50 \(two(search.p50Ms)) ms, p95 \(two(search.p95Ms)) ms (\(search.n) searches)
            """
    }
}
