/// Inputs that several tools ask for, under one name and with one set of units.
extension ToolInput {
    static let sex = ToolInput(
        "sex", aliases: ["gender"], BilingualText("sex", "性别"),
        .choice([
            ToolChoice("female", "female", "女", spellings: ["f", "w", "woman", "女性"]),
            ToolChoice("male", "male", "男", spellings: ["m", "man", "男性"]),
        ]))

    static func age(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput("age", BilingualText("age (years)", "年龄（岁）"), .number(ToolQuantity("", range, others: [.years])))
    }

    static func weight(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput("weight", BilingualText("body weight", "体重"), .number(ToolQuantity("kg", range, others: [.pounds])))
    }

    static func height(centimetres range: ClosedRange<Double>, isOptional: Bool = false) -> ToolInput {
        ToolInput(
            "height", BilingualText("height", "身高"),
            .number(ToolQuantity("cm", range, others: [ToolUnit("m", factor: 100), .inches])), isOptional: isOptional)
    }

    static func bodyMassIndex(_ range: ClosedRange<Double>, isOptional: Bool = false) -> ToolInput {
        ToolInput(
            "bmi", aliases: ["body_mass_index"], BilingualText("body mass index", "体质量指数（BMI）"),
            .number(ToolQuantity("kg/m2", range)), isOptional: isOptional)
    }

    static func creatinine(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "creatinine", aliases: ["scr", "cr"], BilingualText("serum creatinine", "血肌酐"),
            .number(ToolQuantity("mg/dL", range, analyte: "creatinine")))
    }

    /// - Parameter range: mL/min/1.73 m².
    static func filtration(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "egfr", aliases: ["gfr"], BilingualText("eGFR", "估算肾小球滤过率（eGFR）"),
            .number(ToolQuantity("mL/min/{1.73_m2}", range, others: [ToolUnit("mL/min", isShown: false)])))
    }

    static func systolic(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "systolic_bp", aliases: ["sbp", "systolic", "systolic_blood_pressure"],
            BilingualText("systolic blood pressure", "收缩压"), .number(ToolQuantity("mm[Hg]", range)))
    }

    static func diastolic(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "diastolic_bp", aliases: ["dbp", "diastolic", "diastolic_blood_pressure"],
            BilingualText("diastolic blood pressure", "舒张压"), .number(ToolQuantity("mm[Hg]", range)))
    }

    static func heartRate(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "heart_rate", aliases: ["hr", "pulse"], BilingualText("heart rate", "心率"),
            .number(ToolQuantity("/min", range)))
    }

    static let respiratoryRate = ToolInput(
        "respiratory_rate", aliases: ["rr"], BilingualText("respiratory rate", "呼吸频率"),
        .number(ToolQuantity("/min", 0...80)))

    static func totalCholesterol(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "total_cholesterol", aliases: ["tc"], BilingualText("total cholesterol", "总胆固醇"),
            .number(ToolQuantity("mg/dL", range, analyte: "total-cholesterol")))
    }

    static func hdlCholesterol(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "hdl_cholesterol", aliases: ["hdl", "hdl_c"], BilingualText("HDL cholesterol", "高密度脂蛋白胆固醇"),
            .number(ToolQuantity("mg/dL", range, analyte: "hdl")))
    }

    static func triglycerides(_ quantity: ToolQuantity) -> ToolInput {
        ToolInput(
            "triglycerides", aliases: ["tg"], BilingualText("triglycerides (fasting)", "甘油三酯（空腹）"), .number(quantity))
    }

    static func platelets(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "platelets", aliases: ["plt", "platelet_count"], BilingualText("platelet count", "血小板计数"),
            .number(ToolQuantity("10*9/L", range, others: [ToolUnit("10*3/uL")])))
    }

    static func albumin(_ range: ClosedRange<Double>, isOptional: Bool = false) -> ToolInput {
        ToolInput(
            "albumin", BilingualText("serum albumin", "血清白蛋白"),
            .number(ToolQuantity("g/dL", range, others: [.gramsPerLitre])), isOptional: isOptional)
    }

    static let bilirubin = ToolInput(
        "bilirubin", BilingualText("total bilirubin", "总胆红素"),
        .number(ToolQuantity("mg/dL", 0.1...80, others: [ToolUnit("umol/L", factor: 1 / 17.1)])))

    static let normalisedRatio = ToolInput(
        "inr", BilingualText("INR", "国际标准化比值（INR）"), .number(ToolQuantity("", 0.5...20)))

    static func sodium(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput("sodium", aliases: ["na"], BilingualText("sodium", "血钠"), .number(.electrolyte(range)))
    }

    /// One item of a score, or one condition.
    static func yesNo(
        _ name: String, aliases: [String] = [], _ english: String, _ chinese: String, standard: GivenValue? = nil
    ) -> ToolInput {
        ToolInput(name, aliases: aliases, BilingualText(english, chinese), .yesNo, standard: standard)
    }
}

extension ToolQuantity {
    /// Sodium, chloride, bicarbonate: one mmol is one mEq.
    static func electrolyte(_ range: ClosedRange<Double>) -> ToolQuantity {
        ToolQuantity("mmol/L", range, others: [ToolUnit("meq/L")])
    }
}

extension ToolUnit {
    static let years = ToolUnit(
        "a", spellings: ["year", "years", "y", "yr", "yrs", "year old", "years old", "岁", "歲"], isShown: false)
    static let pounds = ToolUnit("[lb_av]", factor: 0.45359237)
    static let centimetres = ToolUnit("cm", factor: 0.01)
    static let inches = ToolUnit("[in_i]", factor: 2.54)
    static let gramsPerLitre = ToolUnit("g/L", factor: 0.1)
}

extension ToolSource {
    /// The calculators of the MedCalc-Bench repository, against which several formulas were checked.
    static func medCalcBench(_ file: String) -> String {
        "https://github.com/ncbi-nlp/MedCalc-Bench/blob/main/calculator_implementations/\(file).py"
    }
}
