extension ClinicalTool {
    static let insulinStart = ClinicalTool(
        id: "insulin-start", aliases: ["basal-insulin-start"],
        name: BilingualText("Starting dose of insulin", "胰岛素起始剂量"),
        inputs: [
            .weight(20...300),
            ToolInput(
                "diabetes_type", BilingualText("type of diabetes", "糖尿病类型"),
                .choice([
                    ToolChoice("type_2", "type 2", "2型", spellings: ["2", "t2d", "t2dm"]),
                    ToolChoice("type_1", "type 1", "1型", spellings: ["1", "t1d", "t1dm"]),
                ]), standard: "type_2"),
            .guideline,
            ToolInput(
                "hba1c", aliases: ["a1c"], BilingualText("HbA1c (for the Chinese guideline)", "HbA1c（用于中国指南）"),
                .number(ToolQuantity("%", 4...20, analyte: "hba1c")), isOptional: true),
            .bodyMassIndex(10...100, isOptional: true),
        ],
        output: .category,
        formula: BilingualText(
            "type 2, basal: ADA 10 U/day or 0.1–0.2 U/kg/day; CDS 0.1–0.2 U/kg/day, 0.2–0.3 if HbA1c >8%, about 0.3 if BMI "
                + "≥25; type 1: 0.4–1.0 U/kg/day in all, commonly 0.5, half of it at meals",
            "2型基础胰岛素：ADA 10 U/日或0.1–0.2 U/kg/日；CDS 0.1–0.2 U/kg/日，HbA1c>8%用0.2–0.3，BMI≥25约0.3；1型：总量0.4–1.0 U/kg/日，"
                + "常以0.5起始，约一半用于餐时"),
        limits: BilingualText(
            "adults; not for ketoacidosis, pregnancy, or without a look at renal function, age and hypoglycaemia; a clinician "
                + "decides the dose",
            "用于成人；酮症酸中毒、妊娠不适用；须结合肾功能、年龄和低血糖风险；剂量由医生决定"),
        source: ToolSource(
            "ADA Standards of Care 2026 sec. 9; CDS guideline 2024 ch. 9",
            seenAt: "https://github.com/mshamblin5150-code/clinical-skills/blob/main/reference/thresholds/diabetes.md",
            status: .verified),
        keywords: InsulinDose.keywords,
        examples: [
            ToolExample(["weight": 70], "7–14 U/day of basal insulin, or 10 U/day"),
            ToolExample(["weight": 70, "guideline": "cds", "hba1c": 9], "14–21 U/day of basal insulin"),
            ToolExample(["weight": 80, "guideline": "cds", "bmi": 26], "about 24 U/day of basal insulin"),
            ToolExample(["weight": 60, "diabetes_type": "type_1"], "about 30 U/day in all, half of it at meals"),
        ]
    ) { values throws(ToolError) in
        let weight = try values.number("weight")
        if try values.choice("diabetes_type") == "type_1" { return InsulinDose.typeOne(weight) }
        guard try values.choice("guideline") == "cds" else {
            return InsulinDose.basal(weight, 0.1...0.2, isAmerican: true)
        }
        if let mass = values.optionalNumber("bmi"), mass >= 25 {
            return InsulinDose.basal(weight, 0.3...0.3, isAmerican: false)
        }
        let isHigh = (values.optionalNumber("hba1c") ?? 0) > 8
        return InsulinDose.basal(weight, isHigh ? 0.2...0.3 : 0.1...0.2, isAmerican: false)
    }
}

/// Doses in words; whole units, as a pen gives them.
enum InsulinDose {
    static let keywords = ["insulin", "胰岛素", "胰島素", "基础胰岛素"]

    static func basal(_ weight: Double, _ perKilogram: ClosedRange<Double>, isAmerican: Bool) -> ToolFinding {
        let (low, high) = ((weight * perKilogram.lowerBound).rounded(), (weight * perKilogram.upperBound).rounded())
        let isOne = perKilogram.lowerBound == perKilogram.upperBound
        let units = isOne ? NumberText.exact(low) : "\(NumberText.exact(low))–\(NumberText.exact(high))"
        let about = isOne ? ("about ", "约") : ("", "")
        let fixed = isAmerican ? (", or 10 U/day", "，或10 U/日") : ("", "")
        let span = "\(NumberText.exact(perKilogram.lowerBound))–\(NumberText.exact(perKilogram.upperBound))"
        let dose = isOne ? NumberText.exact(perKilogram.lowerBound) : span
        let name = isAmerican ? "ADA 2026" : "CDS 2024"
        return ToolFinding(
            .category(
                BilingualText(
                    "\(about.0)\(units) U/day of basal insulin\(fixed.0)", "\(about.1)基础胰岛素\(units) U/日\(fixed.1)")),
            interpretation: BilingualText("\(dose) U/kg/day, \(name)", "\(dose) U/kg/日，\(name)"),
            figures: [ToolFigure("lowest", low, unit: "U/d"), ToolFigure("highest", high, unit: "U/d")])
    }

    static func typeOne(_ weight: Double) -> ToolFinding {
        let usual = (0.5 * weight).rounded()
        let (low, high) = ((0.4 * weight).rounded(), weight.rounded())
        let range = "\(NumberText.exact(low))–\(NumberText.exact(high))"
        let shown = NumberText.exact(usual)
        return ToolFinding(
            .category(
                BilingualText("about \(shown) U/day in all, half of it at meals", "总量约\(shown) U/日，约一半用于餐时")),
            interpretation: BilingualText(
                "0.5 U/kg/day; the usual need is 0.4–1.0 U/kg/day (\(range) U), ADA 2026",
                "0.5 U/kg/日；通常需要0.4–1.0 U/kg/日（\(range) U），ADA 2026"),
            figures: [ToolFigure("usual", usual, unit: "U/d")])
    }
}

extension ToolInput {
    static let guideline = ToolInput(
        "guideline", BilingualText("guideline", "指南"),
        .choice([
            ToolChoice("ada", "ADA 2026", "美国糖尿病学会（ADA）2026", spellings: ["ada-2026"]),
            ToolChoice("cds", "CDS 2024", "中华医学会糖尿病学分会（CDS）2024", spellings: ["cds-2024", "china"]),
        ]), standard: "ada")
}
