import Evidence
import Testing

@testable import Consultation

@Suite("A figure of an answer is looked up in the evidence")
struct FigureMatchTests {
    @Test("A figure equals its equivalent in the other unit, and nothing else")
    func equivalents() {
        let known = Figure(value: 126, unit: "mg/dL", text: "126 mg/dL")
        #expect(EvidenceSet.match(Figure(value: 7.0, unit: "mmol/L", text: ""), known))
        #expect(!EvidenceSet.match(Figure(value: 7.8, unit: "mmol/L", text: ""), known))
        #expect(!EvidenceSet.match(Figure(value: 126, unit: "mmol/L", text: ""), known))
        #expect(EvidenceSet.match(Figure(value: 126, unit: nil, text: ""), known))
    }
}
