import Clinical
import Consultation
import Evidence
import Foundation
import Inference

/// What the program does of a turn by itself: evidence and computed values before the first token, the checks after it.
struct TurnBench: Encodable {
    /// From the question to its evidence, computed values and quotations.
    var evidence: Latencies
    /// One sentence against the evidence and the chart.
    var check: Latencies

    /// The packs' starter questions in both languages; every second one with a chart.
    static func measure(_ workplace: Workplace, _ library: Library) async throws -> TurnBench {
        let patient = try Bench(workplace: workplace).patient()
        let pipeline = TurnPipeline(grove: workplace.grove, evidence: library) { throw CancellationError() }
        let requests = workplace.grove.questions.enumerated().map { index, question in
            TurnRequest(
                question: question, patient: index.isMultiple(of: 2) ? patient : nil, session: SessionID(),
                phrasing: .none, now: Date())
        }
        var times: [Duration] = []
        var answers: [Answer] = []
        for round in 0...3 {
            for request in requests {
                let start = ContinuousClock.now
                var lead: Duration?
                for try await event in pipeline.start(request).events {
                    if case .lead = event { lead = ContinuousClock.now - start }
                    // The first round warms up.
                    if case .finished(let answer) = event, round == 0 { answers.append(answer) }
                }
                if let lead, round > 0 { times.append(lead) }
            }
        }
        let safety = try workplace.grove.medication
        let check = patient.map {
            ChartCheck(safety: safety, profile: SafetyProfile($0, on: Date(), using: safety))
        }
        return TurnBench(evidence: Latencies(times), check: checks(of: answers, check))
    }

    /// Each answer's sentences against its own evidence, where they stand word for word, and against that of another answer
    /// in the same language, where they have to be weighed.
    private static func checks(of answers: [Answer], _ chartCheck: ChartCheck?) -> Latencies {
        var times: [Duration] = []
        for (index, answer) in answers.enumerated() {
            let checker = Checker(
                citations: answer.citations, computed: answer.computed, question: answer.question,
                language: answer.language, chartCheck: chartCheck)
            let other = answers[(index + 1)...].first { $0.language == answer.language }
            for sentence in answer.sentences + (other?.sentences ?? []) {
                let start = ContinuousClock.now
                _ = checker.check(sentence: sentence.text)
                times.append(ContinuousClock.now - start)
            }
        }
        return Latencies(times)
    }
}
