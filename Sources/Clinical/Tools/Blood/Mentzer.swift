extension ClinicalTool {
    static let mentzer = ClinicalTool(
        id: "mentzer", aliases: ["mentzer-index"], name: BilingualText("Mentzer index", "Mentzer指数"),
        inputs: [
            .cellVolume(40...130),
            ToolInput(
                "red_cell_count", aliases: ["rbc", "red_blood_cells", "erythrocytes", "red_blood_cell_count"],
                BilingualText("red cell count", "红细胞计数"),
                .number(ToolQuantity("10*12/L", 1...9, others: [ToolUnit("10*6/uL")]))),
        ],
        output: .number(unit: "{index}", decimals: 2),
        formula: BilingualText("MCV in fL / red cells in 10¹²/L", "MCV（fL）÷ 红细胞（10¹²/L）"),
        bands: [
            .below(12, "below 13: favours beta-thalassaemia trait", "<13：支持β地中海贫血携带"),
            .from(
                12, below: 13,
                "below 13: favours beta-thalassaemia trait, but 12–14 is indeterminate: ferritin and HbA2",
                "<13：支持β地中海贫血携带，但12–14不确定：查铁蛋白和HbA2"),
            .from(13, to: 13, "13: indeterminate, ferritin and HbA2", "13：不确定，查铁蛋白和HbA2"),
            .above(
                13, to: 14, "above 13: favours iron deficiency, but 12–14 is indeterminate: ferritin and HbA2",
                ">13：支持缺铁，但12–14不确定：查铁蛋白和HbA2"),
            .above(14, "above 13: favours iron deficiency", ">13：支持缺铁"),
        ],
        limits: BilingualText(
            "a screen in microcytosis; never replaces ferritin and HbA2", "仅用于小细胞性改变的筛查；不能代替铁蛋白和HbA2"),
        source: ToolSource(
            "Mentzer 1973, Lancet 1:882", seenAt: "https://pmc.ncbi.nlm.nih.gov/articles/PMC7536563", status: .verified),
        keywords: ["mentzer", "thalass", "microcyt", "iron deficien", "mcv", "地中海贫血", "小细胞", "缺铁", "贫血"],
        examples: [
            ToolExample(["mcv": 62, "red_cell_count": 6.1], 10.2),
            ToolExample(["mcv": 68, "red_cell_count": 4.1], 16.6),
        ]
    ) { values throws(ToolError) in
        .number(try values.number("mcv") / (try values.number("red_cell_count")))
    }
}
