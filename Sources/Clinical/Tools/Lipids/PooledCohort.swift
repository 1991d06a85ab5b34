import Foundation

extension ClinicalTool {
    static let pooledCohort = ClinicalTool(
        id: "ascvd-pce-2013", aliases: ["ascvd", "pooled-cohort-equations", "pce"],
        name: BilingualText("10-year ASCVD risk (Pooled Cohort Equations 2013)", "10年ASCVD风险（汇总队列方程2013）"),
        inputs: [
            .age(40...79), .sex,
            ToolInput(
                "race", BilingualText("race, as the equations have it", "种族（按方程分组）"),
                .choice([
                    ToolChoice("white", "white", "白人", spellings: ["w", "caucasian"]),
                    ToolChoice("black", "black", "黑人", spellings: ["b", "african american", "african-american"]),
                    ToolChoice("other", "other", "其他", spellings: ["asian", "chinese", "亚裔", "亞裔", "中国人", "華人"]),
                ])),
            .totalCholesterol(130...320), .hdlCholesterol(20...100), .systolic(90...200),
            .yesNo("treated_bp", aliases: ["bpmed"], "on blood pressure treatment", "正在降压治疗"),
            .yesNo("diabetes", aliases: ["dm"], "diabetes", "糖尿病"),
            .yesNo("current_smoker", aliases: ["smoker", "sm"], "current smoker", "目前吸烟"),
        ],
        output: .number(unit: "%", decimals: 1),
        formula: BilingualText(
            "1 − S₀^exp(Σ − mean), Σ over ln age, ln TC, ln HDL, ln treated or untreated SBP, smoking, diabetes and their "
                + "products with ln age, by sex and race",
            "1 − S₀^exp(Σ − 均值)；Σ含ln年龄、lnTC、lnHDL、ln（治疗或未治疗）收缩压、吸烟、糖尿病及与ln年龄的乘积，按性别和种族分组"),
        bands: [
            .below(5, "low 10-year risk (<5%)", "10年风险低危（<5%）"),
            .from(5, below: 7.5, "borderline risk (5–7.4%)", "临界风险（5–7.4%）"),
            .from(7.5, below: 20, "intermediate risk (7.5–19.9%)", "中危（7.5–19.9%）"),
            .from(20, "high risk (≥20%)", "高危（≥20%）"),
        ],
        limits: BilingualText(
            "ages 40–79 without ASCVD; other groups take the coefficients of white people; the 2026 ACC/AHA guideline "
                + "replaces it with PREVENT for treatment decisions",
            "适用于40–79岁无ASCVD者；其他人群采用白人系数；2026年ACC/AHA指南在治疗决策中以PREVENT取代"),
        source: ToolSource(
            "Goff 2013 ACC/AHA; coefficients from CVrisk (vcastro)",
            seenAt: "https://github.com/vcastro/CVrisk/blob/master/data-raw/score_coef.R", status: .verified),
        keywords: [
            "ascvd", "cardiovascular", "10-year", "statin", "cholesterol", "lipid", "primary prevention", "心血管", "他汀",
            "血脂",
            "胆固醇", "膽固醇", "一级预防", "一級預防",
        ],
        examples: [
            cohort("female", "white", 55, 2.1), cohort("female", "black", 55, 3.0),
            cohort("male", "white", 55, 5.4), cohort("male", "black", 55, 6.1),
            ToolExample(
                [
                    "sex": "male", "race": "white", "age": 54, "total_cholesterol": 170, "hdl_cholesterol": 50,
                    "systolic_bp": 157, "treated_bp": false, "current_smoker": true, "diabetes": true,
                ], 20.8),
        ]
    ) { values throws(ToolError) in
        try .number(100 * CohortCoefficients.column(values).risk(values))
    }

    /// The printed case: TC 213, HDL 50, untreated 120 mmHg, neither smoker nor diabetic.
    private static func cohort(_ sex: String, _ race: String, _ age: Double, _ expected: Double) -> ToolExample {
        ToolExample(
            [
                "sex": .text(sex), "race": .text(race), "age": .number(age), "total_cholesterol": 213,
                "hdl_cholesterol": 50, "systolic_bp": 120, "treated_bp": false, "current_smoker": false,
                "diabetes": false,
            ], expected)
    }
}

/// One column of the published table.
private struct CohortCoefficients {
    var age: Double
    var ageSquared: Double
    var total: Double
    var ageTotal: Double
    var hdl: Double
    var ageHDL: Double
    var treated: Double
    var ageTreated: Double
    var untreated: Double
    var ageUntreated: Double
    var smoker: Double
    var ageSmoker: Double
    var diabetes: Double
    var mean: Double
    var survival: Double

    static func column(_ values: ToolValues) throws(ToolError) -> CohortCoefficients {
        let isBlack = try values.choice("race") == "black"
        let isFemale = try values.choice("sex") == "female"
        return isFemale ? (isBlack ? blackWomen : whiteWomen) : (isBlack ? blackMen : whiteMen)
    }

    /// The 10-year risk as a fraction.
    func risk(_ values: ToolValues) throws(ToolError) -> Double {
        let lnAge = log(try values.number("age"))
        let lnTotal = log(try values.number("total_cholesterol"))
        let lnHDL = log(try values.number("hdl_cholesterol"))
        let lnPressure = log(try values.number("systolic_bp"))
        let isTreated = try values.flag("treated_bp")
        var sum = age * lnAge + ageSquared * lnAge * lnAge
        sum += (total + ageTotal * lnAge) * lnTotal
        sum += (hdl + ageHDL * lnAge) * lnHDL
        sum += (isTreated ? treated + ageTreated * lnAge : untreated + ageUntreated * lnAge) * lnPressure
        if try values.flag("current_smoker") { sum += smoker + ageSmoker * lnAge }
        if try values.flag("diabetes") { sum += diabetes }
        return 1 - pow(survival, exp(sum - mean))
    }

    private static let whiteWomen = CohortCoefficients(
        age: -29.799, ageSquared: 4.884, total: 13.54, ageTotal: -3.114, hdl: -13.578, ageHDL: 3.149, treated: 2.019,
        ageTreated: 0, untreated: 1.957, ageUntreated: 0, smoker: 7.574, ageSmoker: -1.665, diabetes: 0.661,
        mean: -29.18, survival: 0.9665)
    private static let blackWomen = CohortCoefficients(
        age: 17.114, ageSquared: 0, total: 0.94, ageTotal: 0, hdl: -18.92, ageHDL: 4.475, treated: 29.291,
        ageTreated: -6.432, untreated: 27.82, ageUntreated: -6.087, smoker: 0.691, ageSmoker: 0, diabetes: 0.874,
        mean: 86.61, survival: 0.9533)
    private static let whiteMen = CohortCoefficients(
        age: 12.344, ageSquared: 0, total: 11.853, ageTotal: -2.664, hdl: -7.99, ageHDL: 1.769, treated: 1.797,
        ageTreated: 0, untreated: 1.764, ageUntreated: 0, smoker: 7.837, ageSmoker: -1.795, diabetes: 0.658,
        mean: 61.18, survival: 0.9144)
    private static let blackMen = CohortCoefficients(
        age: 2.469, ageSquared: 0, total: 0.302, ageTotal: 0, hdl: -0.307, ageHDL: 0, treated: 1.916, ageTreated: 0,
        untreated: 1.809, ageUntreated: 0, smoker: 0.549, ageSmoker: 0, diabetes: 0.645, mean: 19.54,
        survival: 0.8954)
}
