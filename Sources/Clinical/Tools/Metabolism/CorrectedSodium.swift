extension ClinicalTool {
    static let correctedSodium = ClinicalTool(
        id: "corrected-sodium", name: BilingualText("Glucose-corrected sodium (Katz, Hillier)", "血糖校正血钠（Katz、Hillier）"),
        inputs: [
            .sodium(100...190),
            ToolInput(
                "glucose", BilingualText("plasma glucose", "血糖"),
                .number(ToolQuantity("mg/dL", 50...2000, analyte: "glucose"))),
            ToolInput(
                "method", aliases: ["formula"], BilingualText("slope", "校正系数"),
                .choice([
                    ToolChoice("katz", "Katz (1.6)", "Katz（1.6）"),
                    ToolChoice("hillier", "Hillier (2.4)", "Hillier（2.4）"),
                ]), standard: "katz"),
        ],
        output: .number(unit: "mmol/L", decimals: 1),
        formula: BilingualText(
            "Na + slope × (glucose − 100)/100 in mg/dL, or slope × (glucose − 5.6)/5.6 in mmol/L; slope 1.6 (Katz) or 2.4 "
                + "(Hillier)",
            "Na + 系数 ×（血糖−100）/100（mg/dL）或系数 ×（血糖−5.6）/5.6（mmol/L）；系数1.6（Katz）或2.4（Hillier）"),
        limits: BilingualText(
            "for glucose above 100 mg/dL (5.6 mmol/L); a corrected sodium that falls during treatment warns of cerebral "
                + "oedema",
            "用于血糖>100 mg/dL（5.6 mmol/L）；治疗中校正血钠下降提示脑水肿风险"),
        source: ToolSource(
            "Katz 1973; Hillier 1999", seenAt: ToolSource.medCalcBench("sodium_correction_hyperglycemia"),
            status: .verified,
            note: BilingualText(
                "the page has Hillier's slope; Katz's 1.6 is general knowledge, unverified",
                "所见页面为Hillier系数；Katz的1.6为通用知识，未经核实")),
        keywords: ["sodium", "hyponatr", "hyperglyc", "dka", "hhs", "血钠", "血鈉", "低钠", "高血糖", "酮症酸中毒"],
        examples: [
            ToolExample(["sodium": 130, "glucose": 600], 138, figures: ["katz": 138, "hillier": 142]),
            ToolExample(
                ["sodium": 126, "glucose": 900, "method": "hillier"], 145.2, figures: ["katz": 138.8, "hillier": 145.2]),
        ]
    ) { values throws(ToolError) in
        let sodium = try values.number("sodium")
        var excess = (try values.number("glucose") - 100) / 100
        if let stated = values.stated("glucose"), stated.unit == "mmol/L" { excess = (stated.value - 5.6) / 5.6 }
        let (katz, hillier) = (sodium + 1.6 * excess, sodium + 2.4 * excess)
        let isHillier = try values.choice("method") == "hillier"
        let other = NumberText.exact(ToolResult.rounded(isHillier ? katz : hillier, decimals: 1))
        let names = isHillier ? ("Hillier", "Katz") : ("Katz", "Hillier")
        return ToolFinding(
            .number(isHillier ? hillier : katz),
            interpretation: BilingualText("by \(names.0); by \(names.1) \(other)", "按\(names.0)；按\(names.1)为\(other)"),
            figures: [ToolFigure("katz", katz, unit: "mmol/L"), ToolFigure("hillier", hillier, unit: "mmol/L")])
    }
}
