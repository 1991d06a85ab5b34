extension ClinicalTool {
    static let qsofa = ClinicalTool(
        id: "qsofa", aliases: ["quick-sofa"], name: BilingualText("quick SOFA", "快速SOFA（qSOFA）"),
        inputs: [
            .respiratoryRate, .systolic(20...300),
            ToolInput(
                "glasgow_coma_scale", aliases: ["gcs"], BilingualText("Glasgow Coma Scale", "格拉斯哥昏迷评分（GCS）"),
                .number(ToolQuantity("", 3...15))),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "respiratory rate ≥22 1, systolic pressure ≤100 mmHg 1, GCS <15 1; 0–3",
            "呼吸≥22次/分1、收缩压≤100 mmHg 1、GCS<15 1；0–3分"),
        bands: [
            .below(2, "0–1: doesn't exclude sepsis", "0–1：不能排除脓毒症"),
            .from(2, "2 or more: associated with a worse outcome", "≥2：提示预后较差"),
        ],
        limits: BilingualText(
            "Surviving Sepsis 2021: not as the only screen for sepsis", "拯救脓毒症运动2021：不可单独用于筛查"),
        source: ToolSource(
            "Sepsis-3: Singer 2016, JAMA 315:801", seenAt: "https://brundagegroup.com/tips/sepsis-3/",
            status: .verified,
            note: BilingualText(
                "one secondary page prints >22 and <100; the original has ≥22 and ≤100", "有二级来源写为>22和<100；原文为≥22和≤100")),
        keywords: ["qsofa", "sepsis", "septic", "infection", "脓毒", "膿毒", "感染"],
        examples: [
            ToolExample(["respiratory_rate": 24, "systolic_bp": 95, "glasgow_coma_scale": 15], 2, within: 0),
            ToolExample(["respiratory_rate": 18, "systolic_bp": 118, "glasgow_coma_scale": 15], 0, within: 0),
            ToolExample(["respiratory_rate": 22, "systolic_bp": 100, "glasgow_coma_scale": 14], 3, within: 0),
        ]
    ) { values throws(ToolError) in
        var score = 0.0
        if try values.number("respiratory_rate") >= 22 { score += 1 }
        if try values.number("systolic_bp") <= 100 { score += 1 }
        if try values.number("glasgow_coma_scale") < 15 { score += 1 }
        return .number(score)
    }
}
