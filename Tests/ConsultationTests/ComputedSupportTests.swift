import Evidence
import Testing

@testable import Consultation

@Suite("Computed evidence supports a sentence as a passage does")
struct ComputedSupportTests {
    private static let english =
        "Metformin by kidney function, eGFR 38 mL/min/1.73 m² (2026-08-01): ADA 2026 — start the drug: Don't start "
        + "metformin; already taking it: Reduce the dose [ada-metformin-egfr]. ≠ CDS 2024 — Can be used safely "
        + "[cds-metformin-egfr]. The organisations differ (≠)"
    private static let chinese =
        "二甲双胍与肾功能，eGFR 38 mL/min/1.73 m²（2026-08-01）：ADA 2026：起始用药：不起始二甲双胍；已在用药：减量 "
        + "[ada-metformin-egfr]。≠ CDS 2024：可安全使用 [cds-metformin-egfr]。各机构意见不一（≠）"

    private func check(_ sentence: String, _ text: String, _ language: Language) -> CheckedSentence {
        let computed = [
            ComputedValue(
                n: "C1", tool: "egfr-ckd-epi-2021", inputs: [:], value: 38, unit: "", text: "eGFR 38 (G3b)", source: ""),
            ComputedValue(n: "C2", tool: "metformin-renal", inputs: [:], value: nil, unit: "", text: text, source: ""),
        ]
        return Checker(
            citations: [citation(1, "Start drug treatment at ≥140/90 mmHg.", "血压≥140/90 mmHg即开始药物治疗。")],
            computed: computed, question: "?", language: language
        ).check(sentence: sentence)
    }

    @Test(
        "A sentence that restates a table's row is supported, and keeps its mark",
        arguments: [
            (
                "ADA 2026: with an eGFR of 38 mL/min/1.73 m², don't start metformin; if already taking it, reduce the dose [C2].",
                english, Language.english
            ),
            ("At an eGFR of 38 mL/min/1.73 m² ADA 2026 says to reduce the metformin dose.", english, .english),
            ("ADA 2026：eGFR 38 mL/min/1.73 m²时不起始二甲双胍，已在用药者减量[C2]。", chinese, .simplifiedChinese),
            ("eGFR 38 mL/min/1.73 m²，CDS 2024：二甲双胍可安全使用。", chinese, .simplifiedChinese),
        ])
    func restated(_ sentence: String, _ text: String, _ language: Language) {
        let checked = check(sentence, text, language)
        #expect(checked.verdict == .supported, "\(checked)")
        #expect(checked.text.contains("[C2]") && checked.citations.isEmpty && checked.detail == nil)
    }

    @Test(
        "A figure that isn't the table's is found, whatever the mark says",
        arguments: [
            (
                "ADA 2026: with an eGFR of 52 mL/min/1.73 m², don't start metformin; reduce the dose [C2].", english,
                Language.english
            ),
            ("ADA 2026：eGFR 52 mL/min/1.73 m²时不起始二甲双胍，已在用药者减量[C2]。", chinese, .simplifiedChinese),
        ])
    func wrongFigure(_ sentence: String, _ text: String, _ language: Language) {
        #expect(check(sentence, text, language).verdict == .numberNotInEvidence)
    }

    @Test(
        "A mark alone supports nothing",
        arguments: [
            ("The weather is fine in April and the trains run late [C2].", english, Language.english),
            ("今天天气晴朗，火车晚点了[C2]。", chinese, .simplifiedChinese),
        ])
    func markAlone(_ sentence: String, _ text: String, _ language: Language) {
        let checked = check(sentence, text, language)
        #expect(checked.verdict == .uncited && !checked.text.contains("[C2]"))
    }

    @Test("A passage keeps its own mark beside", arguments: [Language.english])
    func passage(_ language: Language) {
        let checked = check("Start drug treatment at ≥140/90 mmHg [1].", Self.english, language)
        #expect(checked.text == "Start drug treatment at ≥140/90 mmHg [1]." && checked.citations == [1])
    }
}
