/// A quantity that rules can set limits on, in one canonical unit.
public enum TriageMeasure: String, Codable, Sendable, CaseIterable {
    case systolic, diastolic, glucose, ketones, ph, bicarbonate, potassium, sodium, calcium, creatinine, lactate
    case temperature, oxygenSaturation, heartRate, respiratoryRate, inr, haemoglobin, platelets, neutrophils, whiteCells
    case triglycerides, creatineKinase, coma, qtc, age, gestation, painScore, hba1c, ldl, cholesterol, egfr, weight
    case lithium
    /// Any other quantity with a name: its numbers belong to nothing here.
    case other

    /// UCUM; age is in years and gestation in weeks.
    public var unit: String {
        switch self {
        case .systolic, .diastolic: "mm[Hg]"
        case .glucose, .ketones, .bicarbonate, .potassium, .sodium, .calcium, .lactate, .triglycerides, .ldl,
            .cholesterol,
            .lithium:
            "mmol/L"
        case .ph, .inr, .coma, .painScore, .other: "1"
        case .creatinine: "umol/L"
        case .temperature: "Cel"
        case .oxygenSaturation, .hba1c: "%"
        case .heartRate, .respiratoryRate: "/min"
        case .haemoglobin: "g/L"
        case .platelets, .neutrophils, .whiteCells: "10*9/L"
        case .creatineKinase: "U/L"
        case .qtc: "ms"
        case .age: "a"
        case .gestation: "wk"
        case .egfr: "mL/min/{1.73_m2}"
        case .weight: "kg"
        }
    }

    /// What a person can be alive with (or a meter can print); a number outside is not this measure.
    var plausible: ClosedRange<Double> {
        switch self {
        case .systolic: 30...320
        case .diastolic: 15...220
        case .glucose: 0.1...120
        case .ketones: 0...30
        case .ph: 6.4...7.9
        case .bicarbonate: 1...60
        case .potassium: 1...12
        case .sodium: 90...200
        case .calcium: 0.8...5
        case .creatinine: 15...3000
        case .lactate: 0.1...40
        case .temperature: 25...45
        case .oxygenSaturation: 30...100
        case .heartRate: 15...320
        case .respiratoryRate: 2...90
        case .inr: 0.5...40
        case .haemoglobin: 10...250
        case .platelets: 0...2500
        case .neutrophils: 0...60
        case .whiteCells: 0...900
        case .triglycerides: 0.1...200
        case .creatineKinase: 5...900_000
        case .coma: 3...15
        case .qtc: 300...800
        case .age: 0...120
        case .gestation: 1...44
        case .painScore: 0...10
        case .hba1c: 3...25
        case .ldl, .cholesterol: 0.2...40
        case .egfr: 1...200
        case .weight: 0.4...400
        case .lithium: 0.1...12
        case .other: 0...1_000_000
        }
    }

    /// Names that stand before (sometimes after) the number.
    var names: [String] {
        switch self {
        case .systolic: ["bp", "b p", "blood pressure", "systolic", "sbp", "血压", "收缩压", "高压", "上压"]
        case .diastolic: ["diastolic", "dbp", "舒张压", "低压", "下压"]
        case .glucose:
            [
                "(blood|) (glucose|sugar|sugars)", "bg", "bgl", "bsl", "bm", "fbg", "fbs", "rbs", "cbg",
                "(glucometer|meter)",
                "finger* (stick|prick)", "fingerstick",
                "dexcom", "libre", "cgm", "hypo", "(血糖|血糖值|血糖仪|随机血糖|末梢血糖|餐后|空腹|葡萄糖|指血|糖(高|低)到)",
            ]
        case .ketones: ["ketone*", "bhb", "beta hydroxybutyrate", "hydroxybutyrate", "血酮", "酮体", "羟丁酸"]
        case .ph: ["ph"]
        case .bicarbonate: ["bicarb*", "hco3", "bicarbonate", "碳酸氢根", "碳酸氢盐"]
        case .potassium: ["potassium", "k", "serum k", "血钾", "钾"]
        case .sodium: ["sodium", "na", "血钠", "钠"]
        case .calcium: ["calcium", "ca", "血钙", "钙"]
        case .creatinine: ["creatinine", "creat", "cr", "scr", "肌酐"]
        case .lactate: ["lactate", "lactic acid", "乳酸"]
        case .temperature:
            [
                "temp*", "fever*", "febrile", "t", "tmax", "体温", "发烧", "发热", "高烧", "高热", "烧到", "烧", "低烧", "体温计",
                "thermometer*",
            ]
        case .oxygenSaturation:
            [
                "spo2", "sao2", "sats", "sat", "o2 sat*", "saturat*", "oxygen (level|levels|sat*|)", "oximeter",
                "pulse ox*", "血氧", "血氧饱和度", "氧饱和度",
                "饱和度", "氧饱",
            ]
        case .heartRate:
            [
                "hr", "heart rate", "heart (is|was|) (going|beating|racing|at)", "pulse", "heartbeat", "heart beat*",
                "心率", "脉搏", "心跳", "脉率",
            ]
        case .respiratoryRate: ["rr", "resp* (rate|)", "breathing rate", "呼吸频率", "呼吸"]
        case .inr: ["inr", "国际标准化比值"]
        case .haemoglobin: ["hb", "hgb", "haemoglobin", "hemoglobin", "血红蛋白", "血色素", "血红素"]
        case .platelets: ["plt", "plts", "platelet*", "platelet count", "血小板"]
        case .neutrophils: ["anc", "neutrophil*", "neuts", "中性粒", "中性粒细胞", "中性粒细胞计数", "粒细胞"]
        case .whiteCells: ["wbc", "wcc", "white cell*", "white count", "white blood cell*", "leukocyte*", "白细胞", "白血球"]
        case .triglycerides: ["tg", "tgs", "triglyceride*", "trigs", "甘油三酯", "三酰甘油", "三酸甘油酯"]
        case .creatineKinase: ["ck", "cpk", "creatine kinase", "creatine phosphokinase", "肌酸激酶"]
        case .coma: ["gcs", "glasgow coma (scale|score|)", "昏迷评分"]
        case .qtc: ["qtc", "qt interval"]
        case .age: ["aged", "age", "年龄"]
        case .gestation: ["孕", "怀孕", "妊娠", "gestation*", "pregnant"]
        case .painScore: ["pain score", "疼痛评分"]
        case .hba1c: ["hba1c", "a1c", "糖化", "糖化血红蛋白"]
        case .ldl: ["ldl", "ldl c", "低密度脂蛋白", "低密度"]
        case .cholesterol: ["cholesterol", "total cholesterol", "胆固醇", "总胆固醇", "hdl"]
        case .egfr: ["egfr", "gfr", "肾小球滤过率"]
        case .weight: ["weigh*", "weight", "体重"]
        case .other:
            [
                "calcium score", "coronary calcium", "cac", "score", "bmi", "psa", "crp", "tsh", "ferritin", "plasmic",
                "mascc",
                "wells", "sofa", "spf", "troponin*", "ef", "lvef", "pef", "fev1", "nihss", "评分", "铁蛋白", "积分",
                "c反应蛋白", "降钙素原", "尿酸",
            ]
        case .lithium: ["lithium level", "lithium", "血锂", "锂浓度"]
        }
    }

    /// What can be meant by a number with this unit (nil: none written). Several values when that stays open.
    ///
    /// - Parameter isChinese: the measure was named in Chinese, where mmol/L is meant unless written otherwise
    func values(of number: Double, unit: TriageUnit?, isChinese: Bool = false) -> [Double] {
        let candidates: [Double]
        switch self {
        case .glucose: candidates = glucose(number, isChinese && number <= 60 ? unit ?? .millimolePerLitre : unit)
        case .temperature:
            candidates = unit == .fahrenheit || (unit != .celsius && number >= 93) ? [(number - 32) / 1.8] : [number]
        case .triglycerides: candidates = convert(number, unit, factor: 88.57, massAbove: 60)
        case .ldl, .cholesterol: candidates = convert(number, unit, factor: 38.67, massAbove: 20)
        case .calcium: candidates = convert(number, unit, factor: 4.008, massAbove: 5)
        case .creatinine:
            candidates = unit == .milligramPerDecilitre || (unit == nil && number < 20) ? [number * 88.4] : [number]
        case .haemoglobin:
            candidates = unit == .gramPerDecilitre || (unit == nil && number < 25) ? [number * 10] : [number]
        case .platelets: candidates = cells(number, unit, largest: 2500)
        case .neutrophils: candidates = cells(number, unit, largest: 50)
        case .whiteCells: candidates = cells(number, unit, largest: 900)
        case .age: candidates = [unit?.inYears(number) ?? number]
        default: candidates = [number]
        }
        return candidates.filter { plausible.contains($0) }
    }

    /// Up to 35 is mmol/L and from 61 mg/dL; between them both are possible, and both would be an emergency.
    private func glucose(_ number: Double, _ unit: TriageUnit?) -> [Double] {
        switch unit {
        case .milligramPerDecilitre: [number / 18.02]
        case .millimolePerLitre: [number]
        default: number <= 35 ? [number] : number > 60 ? [number / 18.02] : [number / 18.02, number]
        }
    }

    private func convert(_ number: Double, _ unit: TriageUnit?, factor: Double, massAbove limit: Double) -> [Double] {
        let isMass = unit == .milligramPerDecilitre || (unit != .millimolePerLitre && number > limit)
        return [isMass ? number / factor : number]
    }

    private func cells(_ number: Double, _ unit: TriageUnit?, largest: Double) -> [Double] {
        if unit == .tenThousand { return [number * 10] }
        if unit == .perMicrolitre || number > largest { return [number / 1000] }
        return [number]
    }
}

/// A unit that was written straight after a number.
enum TriageUnit: Sendable, Equatable {
    case milligramPerDecilitre, millimolePerLitre, gramPerDecilitre, gramPerLitre, celsius, fahrenheit, percent,
        millimetreMercury, millilitrePerMinute
    case perMinute, perMicrolitre, tenThousand, years, months, weeks, days
    /// A time, an amount of a drug or of anything else: never a measurement.
    case foreign

    func inYears(_ number: Double) -> Double? {
        switch self {
        case .months: number / 12
        case .weeks: number / 52
        case .days: number / 365
        default: number
        }
    }

    /// The unit at the start of a text, or nil. The longest spelling wins.
    static func read(_ text: ArraySlice<Unicode.Scalar>) -> TriageUnit? {
        let rest = String(String.UnicodeScalarView(text.drop { $0 == " " || $0 == "-" }.prefix(12)))
        return spellings.first { rest.hasPrefix($0.0) && isWhole($0.0, in: rest) }?.1
    }

    /// "c" is a unit in "38 c" and not in "38 cases"; a long spelling may go on ("mmol" in "mmol/l").
    private static func isWhole(_ spelling: String, in text: String) -> Bool {
        guard spelling.utf8.count <= 4, let next = text.dropFirst(spelling.count).unicodeScalars.first else {
            return true
        }
        return
            !(TriageText.isLatin(next) && spelling.unicodeScalars.allSatisfy(TriageText.isLatin) && spelling != "mmol")
    }

    private static let spellings: [(String, TriageUnit)] = [
        ("ml/min", .millilitrePerMinute), ("毫升/分", .millilitrePerMinute),
        // The surface that a filtration rate is brought to: its 1.73 is no value of anything.
        ("m2", .foreign), ("m²", .foreign), ("m^2", .foreign), ("㎡", .foreign), ("平方米", .foreign),
        ("mg/dl", .milligramPerDecilitre), ("mg%", .milligramPerDecilitre), ("毫克/分升", .milligramPerDecilitre),
        ("mmol/mol", .foreign), ("mmol", .millimolePerLitre), ("毫摩", .millimolePerLitre), ("mm/l", .millimolePerLitre),
        ("meq", .millimolePerLitre), ("g/dl", .gramPerDecilitre), ("g/l", .gramPerLitre), ("mmhg", .millimetreMercury),
        ("毫米汞柱", .millimetreMercury), ("°c", .celsius), ("° c", .celsius), ("℃", .celsius), ("摄氏度", .celsius),
        ("度", .celsius),
        ("degrees c", .celsius), ("c", .celsius), ("℉", .fahrenheit), ("°f", .fahrenheit), ("degrees f", .fahrenheit),
        ("f", .fahrenheit),
        ("华氏度", .fahrenheit), ("%", .percent), ("bpm", .perMinute), ("/min", .perMinute), ("次/分", .perMinute),
        ("per minute", .perMinute),
        ("beats", .perMinute), ("breaths", .perMinute), ("/μl", .perMicrolitre), ("/ul", .perMicrolitre),
        ("/mm", .perMicrolitre),
        ("per microlit", .perMicrolitre), ("cells/μl", .perMicrolitre), ("cells/ul", .perMicrolitre),
        ("万", .tenThousand),
        ("years", .years), ("year", .years), ("yrs", .years), ("yo", .years), ("y/o", .years), ("y", .years),
        ("岁", .years),
        ("months", .months), ("month", .months), ("个月大", .months), ("个月", .months), ("月龄", .months), ("mo", .months),
        ("weeks", .weeks), ("week", .weeks), ("周", .weeks), ("wk", .weeks), ("w", .weeks), ("个星期", .weeks),
        ("days", .days), ("day", .days), ("天", .days),
        ("日龄", .days), ("小时", .foreign), ("个小时", .foreign), ("个钟", .foreign), ("分钟", .foreign), ("秒", .foreign),
        ("年", .foreign), ("月", .foreign), ("日", .foreign),
        ("点", .foreign), ("时", .foreign), ("片", .foreign), ("粒", .foreign), ("颗", .foreign), ("瓶", .foreign),
        ("单位", .foreign), ("支", .foreign), ("针", .foreign),
        ("毫升", .foreign), ("毫克", .foreign), ("mg", .foreign), ("mcg", .foreign), ("ml", .foreign), ("units", .foreign),
        ("unit", .foreign), ("u", .foreign), ("iu", .foreign),
        ("hours", .foreign), ("hour", .foreign), ("hrs", .foreign), ("hr", .foreign), ("h", .foreign),
        ("minutes", .foreign), ("minute", .foreign), ("mins", .foreign),
        ("min", .foreign), ("seconds", .foreign), ("am", .foreign), ("pm", .foreign), ("a.m", .foreign),
        ("p.m", .foreign), ("times", .foreign), ("次", .perMinute), ("cups", .foreign), ("cup", .foreign),
        ("spoon", .foreign), ("teaspoon", .foreign), ("tablespoon", .foreign), ("grams", .foreign), ("g", .foreign),
        ("克", .foreign), ("勺", .foreign), ("杯", .foreign), ("块", .foreign), ("口", .foreign), ("个", .foreign),
        ("期", .foreign), ("tablets", .foreign),
        ("tablet", .foreign), ("pills", .foreign), ("pill", .foreign), ("doses", .foreign), ("kg", .foreign),
        ("lb", .foreign), ("cm", .foreign), ("mm", .foreign), ("米", .foreign), ("公斤", .foreign), ("斤", .foreign),
    ]
}
