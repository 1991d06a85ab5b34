import Clinical
import Consultation
import Foundation
import Screen

/// Something that the interface can say in both of its languages.
protocol Worded: Sendable {
    var words: (english: String, chinese: String) { get }
}

/// The interface's words in one language, and how it writes figures.
struct Wording: Sendable, Equatable {
    let language: Language

    init(_ language: Language) { self.language = language }

    subscript(phrase: Phrase) -> String { self[phrase as any Worded] }

    subscript(worded: any Worded) -> String { language.isChinese ? worded.words.chinese : worded.words.english }

    /// The phrase with `%1`, `%2` … replaced.
    func fill(_ phrase: Phrase, _ values: String...) -> String {
        var result = ""
        var rest = self[phrase][...]
        while let sign = rest.firstIndex(of: "%") {
            result += rest[..<sign]
            let next = rest.index(after: sign)
            guard next < rest.endIndex, let number = rest[next].wholeNumberValue, values.indices.contains(number - 1)
            else {
                result += "%"
                rest = rest[next...]
                continue
            }
            result += values[number - 1]
            rest = rest[rest.index(after: next)...]
        }
        return result + rest
    }

    // MARK: Figures

    /// 1,048,576
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return (number < 0 ? "-" : "") + result
    }

    /// 812, 1.2k, 32k
    static func thousands(_ number: Int) -> String {
        guard number >= 1000 else { return String(number) }
        let tenths = (number + 50) / 100
        return tenths >= 100 || tenths % 10 == 0 ? "\((number + 500) / 1000)k" : "\(tenths / 10).\(tenths % 10)k"
    }

    /// One decimal.
    static func decimal(_ number: Double) -> String {
        number.isFinite ? String(format: "%.1f", number) : "–"
    }

    /// 41 ms, 1.9 s
    static func duration(_ milliseconds: Double) -> String {
        guard milliseconds.isFinite, milliseconds >= 0 else { return "–" }
        return milliseconds < 1000
            ? "\(Int(milliseconds.rounded())) ms" : decimal(milliseconds / 1000) + " s"
    }

    /// At most two decimals below 10, one below 1000, none above; powers of ten where that would say nothing.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let size = value.magnitude
        if size >= 1e7 || size > 0 && size < 0.001 {
            return String(format: "%.1e", value).replacing("e+0", with: "e").replacing("e-0", with: "e-")
                .replacing("e+", with: "e")
        }
        let decimals = size < 0.1 ? 4 : size < 10 ? 2 : size < 1000 ? 1 : 0
        return trimmedZeros(String(format: "%.\(decimals)f", value), exact: value)
    }

    /// As recorded, without a tail of digits that no one measured; UCUM's brackets and braces are left out.
    static func quantity(_ quantity: Quantity) -> String {
        let value = quantity.value
        let number =
            value == value.rounded() && value.magnitude < 1e15
            ? String(Int(value)) : trimmedZeros(String(format: "%.4f", value), exact: value)
        let unit = readable(unit: quantity.unit)
        let gap = unit.isEmpty || unit.hasPrefix("%") ? "" : " "
        return (quantity.comparator ?? "") + number + gap + unit
    }

    /// A converted value: as many digits as a chart shows.
    static func rounded(_ quantity: Quantity) -> String {
        let unit = readable(unit: quantity.unit)
        let gap = unit.isEmpty || unit.hasPrefix("%") ? "" : " "
        return (quantity.comparator ?? "") + number(quantity.value) + gap + unit
    }

    /// FHIR's own words for how a problem, drug or report stands; what isn't known stays as the file has it.
    func status(_ code: String?) -> String? {
        guard language.isChinese, let code else { return code }
        return Self.statuses[code] ?? code
    }

    private static let statuses = [
        "active": "活动", "recurrence": "复发", "relapse": "复发", "inactive": "非活动", "remission": "缓解期",
        "resolved": "已缓解", "on-hold": "暂停", "intended": "拟用", "unknown": "状态未注明", "unconfirmed": "未确认",
        "presumed": "推定", "provisional": "初步诊断", "differential": "鉴别诊断", "preliminary": "初步", "partial": "部分",
    ]

    /// H, L, HH … in words; what isn't known stays as the file has it.
    func flag(_ code: String) -> String {
        switch code {
        case "H", "HU": "↑ " + self[.flagHigh]
        case "L", "LU": "↓ " + self[.flagLow]
        case "HH": "↑↑ " + self[.flagCriticallyHigh]
        case "LL": "↓↓ " + self[.flagCriticallyLow]
        case "A", "AA": "! " + self[.flagAbnormal]
        default: "! " + SafeText.oneLine(code)
        }
    }

    private static func trimmedZeros(_ text: String, exact value: Double) -> String {
        guard value.isFinite, value == 0 || value.magnitude >= 0.001 else { return "\(value)" }
        guard text.contains(".") else { return text }
        var digits = text[...]
        while digits.hasSuffix("0") { digits.removeLast() }
        return String(digits.hasSuffix(".") ? digits.dropLast() : digits)
    }

    /// `mm[Hg]` → `mmHg`, `umol/L` → `µmol/L`, `mL/min/{1.73_m2}` → `mL/min/1.73 m2`, `10*9/L` → `10^9/L`.
    static func readable(unit: String) -> String {
        guard unit != "1" else { return "" }
        let plain = unit.replacing("10*", with: "10^").replacing("_", with: " ")
        let bare = String(plain.filter { !"[]{}".contains($0) })
        // UCUM has no µ; a reader expects it.
        return ["umol", "ug", "uL", "uIU"].contains { bare.hasPrefix($0) } ? "µ" + bare.dropFirst() : bare
    }
}

extension Verdict: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .supported: ("Supported", "有依据")
        case .numberNotInEvidence: ("Figure not in the evidence", "数值不在依据中")
        case .uncited: ("No source", "无出处")
        case .unknownCitation: ("No such citation", "引文不存在")
        case .againstChart: ("Against the chart", "与病历相抵触")
        case .weakSupport: ("Weak support", "依据不足")
        }
    }
}

extension Audience: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .clinician: ("clinician", "医生")
        case .patient: ("patient", "患者")
        }
    }
}

extension Phrasing: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .none: ("quotations only, without the model", "仅引文，不用模型")
        case .phrased: ("of the model's own sentences only supported ones stay", "模型的话只保留有依据的")
        case .free: ("all of the model's own sentences stay, each with its mark", "模型的话全部保留，逐句标注")
        case .bare: ("the model writes from the passages, without quotations", "模型依据段落表述，不列引文")
        case .alone: ("the model without any evidence", "模型不看任何依据")
        }
    }
}

extension Sex: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .female: ("female", "女")
        case .male: ("male", "男")
        case .other: ("other sex", "其他性别")
        case .unknown: ("sex unknown", "性别不详")
        }
    }
}

extension KeyMap.Place: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .everywhere: ("Everywhere", "任何位置")
        case .composer: ("While writing", "输入时")
        case .panes: ("In a pane", "在窗格中")
        case .citations: ("In the citations", "在引文窗格中")
        case .patient: ("In the patient pane", "在患者窗格中")
        case .view: ("In a view (/trend, /compare, /sources …)", "在视图中（/trend、/compare、/sources 等）")
        }
    }
}
