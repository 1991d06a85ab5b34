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

    @Test(
        "In a row of conversions each figure has the unit of its side, so that 64 mmol/mol is no 64%",
        arguments: [
            "HbA1c: 6.5% = 48, 7% = 53, 8% = 64 and 10% = 86 mmol/mol.", "换算：6.5%=48、7%=53、8%=64、10%=86 mmol/mol。",
        ])
    func conversions(_ passage: String) {
        let units = Figure.all(in: passage).map(\.unit)
        #expect(units == ["%", "mmol/mol", "%", "mmol/mol", "%", "mmol/mol", "%", "mmol/mol"])
        let source = Citation(
            n: 1, passage: "p", guideline: "", organisation: "", year: nil, section: nil, grade: nil, edition: .current,
            status: "verified", url: nil, text: passage, alternatives: [passage], score: 1)
        let checker = Checker(citations: [source], question: "?", language: Language(of: passage))
        for (claim, isRight) in [("HbA1c 8% = 64 mmol/mol", true), ("HbA1c 64%", false), ("糖化血红蛋白64%", false)] {
            #expect((checker.check(sentence: claim).verdict != .numberNotInEvidence) == isRight, "\(claim)")
        }
    }

    @Test(
        "A figure in brackets that is the one before it in another unit has that unit, written or not",
        arguments: [
            "HbA1c <7.0–7.5% (53–58 mmol/mol) if healthy, <8.0% (64) with complex health.",
            "健康者HbA1c <7.0–7.5%（53–58 mmol/mol），健康状况复杂者 <8.0%（64）。",
        ])
    func brackets(_ passage: String) {
        #expect(Figure.stated(in: passage).map(\.unit) == ["%", "%", "mmol/mol", "mmol/mol", "%", "mmol/mol"])
        let source = Citation(
            n: 1, passage: "p", guideline: "", organisation: "", year: nil, section: nil, grade: nil, edition: .current,
            status: "verified", url: nil, text: passage, alternatives: [passage], score: 1)
        let checker = Checker(citations: [source], question: "?", language: Language(of: passage))
        for (claim, isRight) in [("HbA1c <8.0% (64 mmol/mol)", true), ("HbA1c <64%", false), ("糖化血红蛋白<64%", false)] {
            #expect((checker.check(sentence: claim).verdict != .numberNotInEvidence) == isRight, "\(claim)")
        }
    }

    @Test("Brackets with something else keep it as it is")
    func otherBrackets() {
        let units = Figure.stated(in: "Reduce by 20% (3) points; 10.2 mmol/L (183); 8% of 64 (64); grade 2 (5).").map(
            \.unit)
        #expect(units == ["%", nil, "mmol/L", "mg/dL", "%", nil, nil, nil, nil])
    }

    @Test("Equations of other things keep their figures as they are")
    func equations() {
        let units = Figure.all(in: "Score = 3, LDL = 2.6 mmol/L. 6.5–8.4 = 5; 5.0–6.4 = 3. A 7% = 53 and B <4 = 2 mg.")
            .map(\.unit)
        #expect(units == [nil, "mmol/L", nil, nil, nil, nil, nil, nil, "%", nil, nil, "mg"])
    }
}
