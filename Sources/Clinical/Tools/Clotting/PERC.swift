extension ClinicalTool {
    static let perc = ClinicalTool(
        id: "perc", aliases: ["perc-rule"], name: BilingualText("PERC rule for pulmonary embolism", "PERC肺栓塞排除规则"),
        inputs: [
            .yesNo("age_50_or_over", aliases: ["age50", "age_50_or_more"], "age 50 or over", "年龄≥50岁"),
            .yesNo(
                "heart_rate_100_or_over", aliases: ["hr100", "heart_rate_100_or_more"],
                "heart rate 100/min or above", "心率≥100次/分"),
            .yesNo(
                "oxygen_saturation_below_95", aliases: ["sat", "spo2_below_95"], "SpO₂ below 95% on room air",
                "吸空气时SpO₂<95%"),
            .yesNo("unilateral_leg_swelling", aliases: ["leg"], "unilateral leg swelling", "单侧下肢肿胀"),
            .yesNo("haemoptysis", aliases: ["haemop", "hemoptysis"], "haemoptysis", "咯血"),
            .yesNo("recent_surgery_or_trauma", aliases: ["surgery"], "recent surgery or trauma", "近期手术或创伤"),
            .yesNo("previous_dvt_or_pe", aliases: ["prior"], "previous DVT or PE", "既往DVT或PE"),
            .yesNo(
                "oestrogen_use", aliases: ["oestrogen", "estrogen_use", "estrogen", "hormone_use"], "oestrogen use",
                "使用雌激素"),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText("number of criteria present; 0–8", "符合的条目数；0–8"),
        bands: [
            .below(
                1, "PERC negative: no further test for PE if the clinical probability is below 15%",
                "PERC阴性：临床概率<15%时无需进一步检查PE"),
            .from(1, "PERC positive: D-dimer or another test", "PERC阳性：查D-二聚体或其他检查"),
        ],
        limits: BilingualText(
            "only with a low pre-test probability; some centres take 55 years or leave out pregnancy",
            "仅用于验前概率低者；部分机构以55岁为界或排除妊娠"),
        source: ToolSource(
            "Kline 2004; AHA/ACC 2026 PE", seenAt: ToolSource.medCalcBench("perc_rule"), status: .verified),
        keywords: ["perc rule", "pulmonary embol", "embolism", "肺栓塞"],
        examples: [
            .items(percItems, present: [], 0),
            .items(percItems, present: ["age_50_or_over", "oxygen_saturation_below_95", "oestrogen_use"], 3),
        ]
    ) { values throws(ToolError) in
        try .number(
            values.points(
                "age_50_or_over", "heart_rate_100_or_over", "oxygen_saturation_below_95", "unilateral_leg_swelling",
                "haemoptysis", "recent_surgery_or_trauma", "previous_dvt_or_pe", "oestrogen_use"))
    }

    private static let percItems = [
        "age_50_or_over", "heart_rate_100_or_over", "oxygen_saturation_below_95", "unilateral_leg_swelling",
        "haemoptysis", "recent_surgery_or_trauma", "previous_dvt_or_pe", "oestrogen_use",
    ]
}
