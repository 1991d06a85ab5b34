extension ClinicalTool {
    static let news2 = ClinicalTool(
        id: "news2", aliases: ["news"], name: BilingualText("National Early Warning Score 2", "国家早期预警评分2（NEWS2）"),
        inputs: [
            .respiratoryRate,
            ToolInput(
                "oxygen_saturation", aliases: ["spo2"], BilingualText("SpO₂", "血氧饱和度（SpO₂）"),
                .number(ToolQuantity("%", 50...100))),
            ToolInput(
                "spo2_scale", aliases: ["scale", "oxygen_saturation_scale"],
                BilingualText("SpO₂ scale (2 only with confirmed hypercapnic failure)", "SpO₂量表（2仅用于确诊高碳酸血症呼吸衰竭）"),
                .choice([
                    ToolChoice("1", "scale 1", "量表1", spellings: ["scale_1", "1.0"]),
                    ToolChoice("2", "scale 2", "量表2", spellings: ["scale_2", "2.0"]),
                ]), standard: "1"),
            .yesNo(
                "supplemental_oxygen", aliases: ["o2", "on_oxygen", "oxygen"], "supplemental oxygen", "吸氧"),
            .systolic(40...260), .heartRate(20...220),
            ToolInput(
                "consciousness", aliases: ["acvpu", "avpu"], BilingualText("consciousness (ACVPU)", "意识（ACVPU）"),
                .choice([
                    ToolChoice("alert", "alert", "清醒", spellings: ["a"]),
                    ToolChoice("confusion", "new confusion", "新发意识模糊", spellings: ["c", "confused"]),
                    ToolChoice("voice", "responds to voice", "对声音有反应", spellings: ["v"]),
                    ToolChoice("pain", "responds to pain", "对疼痛有反应", spellings: ["p"]),
                    ToolChoice("unresponsive", "unresponsive", "无反应", spellings: ["u"]),
                ])),
            ToolInput(
                "temperature", aliases: ["temp"], BilingualText("temperature", "体温"),
                .number(
                    ToolQuantity(
                        "Cel", 30...43, others: [ToolUnit("[degF]", factor: 1 / 1.8, offset: -32 / 1.8)]))),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "0–3 points each for respiratory rate, SpO₂ (scale 1 or 2), systolic pressure, heart rate, consciousness and "
                + "temperature, 2 for oxygen; 0–20",
            "呼吸频率、SpO₂（量表1或2）、收缩压、心率、意识、体温各0–3分，吸氧2分；0–20分"),
        limits: BilingualText(
            "adults; not for children or pregnancy (use MEOWS); SpO₂ scale 2 only with confirmed hypercapnic failure",
            "用于成人；儿童、妊娠不适用（用MEOWS）；SpO₂量表2仅用于确诊高碳酸血症呼吸衰竭"),
        source: ToolSource(
            "RCP 2017", seenAt: "https://scribd.com/document/584338409/NEWS2-Chart-1-The-NEWS-scoring-system-0-0",
            status: .verified),
        keywords: ["news2", "early warning", "deteriorat", "sepsis", "vital signs", "预警", "預警", "脓毒", "膿毒", "生命体征"],
        examples: EarlyWarning.examples
    ) { values throws(ToolError) in
        let items = try EarlyWarning(values).items
        let total = items.reduce(0) { $0 + $1.points }
        let hasRed = items.contains { $0.points == 3 }
        return ToolFinding(
            .number(total), interpretation: EarlyWarning.response(total: total, hasRed: hasRed),
            figures: items.map { ToolFigure($0.name, $0.points, unit: "{score}") })
    }
}
