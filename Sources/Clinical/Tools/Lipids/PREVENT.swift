import Foundation

extension ClinicalTool {
    static let prevent = ClinicalTool(
        id: "prevent-2023-base", aliases: ["prevent", "prevent-2023"],
        name: BilingualText("PREVENT 2023 base model (CVD, ASCVD, heart failure)", "PREVENT 2023基础模型（CVD、ASCVD、心衰）"),
        inputs: [
            .age(30...79), .sex, .systolic(90...180),
            .yesNo("treated_bp", aliases: ["bpmed", "antihypertensive_use"], "on blood pressure treatment", "正在降压治疗"),
            .totalCholesterol(130...320), .hdlCholesterol(20...100),
            .yesNo("statin", aliases: ["statin_use", "on_statin", "statin_therapy"], "on a statin", "正在服用他汀"),
            .yesNo("diabetes", aliases: ["dm"], "diabetes", "糖尿病"),
            .yesNo("current_smoker", aliases: ["smoker", "smoke"], "current smoker", "目前吸烟"),
            .filtration(15...140), .bodyMassIndex(18.5...39.9),
            ToolInput(
                "outcome", BilingualText("outcome", "结局"),
                .choice([
                    ToolChoice(
                        "cvd", "total cardiovascular disease", "总心血管病",
                        spellings: ["total_cvd", "women_cvd", "men_cvd"]),
                    ToolChoice("ascvd", "ASCVD", "ASCVD", spellings: ["women_ascvd", "men_ascvd"]),
                    ToolChoice("hf", "heart failure", "心力衰竭", spellings: ["women_hf", "men_hf"]),
                ]), standard: "cvd"),
            ToolInput(
                "years", aliases: ["horizon", "model"], BilingualText("horizon in years", "预测年限（年）"),
                .choice([
                    ToolChoice("10", "10 years", "10年", spellings: ["10y", "base_10"]),
                    ToolChoice("30", "30 years", "30年", spellings: ["30y", "base_30"]),
                ]), standard: "10"),
        ],
        output: .number(unit: "%", decimals: 2),
        formula: BilingualText(
            "logistic model by sex: age, non-HDL and HDL cholesterol, SBP below and above 110, diabetes, smoking, eGFR below "
                + "and above 60, BMI (heart failure), treatment, statin, and their products with age",
            "按性别的logistic模型：年龄、非HDL与HDL胆固醇、收缩压（110分段）、糖尿病、吸烟、eGFR（60分段）、BMI（心衰）、降压治疗、他汀及与年龄的乘积"),
        limits: BilingualText(
            "ages 30–79 without cardiovascular disease; the 30-year model 30–59 only; base model, without UACR, HbA1c or "
                + "deprivation index; derived in the United States",
            "适用于30–79岁无心血管病者；30年模型限30–59岁；基础模型不含UACR、HbA1c和社会剥夺指数；源自美国人群"),
        source: ToolSource(
            "Khan 2024, Circulation 149:430; coefficients from bcjaeger/PooledCohort",
            seenAt: "https://github.com/bcjaeger/PooledCohort/blob/master/data-raw/coefs_prevent.xlsx",
            status: .verified),
        keywords: [
            "prevent", "cardiovascular", "ascvd", "10-year", "30-year", "statin", "lipid", "cholesterol",
            "blood pressure",
            "hypertension", "心血管", "他汀", "血脂", "胆固醇", "膽固醇", "高血压", "高血壓",
        ],
        examples: PREVENTModel.examples
    ) { values throws(ToolError) in
        guard let years = PREVENTModel.Horizon(rawValue: try values.choice("years")),
            let outcome = PREVENTModel.Outcome(rawValue: try values.choice("outcome"))
        else { throw .notApplicable(field: "outcome", reason: BilingualText("unknown", "未知")) }
        let age = try values.number("age")
        guard years == .ten || age < 60 else {
            throw .outOfRange(
                field: "age", given: values.shown["age"] ?? "",
                accepted: BilingualText("30–59 for the 30-year model", "30–59（30年模型）"))
        }
        let model = try PREVENTModel(values)
        let risks = PREVENTModel.Outcome.allCases.map { 100 * model.risk($0, years) }
        let names = PREVENTModel.Outcome.allCases.map { "\($0.rawValue)_\(years.rawValue)_years" }
        return ToolFinding(
            .number(100 * model.risk(outcome, years)),
            interpretation: years == .ten
                ? PREVENTModel.meaning(cvd: risks[0], ascvd: risks[1])
                : BilingualText("30-year risk; the guidelines' thresholds are of 10 years", "30年风险；指南阈值均为10年风险"),
            figures: zip(names, risks).map { ToolFigure($0, ToolResult.rounded($1, decimals: 2), unit: "%") })
    }
}
