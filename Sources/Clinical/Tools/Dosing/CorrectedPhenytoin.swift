extension ClinicalTool {
    static let correctedPhenytoin = ClinicalTool(
        id: "corrected-phenytoin", aliases: ["phenytoin"],
        name: BilingualText("Albumin-corrected phenytoin (Sheiner-Tozer)", "白蛋白校正苯妥英浓度（Sheiner-Tozer）"),
        inputs: [
            ToolInput(
                "phenytoin", aliases: ["total_phenytoin", "level"], BilingualText("total phenytoin", "苯妥英总浓度"),
                .number(
                    ToolQuantity(
                        "mg/L", 0.5...100, others: [ToolUnit("ug/mL"), ToolUnit("umol/L", factor: 0.25227)]))),
            .albumin(1...6),
            .yesNo(
                "severe_renal_failure", aliases: ["renal_failure", "esrd", "dialysis"],
                "end-stage renal failure (CrCl <20 mL/min or dialysis)", "终末期肾衰（CrCl<20 mL/min或透析）", standard: false),
        ],
        output: .number(unit: "mg/L", decimals: 1),
        formula: BilingualText(
            "total / (0.2 × albumin in g/dL + 0.1); 0.1 × albumin + 0.1 in end-stage renal failure",
            "总浓度 ÷（0.2×白蛋白g/dL + 0.1）；终末期肾衰用0.1×白蛋白 + 0.1"),
        bands: [
            .below(10, "below the usual 10–20 mg/L", "低于常用范围10–20 mg/L"),
            .from(10, to: 20, "within the usual 10–20 mg/L", "在常用范围10–20 mg/L内"),
            .above(20, "above the usual 10–20 mg/L: watch for toxicity", "高于常用范围10–20 mg/L：警惕中毒"),
        ],
        limits: BilingualText(
            "a free level is better; not with valproate; sources differ on the coefficients (0.2 or 0.25)",
            "优先测游离浓度；合用丙戊酸时不适用；系数来源不一（0.2或0.25）"),
        source: ToolSource(
            "Sheiner & Tozer 1978 (method as published)", seenAt: nil, status: .unverified),
        keywords: ["phenytoin", "苯妥英", "苯妥因"],
        examples: [
            ToolExample(["phenytoin": 8, "albumin": 2.0], 16), ToolExample(["phenytoin": 10, "albumin": "45 g/L"], 10),
            ToolExample(["phenytoin": 5, "albumin": 3.0, "severe_renal_failure": true], 12.5),
        ]
    ) { values throws(ToolError) in
        let binding = try values.flag("severe_renal_failure") ? 0.1 : 0.2
        return .number(try values.number("phenytoin") / (binding * (try values.number("albumin")) + 0.1))
    }
}
