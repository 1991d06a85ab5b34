extension ClinicalTool {
    static let insulinTitration = ClinicalTool(
        id: "insulin-titration", aliases: ["basal-insulin-titration"],
        name: BilingualText("Next step of basal insulin", "基础胰岛素剂量调整"),
        inputs: [
            ToolInput(
                "current_dose", aliases: ["dose"], BilingualText("basal insulin a day", "每日基础胰岛素剂量"),
                .number(
                    ToolQuantity(
                        "U/d", 1...300,
                        others: [ToolUnit("U", spellings: ["units", "unit", "u/day", "单位", "單位"], isShown: false)]))),
            ToolInput(
                "fasting_glucose", aliases: ["glucose", "fpg"], BilingualText("fasting glucose", "空腹血糖"),
                .number(ToolQuantity("mg/dL", 20...600, analyte: "fasting-glucose"))),
            .yesNo("hypoglycaemia", aliases: ["hypoglycemia"], "unexplained hypoglycaemia", "不明原因低血糖", standard: false),
            .guideline,
            ToolInput(
                "weight", BilingualText("body weight", "体重"), .number(ToolQuantity("kg", 20...300, others: [.pounds])),
                isOptional: true),
            ToolInput(
                "bedtime_glucose", BilingualText("bedtime glucose", "睡前血糖"),
                .number(ToolQuantity("mg/dL", 20...600, analyte: "glucose")), isOptional: true),
        ],
        output: .category,
        formula: BilingualText(
            "above the fasting goal (ADA 80–130 mg/dL, CDS 4.4–7.0 mmol/L): ADA +2 U every 3 days, CDS +1–4 U every 3–5 days; "
                + "hypoglycaemia (or below 70 mg/dL): −10–20%; at goal: no change",
            "高于空腹目标（ADA 80–130 mg/dL，CDS 4.4–7.0 mmol/L）：ADA每3天加2 U，CDS每3–5天加1–4 U；低血糖（或<70 mg/dL）：减10–20%；达标不变"),
        limits: BilingualText(
            "type 2 diabetes in adults; goals of older adults are wider; overbasalisation is suspected from 0.5 U/kg/day or "
                + "when glucose falls by 50 mg/dL (2.8 mmol/L) from bedtime to morning; a clinician decides the dose",
            "用于成人2型糖尿病；老年人目标较宽；达0.5 U/kg/日或睡前至清晨下降≥50 mg/dL（2.8 mmol/L）须警惕基础过量；剂量由医生决定"),
        source: ToolSource(
            "ADA Standards of Care 2026 sec. 6, 9; CDS guideline 2024 ch. 9",
            seenAt: "https://github.com/mshamblin5150-code/clinical-skills/blob/main/reference/thresholds/diabetes.md",
            status: .verified,
            note: BilingualText(
                "a cut below 70 mg/dL without symptoms is our reading, unverified", "无症状而<70 mg/dL时减量为本工具的解读，未经核实")),
        keywords: InsulinDose.keywords + ["titrat", "调整剂量", "調整劑量"],
        examples: [
            ToolExample(["current_dose": 20, "fasting_glucose": 180], "raise to 22 U/day"),
            ToolExample(
                ["current_dose": 20, "fasting_glucose": "10 mmol/L", "guideline": "cds"], "raise to 21–24 U/day"),
            ToolExample(["current_dose": 20, "fasting_glucose": 110], "keep 20 U/day"),
            ToolExample(["current_dose": 20, "fasting_glucose": 110, "hypoglycaemia": true], "cut to 16–18 U/day"),
            ToolExample(["current_dose": 30, "fasting_glucose": 65], "cut to 24–27 U/day"),
        ]
    ) { values throws(ToolError) in
        let step = try TitrationStep(values)
        return ToolFinding(.category(step.dose), interpretation: step.reason, remarks: step.warnings(values))
    }
}

/// What to do with the dose, and why.
private struct TitrationStep {
    var dose: BilingualText
    var reason: BilingualText
    private let current: Double
    private let fasting: Double

    init(_ values: ToolValues) throws(ToolError) {
        current = try values.number("current_dose")
        fasting = try values.number("fasting_glucose")
        let isAmerican = try values.choice("guideline") == "ada"
        let stated = values.stated("fasting_glucose")
        let isMolar = stated?.unit == "mmol/L"
        let glucose = isMolar ? stated?.value ?? fasting : fasting
        let goal = isAmerican ? (isMolar ? 4.4...7.2 : 80...130) : (isMolar ? 4.4...7.0 : 79...126)
        let unit = isMolar ? "mmol/L" : "mg/dL"
        let span = "\(NumberText.exact(goal.lowerBound))–\(NumberText.exact(goal.upperBound)) \(unit)"
        let isLow = try values.flag("hypoglycaemia")
        if isLow || glucose < (isMolar ? 3.9 : 70) {
            dose = Self.words("cut to", "减至", (0.8 * current).rounded()...(0.9 * current).rounded())
            reason = BilingualText("hypoglycaemia: 10–20% less; look for its cause", "低血糖：减10–20%并查找原因")
        } else if glucose > goal.upperBound {
            dose = Self.words("raise to", "增至", (current + (isAmerican ? 2 : 1))...(current + (isAmerican ? 2 : 4)))
            reason = BilingualText(
                "above the fasting goal \(span); look again in \(isAmerican ? "3" : "3–5") days",
                "高于空腹目标\(span)；\(isAmerican ? "3" : "3–5")天后复查")
        } else {
            dose = Self.words("keep", "维持", current...current)
            reason =
                glucose < goal.lowerBound
                ? BilingualText("below the goal \(span): no further rise", "低于目标\(span)：不再加量")
                : BilingualText("at the fasting goal \(span)", "空腹达标（\(span)）")
        }
    }

    func warnings(_ values: ToolValues) -> [BilingualText] {
        var warnings: [BilingualText] = []
        if let weight = values.optionalNumber("weight"), current / weight >= 0.5 {
            warnings.append(
                BilingualText("0.5 U/kg/day or more: review the regimen", "已达0.5 U/kg/日：应重新评估方案"))
        }
        if let bedtime = values.optionalNumber("bedtime_glucose"), bedtime - fasting >= 50 {
            warnings.append(
                BilingualText(
                    "glucose falls by 50 mg/dL (2.8 mmol/L) or more overnight: suspect overbasalisation",
                    "夜间血糖下降≥50 mg/dL（2.8 mmol/L）：提示基础胰岛素过量"))
        }
        return warnings
    }

    private static func words(_ english: String, _ chinese: String, _ units: ClosedRange<Double>) -> BilingualText {
        let (low, high) = (NumberText.exact(units.lowerBound), NumberText.exact(units.upperBound))
        let shown = low == high ? low : "\(low)–\(high)"
        return BilingualText("\(english) \(shown) U/day", "\(chinese)\(shown) U/日")
    }
}
