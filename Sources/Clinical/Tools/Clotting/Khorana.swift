extension ClinicalTool {
    static let khorana = ClinicalTool(
        id: "khorana", name: BilingualText("Khorana score for VTE in cancer", "Khorana肿瘤静脉血栓评分"),
        inputs: [
            ToolInput(
                "cancer_site", aliases: ["site"], BilingualText("site of the cancer", "肿瘤部位"), .choice(cancerSites)),
            .platelets(0...3000),
            ToolInput(
                "haemoglobin", aliases: ["hemoglobin", "hb", "hgb"], BilingualText("haemoglobin", "血红蛋白"),
                .number(
                    ToolQuantity(
                        "g/dL", 2...25, others: [.gramsPerLitre, ToolUnit("mmol/L", factor: 1.611)]))),
            ToolInput(
                "leukocytes", aliases: ["wbc", "white_cells", "leucocytes"], BilingualText("white cell count", "白细胞计数"),
                .number(ToolQuantity("10*9/L", 0...1000, others: [ToolUnit("10*3/uL")]))),
            .bodyMassIndex(10...100),
            .yesNo("esa_use", aliases: ["esa"], "erythropoiesis-stimulating agent", "使用促红细胞生成药物", standard: false),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "stomach or pancreas 2; lung, lymphoma, gynaecological, bladder or testicular 1; platelets ≥350 1; haemoglobin "
                + "<10 g/dL or ESA 1; white cells >11 1; BMI ≥35 1; 0–6",
            "胃、胰腺2；肺、淋巴瘤、妇科、膀胱、睾丸1；血小板≥350 1；血红蛋白<10 g/dL或用促红素1；白细胞>11 1；BMI≥35 1；0–6分"),
        bands: [
            .below(1, "low risk: 0.8% symptomatic VTE", "低危：症状性VTE 0.8%"),
            .from(1, to: 2, "intermediate risk: 2.1% symptomatic VTE", "中危：症状性VTE 2.1%"),
            .above(2, "high risk: 7.1% symptomatic VTE", "高危：症状性VTE 7.1%"),
        ],
        limits: BilingualText(
            "outpatients before chemotherapy; counts before its start; says nothing of bleeding risk",
            "用于化疗前门诊患者，取化疗前血细胞计数；不反映出血风险"),
        source: ToolSource(
            "Khorana 2008, Blood 111:4902",
            seenAt: "https://jmedicalcasereports.biomedcentral.com/articles/10.1186/s13256-018-1833-6/tables/1",
            status: .secondary),
        keywords: [
            "khorana", "cancer", "chemotherapy", "thromboprophylaxis", "vte", "肿瘤", "腫瘤", "癌", "化疗", "化療", "血栓预防",
        ],
        examples: [
            cancer("pancreas", platelets: 400, haemoglobin: 9, leukocytes: 12, bmi: 36, 6),
            cancer("lung", platelets: 349, haemoglobin: 10, leukocytes: 11, bmi: 34.9, 1),
            cancer("other", platelets: 350, haemoglobin: 9.9, leukocytes: 11.1, bmi: 35, 4),
        ]
    ) { values throws(ToolError) in
        let site = try values.choice("cancer_site")
        var score: Double = ["stomach", "pancreas"].contains(site) ? 2 : site == "other" ? 0 : 1
        if try values.number("platelets") >= 350 { score += 1 }
        let (haemoglobin, isStimulated) = (try values.number("haemoglobin"), try values.flag("esa_use"))
        if haemoglobin < 10 || isStimulated { score += 1 }
        if try values.number("leukocytes") > 11 { score += 1 }
        if try values.number("bmi") >= 35 { score += 1 }
        return .number(score)
    }

    private static let cancerSites = [
        ToolChoice("stomach", "stomach", "胃", spellings: ["gastric", "胃癌"]),
        ToolChoice("pancreas", "pancreas", "胰腺", spellings: ["pancreatic", "胰腺癌"]),
        ToolChoice("lung", "lung", "肺", spellings: ["肺癌"]),
        ToolChoice("lymphoma", "lymphoma", "淋巴瘤", spellings: ["lymphatic"]),
        ToolChoice(
            "gynaecological", "gynaecological", "妇科",
            spellings: [
                "gynaecologic", "gynecological", "gynecologic", "gynae", "ovary", "ovarian", "uterus", "uterine",
                "cervix", "cervical", "endometrial", "妇科肿瘤", "卵巢", "宫颈", "子宫内膜",
            ]),
        ToolChoice("bladder", "bladder", "膀胱", spellings: ["膀胱癌"]),
        ToolChoice("testicular", "testicular", "睾丸", spellings: ["testis", "testes", "testicle"]),
        ToolChoice(
            "other", "other", "其他",
            spellings: ["breast", "colorectal", "colon", "rectum", "prostate", "乳腺", "结直肠", "前列腺"]),
    ]

    private static func cancer(
        _ site: String, platelets: Double, haemoglobin: Double, leukocytes: Double, bmi: Double, _ expected: Double
    ) -> ToolExample {
        ToolExample(
            [
                "cancer_site": .text(site), "platelets": .number(platelets), "haemoglobin": .number(haemoglobin),
                "leukocytes": .number(leukocytes), "bmi": .number(bmi), "esa_use": false,
            ], expected, within: 0)
    }
}
