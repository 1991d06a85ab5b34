extension ClinicalTool {
    static let wellsPE = ClinicalTool(
        id: "wells-pe", name: BilingualText("Wells score for pulmonary embolism", "Wells肺栓塞（PE）评分"),
        inputs: [
            .yesNo("clinical_signs_of_dvt", aliases: ["dvt_signs"], "clinical signs of DVT", "DVT临床体征"),
            .yesNo(
                "pe_most_likely_diagnosis", aliases: ["pe_likely"], "PE the most likely diagnosis, or as likely as any",
                "PE为首要或同等可能的诊断"),
            .yesNo("heart_rate_over_100", aliases: ["hr"], "heart rate above 100/min", "心率>100次/分"),
            .yesNo(
                "immobilisation_or_surgery", aliases: ["immob", "immobilization_or_surgery"],
                "immobilised for 3 days or surgery within 4 weeks", "制动≥3天或4周内手术"),
            .yesNo("previous_dvt_or_pe", aliases: ["prior"], "previous DVT or PE", "既往DVT或PE"),
            .yesNo("haemoptysis", aliases: ["hemoptysis"], "haemoptysis", "咯血"),
            .yesNo(
                "malignancy", aliases: ["cancer"], "malignancy (treated within 6 months or palliative)",
                "恶性肿瘤（6个月内治疗或姑息）"),
        ],
        output: .number(unit: "{score}", decimals: 1),
        formula: BilingualText(
            "signs of DVT 3, PE most likely 3, rate >100 1.5, immobilisation or surgery 1.5, previous DVT/PE 1.5, "
                + "haemoptysis 1, malignancy 1; 0–12.5",
            "DVT体征3、PE最可能3、心率>100 1.5、制动或手术1.5、既往DVT/PE 1.5、咯血1、恶性肿瘤1；0–12.5分"),
        bands: [
            .below(2, "PE unlikely (two-tier, ≤4); low (three-tier)", "PE不太可能（两级，≤4）；低度（三级）"),
            .from(2, to: 4, "PE unlikely (two-tier, ≤4); intermediate (three-tier)", "PE不太可能（两级，≤4）；中度（三级）"),
            .above(4, to: 6, "PE likely (two-tier, >4); intermediate (three-tier)", "PE可能（两级，>4）；中度（三级）"),
            .above(6, "PE likely (two-tier, >4); high (three-tier)", "PE可能（两级，>4）；高度（三级）"),
        ],
        limits: BilingualText(
            "a pre-test probability for stable patients; unstable ones need imaging or treatment at once",
            "为病情稳定者的验前概率；不稳定者须立即影像检查或治疗"),
        source: ToolSource(
            "Wells 2000/2001", seenAt: ToolSource.medCalcBench("wells_criteria_pe"), status: .verified),
        keywords: ["pulmonary embol", "embolism", "d-dimer", "pleuritic", "肺栓塞", "肺动脉栓塞", "咯血", "血栓"],
        examples: [
            .items(
                wellsPEItems, present: ["clinical_signs_of_dvt", "pe_most_likely_diagnosis", "heart_rate_over_100"], 7.5
            ),
            .items(wellsPEItems, present: ["heart_rate_over_100", "previous_dvt_or_pe", "haemoptysis"], 4.0),
        ]
    ) { values throws(ToolError) in
        let threes = try values.points("clinical_signs_of_dvt", "pe_most_likely_diagnosis")
        let halves = try values.points("heart_rate_over_100", "immobilisation_or_surgery", "previous_dvt_or_pe")
        return .number(3 * threes + 1.5 * halves + (try values.points("haemoptysis", "malignancy")))
    }

    private static let wellsPEItems = [
        "clinical_signs_of_dvt", "pe_most_likely_diagnosis", "heart_rate_over_100", "immobilisation_or_surgery",
        "previous_dvt_or_pe", "haemoptysis", "malignancy",
    ]
}
