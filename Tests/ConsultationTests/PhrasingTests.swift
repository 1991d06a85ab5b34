import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("Of the model's own sentences only supported ones stay below the quotations")
struct PhrasingTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)
    private static let results = [
        result(
            "dm-cutoffs", "diabetes", "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
            "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。"),
        result("dm-repeat", "diabetes", "Repeat an abnormal test on another day.", "检查结果异常应另日复查。"),
        result("dm-feet", "diabetes", "Inspect the feet every year.", "每年检查足部。"),
    ]

    private func run(
        _ question: String, _ pieces: [String], phrasing: Phrasing = .phrased, patient: Patient? = nil,
        stopReason: StopReason = .endOfGeneration
    ) async throws -> (events: [TurnEvent], answer: Answer, prompt: [ChatMessage]) {
        let model = ScriptedModel(pieces, stopReason: stopReason)
        let pipeline = TurnPipeline(
            grove: try Grove.load(from: Repository.prompts), evidence: FixedEvidence(results: Self.results),
            model: { model })
        let request = TurnRequest(
            question: question, patient: patient, session: SessionID(), options: GenerationOptions(maxTokens: 100),
            phrasing: phrasing, now: Self.day)
        var events: [TurnEvent] = []
        for try await event in pipeline.start(request).events { events.append(event) }
        guard case .finished(let answer) = try #require(events.last) else { throw CancellationError() }
        return (events, answer, await model.prompts.first ?? [])
    }

    @Test(
        "A supported sentence stays; one with a figure from nowhere is withdrawn, and that is told with the reason",
        arguments: [
            (
                "Which HbA1c is diabetes?",
                [" Diabetes is diagnosed at HbA1c ≥6.5% [1].", " Below 4.2% it is excluded [1]."],
                "In short: Diabetes is diagnosed at HbA1c ≥6.5% [1].", "4.2%"
            ),
            (
                "HbA1c多少可诊断糖尿病？", ["HbA1c≥6.5%可诊断糖尿病[1]。", "低于4.2%可排除[1]。"],
                "简而言之：HbA1c≥6.5%可诊断糖尿病[1]。", "4.2%"
            ),
        ])
    func withdrawn(question: String, pieces: [String], ending: String, figure: String) async throws {
        let (events, answer, _) = try await run(question, pieces)
        #expect(answer.answer.hasSuffix("\n\n" + ending), "\(answer.answer)")
        #expect(answer.sentences.allSatisfy { $0.verdict == .supported } && !answer.answer.contains(figure))
        let warning = try #require(answer.warnings.first { $0.kind == "withdrawn" })
        #expect(warning.message.contains(figure) && answer.warnings.count == 1)
        #expect(answer.why?.withdrawn.map(\.verdict) == [.numberNotInEvidence])
        #expect(answer.why?.sentences.count == answer.sentences.count)
        // Nothing was held back while it was written.
        let streamed = events.compactMap { if case .text(let piece) = $0 { piece } else { nil } }
        #expect(streamed == pieces)
    }

    @Test("Where nothing of it stays, the answer is the quotations; marked sentences stay where the model is free")
    func nothing() async throws {
        let wrong = [" Take 850 mg of metformin at once."]
        let (_, strict, _) = try await run("Which HbA1c is diabetes?", wrong)
        let (_, quoted, _) = try await run("Which HbA1c is diabetes?", [], phrasing: .none)
        #expect(strict.answer == quoted.answer && strict.sentences == quoted.sentences)
        #expect(!strict.answer.contains("In short") && strict.warnings.map(\.kind) == ["withdrawn"])
        let (_, free, _) = try await run("Which HbA1c is diabetes?", wrong, phrasing: .free)
        #expect(free.answer.contains("850 mg") && free.sentences.last?.verdict != .supported)
        #expect(free.warnings.isEmpty && free.why?.withdrawn.isEmpty == true)
    }

    @Test("The model reads the two best quotations only, and goes on from the opening words")
    func prompt() async throws {
        let (_, _, prompt) = try await run("Which HbA1c is diabetes?", [" Yes."])
        let read = prompt.map(\.text).joined(separator: "\n")
        #expect(read.contains("HbA1c ≥6.5%") && read.contains("Repeat an abnormal test") && !read.contains("feet"))
        #expect(prompt.last?.role == .assistant && prompt.last?.text == "In short:")
        let (_, _, free) = try await run("Which HbA1c is diabetes?", [" Yes."], phrasing: .free)
        #expect(free.last?.text.contains("Inspect the feet every year.") == true)
    }

    @Test("To measure what evidence is worth, the model can be left without quotations, or without any evidence")
    func baselines() async throws {
        let (_, bare, prompt) = try await run(
            "Which HbA1c is diabetes?", ["Diabetes is diagnosed at HbA1c ≥6.5%."], phrasing: .bare)
        #expect(prompt.map(\.text).joined().contains("Inspect the feet"))
        #expect(bare.answer == "Diabetes is diagnosed at HbA1c ≥6.5% [1]." && prompt.last?.role == .user)
        let (_, alone, question) = try await run("Which HbA1c is diabetes?", ["At 9%."], phrasing: .alone)
        #expect(
            !question.map(\.text).joined().contains("6.5%") && alone.sentences.first?.verdict == .numberNotInEvidence)
    }

    @Test("What a small model repeats, breaks off or leaves without words is told once, and says nothing")
    func babble() async throws {
        let (_, answer, _) = try await run(
            "Which HbA1c is diabetes?", [" Diabetes!", " !", " Eat 9 apples.", " Eat 9 apples.", " Eat 9 apples."])
        #expect(!answer.answer.contains("In short"))
        #expect(answer.why?.withdrawn.count == 2)
        let warnings = answer.warnings.filter { $0.kind == "withdrawn" }
        #expect(warnings.count == 1 && warnings[0].message.hasSuffix("and 1 more; /why"), "\(warnings)")
    }

    @Test("A model that writes nothing but white space until it is cut leaves the quotations")
    func blank() async throws {
        let (_, answer, _) = try await run(
            "Which HbA1c is diabetes?", ["\n", " \n"], stopReason: .maxTokens)
        let (_, quoted, _) = try await run("Which HbA1c is diabetes?", [], phrasing: .none)
        #expect(answer.answer == quoted.answer && answer.status == .answered && answer.warnings.isEmpty)
        let (_, cut, _) = try await run(
            "Which HbA1c is diabetes?",
            [" Diabetes is diagnosed at HbA1c ≥6.5%.", " Diabetes is diagnosed at HbA1c ≥6"],
            stopReason: .maxTokens)
        #expect(cut.answer.hasSuffix("In short: Diabetes is diagnosed at HbA1c ≥6.5% [1].") && cut.warnings.isEmpty)
    }

    @Test("What the chart forbids is withdrawn too")
    func chart() async throws {
        var patient = Patient.example
        patient.observations = [
            Observation(
                loinc: "33914-3", name: "eGFR", value: Quantity(value: 22, unit: "mL/min/{1.73_m2}"),
                time: PartialDate("2026-08-01"))
        ]
        let (_, answer, _) = try await run("May she take metformin?", [" Continue metformin."], patient: patient)
        #expect(!answer.answer.contains("Continue metformin"))
        #expect(answer.why?.withdrawn.first?.verdict == .againstChart)
    }
}
