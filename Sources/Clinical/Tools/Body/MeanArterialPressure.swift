extension ClinicalTool {
    static let meanArterialPressure = ClinicalTool(
        id: "mean-arterial-pressure", aliases: ["map"],
        name: BilingualText("Mean arterial pressure", "平均动脉压（MAP）"),
        inputs: [.systolic(40...300), .diastolic(15...200)],
        output: .number(unit: "mm[Hg]", decimals: 0),
        formula: BilingualText("(systolic + 2 × diastolic) / 3", "（收缩压 + 2 × 舒张压）÷ 3"),
        bands: [
            .below(65, "below 65, the floor that septic shock guidelines aim at", "低于脓毒性休克指南的目标下限65"),
            .from(65, "65 or above", "≥65"),
        ],
        limits: BilingualText(
            "an estimate for regular rhythm; an arterial line measures it", "仅为节律规整时的估算；动脉置管可直接测得"),
        source: ToolSource(
            "standard physiology; target 65 mmHg: Surviving Sepsis Campaign 2021", seenAt: nil, status: .unverified),
        keywords: ["map", "mean arterial", "shock", "sepsis", "vasopressor", "平均动脉压", "平均動脈壓", "休克", "脓毒"],
        examples: [
            ToolExample(["systolic_bp": 120, "diastolic_bp": 75], 90),
            ToolExample(["systolic_bp": 80, "diastolic_bp": 50], 60),
        ]
    ) { values throws(ToolError) in
        let (high, low) = (try values.number("systolic_bp"), try values.number("diastolic_bp"))
        guard high > low else {
            throw .notApplicable(
                field: "diastolic_bp",
                reason: BilingualText("it must lie below the systolic pressure. Check both.", "应低于收缩压，请核对。"))
        }
        return .number((high + 2 * low) / 3)
    }
}
