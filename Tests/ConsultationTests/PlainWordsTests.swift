import Evidence
import Foundation
import Inference
import Script
import Testing

@testable import Consultation

@Suite("An answer for a patient ends with what people call its terms")
struct PlainWordsTests {
    private static let results = [
        result(
            "dm-cutoffs", "diabetes", "HbA1c ≥6.5% makes the diagnosis. LDL-C, eGFR, SBP and DBP are measured too.",
            "HbA1c≥6.5%可诊断糖尿病。还应检查LDL-C、收缩压和舒张压，并做超声心动图。")
    ]

    /// Fixed passages, with the shipped lexicon's names.
    private struct Named: EvidenceSource {
        let library: Library

        func search(
            _ query: String, specialties: [String]?, limit: Int, context: SearchContext
        ) async throws -> SearchResponse { SearchResponse(results: PlainWordsTests.results, isOnSubject: true) }

        func plainNames(in text: String, inChinese: Bool) async throws -> [PlainName] {
            await library.plainNames(in: text, inChinese: inChinese)
        }
    }

    private func run(
        _ question: String, _ pieces: [String] = [], audience: Audience = .patient, phrasing: Phrasing = .none
    ) async throws -> (told: String, answer: Answer) {
        let model = ScriptedModel(pieces)
        let pipeline = TurnPipeline(
            grove: try TaskSamples.grove.get(), evidence: Named(library: try await WordLibrary.shared.opened()),
            model: { model })
        let request = TurnRequest(
            question: question, audience: audience, session: SessionID(), phrasing: phrasing, now: TaskSamples.day)
        var told = ""
        for try await event in pipeline.start(request).events {
            switch event {
            case .lead(let text), .text(let text): told += text
            case .finished(let answer): return (told, answer)
            default: break
            }
        }
        throw CancellationError()
    }

    @Test(
        "At most four, in the answer's language and script, each once; no sentence of the answer changes by it",
        arguments: [
            (
                "Which HbA1c is diabetes?",
                "Plain words: HbA1c = long-term sugar; LDL-C = bad cholesterol; eGFR = kidney filtration; SBP = top number."
            ),
            ("HbA1c多少可诊断糖尿病？", "通俗名称：HbA1c＝三个月平均血糖；LDL-C＝坏胆固醇；收缩压＝高压；舒张压＝低压。"),
            ("HbA1c多少可診斷糖尿病？", "通俗名稱：HbA1c＝三個月平均血糖；LDL-C＝壞膽固醇；收縮壓＝高壓；舒張壓＝低壓。"),
        ])
    func line(question: String, expected: String) async throws {
        let (told, answer) = try await run(question)
        #expect(answer.answer.hasSuffix("\n\n" + expected), "\(answer.answer)")
        #expect(told.hasSuffix("\n\n" + expected))
        let (_, other) = try await run(question, audience: .clinician)
        #expect(!other.answer.contains(expected.prefix(5)))
        #expect(answer.sentences == other.sentences && answer.why?.sentences == other.why?.sentences)
        #expect(answer.why?.readingLevel == other.why?.readingLevel)
    }

    @Test("It comes after the model's words, and only once")
    func model() async throws {
        let (told, answer) = try await run(
            "Which HbA1c is diabetes?", [" HbA1c ≥6.5% makes the diagnosis [1]."], phrasing: .phrased)
        #expect(answer.answer.contains("In plain words: HbA1c ≥6.5% makes the diagnosis [1].\n\nPlain words: HbA1c ="))
        #expect(told.components(separatedBy: "Plain words: ").count == 2)
    }

    @Test("What the answer calls by its everyday name already, and what may mean something else, isn't explained")
    func withheld() async throws {
        let library = try await WordLibrary.shared.opened()
        func names(_ text: String, inChinese: Bool = false) async -> [String] {
            await library.plainNames(in: text, inChinese: inChinese).map { "\($0.term) = \($0.plain)" }
        }
        #expect(await names("Hypertension is high blood pressure.").isEmpty)
        #expect(await names("高压是收缩压。", inChinese: true).isEmpty)
        #expect(await names("Could it be PE?").isEmpty)
        #expect(
            await names("A pulmonary embolism, and HYPOGLYCAEMIA.").sorted() == [
                "hypoglycaemia = low blood sugar", "pulmonary embolism = clot in the lung",
            ])
        #expect(await names("肺栓塞与心力衰竭", inChinese: true) == ["肺栓塞 = 肺部血栓", "心力衰竭 = 心衰"])
        #expect(await names("Eat well and rest.").isEmpty)
    }
}
