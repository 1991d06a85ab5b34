extension ClinicalTool {
    static let wellsDVT = ClinicalTool(
        id: "wells-dvt", name: BilingualText("Wells score for deep vein thrombosis", "Wells深静脉血栓（DVT）评分"),
        inputs: [
            .yesNo("active_cancer", aliases: ["cancer"], "active cancer", "活动性肿瘤"),
            .yesNo(
                "paralysis_or_plaster",
                aliases: ["paralysis", "paralysis_or_immobilisation", "paralysis_paresis_or_plaster"],
                "paralysis, paresis or plaster of a leg", "下肢瘫痪、轻瘫或石膏固定"
            ),
            .yesNo(
                "bedridden_or_surgery",
                aliases: ["bedridden", "bedridden_or_recent_surgery", "immobilisation_or_surgery"],
                "bedridden over 3 days or major surgery within 12 weeks",
                "卧床>3天或12周内大手术"),
            .yesNo(
                "deep_vein_tenderness", aliases: ["tenderness", "localised_tenderness"],
                "tenderness along the deep veins", "沿深静脉压痛"),
            .yesNo("entire_leg_swollen", aliases: ["whole_leg", "entire_leg_swelling"], "entire leg swollen", "整条腿肿胀"),
            .yesNo(
                "calf_swelling_over_3_cm", aliases: ["calf", "calf_swelling", "calf_swelling_over_3cm"],
                "calf more than 3 cm larger than the other",
                "小腿周径较健侧大>3 cm"),
            .yesNo(
                "pitting_oedema", aliases: ["pitting", "pitting_edema"], "pitting oedema of that leg only", "仅患肢凹陷性水肿"),
            .yesNo(
                "collateral_veins", aliases: ["collateral", "collateral_superficial_veins"],
                "collateral superficial veins", "浅静脉侧支"),
            .yesNo("previous_dvt", aliases: ["previous"], "previous DVT", "既往DVT"),
            .yesNo(
                "alternative_diagnosis_as_likely",
                aliases: ["alternative", "alternative_diagnosis", "alternative_diagnosis_likely"],
                "another diagnosis at least as likely", "其他诊断可能性相当或更大"),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "one point for each of the first nine items, minus 2 for an alternative diagnosis; −2 to 9",
            "前九项各1分，其他诊断可能性相当者减2分；−2至9分"),
        bands: [
            .below(1, "DVT unlikely (two-tier, ≤1); low (three-tier)", "DVT不太可能（两级，≤1）；低度（三级）"),
            .from(1, below: 2, "DVT unlikely (two-tier, ≤1); moderate (three-tier)", "DVT不太可能（两级，≤1）；中度（三级）"),
            .from(2, below: 3, "DVT likely (two-tier, ≥2); moderate (three-tier)", "DVT可能（两级，≥2）；中度（三级）"),
            .from(3, "DVT likely (two-tier, ≥2); high (three-tier)", "DVT可能（两级，≥2）；高度（三级）"),
        ],
        limits: BilingualText(
            "a pre-test probability: D-dimer or ultrasound follows; not validated in pregnancy",
            "为验前概率，须结合D-二聚体或超声；妊娠未验证"),
        source: ToolSource(
            "Wells 2003, NEJM 349:1227", seenAt: ToolSource.medCalcBench("wells_criteria_dvt"), status: .verified),
        keywords: ["dvt", "deep vein", "thrombosis", "leg swelling", "d-dimer", "深静脉", "深靜脈", "血栓", "腿肿", "腿腫"],
        examples: [
            .items(
                wellsDVTItems,
                present: [
                    "active_cancer", "bedridden_or_surgery", "deep_vein_tenderness", "entire_leg_swollen",
                    "calf_swelling_over_3_cm",
                ], 5),
            .items(wellsDVTItems, present: ["deep_vein_tenderness", "alternative_diagnosis_as_likely"], -1),
        ]
    ) { values throws(ToolError) in
        let present = try values.points(
            "active_cancer", "paralysis_or_plaster", "bedridden_or_surgery", "deep_vein_tenderness",
            "entire_leg_swollen", "calf_swelling_over_3_cm", "pitting_oedema", "collateral_veins", "previous_dvt")
        return .number(present - 2 * (try values.points("alternative_diagnosis_as_likely")))
    }

    private static let wellsDVTItems = [
        "active_cancer", "paralysis_or_plaster", "bedridden_or_surgery", "deep_vein_tenderness", "entire_leg_swollen",
        "calf_swelling_over_3_cm", "pitting_oedema", "collateral_veins", "previous_dvt",
        "alternative_diagnosis_as_likely",
    ]
}
