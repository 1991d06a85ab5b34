extension ClinicalTool {
    static let estimatedGlucose = ClinicalTool(
        id: "hba1c-eag", aliases: ["eag", "estimated-average-glucose"],
        name: BilingualText("HbA1c and estimated average glucose (ADAG)", "HbA1c与估算平均血糖（ADAG）"),
        inputs: [
            ToolInput(
                "hba1c", aliases: ["a1c"], BilingualText("HbA1c", "糖化血红蛋白（HbA1c）"),
                .number(ToolQuantity("%", 4...20, analyte: "hba1c")), isOptional: true),
            ToolInput(
                "estimated_average_glucose", aliases: ["eag", "eag_mg_dl", "average_glucose"],
                BilingualText("average glucose, for the way back", "平均血糖（用于反算）"),
                .number(ToolQuantity("mg/dL", 68...530, analyte: "glucose")), isOptional: true),
        ],
        output: .number(unit: "mg/dL", decimals: 1),
        formula: BilingualText(
            "eAG in mg/dL = 28.7 × HbA1c − 46.7; in mmol/L 1.59 × HbA1c − 2.59; IFCC mmol/mol = (HbA1c − 2.15) × 10.929",
            "eAG（mg/dL）=28.7×HbA1c−46.7；mmol/L为1.59×HbA1c−2.59；IFCC mmol/mol=(HbA1c−2.15)×10.929"),
        limits: BilingualText(
            "an estimate: unreliable with haemoglobin variants, anaemia, transfusion or pregnancy",
            "仅为估算：血红蛋白变异、贫血、输血、妊娠时不可靠"),
        source: ToolSource(
            "Nathan 2008 (ADAG), Diabetes Care 31:1473", seenAt: "https://www.getzenquery.com/tools/a1c-calculator/",
            status: .verified),
        keywords: [
            "hba1c", "a1c", "average glucose", "diabetes", "glycaem", "glycem", "糖化", "平均血糖", "糖尿病", "血糖",
        ],
        examples: [
            ToolExample(["hba1c": 7.0], 154.2, figures: ["mmol_per_litre": 8.5, "ifcc": 53.0]),
            ToolExample(["hba1c": 8.0], 182.9, figures: ["mmol_per_litre": 10.1, "ifcc": 64.0]),
            ToolExample(["estimated_average_glucose": 126], 6.0),
        ]
    ) { values throws(ToolError) in
        switch (values.optionalNumber("hba1c"), values.optionalNumber("estimated_average_glucose")) {
        case (let percent?, nil): return averageGlucose(percent)
        case (nil, let glucose?):
            let stated = values.stated("estimated_average_glucose")
            let isMolar = stated?.unit == "mmol/L"
            let percent = isMolar ? ((stated?.value ?? 0) + 2.59) / 1.59 : (glucose + 46.7) / 28.7
            return ToolFinding(
                .number(percent), unit: "%",
                interpretation: BilingualText("HbA1c from average glucose", "由平均血糖反算的HbA1c"))
        case (nil, nil):
            throw .notApplicable(
                field: "hba1c",
                reason: BilingualText(
                    "give hba1c (4–20% or mmol/mol) or estimated_average_glucose (68–530 mg/dL or mmol/L).",
                    "请给出hba1c（4–20%或mmol/mol）或estimated_average_glucose（68–530 mg/dL或mmol/L）。"))
        default:
            throw .notApplicable(
                field: "estimated_average_glucose",
                reason: BilingualText(
                    "give one of hba1c and estimated_average_glucose.", "hba1c与estimated_average_glucose只给一项。"))
        }
    }

    private static func averageGlucose(_ percent: Double) -> ToolFinding {
        let molar = ToolResult.rounded(1.59 * percent - 2.59, decimals: 1)
        let ifcc = ToolResult.rounded((percent - 2.15) * 10.929, decimals: 0)
        let shown = (NumberText.exact(molar), NumberText.exact(ifcc))
        return ToolFinding(
            .number(28.7 * percent - 46.7),
            interpretation: BilingualText(
                "estimated average glucose, \(shown.0) mmol/L; HbA1c \(shown.1) mmol/mol (IFCC)",
                "估算平均血糖\(shown.0) mmol/L；HbA1c \(shown.1) mmol/mol（IFCC）"),
            figures: [
                ToolFigure("mmol_per_litre", molar, unit: "mmol/L"), ToolFigure("ifcc", ifcc, unit: "mmol/mol"),
            ])
    }
}
