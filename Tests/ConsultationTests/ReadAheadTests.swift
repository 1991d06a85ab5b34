import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("The model reads while the question is still being written")
struct ReadAheadTests {
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    private static let results = [
        result(
            "dm-cutoffs", "diabetes", "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
            "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。")
    ]
    private static let earlier = [
        TurnRequest.Earlier(question: "What is diabetes?", answer: "A disease of the metabolism [1].")
    ]

    private func pipeline(_ model: ScriptedModel, isOnSubject: Bool = true) -> TurnPipeline {
        TurnPipeline(
            grove: grove, evidence: FixedEvidence(results: Self.results, isOnSubject: isOnSubject), model: { model })
    }

    private func request(
        _ question: String, language: Language? = nil, phrasing: Phrasing = .phrased
    ) -> TurnRequest {
        TurnRequest(
            question: question, language: language, specialty: "diabetes", patient: .example, history: Self.earlier,
            session: SessionID(), phrasing: phrasing, now: Date(timeIntervalSince1970: 1_790_000_000))
    }

    @Test(
        "With a question it is the very prompt that the question then gets",
        arguments: ["What is the HbA1c cut-off for diabetes?", "空腹血糖多少可诊断糖尿病？"])
    func question(_ question: String) async throws {
        let model = ScriptedModel(["Diabetes is diagnosed at HbA1c ≥6.5% [1]."])
        await pipeline(model).readAhead(request(question))
        #expect(await model.prompts.isEmpty)
        for try await _ in pipeline(model).start(request(question)).events {}
        let (ahead, asked) = await (model.readAhead, model.prompts)
        #expect(ahead.count == 1 && asked.count == 1 && ahead == asked)
    }

    @Test("Without one it is the rules, the patient and the conversation, which the next prompt begins with")
    func history() async throws {
        let model = ScriptedModel(["Diabetes is diagnosed at HbA1c ≥6.5% [1]."])
        await pipeline(model).readAhead(request("", language: .english))
        for try await _ in pipeline(model).start(request("What is the fasting cut-off for diabetes?")).events {}
        let ahead = try #require(await model.readAhead.first)
        let asked = try #require(await model.prompts.first)
        #expect(ahead.map(\.role) == [.system, .user, .assistant])
        #expect(ahead[0].text.contains("Metformin") && ahead[2].text.contains("metabolism"))
        #expect(asked.count > ahead.count && Array(asked.prefix(ahead.count)) == ahead)
    }

    @Test("Before the first question it is the rules and the chart, of the specialty that its first problem belongs to")
    func chart() async throws {
        var patient = Patient.example
        patient.problems.append(Problem(text: "Type 2 diabetes mellitus", status: "active"))
        let model = ScriptedModel(["Diabetes is diagnosed at HbA1c ≥6.5% [1]."])
        var opened = request("", language: .english)
        (opened.patient, opened.specialty, opened.history) = (patient, nil, [])
        await pipeline(model).readAhead(opened)
        opened.question = "What is the HbA1c cut-off for diabetes?"
        for try await _ in pipeline(model).start(opened).events {}
        let ahead = try #require(await model.readAhead.first)
        let asked = try #require(await model.prompts.first)
        #expect(ahead == [asked[0]] && ahead[0].text.contains("Type 2 diabetes mellitus"))
        // Without a chart or a conversation there is nothing to read.
        (opened.question, opened.patient) = ("", nil)
        await pipeline(model).readAhead(opened)
        #expect(await model.readAhead.count == 1)
    }

    @Test("What wouldn't be answered, or not by the model, isn't read")
    func nothing() async throws {
        let model = ScriptedModel(["x"])
        await pipeline(model, isOnSubject: false).readAhead(request("Who won the cup?"))
        await pipeline(model).readAhead(request("What is the HbA1c cut-off for diabetes?", phrasing: .none))
        #expect(await model.readAhead.isEmpty)
    }
}
