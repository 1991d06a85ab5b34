extension ClinicalTool {
    static let plasmic = ClinicalTool(
        id: "plasmic", name: BilingualText("PLASMIC score for TTP", "PLASMIC评分（TTP）"),
        inputs: [
            .platelets(0...3000),
            .yesNo(
                "haemolysis", aliases: ["hemolysis"],
                "haemolysis: reticulocytes >2.5%, haptoglobin undetectable or indirect bilirubin >2 mg/dL",
                "溶血：网织红细胞>2.5%、结合珠蛋白测不出或间接胆红素>2 mg/dL"),
            .yesNo("active_cancer", aliases: ["cancer"], "active cancer (within the past year)", "活动性肿瘤（近1年内）"),
            .yesNo("transplant", aliases: ["transplantation"], "solid organ or stem cell transplant", "实体器官或干细胞移植史"),
            .cellVolume(40...150), .normalisedRatio, .creatinine(0.1...30),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "platelets <30, haemolysis, no active cancer, no transplant, MCV <90 fL, INR <1.5, creatinine <2.0 mg/dL: one "
                + "point each; 0–7",
            "血小板<30、溶血、无活动性肿瘤、无移植史、MCV<90 fL、INR<1.5、肌酐<2.0 mg/dL各1分；0–7分"),
        bands: [
            .below(5, "low: severe ADAMTS13 deficiency 0–4%", "低：重度ADAMTS13缺乏0–4%"),
            .from(5, below: 6, "intermediate: 5–24%", "中：5–24%"),
            .from(6, "high: 62–82%", "高：62–82%"),
        ],
        limits: BilingualText(
            "only with platelets <150 and schistocytes; ADAMTS13 decides", "仅用于血小板<150且有破碎红细胞者；以ADAMTS13检测为准"),
        source: ToolSource(
            "Bendapudi 2017, Lancet Haematol 4:e157",
            seenAt: "https://www.understandingttp.com/hcp/scoring_systems", status: .verified),
        keywords: ["plasmic", "ttp", "thrombotic thrombocytop", "schistocyt", "tma", "血栓性血小板减少", "破碎红细胞", "血小板减少"],
        examples: [
            microangiopathy([18, 88, 1.1, 1.1], haemolysis: true, cancer: false, 7),
            microangiopathy([60, 95, 1.8, 3.0], haemolysis: true, cancer: true, 2),
            microangiopathy([30, 90, 1.5, 2.0], haemolysis: false, cancer: false, 2),
        ]
    ) { values throws(ToolError) in
        var score = try values.points("haemolysis")
        if try values.number("platelets") < 30 { score += 1 }
        if try !values.flag("active_cancer") { score += 1 }
        if try !values.flag("transplant") { score += 1 }
        if try values.number("mcv") < 90 { score += 1 }
        if try values.number("inr") < 1.5 { score += 1 }
        if try values.number("creatinine") < 2 { score += 1 }
        return .number(score)
    }

    /// - Parameter figures: platelets, MCV, INR, creatinine.
    private static func microangiopathy(
        _ figures: [Double], haemolysis: Bool, cancer: Bool, _ score: Double
    ) -> ToolExample {
        var inputs = Dictionary(
            uniqueKeysWithValues: zip(["platelets", "mcv", "inr", "creatinine"], figures.map(GivenValue.number)))
        inputs["haemolysis"] = .flag(haemolysis)
        inputs["active_cancer"] = .flag(cancer)
        inputs["transplant"] = false
        return ToolExample(inputs, score, within: 0)
    }
}

extension ToolInput {
    static func cellVolume(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "mcv", aliases: ["mean_cell_volume"], BilingualText("mean cell volume (MCV)", "平均红细胞体积（MCV）"),
            .number(ToolQuantity("fL", range)))
    }
}
