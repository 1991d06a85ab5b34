extension ClinicalTool {
    static let rcri = ClinicalTool(
        id: "rcri", aliases: ["revised-cardiac-risk-index", "lee-index"],
        name: BilingualText("Revised Cardiac Risk Index", "改良心脏风险指数（RCRI）"),
        inputs: [
            .yesNo("high_risk_surgery", aliases: ["surgery"], "high-risk surgery", "高风险手术"),
            .yesNo(
                "ischaemic_heart_disease", aliases: ["ihd", "ischemic_heart_disease"], "ischaemic heart disease",
                "缺血性心脏病"),
            .yesNo("heart_failure", aliases: ["hf", "congestive_heart_failure"], "heart failure", "心力衰竭"),
            .yesNo("cerebrovascular_disease", aliases: ["stroke"], "cerebrovascular disease", "脑血管病"),
            .yesNo(
                "insulin_treated_diabetes", aliases: ["insulin", "diabetes_on_insulin"],
                "diabetes treated with insulin", "胰岛素治疗的糖尿病"),
            .yesNo(
                "creatinine_over_2_mg_dl",
                aliases: ["cr", "creatinine_over_2", "creatinine_over_177_umol_l", "raised_creatinine"],
                "creatinine above 2 mg/dL (177 µmol/L)", "肌酐>2 mg/dL（177 µmol/L）"),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText("one point for each of the six items; 0–6", "六项各1分；0–6分"),
        bands: [
            .below(1, "very low risk", "极低危"), .from(1, below: 2, "low risk", "低危"),
            .from(2, below: 3, "intermediate risk", "中危"), .from(3, "high risk", "高危"),
        ],
        limits: BilingualText(
            "major cardiac complications of elective non-cardiac surgery", "用于择期非心脏手术的主要心脏并发症"),
        source: ToolSource(
            "Lee 1999, Circulation 100:1043", seenAt: ToolSource.medCalcBench("cardiac_risk_index"), status: .verified),
        keywords: ["rcri", "perioperative", "surgery", "operation", "围术期", "圍術期", "手术", "手術"],
        examples: [
            .items(rcriItems, present: ["high_risk_surgery", "ischaemic_heart_disease"], 2),
            .items(rcriItems, present: ["insulin_treated_diabetes", "creatinine_over_2_mg_dl"], 2),
        ]
    ) { values throws(ToolError) in
        try .number(
            values.points(
                "high_risk_surgery", "ischaemic_heart_disease", "heart_failure", "cerebrovascular_disease",
                "insulin_treated_diabetes", "creatinine_over_2_mg_dl"))
    }

    private static let rcriItems = [
        "high_risk_surgery", "ischaemic_heart_disease", "heart_failure", "cerebrovascular_disease",
        "insulin_treated_diabetes", "creatinine_over_2_mg_dl",
    ]
}
