/// Units as they are written in guidelines, answers and charts, in both languages, brought to one name each.
package enum FigureUnit {
    struct Match {
        var name: String
        /// The index after the unit.
        var end: Int
    }

    /// The longest unit that starts at the index, after at most one space or hyphen ("75-g", "6-month").
    static func match(_ characters: [Character], at index: Int) -> Match? {
        var start = index
        if start < characters.count, characters[start] == " " || characters[start] == "-" { start += 1 }
        let window = characters[min(start, characters.count)..<min(start + longest, characters.count)]
        let ahead = window.map { Character($0.lowercased()) }
        for length in stride(from: ahead.count, to: 0, by: -1) {
            guard let name = names[String(ahead[..<length])] else { continue }
            guard endsWord(characters, at: start + length, after: ahead[length - 1]) else { continue }
            return Match(name: name, end: start + length)
        }
        return nil
    }

    /// Whether two units can name the same figure: "mg" and "mg/d" (20 mg daily) do, "mg" and "g" don't.
    package static func agree(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return true }
        if one == other { return true }
        return perDay(one) == perDay(other)
    }

    private static func perDay(_ unit: String) -> String {
        unit.hasSuffix("/d") ? String(unit.dropLast(2)) : unit
    }

    /// A Latin unit must not run on into a word ("5 months" isn't 5 m).
    private static func endsWord(_ characters: [Character], at index: Int, after last: Character) -> Bool {
        guard last.isLatinLetter, index < characters.count else { return true }
        return !characters[index].isLatinLetter
    }

    private static let spellings: [(name: String, written: [String])] = [
        ("%", ["%", "percent", "per cent"]),
        ("mg/dL", ["mg/dl", "毫克/分升"]),
        ("g/dL", ["g/dl"]),
        ("g/L", ["g/l", "克/升"]),
        ("mmol/L", ["mmol/l", "毫摩尔/升"]),
        ("mmol/mol", ["mmol/mol"]),
        ("umol/L", ["μmol/l", "umol/l", "micromol/l", "微摩尔/升"]),
        ("mEq/L", ["meq/l"]),
        ("ug/L", ["μg/l", "ug/l", "mcg/l", "微克/升"]),
        ("ng/mL", ["ng/ml", "纳克/毫升"]),
        ("nmol/L", ["nmol/l", "纳摩尔/升"]),
        ("10^9/L", ["x10^9/l", "×10^9/l", "x 10^9/l", "× 10^9/l", "×10⁹/l", "x10⁹/l"]),
        ("mOsm/kg", ["mosm/kg", "mosmol/kg"]),
        ("mg/g", ["mg/g"]),
        ("mg/mmol", ["mg/mmol"]),
        ("mmHg", ["mmhg", "mm hg", "毫米汞柱"]),
        ("mL/min", ["ml/min/1.73m2", "ml/min/1.73 m2", "ml/min", "ml·min-1·1.73m-2"]),
        ("kg/m2", ["kg/m2", "kg/㎡", "公斤/平方米"]),
        ("kg", ["kg", "公斤", "千克"]),
        ("g", ["g", "gram", "grams", "克"]),
        ("g/d", ["g/day", "g/d", "克/天", "克/日", "g/日", "g/天"]),
        ("mg", ["mg", "毫克"]),
        ("mg/d", ["mg/day", "mg/d", "mg/日", "mg/天", "毫克/天", "毫克/日"]),
        ("mg/kg", ["mg/kg"]),
        ("ug", ["μg", "ug", "mcg", "微克"]),
        ("U", ["u", "iu", "unit", "units", "单位"]),
        ("U/kg", ["u/kg", "units/kg", "单位/公斤"]),
        ("U/kg/d", ["u/kg/day", "u/kg/d", "u/kg/日", "u/kg/天", "units/kg/day"]),
        ("U/kg/h", ["u/kg/h", "u/kg/hr", "u/kg/小时", "units/kg/h"]),
        ("U/h", ["u/h", "units/h", "units/hour"]),
        ("mL", ["ml", "毫升"]),
        ("mL/kg", ["ml/kg"]),
        ("mL/h", ["ml/h", "ml/hour", "ml/小时"]),
        ("L", ["l", "升"]),
        ("kcal", ["kcal", "千卡"]),
        ("kcal/d", ["kcal/day", "kcal/d", "千卡/天"]),
        ("mm", ["mm", "millimetre", "millimetres", "millimeters", "毫米"]),
        ("cm", ["cm", "厘米"]),
        ("y", ["years", "year", "yr", "yrs", "y", "岁", "年", "周岁"]),
        ("month", ["months", "month", "mo", "个月", "月"]),
        ("week", ["weeks", "week", "wk", "wks", "周", "星期", "个星期"]),
        ("day", ["days", "day", "d", "天", "日"]),
        ("h", ["hours", "hour", "hr", "hrs", "h", "小时"]),
        ("min", ["minutes", "minute", "mins", "min", "分钟"]),
        ("times", ["times", "次", "倍", "fold", "×"]),
        ("/min", ["bpm", "beats/min", "次/分"]),
        ("°C", ["°c", "℃", "摄氏度"]),
    ]

    private static let names: [String: String] = Dictionary(
        spellings.flatMap { unit in unit.written.map { ($0, unit.name) } }, uniquingKeysWith: { first, _ in first })

    private static let longest = names.keys.map(\.count).max() ?? 0
}
