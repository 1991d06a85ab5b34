import Testing

@testable import Clinical

@Suite("What of a chart goes into a prompt")
struct RelevantChartFactsTests {
    private func value(_ text: String, loinc: String? = nil, isKey: Bool = true, isAbnormal: Bool = false) -> ChartFact
    {
        ChartFact(id: text, section: .values, text: text, isAbnormal: isAbnormal, isKey: isKey, loinc: loinc)
    }

    private var chart: [ChartFact] {
        [
            ChartFact(id: "allergies.0", section: .allergies, text: "Allergy: penicillin", isEssential: true),
            value("Glycated haemoglobin (HbA1c): 8.2%", loinc: "4548-4", isAbnormal: true),
            value("Potassium (K+): 4.4 mmol/L", loinc: "2823-3"),
            value("Body weight: 80 kg", loinc: "29463-7"),
            value("Eye colour score: 3", isKey: false),
            ChartFact(id: "problems.0", section: .problems, text: "Problem: type 2 diabetes"),
        ]
    }

    @Test("Allergies and problems always stay, values in the order of the chart")
    func stays() {
        let kept = relevantChartFacts(for: "Hello", among: chart).map(\.id)
        #expect(kept == chart.filter { $0.id != "Eye colour score: 3" }.map(\.id))
    }

    @Test(
        "What the question names comes before what is abnormal, and that before the rest",
        arguments: ["Is her potassium safe with lisinopril?", "血钾偏高吗？"])
    func named(_ question: String) {
        func kept(_ limit: Int) -> [String] {
            relevantChartFacts(for: question, among: chart, limit: limit).filter { $0.section == .values }.map(\.id)
        }
        #expect(kept(1) == ["Potassium (K+): 4.4 mmol/L"])
        #expect(kept(2) == ["Glycated haemoglobin (HbA1c): 8.2%", "Potassium (K+): 4.4 mmol/L"])
        #expect(kept(0).isEmpty)
    }

    @Test("A value of no pack goes in only where the question names it")
    func others() {
        let kept = relevantChartFacts(for: "What does the eye colour score of 3 mean?", among: chart)
        #expect(kept.map(\.id).contains("Eye colour score: 3"))
    }
}
