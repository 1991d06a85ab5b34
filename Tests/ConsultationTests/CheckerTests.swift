import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("Every sentence is tied to its source and every figure is looked up")
struct CheckerTests {
    private let citations = [
        citation(
            1, "Start drug treatment at ≥140/90 mmHg in all adults.", "所有成人血压≥140/90 mmHg即开始药物治疗。"),
        citation(
            2, "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
            "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。"),
    ]

    private func checker(_ language: Language = .english, question: String = "?", chart: [String] = []) -> Checker {
        Checker(citations: citations, chart: chart, question: question, language: language)
    }

    @Test("A sentence that a passage says is supported and carries that passage's number")
    func supported() {
        let result = checker().check(sentence: "Diabetes is diagnosed when fasting plasma glucose is ≥126 mg/dL [2].")
        #expect(result.verdict == .supported)
        #expect(result.citations == [2])
        #expect(result.text == "Diabetes is diagnosed when fasting plasma glucose is ≥126 mg/dL [2].")
        #expect(result.detail == nil)
    }

    @Test("A wrong number is corrected, and says so", arguments: [Language.english, .simplifiedChinese])
    func corrected(language: Language) {
        let sentence =
            language == .english
            ? "Diabetes is diagnosed when HbA1c is ≥6.5% [1]." : "HbA1c≥6.5%即可诊断糖尿病[1]。"
        let result = checker(language).check(sentence: sentence)
        #expect(result.verdict == .supported)
        #expect(result.citations == [2])
        #expect(result.text.contains("[2]") && !result.text.contains("[1]"))
        #expect(result.detail?.contains("[1]") == true)
    }

    @Test(
        "A figure that stands nowhere in the evidence is found", arguments: ["136 mg/dL", "8.6 mmol/L", "126 mmol/L"])
    func invented(figure: String) {
        let result = checker().check(sentence: "Diabetes is diagnosed at fasting plasma glucose ≥\(figure) [2].")
        #expect(result.verdict == .numberNotInEvidence)
        #expect(result.detail?.contains(figure) == true)
    }

    @Test("The same figure in another unit is in the evidence")
    func equivalent() {
        #expect(
            checker().check(sentence: "Diabetes is diagnosed at fasting plasma glucose ≥7.0 mmol/L [2].").verdict
                == .supported)
        #expect(checker(.simplifiedChinese).check(sentence: "空腹血糖≥7.0 mmol/L可诊断糖尿病。").verdict == .supported)
    }

    @Test("Figures of the chart and of the question count as evidence")
    func chart() {
        let checker = checker(question: "BP 152/94 mmHg, treat?", chart: ["eGFR 38 mL/min/1.73 m²"])
        let result = checker.check(sentence: "At 152/94 mmHg, drug treatment of adults should start (eGFR 38 mL/min).")
        #expect(result.verdict != .numberNotInEvidence)
    }

    @Test("A mark that doesn't exist on a sentence that nothing supports is named")
    func unknown() {
        let result = checker().check(sentence: "Bananas prevent migraine [7].")
        #expect(result.verdict == .unknownCitation)
        #expect(result.citations.isEmpty)
    }

    @Test("A sentence that nothing supports is uncited")
    func uncited() {
        #expect(checker().check(sentence: "Bananas prevent migraine.").verdict == .uncited)
        #expect(checker(.simplifiedChinese).check(sentence: "多吃香蕉预防偏头痛。").verdict == .uncited)
    }

    @Test(
        "Advice that the chart forbids is against the chart, however well it is supported",
        arguments: [
            (Language.english, "Start drug treatment with ramipril at ≥140/90 mmHg in all adults [1]."),
            (.simplifiedChinese, "所有成人血压≥140/90 mmHg即开始雷米普利药物治疗[1]。"),
        ])
    func againstChart(language: Language, sentence: String) throws {
        let safety = try Grove.load(from: Repository.prompts).medication
        let patient = Patient(
            id: "p", name: "Sample Patient", sex: .female, problems: [Problem(text: "妊娠12周", status: "active")])
        let profile = SafetyProfile(patient, on: Date(timeIntervalSince1970: 1_790_000_000), using: safety)
        let checker = Checker(
            citations: citations, question: "?", language: language,
            chartCheck: ChartCheck(safety: safety, profile: profile))
        let result = checker.check(sentence: sentence)
        #expect(result.verdict == .againstChart && result.citations == [1])
        #expect(result.detail?.contains("妊娠12周") == true)
        #expect(result.detail?.hasPrefix(language == .english ? "Against the chart." : "与病历相悖。") == true)
        let warning = language == .english ? "Ramipril is contraindicated." : "禁用雷米普利。"
        #expect(checker.check(sentence: warning).verdict != .againstChart)
        #expect(self.checker(language).check(sentence: sentence).verdict == .supported)
    }

    @Test("What the question says of the patient counts as the chart does")
    func questionAsChart() throws {
        let safety = try Grove.load(from: Repository.prompts).medication
        let request = TurnRequest(
            question: "患者：eGFR 24，2型糖尿病。问：可以开始用二甲双胍吗？", session: SessionID(),
            now: Date(timeIntervalSince1970: 1_790_000_000))
        let check = try #require(ChartCheck(request, safety: safety))
        #expect(!check.objections(to: "可以开始用二甲双胍。", in: .simplifiedChinese).isEmpty)
        #expect(check.objections(to: "eGFR低于30时禁用二甲双胍。", in: .simplifiedChinese).isEmpty)
        let general = TurnRequest(
            question: "What is the first-line drug for type 2 diabetes?", session: SessionID(), now: request.now)
        #expect(ChartCheck(general, safety: safety)?.objections(to: "Start metformin.", in: .english).isEmpty ?? true)
    }

    @Test(
        "A figure that only unverified passages support is marked, in the answer's language",
        arguments: [
            (Language.english, "Diabetes is diagnosed at HbA1c ≥6.5%.", "unverified"),
            (.simplifiedChinese, "HbA1c≥6.5%可诊断糖尿病。", "未核实"), (.traditionalChinese, "HbA1c≥6.5%可诊断糖尿病。", "未核實"),
        ])
    func unverified(language: Language, sentence: String, reason: String) {
        func verdict(_ status: EvidenceStatus, question: String = "?") -> CheckedSentence {
            let changed = citations.map { citation in
                var citation = citation
                citation.status = status.rawValue
                return citation
            }
            return Checker(citations: changed, question: question, language: language).check(sentence: sentence)
        }
        #expect(verdict(.unverified).verdict == .weakSupport)
        #expect(verdict(.unverified).detail?.contains(reason) == true)
        #expect(verdict(.verified).verdict == .supported && verdict(.secondary).verdict == .supported)
        // A figure that the asker brought is not the passage's to vouch for.
        #expect(verdict(.unverified, question: "HbA1c 6.5%?").verdict == .supported)
    }

    @Test("The answer's text keeps its words; only its marks are the program's")
    func answer() {
        let (text, sentences) = checker().check("Treat adults with drugs at ≥140/90 mmHg [2].\nDiabetes: HbA1c ≥6.5%.")
        #expect(text == "Treat adults with drugs at ≥140/90 mmHg [1].\nDiabetes: HbA1c ≥6.5% [2].")
        #expect(sentences.count == 2)
    }
}

func citation(_ n: Int, _ english: String, _ chinese: String) -> Citation {
    Citation(
        n: n, passage: "passage-\(n)", guideline: "Guideline", organisation: "Organisation", year: 2025, section: nil,
        grade: nil, edition: .current, status: "verified", url: nil, text: english, alternatives: [english, chinese],
        score: 1)
}
