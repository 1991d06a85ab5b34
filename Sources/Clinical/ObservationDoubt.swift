/// Why a result must not be used without a look at its source.
public enum ObservationDoubt: Sendable, Hashable, Codable {
    /// The file gives no value; it may say why, in its own words.
    case noValue(reason: String?)
    case noUnit
    /// The unit's code and its printed text name different units (UCUM).
    case contradictoryUnit(code: String, text: String)
    /// The unit doesn't measure this.
    case foreignUnit(String)
    /// Far outside what can be measured; `suspected` is the unit in which the figure would be plausible.
    case implausible(figure: String, suspected: String?)
    case notANumber
    case beyondRange
    case unreadableComparator
    case waveform
    case unreadableTime
    case preliminary
    /// The note gives no unit, and the figure leaves only one (UCUM).
    case assumedUnit(String)
    /// Read from the free text of a note, not yet confirmed by anybody.
    case unconfirmed

    /// Whether it bars the value from calculations.
    public var isGrave: Bool {
        switch self {
        case .preliminary, .unreadableTime, .unconfirmed, .assumedUnit: false
        default: true
        }
    }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String { language.hasPrefix("zh") ? chinese : english }

    private var english: String {
        switch self {
        case .noValue(let reason): reason.map { "no value: \($0)" } ?? "no value"
        case .noUnit: "the file gives no unit"
        case .contradictoryUnit(let code, let text):
            "the unit's code says \(UnitName.display(code)), its text \(UnitName.display(text))"
        case .foreignUnit(let unit): "\(UnitName.display(unit)) isn't a unit of this measurement"
        case .implausible(let figure, let suspected):
            "\(figure) is implausible"
                + (suspected.map { ", perhaps \(UnitName.display($0)) was meant" } ?? "") + ": check the source"
        case .notANumber: "the value is text, not a number"
        case .beyondRange: "the number is beyond what can be read"
        case .unreadableComparator: "the comparator can't be read"
        case .waveform: "a waveform isn't read"
        case .unreadableTime: "the time can't be read"
        case .preliminary: "preliminary result"
        case .assumedUnit(let unit): "no unit is written; \(UnitName.display(unit)) was assumed"
        case .unconfirmed: "read from a note, not confirmed"
        }
    }

    private var chinese: String {
        switch self {
        case .noValue(let reason): reason.map { "无结果：\($0)" } ?? "无结果"
        case .noUnit: "文件未注明单位"
        case .contradictoryUnit(let code, let text):
            "单位代码为\(UnitName.display(code))，文字为\(UnitName.display(text))"
        case .foreignUnit(let unit): "\(UnitName.display(unit))不是该项目的单位"
        case .implausible(let figure, let suspected):
            "\(figure)不合常理" + (suspected.map { "，单位可能应为\(UnitName.display($0))" } ?? "") + "，请核对原始记录"
        case .notANumber: "结果是文字而非数值"
        case .beyondRange: "数值超出可读范围"
        case .unreadableComparator: "比较符无法识别"
        case .waveform: "未读取波形数据"
        case .unreadableTime: "时间无法识别"
        case .preliminary: "初步结果"
        case .assumedUnit(let unit): "未写单位，按\(UnitName.display(unit))理解"
        case .unconfirmed: "摘自文字记录，未确认"
        }
    }
}
