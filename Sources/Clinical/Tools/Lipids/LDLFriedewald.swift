extension ClinicalTool {
    static let ldlFriedewald = ClinicalTool(
        id: "ldl-friedewald", aliases: ["friedewald"],
        name: BilingualText("LDL cholesterol (Friedewald)", "低密度脂蛋白胆固醇（Friedewald）"),
        inputs: [
            .totalCholesterol(50...600), .hdlCholesterol(5...150),
            .triglycerides(ToolQuantity("mg/dL", 10...400, isUpperEndExcluded: true, analyte: "triglycerides")),
        ],
        output: .number(unit: "mg/dL", decimals: 1),
        formula: BilingualText(
            "TC − HDL − TG/5 in mg/dL (the same as TC − HDL − TG/2.2 in mmol/L); the result is in the unit of TC",
            "TC − HDL − TG/5（mg/dL；等同mmol/L时TC − HDL − TG/2.2）；结果单位同TC"),
        limits: BilingualText(
            "invalid when TG ≥400 mg/dL (4.5 mmol/L); too low when LDL <70 mg/dL and TG raised; the 2026 ACC/AHA guideline "
                + "prefers Martin/Hopkins or Sampson",
            "TG≥400 mg/dL（4.5 mmol/L）时无效；LDL<70 mg/dL且TG升高时偏低；2026年ACC/AHA指南推荐Martin/Hopkins或Sampson公式"),
        source: ToolSource(
            "Friedewald 1972, Clin Chem 18:499", seenAt: ToolSource.medCalcBench("ldl_calculated"), status: .verified),
        keywords: CalculatedLDL.keywords,
        examples: [
            ToolExample(["total_cholesterol": 200, "hdl_cholesterol": 50, "triglycerides": 150], 120),
            ToolExample(["total_cholesterol": 240, "hdl_cholesterol": 40, "triglycerides": 300], 140),
        ]
    ) { values throws(ToolError) in
        let lipids = try CalculatedLDL(values)
        return try lipids.finding(lipids.total - lipids.hdl - lipids.triglycerides / 5)
    }
}

/// The lipids of one sample in mg/dL, and the unit in which the result is to be told.
struct CalculatedLDL {
    static let keywords = ["ldl", "cholesterol", "lipid", "statin", "胆固醇", "膽固醇", "血脂", "他汀", "低密度"]

    var total: Double
    var hdl: Double
    var triglycerides: Double
    var unit: String

    init(_ values: ToolValues) throws(ToolError) {
        total = try values.number("total_cholesterol")
        hdl = try values.number("hdl_cholesterol")
        triglycerides = try values.number("triglycerides")
        unit = values.statedUnit("total_cholesterol") ?? "mg/dL"
    }

    /// - Throws: where the sample can't be right, since no LDL is left.
    func finding(_ milligrams: Double) throws(ToolError) -> ToolFinding {
        let quantity = ToolQuantity("mg/dL", 0...1, analyte: "ldl")
        guard milligrams > 0, let factor = quantity.converted(1, from: unit) else {
            throw .notApplicable(
                field: "total_cholesterol",
                reason: BilingualText(
                    "HDL and triglycerides leave no LDL. Check the three values.", "减去HDL和甘油三酯后LDL不为正，请核对三项数值。"))
        }
        return ToolFinding(
            .number(milligrams / factor), unit: unit, decimals: unit == "mg/dL" ? 1 : 2,
            interpretation: BilingualText("calculated, not measured", "计算值，非实测"))
    }
}
