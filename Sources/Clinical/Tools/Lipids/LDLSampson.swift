extension ClinicalTool {
    static let ldlSampson = ClinicalTool(
        id: "ldl-sampson", aliases: ["sampson", "ldl-nih"],
        name: BilingualText("LDL cholesterol (Sampson, NIH equation 2)", "低密度脂蛋白胆固醇（Sampson，NIH公式2）"),
        inputs: [
            .totalCholesterol(50...600), .hdlCholesterol(5...150),
            .triglycerides(ToolQuantity("mg/dL", 10...800, analyte: "triglycerides")),
        ],
        output: .number(unit: "mg/dL", decimals: 1),
        formula: BilingualText(
            "TC/0.948 − HDL/0.971 − (TG/8.56 + TG × (TC − HDL)/2140 − TG²/16100) − 9.44 in mg/dL; the result is in the "
                + "unit of TC",
            "TC/0.948 − HDL/0.971 − (TG/8.56 + TG×(TC − HDL)/2140 − TG²/16100) − 9.44（mg/dL）；结果单位同TC"),
        limits: BilingualText(
            "valid for TG up to 800 mg/dL (9.0 mmol/L); not for type III dysbetalipoproteinaemia",
            "TG不超过800 mg/dL（9.0 mmol/L）时有效；III型高脂蛋白血症不适用"),
        source: ToolSource(
            "Sampson 2020, JAMA Cardiol 5:540", seenAt: "https://ldl-calculator.com/ldl-chol-calc-nih-153.php",
            status: .verified),
        keywords: CalculatedLDL.keywords,
        examples: [
            ToolExample(["total_cholesterol": 200, "hdl_cholesterol": 50, "triglycerides": 150], 123.4),
            ToolExample(["total_cholesterol": 240, "hdl_cholesterol": 40, "triglycerides": 300], 145.0),
            ToolExample(["total_cholesterol": 280, "hdl_cholesterol": 35, "triglycerides": 600], 133.4),
        ]
    ) { values throws(ToolError) in
        let lipids = try CalculatedLDL(values)
        let (total, hdl, fat) = (lipids.total, lipids.hdl, lipids.triglycerides)
        let remnants = fat / 8.56 + fat * (total - hdl) / 2140 - fat * fat / 16100
        return try lipids.finding(total / 0.948 - hdl / 0.971 - remnants - 9.44)
    }
}
