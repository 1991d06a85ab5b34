extension ClinicalTool {
    static let cha2ds2vasc = ClinicalTool(
        id: "cha2ds2-vasc", aliases: ["cha2ds2-va", "chads-vasc"],
        name: BilingualText("CHA₂DS₂-VASc (and CHA₂DS₂-VA without sex)", "CHA₂DS₂-VASc（CHA₂DS₂-VA不含性别）"),
        inputs: [
            .age(18...120), .sex,
            .yesNo(
                "congestive_heart_failure", aliases: ["chf", "heart_failure"], "heart failure or LVEF ≤40%",
                "心力衰竭或LVEF≤40%"),
            .yesNo("hypertension", aliases: ["htn"], "hypertension", "高血压"),
            .yesNo("diabetes", aliases: ["dm"], "diabetes", "糖尿病"),
            .yesNo(
                "stroke_tia_thromboembolism", aliases: ["stroke"], "stroke, TIA or thromboembolism", "卒中、TIA或血栓栓塞史"),
            .yesNo(
                "vascular_disease", aliases: ["vasc"],
                "myocardial infarction, peripheral artery disease or aortic plaque",
                "心肌梗死、外周动脉疾病或主动脉斑块"),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "heart failure 1, hypertension 1, age ≥75 2 or 65–74 1, diabetes 1, stroke/TIA/thromboembolism 2, vascular "
                + "disease 1, female sex 1 (VASc only); 0–9",
            "心衰1、高血压1、年龄≥75岁2或65–74岁1、糖尿病1、卒中/TIA/血栓栓塞2、血管疾病1、女性1（仅VASc）；0–9分"),
        limits: BilingualText(
            "non-valvular atrial fibrillation; not with mechanical valves or moderate to severe mitral stenosis",
            "用于非瓣膜性心房颤动；机械瓣或中重度二尖瓣狭窄不适用"),
        source: ToolSource(
            "Lip 2010; thresholds: ACC/AHA 2023, ESC 2024", seenAt: ToolSource.medCalcBench("cha2ds2_vasc_score"),
            status: .verified),
        keywords: [
            "atrial fib", "afib", "anticoag", "stroke", "cha2ds2", "doac", "warfarin", "apixaban", "rivaroxaban", "房颤",
            "房顫",
            "心房颤动", "抗凝", "卒中", "华法林", "華法林",
        ],
        examples: [
            ToolExample(
                [
                    "age": 70, "sex": "F", "congestive_heart_failure": true, "hypertension": true, "diabetes": false,
                    "stroke_tia_thromboembolism": false, "vascular_disease": false,
                ], 4, within: 0, figures: ["cha2ds2_va": 3]),
            ToolExample(
                [
                    "age": 80, "sex": "M", "congestive_heart_failure": false, "hypertension": true, "diabetes": true,
                    "stroke_tia_thromboembolism": true, "vascular_disease": false,
                ], 6, within: 0, figures: ["cha2ds2_va": 6]),
        ]
    ) { values throws(ToolError) in
        let age = try values.number("age")
        let ofAge: Double = age >= 75 ? 2 : age >= 65 ? 1 : 0
        let conditions = try values.points("congestive_heart_failure", "hypertension", "diabetes", "vascular_disease")
        let withoutSex = conditions + 2 * (try values.points("stroke_tia_thromboembolism")) + ofAge
        let isFemale = try values.choice("sex") == "female"
        let score = withoutSex + (isFemale ? 1 : 0)
        return ToolFinding(
            .number(score), interpretation: anticoagulation(score: score, isFemale: isFemale, withoutSex: withoutSex),
            figures: [ToolFigure("cha2ds2_va", withoutSex, unit: "{score}")])
    }

    private static func anticoagulation(score: Double, isFemale: Bool, withoutSex: Double) -> BilingualText {
        func advice(_ points: Double) -> BilingualText {
            switch points {
            case 2...: BilingualText("oral anticoagulation recommended", "推荐口服抗凝")
            case 1: BilingualText("oral anticoagulation may be considered", "可考虑口服抗凝")
            default: BilingualText("low risk, no anticoagulation by this score", "低危，按评分无需抗凝")
            }
        }
        let american = advice(score - (isFemale ? 1 : 0))
        let european = advice(withoutSex)
        let shown = NumberText.exact(withoutSex)
        return BilingualText(
            "ACC/AHA 2023 (men ≥2, women ≥3): \(american.english); ESC 2024, CHA₂DS₂-VA \(shown): \(european.english)",
            "ACC/AHA 2023（男≥2、女≥3）：\(american.chinese)；ESC 2024，CHA₂DS₂-VA \(shown)分：\(european.chinese)")
    }
}
