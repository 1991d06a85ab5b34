import Evidence
import Testing

@testable import Consultation

/// Claims beside what the evidence says; the sign is all that tells them apart.
@Suite("A sentence that says the opposite of its evidence is told")
struct PolarityTests {
    private func sentence(_ claim: String, beside passage: String) -> CheckedSentence {
        let citation = Citation(
            n: 1, passage: "p", guideline: "", organisation: "", year: nil, section: nil, grade: nil, edition: .current,
            status: "verified", url: nil, text: passage, alternatives: [passage], score: 1)
        let language: Language = claim.contains(where: \.isHan) ? .simplifiedChinese : .english
        return Checker(citations: [citation], question: "", language: language).check(sentence: claim)
    }

    private func isOpposite(_ claim: String, _ passage: String) -> Bool {
        let checked = sentence(claim, beside: passage)
        let wording = CheckWording(language: claim.contains(where: \.isHan) ? .simplifiedChinese : .english)
        return checked.verdict == .weakSupport && checked.detail == wording.contradicted
    }

    @Test(
        "Denied where it is affirmed, and the other way round",
        arguments: [
            (
                "Metformin is not contraindicated in severe renal failure.",
                "Metformin is contraindicated in severe renal failure."
            ),
            (
                "Metformin can be used safely in severe renal failure.",
                "Metformin cannot be used safely in severe renal failure."
            ),
            (
                "Routine imaging of the spine is recommended at first visit.",
                "Avoid routine imaging of the spine at first visit."
            ),
            ("Stop aspirin before minor skin surgery.", "Do not stop aspirin before minor skin surgery."),
            ("Increase the insulin dose on sick days.", "Reduce the insulin dose on sick days."),
            ("重度肾功能不全时可以使用二甲双胍。", "重度肾功能不全时禁用二甲双胍。"),
            ("妊娠期不推荐使用甲基多巴降压。", "妊娠期推荐使用甲基多巴降压。"),
            ("病情稳定后胰岛素剂量应增加。", "病情稳定后胰岛素剂量应减少。"),
        ])
    func opposite(_ claim: String, _ passage: String) {
        #expect(isOpposite(claim, passage), "\(sentence(claim, beside: passage))")
    }

    @Test(
        "The same in other words, turned round twice, or of another case",
        arguments: [
            (
                "Metformin should be avoided in severe renal failure.",
                "Metformin is contraindicated in severe renal failure."
            ),
            ("Do not use metformin in severe renal failure.", "Metformin must not be used in severe renal failure."),
            ("Do not start metformin at an eGFR below 45 mL/min.", "Start metformin at an eGFR of at least 45 mL/min."),
            ("Start metformin at an eGFR from 45 mL/min.", "Do not start metformin at an eGFR below 30 mL/min."),
            (
                "Statins are recommended for adults with diabetes.",
                "Statins are recommended for adults with diabetes, and not for children."
            ),
            ("Not only statins but ezetimibe lowers LDL cholesterol.", "Statins and ezetimibe lower LDL cholesterol."),
            ("eGFR不低于45时可启动二甲双胍治疗。", "eGFR≥45时可启动二甲双胍治疗。"),
            ("重度肾功能不全者避免使用二甲双胍。", "重度肾功能不全者禁用二甲双胍。"),
            ("不良反应多为胃肠道不适。", "不良反应多见于胃肠道，为不适。"),
        ])
    func same(_ claim: String, _ passage: String) {
        #expect(!isOpposite(claim, passage), "\(sentence(claim, beside: passage))")
    }

    @Test(
        "The side of a figure turns the meaning too",
        arguments: [
            (
                "Start drugs in adults with blood pressure below 140 mmHg.",
                "Start drugs in adults with blood pressure above 140 mmHg."
            ),
            ("血红蛋白高于70 g/L时输注红细胞。", "血红蛋白低于70 g/L时输注红细胞。"),
            (
                "Transfuse red cells in stable adults when haemoglobin is 70 g/L or more.",
                "Transfuse red cells in stable adults when haemoglobin is <70 g/L."
            ),
        ])
    func sides(_ claim: String, _ passage: String) {
        #expect(isOpposite(claim, passage), "\(sentence(claim, beside: passage))")
    }

    @Test("Where one passage agrees and another has the opposite sign, the sentence stands")
    func mixed() {
        let texts = [
            "Aspirin is recommended after myocardial infarction.",
            "Aspirin is not recommended after myocardial infarction.",
        ]
        let citations = texts.enumerated().map { index, text in
            Citation(
                n: index + 1, passage: "p\(index)", guideline: "", organisation: "", year: nil, section: nil,
                grade: nil,
                edition: .current, status: "verified", url: nil, text: text, alternatives: [text], score: 1)
        }
        let checked = Checker(citations: citations, question: "", language: .english).check(
            sentence: "After myocardial infarction, aspirin is recommended to everyone.")
        #expect(checked.detail != CheckWording(language: .english).contradicted)
    }

    @Test(
        "A part of a sentence has a sign, terms and sides",
        arguments: [
            ("Do not stop aspirin", false), ("Avoid aspirin", true), ("aspirin isn't safe", true),
            ("no more than 5 mg", false),
            ("不推荐阿司匹林", true), ("不应停用阿司匹林", false), ("肾功能不全", false), ("无症状", false),
        ])
    func signs(_ text: String, _ isNegated: Bool) {
        #expect(SignedPart(text).isNegated == isNegated)
    }
}
