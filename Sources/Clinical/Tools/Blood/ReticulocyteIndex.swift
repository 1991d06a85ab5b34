extension ClinicalTool {
    static let reticulocyteIndex = ClinicalTool(
        id: "rpi", aliases: ["reticulocyte-production-index"],
        name: BilingualText("Reticulocyte production index", "网织红细胞生成指数（RPI）"),
        inputs: [
            ToolInput(
                "reticulocytes",
                aliases: ["retic", "reticulocyte_percent", "reticulocyte_count", "reticulocyte_percentage"],
                BilingualText("reticulocytes", "网织红细胞比例"), .number(ToolQuantity("%", 0.1...40))),
            ToolInput(
                "haematocrit", aliases: ["hct", "hematocrit"], BilingualText("haematocrit", "红细胞压积"),
                .number(ToolQuantity("%", 5...60, others: [ToolUnit("L/L", factor: 100)]))),
        ],
        output: .number(unit: "{index}", decimals: 2),
        formula: BilingualText(
            "reticulocytes × (haematocrit / 45) / maturation; maturation 1.0 at haematocrit ≥40, 1.5 at 30–39.9, 2.0 at "
                + "20–29.9, 2.5 below 20",
            "网织红细胞% ×（压积÷45）÷ 成熟时间；压积≥40为1.0、30–39.9为1.5、20–29.9为2.0、<20为2.5"),
        bands: [
            .below(2, "below 2: inadequate marrow response", "<2：骨髓反应不足"),
            .from(2, to: 3, "2–3: borderline", "2–3：临界"),
            .above(3, "above 3: adequate (haemolysis or bleeding)", ">3：反应充分（溶血或失血）"),
        ],
        limits: BilingualText(
            "adults with anaemia (normal haematocrit taken as 45%); other tables break at 45/35/25/15",
            "用于成人贫血（正常压积取45%）；其他量表以45/35/25/15分界"),
        source: ToolSource(
            "Merck Manual calculator", seenAt: "https://www.merckmanuals.com/medical-calculators/ReticProdIndex.htm",
            status: .verified),
        keywords: ["reticulocyte", "rpi", "haemoly", "hemoly", "anaemia", "anemia", "网织", "溶血", "贫血", "貧血"],
        examples: [
            ToolExample(["reticulocytes": 8, "haematocrit": 25], 2.22, within: 0.006),
            ToolExample(["reticulocytes": 2, "haematocrit": 35], 1.04, within: 0.006),
            ToolExample(["reticulocytes": 15, "haematocrit": 18], 2.4, within: 0.006),
        ]
    ) { values throws(ToolError) in
        let haematocrit = try values.number("haematocrit")
        let maturation = haematocrit >= 40 ? 1.0 : haematocrit >= 30 ? 1.5 : haematocrit >= 20 ? 2 : 2.5
        return .number(try values.number("reticulocytes") * haematocrit / 45 / maturation)
    }
}
