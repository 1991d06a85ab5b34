/// Unit spellings: what charts and people write, as UCUM and back.
enum UnitName {
    /// The UCUM spelling of a unit as written anywhere ("μmol/L", "mmHg", "毫摩尔/升"); text that isn't known comes
    /// back trimmed.
    static func normalised(_ text: String) -> String {
        if isCanonical.contains(text) { return text }
        let trimmed = PlainText.clean(text, limit: 40) ?? ""
        if caseMatters.contains(trimmed) { return trimmed }
        var folded = ""
        for character in trimmed.lowercased() where character != " " {
            folded.append(foldings[character] ?? character)
        }
        return spellings[folded] ?? trimmed
    }

    static func isKnown(_ unit: String) -> Bool { isCanonical.contains(unit) }

    /// How clinicians write it: `mmHg`, `µmol/L`, `mL/min/1.73 m²`, `×10⁹/L`.
    static func display(_ unit: String) -> String {
        if let shown = shown[unit] { return shown }
        guard unit.hasPrefix("{"), unit.hasSuffix("}") else { return unit }
        return String(unit.dropFirst().dropLast())
    }

    /// Giga and tera a litre: folded to lower case they would turn into grams.
    private static let caseMatters: Set<String> = ["G/L", "T/L", "M/L", "G/l", "T/l"]

    private static let foldings: [Character: Character] = [
        "μ": "u", "µ": "u", "∧": "^", "＾": "^", "²": "2", "³": "3", "⁶": "6", "⁹": "9", "／": "/", "％": "%", "×": "x",
        "－": "-", "·": ".",
    ]

    private static let canonical = [
        "mg/dL", "mmol/L", "umol/L", "nmol/L", "pmol/L", "g/L", "g/dL", "mg/L", "ug/L", "ng/L", "ng/mL", "pg/mL",
        "ng/dL", "ug/dL", "ug/mL", "mmol/mol", "%", "mg/g", "mg/mmol", "g/g", "meq/L", "mm[Hg]", "kPa", "kg", "g",
        "[lb_av]", "[oz_av]", "cm", "m", "mm", "[in_i]", "[ft_i]", "kg/m2", "/min", "mL/min", "mL/min/{1.73_m2}", "U/L",
        "k[IU]/L", "[IU]/L", "m[IU]/L", "m[IU]/mL", "u[IU]/mL", "10*3/uL", "10*6/uL", "10*9/L", "10*12/L", "/uL", "fL",
        "pg", "Cel", "[degF]", "s", "h", "d", "mosm/kg", "mmol/kg", "{score}", "{ratio}", "1", "mg", "ug", "mL", "L",
        "mg/kg", "ug/min", "mg/(24.h)", "mg/d", "L/L", "U/mL", "[IU]/mL", "ms", "a", "wk", "mo",
    ]
    private static let isCanonical = Set(canonical)

    private static let spellings: [String: String] = {
        var table: [String: String] = [:]
        for unit in canonical { table[unit.lowercased()] = unit }
        for (unit, names) in written {
            for name in names.split(separator: " ") { table[String(name)] = unit }
        }
        return table
    }()

    /// Folded (lower case, without spaces, µ as u) and apart by a space.
    private static let written: [String: String] = [
        "mg/dL": "毫克/分升 mg/100ml mg%", "mmol/L": "毫摩尔/升 毫摩爾/升 毫摩/升 mm/l", "umol/L": "微摩尔/升 微摩爾/升 微摩/升 mcmol/l",
        "g/L": "克/升", "mg/L": "毫克/升", "mmol/mol": "毫摩尔/摩尔 毫摩爾/莫耳", "mg/g": "毫克/克 mg/gcr mg/gcreatinine mg/g{creat}",
        "ug/L": "mcg/l 微克/升", "ug/dL": "mcg/dl 微克/分升", "ug/mL": "mcg/ml 微克/毫升", "ug": "mcg 微克", "mg": "毫克",
        "ng/mL": "纳克/毫升", "pg/mL": "皮克/毫升", "ng/L": "纳克/升", "pmol/L": "皮摩尔/升", "nmol/L": "纳摩尔/升", "mL": "毫升 cc",
        "g/dL": "克/分升 g% g/100ml", "ms": "毫秒", "mg/mmol": "毫克/毫摩尔 mg/mmolcr", "meq/L": "毫当量/升",
        "mm[Hg]": "mmhg 毫米汞柱 毫米水银柱", "kPa": "千帕",
        "kg": "公斤 千克 kgs kilogram kilograms kilogramm", "g": "克", "[lb_av]": "lb lbs pound pounds 磅", "cm": "厘米 公分 cms",
        "m": "米", "[in_i]": "in inch inches 英寸", "[ft_i]": "ft foot feet",
        "kg/m2": "kg/m^2 kg/(m2) kg/sqm 公斤/平方米 千克/平方米",
        "/min": "bpm beats/min beats/minute breaths/min breaths/minute 次/分 次/分钟 次/分鐘 {beats}/min {breaths}/min 1/min",
        "mL/min": "毫升/分 毫升/分钟",
        "mL/min/{1.73_m2}": """
        ml/min/1.73m2 ml/min/1.73m^2 ml/min/1.73 ml/min/1.73sqm ml/min/{1.73m2} ml/min/1.73_m2 ml/(min.1.73m2) \
        ml/min/(1.73m2) ml/(min*1.73m2) 毫升/分/1.73平方米 毫升/分钟/1.73平方米
        """,
        "U/L": "iu/l 单位/升 国际单位/升", "u[IU]/mL": "uu/ml uiu/ml mcu/ml mciu/ml", "m[IU]/L": "miu/l mu/l",
        "m[IU]/mL": "miu/ml",
        "10*3/uL": "k/ul k/mcl 10^3/ul x10^3/ul x103/ul x10*3/ul thousand/ul 10e3/ul x10e3/ul k/mm3 10*3/mm3 10^3/mm3",
        "10*6/uL": "m/ul m/mcl 10^6/ul x10^6/ul x106/ul x10*6/ul million/ul 10e6/ul x10e6/ul",
        "10*9/L": "10^9/l x10^9/l x109/l x10*9/l *10^9/l *109/l 10e9/l x10e9/l 109/l",
        "10*12/L": "10^12/l x10^12/l x1012/l x10*12/l *10^12/l *1012/l 10e12/l x10e12/l 1012/l",
        "/uL": "cells/ul /mm3 {cells}/ul 个/ul /mcl cells/mcl cells/mm3", "Cel": "℃ °c degc c", "[degF]": "℉ °f degf f",
        "%": "percent 百分比 %ngsp %(ngsp)",
        "{score}": "score 分", "mosm/kg": "mosmol/kg mosm/kgh2o mosm/(kg.h2o)", "a": "岁 years year yr yrs",
        "wk": "周 weeks week",
        "mo": "个月 月 months month", "d": "天 日 days day", "[IU]/mL": "iu/ml", "1": "{inr} {ph}",
    ]

    private static let shown: [String: String] = [
        "mm[Hg]": "mmHg", "umol/L": "µmol/L", "ug/L": "µg/L", "ug/dL": "µg/dL", "ug/mL": "µg/mL", "meq/L": "mEq/L",
        "mL/min/{1.73_m2}": "mL/min/1.73 m²", "kg/m2": "kg/m²", "[lb_av]": "lb", "[oz_av]": "oz", "[in_i]": "in",
        "[ft_i]": "ft", "10*3/uL": "×10³/µL", "10*6/uL": "×10⁶/µL", "10*9/L": "×10⁹/L", "10*12/L": "×10¹²/L",
        "/uL": "/µL", "Cel": "°C", "[degF]": "°F", "m[IU]/L": "mIU/L", "m[IU]/mL": "mIU/mL", "u[IU]/mL": "µIU/mL",
        "[IU]/L": "IU/L", "k[IU]/L": "kIU/L", "1": "", "{ratio}": "", "{score}": "",
    ]
}
