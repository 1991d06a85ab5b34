import Testing

@testable import Consultation

@Suite("A model may leave words out of a statement, and do nothing else to it")
struct StatedTextTests {
    private func isExcerpt(_ said: String, of source: String) -> Bool {
        let statements = StatedText.all(in: source)
        return StatedText.all(in: said).allSatisfy { $0.isExcerpt(of: statements) }
    }

    @Test(
        "Words that don't matter may go, and whole clauses at the end",
        arguments: [
            (
                "KDIGO 2022 finerenone: start at eGFR ≥25 with ACR ≥30 mg/g, 10 mg daily, recheck potassium at 1 month; 20 mg later.",
                "Finerenone: start at eGFR ≥25 with ACR ≥30 mg/g."
            ),
            (
                "England's targeted programme assesses current and former smokers aged 55 to 74, and reinvites every 24 months.",
                "The guideline says that England's targeted programme assesses current and former smokers aged 55 to 74"
            ),
            (
                "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
                "Diabetes is diagnosed at HbA1c ≥6.5%."
            ),
            ("HbA1c <7% (53 mmol/mol) in healthy adults, looser in others.", "HbA1c <7% in healthy adults."),
            ("空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。", "HbA1c≥6.5%可诊断糖尿病。"),
            ("空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。", "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。"),
            ("成人血压目标为<130/80 mmHg，能耐受时；80岁以上可放宽。", "根据指南，成人的血压目标是<130/80 mmHg。"),
        ])
    func kept(source: String, said: String) {
        #expect(isExcerpt(said, of: source), "\(said)")
    }

    @Test(
        "Nothing that turns, limits or addresses the statement may go, nothing may be added, moved or paired anew",
        arguments: [
            // The advice is against it.
            (
                "Aspirin for primary prevention: don't start at 60 or older; 81 mg daily, consider stopping about age 75.",
                "It is recommended to start at 81 mg daily and consider stopping about age 75."
            ),
            // What limits it stands in a clause or a statement of its own.
            (
                "KDIGO 2022 finerenone: start at eGFR ≥25 with ACR ≥30 mg/g, 10 mg daily, recheck potassium at 1 month; hold above 5.5.",
                "Finerenone: start at eGFR ≥25 with ACR ≥30 mg/g."
            ),
            ("CDS 2024：eGFR ≥30可安全使用二甲双胍；严重肝功能不全者禁用。使用造影剂当日停药。", "根据CDS 2024，eGFR ≥30可安全使用二甲双胍；"),
            ("Start finerenone at 10 mg daily, unless potassium is above 4.8.", "Start finerenone at 10 mg daily."),
            ("起始10 mg每日一次，血钾高于5.0时停用。", "起始10 mg每日一次。"),
            // Of another pair of a row.
            ("Glucose: 126 mg/dL = 7.0 mmol/L, 180 mg/dL = 10.0 mmol/L.", "Glucose 180 mg/dL = 7.0 mmol/L."),
            ("Glucose 126 mg/dL = 7.0 mmol/L and 180 mg/dL = 10.0 mmol/L.", "Glucose 126 mg/dL = 10.0 mmol/L."),
            (
                "Metformin should not be started below an eGFR of 45.",
                "Metformin should be started below an eGFR of 45."
            ),
            ("Start finerenone only if potassium is ≤4.8 mmol/L.", "Start finerenone."),
            ("Children: 10 mg/kg every 6 hours.", "10 mg/kg every 6 hours."),
            ("Adults with an eGFR below 30 receive 10 mg daily.", "Adults receive 10 mg daily."),
            ("In pregnancy give 5 mg once daily.", "Give 5 mg once daily."),
            ("Give 5 mg in pregnancy once daily.", "Give 5 mg once daily."),
            ("HbA1c <7% (53 mmol/mol) in healthy adults, looser in others.", "HbA1c <7%."),
            ("HbA1c <7% (53 mmol/mol) without hypoglycaemia.", "HbA1c <7%."),
            ("Give 5 mg once daily.", "Give 5 mg twice daily."),
            ("Give 5 mg once daily.", "Always give 5 mg once daily."),
            ("HbA1c ≥6.5% is diabetes.", "HbA1c <6.5% is diabetes."),
            ("eGFR低于30禁用二甲双胍。", "eGFR低于30用二甲双胍。"),
            ("妊娠期血糖<3.3 mmol/L须处理。", "血糖<3.9 mmol/L须处理。"),
            ("不建议60岁以上开始服用阿司匹林，每日81 mg。", "建议60岁以上开始服用阿司匹林。"),
            ("TG>20 mmol/L紧急转诊，TC>9.0转专科。", "TG>20转专科。"),
        ])
    func refused(source: String, said: String) {
        #expect(!isExcerpt(said, of: source), "\(said)")
    }

    @Test("A sentence without words is no statement of anything")
    func empty() {
        #expect(StatedText.all(in: "。；. ;").allSatisfy { $0.length == 0 && !$0.isExcerpt(of: [$0]) })
    }
}
