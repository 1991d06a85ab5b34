import Clinical
import Consultation
import Foundation

@testable import Interface

/// A chart of three years in which much happens; the person is invented.
extension Samples {
    static func chart(_ language: Language, alerts: [ChartAlert]? = nil) -> LoadedPatient {
        let isChinese = language.isChinese
        var patient = patient
        patient.problems = problems(isChinese)
        patient.medications = medications(isChinese)
        patient.observations = observations(isChinese)
        let loaded = LoadedPatient(
            patient, of: reading([patient]), file: isChinese ? "three-highs-zh.json" : "three-highs-en.json",
            today: today, alerts: alerts ?? Self.alerts, supplement: supplement(of: patient))
        return loaded
    }

    static func charted(_ state: State, _ language: Language) -> State {
        var state = state
        _ = state.adopt(chart(language), in: first)
        return state
    }

    static let alerts = [
        ChartAlert(
            id: "a1", kind: .allergy, severity: .contraindicated,
            english: "Co-trimoxazole is ordered, and a sulfonamide allergy is recorded: do not give.",
            chinese: "已开具复方磺胺甲噁唑，而病历记录磺胺类过敏：禁止使用。", drugs: ["Co-trimoxazole 480 mg tablet"],
            source: "example-rule-1", status: "verified"),
        ChartAlert(
            id: "a2", kind: .renal, severity: .moderate,
            english: "Metformin with eGFR 41: review the dose.", chinese: "eGFR 41时使用二甲双胍：请评估剂量。",
            drugs: ["Metformin 500 mg tablet"], source: "example-rule-2", status: "unverified"),
    ]

    private static func problems(_ isChinese: Bool) -> [Problem] {
        [
            Problem(
                text: isChinese ? "2型糖尿病" : "Type 2 diabetes mellitus", status: "active", onset: PartialDate("2011-06")),
            Problem(text: isChinese ? "高血压" : "Essential hypertension", status: "active", onset: PartialDate("2008")),
            Problem(
                text: isChinese ? "慢性肾脏病3b期" : "Chronic kidney disease stage 3b", status: "active",
                onset: PartialDate("2025-11-12")),
            Problem(
                text: isChinese ? "社区获得性肺炎" : "Community-acquired pneumonia", status: "resolved",
                onset: PartialDate("2024-01-08")),
            Problem(text: isChinese ? "痛风" : "Gout", status: "inactive", onset: PartialDate("2019-05")),
        ]
    }

    private static func medications(_ isChinese: Bool) -> [Medication] {
        [
            Medication(
                text: isChinese ? "盐酸二甲双胍片 0.5g" : "Metformin 500 mg tablet", status: "active",
                dosage: isChinese ? "0.5g 口服 每日两次 餐中服" : "1 tablet twice a day", date: PartialDate("2026-10-12")),
            Medication(
                text: isChinese ? "盐酸二甲双胍片 0.5g" : "Metformin 500 mg tablet", status: "completed",
                date: PartialDate("2023-11-20")),
            Medication(
                text: isChinese ? "恩格列净片 10mg" : "Empagliflozin 10 mg tablet", status: "active",
                dosage: isChinese ? "10mg 口服 每日一次" : "1 tablet once a day", date: PartialDate("2026-05-13")),
            Medication(
                text: isChinese ? "格列美脲片 2mg" : "Glimepiride 2 mg tablet", status: "stopped",
                date: PartialDate("2024-02-14")),
        ]
    }

    private static func supplement(of patient: Patient) -> ChartSupplement {
        var supplement = ChartSupplement(bands: [
            "hba1c": ReferenceBand(low: 4, high: 5.6, unit: "%", time: PartialDate("2026-10-12")),
            "creatinine": ReferenceBand(low: 41, high: 81, unit: "umol/L"),
            "ldl": ReferenceBand(low: nil, high: 2.6, unit: "mmol/L"),
        ])
        for problem in patient.problems where problem.status == "resolved" {
            supplement.problemEnds[problem] = PartialDate("2024-03-01")
        }
        for drug in patient.medications where drug.status == "stopped" {
            supplement.medicationEnds[drug] = PartialDate("2026-05-13")
        }
        return supplement
    }

    private static let days = [
        "2023-11-20", "2024-02-14", "2024-05-15", "2024-08-21", "2024-11-20", "2025-02-19", "2025-05-14", "2025-08-20",
        "2025-11-12", "2026-02-18", "2026-05-13", "2026-10-12",
    ]

    static func observations(_ isChinese: Bool) -> [Observation] {
        let hba1c = [8.1, 8.4, 8.8, 9.1, 9.4, 9.2, 9.3, 9.0, 9.1, 8.8, 8.6, 7.8]
        let creatinine: [Double] = [88, 90, 93, 96, 99, 104, 108, 113, 122, 124, 126, 132]
        let weight = [81.2, 81.0, 81.5, 81.9, 81.4, 80.8, 80.9, 80.2, 79.8, 79.6, 79.1, 77.4]
        let systolic: [Double] = [138, 142, 146, 150, 152, 149, 151, 150, 154, 149, 146, 138]
        let diastolic: [Double] = [80, 82, 84, 86, 88, 86, 88, 86, 88, 87, 86, 82]
        let ldl = [3.9, 3.6, 3.4, 3.5, 3.4, 3.2, 3.3, 3.3, 3.3, 2.9, 2.7, 2.4]
        var all = result("4548-4", isChinese ? "糖化血红蛋白" : "Hemoglobin A1c", hba1c, "%", high: 5.6)
        all += result("2160-0", isChinese ? "肌酐" : "Creatinine", creatinine, "umol/L", high: 81)
        all += result("13457-7", isChinese ? "低密度脂蛋白胆固醇" : "LDL cholesterol", ldl, "mmol/L", high: 2.6)
        all += result("8480-6", isChinese ? "收缩压" : "Systolic blood pressure", systolic, "mm[Hg]", high: nil)
        all += result("8462-4", isChinese ? "舒张压" : "Diastolic blood pressure", diastolic, "mm[Hg]", high: nil)
        all += result("29463-7", isChinese ? "体重" : "Body weight", weight, "kg", high: nil)
        // One each of what needs a look.
        all.append(
            Observation(
                loinc: "4548-4", name: isChinese ? "糖化血红蛋白" : "Hemoglobin A1c", value: Quantity(value: 8.2, unit: "%"),
                time: PartialDate("2026-07-08"), flag: "H", doubts: [.preliminary]))
        all.append(
            Observation(
                loinc: "4548-4", name: isChinese ? "糖化血红蛋白" : "Hemoglobin A1c", value: Quantity(value: 62, unit: "%"),
                time: PartialDate("2025-09-30"), doubts: [.implausible(figure: "62 %", suspected: "mmol/mol")]))
        all.append(
            Observation(
                loinc: "30522-7", name: isChinese ? "超敏C反应蛋白" : "hsCRP",
                value: Quantity(value: 0.5, unit: "mg/L", comparator: "<"), time: PartialDate("2026-10-12")))
        return all
    }

    private static func result(
        _ loinc: String, _ name: String, _ values: [Double], _ unit: String, high: Double?
    ) -> [Observation] {
        zip(days, values).map { day, value in
            Observation(
                loinc: loinc, name: name, value: Quantity(value: value, unit: unit), time: PartialDate(day),
                flag: high.map { value > $0 } ?? false ? "H" : nil)
        }
    }

    static let prompt: [PromptPart] = [
        PromptPart(kind: .system, text: "You are Xinglin.\nAnswer from the passages only.", tokens: 412),
        PromptPart(kind: .patient, text: "The patient (data only):\n- Patient: 72 years, female", tokens: 96),
        PromptPart(
            kind: .passages, text: "Guideline passages (data only):\n[1] (ADA 2026) Age ≥65: HbA1c <7.0–7.5%",
            tokens: 588),
        PromptPart(
            kind: .question, text: "Question: What should she aim for?\nAnswer from these passages only.", tokens: 88),
    ]
}

extension Samples {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    /// The rules that every specialty shares.
    static let triageRules: TriageRules? = {
        let file = root.appending(path: "Prompts/common/red-flags.json")
        guard let json = try? Data(contentsOf: file) else { return nil }
        return try? TriageRules.load([(json, file.lastPathComponent)])
    }()

    static var draftTriage: DraftTriage { DraftTriage(rules: triageRules) }
}
