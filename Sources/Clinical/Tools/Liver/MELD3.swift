import Foundation

extension ClinicalTool {
    static let meld3 = ClinicalTool(
        id: "meld-3", aliases: ["meld", "meld-3.0"], name: BilingualText("MELD 3.0", "MELD 3.0评分"),
        inputs: [
            .sex, .bilirubin, .normalisedRatio, .creatinine(0.1...30), .sodium(100...180), .albumin(0.5...7),
            .yesNo(
                "dialysis", "dialysis twice within 7 days, or 24 h of CVVHD", "7天内透析≥2次或CVVHD 24小时", standard: false),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "1.33 (female) + 4.56 ln bilirubin + 0.82 (137 − Na) − 0.24 (137 − Na) ln bilirubin + 9.09 ln INR + 11.14 ln "
                + "creatinine + 1.85 (3.5 − albumin) − 1.83 (3.5 − albumin) ln creatinine + 6; bilirubin, INR, creatinine "
                + "at least 1.0, creatinine at most 3.0 (3.0 on dialysis), Na 125–137, albumin 1.5–3.5; rounded, 6–40",
            "1.33（女）+4.56 ln胆红素+0.82(137−Na)−0.24(137−Na) ln胆红素+9.09 lnINR+11.14 ln肌酐+1.85(3.5−白蛋白)"
                + "−1.83(3.5−白蛋白) ln肌酐+6；胆红素、INR、肌酐下限1.0，肌酐上限3.0（透析取3.0），Na 125–137，白蛋白1.5–3.5；取整，6–40"),
        bands: [
            .below(15, "below 15", "<15"),
            .from(15, "15 or above: benefit of transplantation is discussed", "≥15：讨论肝移植获益"),
        ],
        limits: BilingualText(
            "chronic liver disease from 12 years; the higher, the higher 90-day mortality; the creatinine cap is 3.0 mg/dL "
                + "(4.0 belongs to MELD-Na)",
            "用于12岁以上慢性肝病；分值越高90天死亡率越高；肌酐上限3.0 mg/dL（4.0属MELD-Na）"),
        source: ToolSource(
            "OPTN MELD 3.0; Kim 2021, Gastroenterology 161:1887",
            seenAt: "https://staging.patientnotes.ai/tools/calculators/meld-score", status: .verified),
        keywords: ["meld", "liver", "cirrhosis", "transplant", "肝硬化", "肝移植", "肝衰竭"],
        examples: [
            meld("M", [2.5, 1.5, 1.2, 135, 3.0], 18), meld("F", [8.0, 2.0, 1.8, 128, 2.5], 33),
            meld("M", [1.0, 1.0, 1.0, 140, 4.0], 6), meld("F", [20, 4, 3.5, 125, 1.5], 40),
        ]
    ) { values throws(ToolError) in
        let bilirubin = log(max(1, try values.number("bilirubin")))
        let ratio = log(max(1, try values.number("inr")))
        let isDialysed = try values.flag("dialysis")
        let creatinine = log(isDialysed ? 3 : min(3, max(1, try values.number("creatinine"))))
        let sodium = 137 - min(137, max(125, try values.number("sodium")))
        let albumin = 3.5 - min(3.5, max(1.5, try values.number("albumin")))
        var score = try values.choice("sex") == "female" ? 7.33 : 6.0
        score += 4.56 * bilirubin + 0.82 * sodium - 0.24 * sodium * bilirubin
        score += 9.09 * ratio + 11.14 * creatinine
        score += 1.85 * albumin - 1.83 * albumin * creatinine
        return .number(min(40, max(6, score.rounded())))
    }

    /// - Parameter figures: bilirubin, INR, creatinine, sodium, albumin.
    private static func meld(_ sex: String, _ figures: [Double], _ score: Double) -> ToolExample {
        let names = ["bilirubin", "inr", "creatinine", "sodium", "albumin"]
        var inputs = Dictionary(uniqueKeysWithValues: zip(names, figures.map(GivenValue.number)))
        inputs["sex"] = .text(sex)
        return ToolExample(inputs, score, within: 0)
    }
}
