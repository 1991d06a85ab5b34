import Clinical
import Consultation
import Evidence
import Screen

@testable import Interface

/// Passages with what the library knows of them: other opinions, near copies, pages, what replaced them. The texts are
/// those of the diabetes pack.
extension Samples {
    static let goalEnglish =
        "General goal for many non-pregnant adults: HbA1c <7% (53 mmol/mol) without significant hypoglycaemia; <6.5% (48) may suit healthy low-risk people, and up to 8% (64) is acceptable with limited life expectancy or when harms outweigh benefit."
    static let goalChinese =
        "多数非妊娠成人的一般目标：HbA1c <7%（53 mmol/mol）且无明显低血糖；健康、低风险者可设 <6.5%（48）；预期寿命有限或弊大于利者可放宽至8%（64）。"

    static let internists = OtherPassage(
        passage: "acp-hba1c-goal", organisation: "American College of Physicians (ACP)", year: 2018,
        english:
            "ACP 2018 guidance aims for HbA1c between 7% and 8% in most people with type 2 diabetes and suggests de-intensifying therapy when it is below 6.5%.",
        chinese: "ACP 2018：多数T2DM患者HbA1c控制在7%–8%之间；低于6.5%时建议减轻降糖强度。")

    static let veterans = OtherPassage(
        passage: "vadod-hba1c-2023",
        organisation: "US Department of Veterans Affairs / Department of Defense (VA/DoD)", year: 2023,
        english: "VA/DoD 2023 is understood to suggest an HbA1c range of 7.0–8.5% for most people.",
        chinese: "VA/DoD 2023据了解建议多数患者HbA1c控制在7.0–8.5%。", note: "A range instead of an upper limit")

    static let chineseSociety = OtherPassage(
        passage: "cds-hba1c-goal", organisation: "Chinese Diabetes Society (CDS)", year: 2024)

    /// The general goal, with two other opinions; then three of `citations`, the last of them replaced by the third.
    static func disputedCitations(_ language: Language) -> [Citation] {
        let old = citations(language)
        var goal = old[0]
        goal.passage = "ada-hba1c-goal"
        goal.section = "Rec. 6.3a, 6.4"
        goal.grade = "A"
        goal.page = 141
        goal.text = language.isChinese ? goalChinese : goalEnglish
        goal.why =
            language.isChinese
            ? ["词语匹配第2、语义相近第1", "提到HbA1c", "病历：老年人"]
            : ["2nd by words, 1st by meaning", "names HbA1c", "chart: older adult"]
        goal.alike = [chineseSociety]
        goal.dissents = [internists, veterans]
        var replaced = old[3]
        replaced.replacement = veterans
        var secondary = old[1]
        secondary.status = "secondary"
        return [goal, secondary, old[2], replaced]
    }

    static let routed = SpecialtyChoice(
        id: "diabetes", how: .routed, score: 0.83,
        reason: SpecialtyChoice.Reason(
            english:
                "3 of the first 4 passages are from Diabetes; the question names HbA1c, metformin. Passages from Hypertension answer too.",
            chinese: "前4段中有3段出自“糖尿病”；问题提到糖化血红蛋白、二甲双胍。高血压也有相关段落。"))

    static func disputed(_ language: Language) -> Answer {
        var answer = answer(language)
        answer.citations = disputedCitations(language)
        answer.specialty = routed
        return answer
    }

    /// A question on no specialty's subject.
    static func abstained(_ language: Language) -> Answer {
        var answer = answer(language, status: .abstained)
        answer.specialty = nil
        answer.sentences = []
        answer.citations = Array(answer.citations.prefix(2))
        answer.answer =
            language.isChinese
            ? "这不属于我的范围：指南库中没有关于这个问题的内容，因此不作回答。"
            : "This is not my field: the guideline library has nothing on this subject."
        return answer
    }

    /// Three pages of the document in which the goal stands.
    static let document: OpenedDocument = {
        func passage(
            _ id: String, _ section: String, _ page: Int, _ english: String, _ chinese: String,
            edition: Edition = .current, status: EvidenceStatus = .verified, grade: String? = nil
        ) -> Passage {
            Passage(
                id: id, guideline: "ada-standards-2026", section: section, grade: grade, english: english,
                chinese: chinese, status: status, edition: edition, page: page)
        }
        return OpenedDocument(
            guideline: Guideline(
                id: "ada-standards-2026", title: "Standards of Care in Diabetes—2026",
                organisation: "American Diabetes Association (ADA)", year: 2026,
                url: "https://diabetesjournals.org/care/issue/49/Supplement_1", status: .verified,
                specialty: "diabetes"),
            passages: [
                passage(
                    "ada-metformin-egfr", "Sec. 9", 140,
                    "ADA 2026: do not start metformin if eGFR <45 mL/min/1.73 m2, reduce the dose once eGFR falls below 45, stop below 30.",
                    "ADA 2026：eGFR <45 mL/min/1.73 m2 不起始二甲双胍；降至45以下减量；<30停用。"),
                passage("ada-hba1c-goal", "Rec. 6.3a, 6.4", 141, goalEnglish, goalChinese, grade: "A"),
                passage(
                    "ada-older-adult-goals", "Sec. 13", 144,
                    "Age ≥65: HbA1c <7.0–7.5% (53–58 mmol/mol) if healthy, <8.0% (64) with complex health (TIR ≥50%, time <70 mg/dL (3.9 mmol/L) under 1%).",
                    "≥65岁：健康者HbA1c <7.0–7.5%（53–58 mmol/mol）；健康状况复杂者 <8.0%（64）（TIR ≥50%，<70 mg/dL（3.9 mmol/L）时间<1%）。",
                    status: .unverified),
            ])
    }()
}

extension Play {
    /// As `answerSample`, with passages on which organisations differ and a specialty that says why it was chosen.
    mutating func answerDisputed(_ language: Language = .english) {
        send(
            Samples.patientRead(), .modelLoaded(ModelSummary(name: "qwen2.5-coder-1.5b-instruct", contextLength: 8192)))
        ask(Samples.question(language))
        let id = state.exchanges.last?.id ?? 0
        send(.turnAdvanced(id, .finished(Samples.disputed(language))))
    }

    /// Chooses a passage in the citations pane.
    mutating func choose(_ number: Int) {
        ask("[\(number)]")
        press(.alt("2"))
    }
}
