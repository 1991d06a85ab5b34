extension ClinicalTool {
    static let homaIR = ClinicalTool(
        id: "homa-ir", name: BilingualText("HOMA-IR index of insulin resistance", "HOMA-IR胰岛素抵抗指数"),
        inputs: [
            ToolInput(
                "fasting_glucose", aliases: ["glucose"], BilingualText("fasting plasma glucose", "空腹血糖"),
                .number(ToolQuantity("mg/dL", 50...400, analyte: "fasting-glucose"))),
            ToolInput(
                "fasting_insulin", aliases: ["insulin"], BilingualText("fasting insulin", "空腹胰岛素"),
                .number(
                    ToolQuantity(
                        "m[IU]/L", 1...300,
                        others: [ToolUnit("u[IU]/mL"), ToolUnit("pmol/L", factor: 1 / 6.0)]))),
        ],
        output: .number(unit: "{index}", decimals: 2),
        formula: BilingualText(
            "insulin × glucose / 405 (mg/dL) or / 22.5 (mmol/L)", "胰岛素 × 血糖 ÷ 405（mg/dL）或 ÷ 22.5（mmol/L）"),
        bands: [
            .below(2, "below 2: usually normal", "<2：通常正常"),
            .from(2, below: 2.5, "2 to 2.5: borderline", "2–2.5：临界"),
            .from(
                2.5, "above the usual cut-offs (2.5–3.0) or at them: suggests insulin resistance",
                "达到或超过常用切点（2.5–3.0）：提示胰岛素抵抗"),
        ],
        limits: BilingualText(
            "cut-offs depend on population and assay; not on insulin treatment; 1 mIU/L taken as 6.0 pmol/L",
            "切点因人群和检测方法而异；胰岛素治疗者不适用；1 mIU/L按6.0 pmol/L换算"),
        source: ToolSource(
            "Matthews 1985, Diabetologia 28:412", seenAt: ToolSource.medCalcBench("homa_ir"), status: .verified,
            note: BilingualText("the cut-offs 2.5–3.0 are general knowledge, unverified", "切点2.5–3.0为通用知识，未经核实")),
        keywords: ["homa", "insulin resistance", "胰岛素抵抗", "胰島素阻抗"],
        examples: [
            ToolExample(["fasting_insulin": 10, "fasting_glucose": 90], 2.22, within: 0.006),
            ToolExample(["fasting_insulin": 20, "fasting_glucose": 110], 5.43, within: 0.006),
            ToolExample(["fasting_insulin": 12, "fasting_glucose": "5.5 mmol/L"], 2.93, within: 0.006),
        ]
    ) { values throws(ToolError) in
        let insulin = try values.number("fasting_insulin")
        if let stated = values.stated("fasting_glucose"), stated.unit == "mmol/L" {
            return .number(insulin * stated.value / 22.5)
        }
        return .number(insulin * (try values.number("fasting_glucose")) / 405)
    }
}
