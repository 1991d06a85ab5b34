import Clinical
import Consultation

/// Calculators and their results as plain text.
enum CalcText {
    static func list(_ tools: [ClinicalTool]) -> String {
        let width = (tools.map(\.id.count).max() ?? 0) + 2
        return tools.map { tool in
            let status = tool.source.status == .verified ? "" : " (\(tool.source.status.rawValue))"
            return pad(tool.id, width) + "\(tool.name.english) · \(tool.name.chinese)\(status)"
        }.joined(separator: "\n")
    }

    static func result(_ result: ToolResult, of tool: ClinicalTool, _ language: Language) -> String {
        let tongue = language.rawValue
        let colon = language.isChinese ? "：" : ": "
        let inputs = tool.inputs.compactMap { input in
            result.inputs[input.name].map { "\(input.label.text(in: tongue)) \(shown($0, input, language))" }
        }
        var lines = [tool.name.text(in: tongue) + colon + result.valueText(in: tongue)]
        let meaning = result.interpretation.text(in: tongue)
        if !meaning.isEmpty { lines.append(meaning) }
        lines.append(inputs.joined(separator: language.isChinese ? "、" : ", "))
        lines += result.figures.map { figure in
            let unit = figure.unit.hasPrefix("{") ? "" : UnitConversion.display(figure.unit)
            return "  \(figure.name) \(number(figure.value))\(unit.isEmpty ? "" : " ")\(unit)"
        }
        return (lines + origin(of: tool, language)).joined(separator: "\n")
    }

    static func help(_ tool: ClinicalTool, _ language: Language) -> String {
        let tongue = language.rawValue
        let width = (tool.inputs.map(\.name.count).max() ?? 0) + 2
        let rows = tool.inputs.map { input in
            let isOptional = input.isOptional ? (language.isChinese ? "（可选）" : " (optional)") : ""
            let colon = language.isChinese ? "：" : ": "
            return "  " + pad(input.name, width) + input.label.text(in: tongue) + isOptional + colon
                + input.accepted.text(in: tongue)
        }
        let usage = tool.inputs.filter { !$0.isOptional }.map { "\($0.name)=…" }.joined(separator: " ")
        var lines = [tool.name.text(in: tongue), "", "Usage: xinglin calc \(tool.id) \(usage)", ""] + rows + [""]
        lines += tool.bands.map { "  \($0.span.text(in: tongue))  \($0.meaning.text(in: tongue))" }
        if !tool.bands.isEmpty { lines.append("") }
        return (lines + origin(of: tool, language)).joined(separator: "\n")
    }

    private static func origin(of tool: ClinicalTool, _ language: Language) -> [String] {
        let tongue = language.rawValue
        let titles = language.isChinese ? ("公式：", "使用限制：", "来源：") : ("Formula: ", "Limits: ", "Source: ")
        let source = tool.source
        let status = source.status.name.text(in: tongue)
        let note = source.note.map { (language.isChinese ? "；" : "; ") + $0.text(in: tongue) } ?? ""
        return [
            titles.0 + tool.formula.text(in: tongue), titles.1 + tool.limits.text(in: tongue),
            titles.2 + source.citation + (language.isChinese ? "（\(status)）" : " (\(status))") + note,
        ]
    }

    /// An answer by its label, a quantity with its unit as clinicians write it.
    private static func shown(_ text: String, _ input: ToolInput, _ language: Language) -> String {
        switch input.kind {
        case .choice(let choices):
            return choices.first { $0.id == text }?.label.text(in: language.rawValue) ?? text
        case .yesNo: return language.isChinese ? (text == "yes" ? "是" : "否") : text
        case .number:
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return text }
            return "\(parts[0]) \(UnitConversion.display(parts[1]))"
        }
    }

    private static func number(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
