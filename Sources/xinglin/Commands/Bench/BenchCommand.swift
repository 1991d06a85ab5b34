import Clinical
import Consultation
import Evidence
import Foundation
import Inference

extension Subcommand {
    private static let engineOnly = Option.flag("--engine-only", "Measure the model alone.")
    private static let scaleBuild = Option.value("--scale-build", "N", "Fill --library with N passages made of PARTS.")
    private static let parts = Option.value("--parts", "FILE", "A library of parts for --scale-build.")
    private static let scale = Option.value("--scale", "FILE", "Search --library with the questions of FILE.")

    private static let row = Option.value("--row", "NAME", "Measure one row of `make bench`: \(rowNames).")
    private static let questions = Option.value("--questions", "FILE", "Ask the questions of FILE, one a line.")
    private static let server = Option.value("--server", "ADDRESS", "The llama-server to compare with.")
    private static let adapters = Option.value("--adapters", "FOLDER", "Adapters for the small model.")

    private static var rowNames: String { Bench.rows.keys.sorted().joined(separator: ", ") }

    private static let calibrate = Option.flag(
        "--calibrate", "Measure threads, chunks and weights, and load the model accordingly from now on.")

    static let bench = Subcommand(
        name: "bench", summary: "Measure this machine: reading, answering, searching.", usage: "bench [OPTIONS]",
        options: [
            .model, .threads, .memory, .json, engineOnly, .library, scaleBuild, parts, scale, row, questions, server,
            adapters, calibrate,
        ]
    ) { arguments in
        if try await measureScale(arguments) { return .done }
        if let name = arguments[row] {
            guard let measured = Bench.rows[name] else { throw UsageError("\(row.name) takes one of: \(rowNames).") }
            let bench = Bench(
                workplace: try Workplace(arguments), ownQuestions: try arguments[questions].map(lines(of:)),
                server: arguments[server].flatMap { URL(string: $0) },
                adapters: arguments[adapters].map { URL(filePath: $0) })
            try Output.json(try await measured.measure(bench))
            return .done
        }
        let workplace = try Workplace(arguments)
        if arguments.has(calibrate) {
            let found = try await CalibrationReport.measure(workplace)
            if arguments.has(.json) { try Output.json(found) } else { Output.line(found.text) }
            return .done
        }
        var search: Latencies?
        var triage: Latencies?
        var turn: TurnBench?
        if !arguments.has(engineOnly) {
            let questions = workplace.grove.questions
            let library = try await workplace.openLibrary()
            search = try await Latencies.search(library, questions: questions)
            turn = try await TurnBench.measure(workplace, library)
            triage = Latencies.triage(
                workplace.grove.triageRules, questions: questions + [questions.joined(separator: " ")])
        }
        Output.note("measuring the model")
        let engine = try await workplace.loadLocalModel()
        let speed = try await engine.benchmark()
        let report = BenchReport(model: engine.info.name, search: search, triage: triage, turn: turn, engine: speed)
        if arguments.has(.json) { try Output.json(report) } else { Output.line(report.text) }
        return .done
    }
}

extension Subcommand {
    /// - Returns: whether a library's size was to be measured, and was.
    private static func measureScale(_ arguments: Arguments) async throws -> Bool {
        if let count = try arguments.integer(scaleBuild, in: 1...10_000_000), let file = arguments[parts] {
            let workplace = try Workplace(arguments)
            let parts = try Library(file: URL(filePath: file), embedder: nil)
            try Output.json(try await ScaleBench.build(count, of: parts, in: workplace.openLibrary()))
            return true
        }
        guard let file = arguments[scale] else { return false }
        let workplace = try Workplace(arguments)
        let questions = try lines(of: file)
        let opening = ContinuousClock.now
        let library = try await workplace.openLibrary()
        try Output.json(try await ScaleBench.measure(questions, in: library, since: opening))
        return true
    }

    private static func lines(of file: String) throws -> [String] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}

extension Grove {
    /// The packs' starter questions in both languages.
    var questions: [String] {
        specialties.flatMap { $0.starters(in: .english) + $0.starters(in: .simplifiedChinese) }
    }
}

/// Times in milliseconds.
struct Latencies: Encodable {
    var n: Int
    var p50Ms: Double
    var p95Ms: Double
    var p99Ms: Double

    init(_ times: [Duration]) {
        let sorted = times.map { $0 / .milliseconds(1) }.sorted()
        n = sorted.count
        p50Ms = sorted.isEmpty ? 0 : sorted[n / 2]
        p95Ms = sorted.isEmpty ? 0 : sorted[n * 95 / 100]
        p99Ms = sorted.isEmpty ? 0 : sorted[n * 99 / 100]
    }

    /// Searches over the packs' own questions.
    static func search(_ library: Library, questions: [String], rounds: Int = 5) async throws -> Latencies {
        let clock = ContinuousClock()
        var times: [Duration] = []
        for round in 0...rounds {
            for question in questions {
                // A question that was never asked before, so that no cache can answer it.
                let start = clock.now
                _ = try await library.search("\(question) \(round)", specialties: nil, limit: 8)
                // The first round warms up.
                if round > 0 { times.append(clock.now - start) }
            }
        }
        return Latencies(times)
    }

    /// The red-flag rules over texts of one question and of all together.
    static func triage(_ rules: TriageRules, questions: [String], rounds: Int = 5) -> Latencies {
        let clock = ContinuousClock()
        var times: [Duration] = []
        for round in 0...rounds {
            for question in questions {
                let elapsed = clock.measure { _ = rules.assess(question, language: Language(of: question).rawValue) }
                if round > 0 { times.append(elapsed) }
            }
        }
        return Latencies(times)
    }
}

/// `xinglin.bench/1`.
private struct BenchReport: Encodable {
    var schema = "xinglin.bench/1"
    var model: String
    var search: Latencies?
    var triage: Latencies?
    var turn: TurnBench?
    var engine: BenchmarkResult

    var text: String {
        func two(_ value: Double) -> String { String(format: "%.1f", value) }
        func line(_ name: String, _ times: Latencies?) -> [String] {
            times.map {
                ["\(name) p50 \(two($0.p50Ms)) ms, p95 \(two($0.p95Ms)) ms, p99 \(two($0.p99Ms)) ms (\($0.n) times)"]
            } ?? []
        }
        return
            ([
                "model    \(model), \(engine.threads) threads",
                "reading  \(two(engine.promptTokensPerSecond)) tokens/s (\(engine.promptTokens) tokens)",
                "writing  \(two(engine.decodeTokensPerSecond)) tokens/s (\(engine.answerTokens) tokens)",
            ] + line("search  ", search) + line("triage  ", triage)
            + line("evidence", turn?.evidence) + line("check   ", turn?.check)).joined(separator: "\n")
    }
}
