/// The names under which notes give values, for the analytes that are read.
enum NoteAnalytes {
    private struct Name {
        var tokens: [String]
        var analyte: Analyte
    }

    /// The longest name that begins at a token.
    static func name(at index: Int, in tokens: [TriageToken]) -> (analyte: Analyte, end: Int)? {
        for name in names[tokens[index].text] ?? [] {
            let end = index + name.tokens.count
            guard end <= tokens.count, (index..<end).allSatisfy({ tokens[$0].text == name.tokens[$0 - index] }) else {
                continue
            }
            return (name.analyte, end)
        }
        return nil
    }

    /// The unit of a vital sign or a figure without dimension, where the figure leaves no choice.
    static func assumedUnit(_ analyte: Analyte, _ value: Double) -> String? {
        switch analyte.id {
        case "temperature": (34...43).contains(value) ? "Cel" : (93...110).contains(value) ? "[degF]" : nil
        case "heart-rate": (20...300).contains(value) ? "/min" : nil
        case "respiratory-rate": (4...80).contains(value) ? "/min" : nil
        case "oxygen-saturation": (40...100).contains(value) ? "%" : nil
        case "systolic": (60...320).contains(value) ? "mm[Hg]" : nil
        case "diastolic": (20...220).contains(value) ? "mm[Hg]" : nil
        case "bmi": (10...90).contains(value) ? "kg/m2" : nil
        case "inr", "ph": "1"
        default: nil
        }
    }

    private static let names: [String: [Name]] = {
        var table: [String: [Name]] = [:]
        let byID = Dictionary(uniqueKeysWithValues: Analyte.all.map { ($0.id, $0) })
        var written: [(String, Analyte)] = []
        for analyte in Analyte.all {
            let short = analyte.abbreviation.flatMap { $0.count > 1 ? $0 : nil }
            let own = [analyte.english, analyte.simplifiedChinese, short ?? ""]
            written += own.map { ($0, analyte) }
        }
        for (id, others) in aliases {
            for name in others { if let analyte = byID[id] { written.append((name, analyte)) } }
        }
        var seen: Set<[String]> = []
        for (name, analyte) in written {
            let tokens = TriageText(name).tokens.map(\.text)
            guard let first = tokens.first, seen.insert(tokens).inserted,
                name.count > 1 || ["T", "P", "R"].contains(name)
            else {
                continue
            }
            table[first, default: []].append(Name(tokens: tokens, analyte: analyte))
        }
        return table.mapValues { $0.sorted { $0.tokens.count > $1.tokens.count } }
    }()

    private static let aliases: [(String, [String])] = [
        ("hba1c", ["HbA1c", "A1c", "Hb A1c", "glycated hemoglobin", "糖化", "糖化血红蛋白A1c"]),
        (
            "fasting-glucose",
            [
                "fasting glucose", "fasting blood glucose", "fasting blood sugar", "FBG", "FBS", "空腹葡萄糖", "空腹血浆葡萄糖",
                "空腹",
            ]
        ),
        (
            "glucose",
            [
                "glucose", "blood glucose", "blood sugar", "random glucose", "random blood glucose", "RBS", "RBG",
                "sugar", "血糖",
                "随机血糖", "葡萄糖",
            ]
        ),
        ("ogtt-glucose", ["2h OGTT glucose", "OGTT 2h"]),
        ("capillary-glucose", ["capillary glucose", "指尖血糖", "末梢血糖", "指血糖"]),
        ("ldl", ["LDL", "LDL-C", "LDLC", "低密度脂蛋白", "低密度"]), ("hdl", ["HDL", "HDL-C", "高密度脂蛋白", "高密度"]),
        ("non-hdl", ["non HDL", "非高密度脂蛋白"]),
        ("total-cholesterol", ["cholesterol", "TChol", "CHOL", "胆固醇"]),
        ("triglycerides", ["triglyceride", "TGs", "trigs", "三酰甘油", "甘油三脂"]),
        ("creatinine", ["creatinine", "creat", "SCr", "肌酐", "血清肌酐"]), ("egfr", ["GFR", "肾小球滤过率"]),
        ("uacr", ["ACR", "urine ACR", "尿微量白蛋白/肌酐", "尿白蛋白肌酐比", "尿ACR"]),
        ("potassium", ["K", "serum potassium", "钾", "血清钾"]),
        ("sodium", ["Na", "serum sodium", "钠", "血清钠"]), ("bicarbonate", ["bicarb", "HCO3"]),
        ("urea-nitrogen", ["urea nitrogen", "尿素氮"]),
        ("urea", ["urea"]), ("uric-acid", ["urate", "血尿酸", "SUA"]), ("calcium", ["calcium", "钙", "血清钙"]),
        ("alt", ["ALT", "SGPT", "谷丙转氨酶", "丙氨酸转氨酶", "谷丙"]), ("ast", ["AST", "SGOT", "谷草转氨酶", "谷草"]), ("ck", ["CPK"]),
        ("hscrp", ["hs-CRP", "hsCRP", "超敏CRP"]), ("crp", ["CRP", "C-reactive protein", "C反应蛋白"]),
        ("haemoglobin", ["hemoglobin", "Hgb", "血色素"]), ("haematocrit", ["hematocrit", "HCT"]),
        ("platelets", ["platelets", "PLT", "plts", "血小板"]),
        ("white-cells", ["WCC", "white cells", "white count", "白细胞"]),
        ("neutrophils", ["neutrophils", "中性粒细胞", "中性粒细胞绝对值"]), ("ferritin", ["铁蛋白"]),
        ("vitamin-b12", ["vit B12", "维生素B12", "B12"]),
        ("vitamin-d", ["vitamin D", "25-OH vitamin D", "25OHD", "维生素D"]), ("lactate", ["血乳酸"]), ("inr", ["INR"]),
        ("temperature", ["temperature", "temp", "体温", "T"]),
        ("heart-rate", ["heart rate", "pulse", "HR", "PR", "P", "脉搏", "心率"]),
        ("respiratory-rate", ["respiratory rate", "resp rate", "RR", "R", "呼吸", "呼吸频率"]),
        (
            "oxygen-saturation",
            ["SpO2", "SaO2", "O2 sat", "O2 sats", "oxygen saturation", "sats", "血氧", "血氧饱和度", "氧饱和度"]
        ),
        ("systolic", ["SBP", "systolic", "systolic BP", "收缩压"]),
        ("diastolic", ["DBP", "diastolic", "diastolic BP", "舒张压"]),
        ("weight", ["weight", "wt", "body weight", "体重"]), ("height", ["height", "ht", "身高"]),
        ("bmi", ["BMI", "体重指数", "体质指数", "体质量指数"]), ("waist", ["waist", "腰围"]), ("tsh", ["TSH"]),
        ("ketone", ["ketones", "ketone", "血酮"]),
        ("nt-probnp", ["NT-proBNP", "proBNP"]), ("albumin", ["albumin", "血清白蛋白"]),
        ("bilirubin", ["bilirubin", "总胆红素"]),
        ("magnesium", ["magnesium", "镁"]), ("phosphate", ["phosphate", "phosphorus"]), ("chloride", ["chloride"]),
    ]
}
