import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("Tools start by themselves and stand beside the passages")
struct ToolTurnTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)  // September 2026
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    /// Three passages that a search finds, and two that only their ids find.
    private struct Shelf: EvidenceSource {
        func search(
            _ query: String, specialties: [String]?, limit: Int, context: SearchContext
        ) async throws -> SearchResponse {
            SearchResponse(results: ["a", "b", "cds-metformin-egfr"].map(result), isOnSubject: true)
        }

        func passages(named ids: [String]) async throws -> [SearchResult] {
            ids.filter { ["ada-metformin-egfr", "cds-metformin-egfr", "kdigo-metformin-egfr"].contains($0) }.map(result)
        }
    }

    private func run(
        _ question: String, patient: Patient? = nil, says: [String] = ["Yes."], phrasing: Phrasing = .free
    ) async throws -> (events: [TurnEvent], answer: Answer, prompt: String) {
        let model = ScriptedModel(says, contextLength: 20_000)
        let pipeline = TurnPipeline(grove: grove, evidence: Shelf(), model: { model })
        let request = TurnRequest(
            question: question, patient: patient, session: SessionID(), options: GenerationOptions(maxTokens: 100),
            phrasing: phrasing,
            now: Self.day)
        var events: [TurnEvent] = []
        for try await event in pipeline.start(request).events { events.append(event) }
        guard case .finished(let answer) = try #require(events.last) else { throw Unfinished() }
        return (events, answer, await model.prompts.first?.map(\.text).joined(separator: "\n") ?? "")
    }
    private struct Unfinished: Error {}

    @Test(
        "Passages and computed evidence come before the first token, the deciding passages in front",
        arguments: ["May she take metformin?", "她能用二甲双胍吗？"])
    func order(_ question: String) async throws {
        let (events, answer, prompt) = try await run(question, patient: .example)
        let first = try #require(events.firstIndex { if case .text = $0 { true } else { false } })
        let evidence = try #require(events.firstIndex { if case .evidence = $0 { true } else { false } })
        let computed = try #require(events.firstIndex { if case .computed = $0 { true } else { false } })
        #expect(evidence < computed && computed < first)
        #expect(answer.citations.map(\.passage) == ["ada-metformin-egfr", "cds-metformin-egfr", "a"])
        #expect(answer.citations.map(\.n) == [1, 2, 3])
        #expect(answer.computed.map(\.n) == ["C1", "C2", "C3"])
        #expect(answer.computed.map(\.tool) == ["medication-safety", "egfr-ckd-epi-2021", "metformin-renal"])
        #expect(answer.computed.last?.value == nil)
        #expect(prompt.contains("[ada-metformin-egfr]") && ["[C1]", "[C2]", "[C3]"].allSatisfy(prompt.contains))
        let lines = answer.answer.split(separator: "\n").prefix(3)
        let marks = zip(lines, ["[C1]", "[C2]", "[C3]"])
        #expect(lines.count == 3 && marks.allSatisfy { $0.contains($1) }, "what was computed leads the answer")
    }

    @Test(
        "The model's mark on a table's row stays, and the sentence is supported",
        arguments: [
            ("eGFR 38: start metformin?", "ADA 2026: at eGFR 38 mL/min/1.73 m² don't start metformin [C2]."),
            ("eGFR 38能起始二甲双胍吗？", "ADA 2026：eGFR 38 mL/min/1.73 m²不起始二甲双胍[C2]。"),
        ])
    func cited(_ question: String, _ sentence: String) async throws {
        let (_, answer, _) = try await run(question, says: [sentence])
        let last = try #require(answer.sentences.last)
        #expect(last.verdict == .supported && last.text.contains("[C2]"))
    }

    @Test(
        "The model may put nothing into brackets but the passages and results that it was shown, and the report says so",
        arguments: ["May she take metformin?", "她能用二甲双胍吗？"])
    func marks(_ question: String) async throws {
        let free = try await run(question, patient: .example).answer
        #expect(free.why?.sampler?.citations == ["1", "2", "3", "C1", "C2", "C3"])
        let phrased = try await run(question, patient: .example, phrasing: .phrased).answer
        #expect(phrased.why?.sampler?.citations == ["1", "2", "C1", "C2", "C3"])
        let alone = try await run(question, patient: .example, phrasing: .alone).answer
        #expect(alone.why?.sampler != nil && alone.why?.sampler?.citations == nil)
        for (language, words) in [(Language.english, "in brackets only [1]"), (.simplifiedChinese, "方括号内仅限 [1]")] {
            let lines = ExplanationReport(free, language: language).sections.flatMap(\.lines)
            #expect(lines.contains { $0.text.contains(words + "[2][3][C1][C2][C3]") })
        }
    }

    @Test("Values of the question are computed with, and the chart given to the model stays its own")
    func question() async throws {
        let (_, answer, prompt) = try await run(
            "67-year-old woman, creatinine 2.1 mg/dL: what is her eGFR?", patient: .example)
        let value = try #require(answer.computed.first)
        #expect(value.inputs["creatinine"] == "2.1 mg/dL" && value.inputs["origin"] == "question")
        #expect(prompt.contains("1.4 mg/dL"))
    }

    @Test("A question that calls for nothing has nothing computed", arguments: ["Who wrote this?", "这是谁写的？"])
    func nothing(_ question: String) async throws {
        let (events, answer, _) = try await run(question)
        #expect(answer.computed.isEmpty && answer.citations.map(\.passage) == ["a", "b", "cds-metformin-egfr"])
        #expect(!events.contains { if case .computed = $0 { true } else { false } })
    }

    @Test("A category has null as its value in the JSON")
    func json() throws {
        let value = ComputedValue(n: "C1", tool: "t", inputs: [:], value: nil, unit: "", text: "", source: "")
        let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        #expect(json.contains(#""value":null"#))
        #expect(try JSONDecoder().decode(ComputedValue.self, from: Data(json.utf8)) == value)
    }
}

private func result(_ id: String) -> SearchResult {
    SearchResult(
        passage: Passage(
            id: id, guideline: "g", section: nil, grade: nil, english: "Passage \(id).", chinese: "段落\(id)。",
            title: nil,
            status: .verified, verifiedAt: nil, conflictsWith: [], topic: nil, edition: .current),
        guideline: Guideline(
            id: "g", title: "Guideline", organisation: "Society", year: 2025, url: nil, language: "en",
            status: .verified, supersedes: [], specialty: "diabetes", edition: .current, collection: "packs"),
        score: 1)
}
