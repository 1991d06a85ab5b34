extension ClinicalTool {
    static let nonHDL = ClinicalTool(
        id: "non-hdl", aliases: ["non-hdl-cholesterol"],
        name: BilingualText("Non-HDL cholesterol", "非高密度脂蛋白胆固醇"),
        inputs: [.totalCholesterol(50...600), .hdlCholesterol(5...150)],
        output: .number(unit: "mg/dL", decimals: 1),
        formula: BilingualText(
            "total cholesterol − HDL cholesterol; the result is in the unit of TC", "总胆固醇 − 高密度脂蛋白胆固醇；结果单位同TC"),
        limits: BilingualText("needs no fasting; holds with raised triglycerides too", "无需空腹；甘油三酯升高时亦适用"),
        source: ToolSource(
            "by definition; goals: ACC/AHA 2026 and China 2023 lipid guidelines (passages of the library)", seenAt: nil,
            status: .unverified),
        keywords: CalculatedLDL.keywords + ["non-hdl", "非高密度", "非hdl"],
        examples: [
            ToolExample(["total_cholesterol": 200, "hdl_cholesterol": 50], 150),
            ToolExample(["total_cholesterol": "5.2 mmol/L", "hdl_cholesterol": "1.3 mmol/L"], 3.9, within: 0.006),
        ]
    ) { values throws(ToolError) in
        let (total, hdl) = (try values.number("total_cholesterol"), try values.number("hdl_cholesterol"))
        let unit = values.statedUnit("total_cholesterol") ?? "mg/dL"
        guard total > hdl, let factor = ToolQuantity("mg/dL", 0...1, analyte: "non-hdl").converted(1, from: unit) else {
            throw .notApplicable(
                field: "hdl_cholesterol",
                reason: BilingualText("it must lie below total cholesterol. Check both.", "应低于总胆固醇，请核对。"))
        }
        return ToolFinding(
            .number((total - hdl) / factor), unit: unit, decimals: unit == "mg/dL" ? 1 : 2,
            interpretation: BilingualText("calculated", "计算值"))
    }
}
