import Clinical
import Consultation
import Foundation
import Screen

@testable import Interface

/// A chart and a turn to show. The passages are of `three-highs.jsonl`; the person is invented.
enum Samples {
    static let today = Date(timeIntervalSince1970: 1_795_400_000)
    static let specialties = [
        SpecialtyOption(id: "diabetes", english: "Diabetes", chinese: "糖尿病"),
        SpecialtyOption(id: "hypertension", english: "Hypertension", chinese: "高血压"),
        SpecialtyOption(id: "lipids", english: "Lipids", chinese: "血脂"),
    ]

    static func state(_ language: Language = .english, columns: Int = 120, rows: Int = 36) -> State {
        State(
            size: Size(columns: columns, rows: rows), interfaceLanguage: language,
            themeNames: ["dark", "light", "high-contrast"], specialties: specialties)
    }

    static let patient = Patient(
        id: "p1", name: "Chen Guilan 陈桂兰", sex: .female, birthDate: PartialDate("1954-03-02"),
        identifier: "MRN-20417",
        problems: [
            Problem(text: "Type 2 diabetes mellitus", status: "active", onset: PartialDate("2011-06")),
            Problem(text: "Essential hypertension", status: "active", onset: PartialDate("2008")),
        ],
        medications: [
            Medication(text: "Metformin 500 mg tablet", status: "active", dosage: "1 tablet twice a day"),
            Medication(text: "Amlodipine 5 mg tablet", status: "active", dosage: "1 tablet once a day"),
        ],
        allergies: [
            Allergy(text: "Penicillin", criticality: "high", reaction: "Anaphylaxis", status: "active"),
            Allergy(text: "磺胺类", reaction: "皮疹", status: "active"),
        ],
        allergyStatus: .known,
        observations: [
            Observation(
                loinc: "4548-4", name: "HbA1c", value: Quantity(value: 8.2, unit: "%"),
                time: PartialDate("2026-10-12"), flag: "H"),
            Observation(
                loinc: "2160-0", name: "Creatinine", value: Quantity(value: 96, unit: "umol/L"),
                time: PartialDate("2026-10-12"), flag: "H"),
            Observation(
                loinc: "8480-6", name: "Systolic blood pressure", value: Quantity(value: 148, unit: "mm[Hg]"),
                time: PartialDate("2026-10-30")),
        ])

    static let otherPatient = Patient(id: "p2", name: "Lin Wei", sex: .male, birthDate: PartialDate("1971"))

    static func reading(_ patients: [Patient] = [patient]) -> PatientReading {
        PatientReading(
            patients: patients, skipped: [SkippedResource(resource: "Encounter", id: nil, why: "not used, 12 of them")],
            warnings: ["One observation has no unit."])
    }

    /// The consultation that a new state has open.
    static let first = ConsultationID(1)

    static func patientRead(_ patients: [Patient] = [patient], for consultation: ConsultationID = first) -> Event {
        .patientRead(reading(patients), alerts: [], file: "three-highs-en.json", today: today, for: consultation)
    }

    // MARK: A turn

    static func question(_ language: Language) -> String {
        language.isChinese
            ? "这位老年糖尿病患者的HbA1c控制目标是多少？二甲双胍需要调整吗？"
            : "What HbA1c should this older patient aim for, and does her metformin need a change?"
    }

    static func citations(_ language: Language) -> [Citation] {
        [
            citation(
                1, "ada-older-adult-goals", "American Diabetes Association (ADA)", 2026,
                "Standards of Care in Diabetes—2026", language,
                "Age ≥65: HbA1c <7.0–7.5% (53–58 mmol/mol) if healthy, <8.0% (64) with complex health (TIR ≥50%, time <70 mg/dL (3.9 mmol/L) under 1%).",
                "≥65岁：健康者HbA1c <7.0–7.5%（53–58 mmol/mol）；健康状况复杂者 <8.0%（64）（TIR ≥50%，<70 mg/dL（3.9 mmol/L）时间<1%）。",
                section: "Sec. 13", url: "https://diabetesjournals.org/care/issue/49/Supplement_1"),
            citation(
                2, "ada-metformin-egfr", "American Diabetes Association (ADA)", 2026,
                "Standards of Care in Diabetes—2026", language,
                "ADA 2026: do not start metformin if eGFR <45 mL/min/1.73 m2, reduce the dose once eGFR falls below 45, stop below 30.",
                "ADA 2026：eGFR <45 mL/min/1.73 m2 不起始二甲双胍；降至45以下减量；<30停用。", section: "Sec. 9",
                url: "https://diabetesjournals.org/care/issue/49/Supplement_1"),
            citation(
                3, "vadod-hba1c-2023", "US Department of Veterans Affairs / Department of Defense (VA/DoD)", 2023,
                "CPG for the Management of Type 2 Diabetes Mellitus", language,
                "VA/DoD 2023 is understood to suggest an HbA1c range of 7.0–8.5% for most people when it can be reached safely.",
                "VA/DoD 2023据了解建议多数患者在安全前提下HbA1c控制在7.0–8.5%。", status: "unverified"),
            citation(
                4, "vadod-hba1c-2017", "US Department of Veterans Affairs / Department of Defense (VA/DoD)", 2017,
                "CPG for the Management of Type 2 Diabetes Mellitus in Primary Care", language,
                "VA/DoD 2017 used ranges: 6–7% with life expectancy ≥10–15 years and no/mild microvascular disease, 7–8.5% with established vascular disease, comorbidity or 5–10 years of life expectancy, and 8–9% with <5 years or advanced disease.",
                "VA/DoD 2017采用范围目标：预期寿命≥10–15年且无/轻度微血管病变者6–7%；已有血管病变、合并症或预期寿命5–10年者7–8.5%；预期寿命<5年或晚期并发症者8–9%。",
                edition: .superseded, url: "https://doi.org/10.7326/M17-1362"),
        ]
    }

    private static func citation(
        _ n: Int, _ passage: String, _ organisation: String, _ year: Int, _ guideline: String, _ language: Language,
        _ english: String, _ chinese: String, section: String? = nil, status: String = "verified",
        edition: Citation.Edition = .current, url: String? = nil
    ) -> Citation {
        Citation(
            n: n, passage: passage, guideline: guideline, organisation: organisation, year: year, section: section,
            grade: nil, edition: edition, status: status, url: url, text: language.isChinese ? chinese : english,
            alternatives: [english, chinese], score: 0.8)
    }

    static func answer(_ language: Language, status: AnswerStatus = .answered) -> Answer {
        var answer = Answer(question: question(language), language: language, audience: .clinician)
        answer.status = status
        answer.specialty = SpecialtyChoice(id: "diabetes", how: .routed, score: 0.83)
        answer.citations = citations(language)
        answer.sentences = sentences(language)
        answer.answer =
            language.isChinese
            ? "**控制目标：**健康的老年患者HbA1c <7.0–7.5%，健康状况复杂者 <8.0% [1]。\n\n- eGFR 低于45时二甲双胍减量[2]。\n- 空腹血糖应低于6.2 mmol/L。"
            : "**Goal:** in healthy older people HbA1c <7.0–7.5%, and <8.0% with complex health [1].\n\n- Reduce metformin once eGFR falls below 45 [2].\n- Keep fasting glucose below 6.2 mmol/L."
        answer.timings.retrievalMilliseconds = 41.4
        answer.timings.promptTokens = 1184
        answer.timings.cachedTokens = 812
        answer.timings.firstTokenMilliseconds = 1930
        answer.timings.answerTokens = 96
        answer.timings.tokensPerSecond = 27.14
        return answer
    }

    private static func sentences(_ language: Language) -> [CheckedSentence] {
        let isChinese = language.isChinese
        return [
            CheckedSentence(
                text: isChinese
                    ? "控制目标：健康的老年患者HbA1c <7.0–7.5%，健康状况复杂者 <8.0% [1]。"
                    : "Goal: in healthy older people HbA1c <7.0–7.5%, and <8.0% with complex health [1].",
                citations: [1], verdict: .supported, detail: nil),
            CheckedSentence(
                text: isChinese ? "eGFR 低于45时二甲双胍减量[2]。" : "Reduce metformin once eGFR falls below 45 [2].",
                citations: [2], verdict: .supported,
                detail: isChinese ? "引文由[3]更正为[2]" : "The citation was corrected from [3] to [2]."),
            CheckedSentence(
                text: isChinese ? "空腹血糖应低于6.2 mmol/L。" : "Keep fasting glucose below 6.2 mmol/L.", citations: [],
                verdict: .numberNotInEvidence,
                detail: isChinese
                    ? "6.2 mmol/L 不在引用的段落、病历或问题中。"
                    : "6.2 mmol/L is in no cited passage, the chart or the question."),
        ]
    }

    static let failure = Failure(
        what: "The file three-highs.json can't be read.", why: "It ends in the middle of a value.",
        whatToDo: "Export it again and load it with /patient.")

    static let emergency = TriageNotice(
        level: .emergency,
        rules: [
            .init(
                id: "chest-pain", message: "Chest pain with sweating: call the emergency number now.",
                matched: "chest pain", source: nil)
        ])
}
