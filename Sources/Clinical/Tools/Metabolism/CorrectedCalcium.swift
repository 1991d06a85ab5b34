extension ClinicalTool {
    static let correctedCalcium = ClinicalTool(
        id: "corrected-calcium", name: BilingualText("Albumin-corrected calcium", "白蛋白校正血钙"),
        inputs: [
            ToolInput(
                "calcium", aliases: ["ca"], BilingualText("total calcium", "总血钙"),
                .number(
                    ToolQuantity(
                        "mg/dL", 4...20,
                        others: [ToolUnit("mmol/L", factor: 4.008), ToolUnit("meq/L", factor: 2.004, isShown: false)]))),
            .albumin(1...6),
        ],
        output: .number(unit: "mg/dL", decimals: 2),
        formula: BilingualText(
            "mg/dL: calcium + 0.8 × (4.0 − albumin in g/dL); mmol/L: calcium + 0.02 × (40 − albumin in g/L)",
            "mg/dL：血钙 + 0.8 ×（4.0 − 白蛋白g/dL）；mmol/L：血钙 + 0.02 ×（40 − 白蛋白g/L）"),
        limits: BilingualText(
            "use ionised calcium when critical, in CKD or with abnormal pH", "危重、CKD或pH异常时用离子钙"),
        source: ToolSource(
            "Payne-type correction", seenAt: ToolSource.medCalcBench("calcium_correction"), status: .verified,
            note: BilingualText(
                "the mmol/L form and the reference range are general knowledge, unverified", "mmol/L公式和参考范围为通用知识，未经核实")),
        keywords: ["calcium", "hypercalc", "hypocalc", "albumin", "血钙", "血鈣", "高钙", "低钙"],
        examples: [
            ToolExample(["calcium": 8.0, "albumin": 2.0], 9.6, within: 0.006),
            ToolExample(["calcium": "2.05 mmol/L", "albumin": "28 g/L"], 2.29, within: 0.006),
        ]
    ) { values throws(ToolError) in
        let albumin = try values.number("albumin")
        if let stated = values.stated("calcium"), stated.unit == "mmol/L" {
            let value = ToolResult.rounded(stated.value + 0.02 * (40 - 10 * albumin), decimals: 2)
            return ToolFinding(.number(value), unit: "mmol/L", interpretation: calcium(value, 2.1...2.6, "mmol/L"))
        }
        let value = ToolResult.rounded(try values.number("calcium") + 0.8 * (4 - albumin), decimals: 2)
        return ToolFinding(.number(value), interpretation: calcium(value, 8.5...10.5, "mg/dL"))
    }

    private static func calcium(_ value: Double, _ normal: ClosedRange<Double>, _ unit: String) -> BilingualText {
        let span = "\(NumberText.exact(normal.lowerBound))–\(NumberText.exact(normal.upperBound)) \(unit)"
        if value < normal.lowerBound { return BilingualText("low (normal about \(span))", "偏低（正常约\(span)）") }
        if value > normal.upperBound { return BilingualText("high (normal about \(span))", "偏高（正常约\(span)）") }
        return BilingualText("normal (about \(span))", "正常（约\(span)）")
    }
}
