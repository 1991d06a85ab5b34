import Foundation

/// Laboratory figures as words, so that 126 mg/dL and 7.0 mmol/L of glucose are one word.
///
/// A figure with a unit becomes the analyte and its value in one unit, rounded as results are given in it: `glucose7`.
/// The analyte decides the factor; where a sentence names none, every analyte with such a unit is meant.
enum FigureWords {
    /// What is converted alike. The factors are those of Clinical's table of analytes; a test compares the two.
    struct Family: Sendable {
        /// Clinical's name for it.
        var name: String
        /// Folded parts of the names that it goes by.
        var names: [String]
        var conventional: String
        var si: String
        /// SI value = conventional value × factor (+ offset).
        var factor: Double
        var offset = 0.0
        /// Whether the word has the SI value, and the steps in which values are given in that unit.
        var isSI = true
        var step: Double
    }

    static let families: [Family] = [
        Family(
            name: "glucose", names: ["glucose", "sugar", "fpg", "fbg", "ogtt", "cgm", "血糖", "葡萄糖", "糖耐量"],
            conventional: "mg/dL", si: "mmol/L", factor: 0.0555, step: 0.1),
        Family(
            name: "cholesterol", names: ["cholesterol", "ldl", "hdl", "胆固醇", "低密度", "高密度"],
            conventional: "mg/dL", si: "mmol/L", factor: 0.02586, step: 0.1),
        Family(
            name: "triglycerides", names: ["triglycerid", "甘油三酯", "三酰甘油", "三酸甘油酯"], conventional: "mg/dL",
            si: "mmol/L", factor: 0.01129, step: 0.1),
        Family(
            name: "hba1c", names: ["a1c", "糖化", "glycated"], conventional: "%", si: "mmol/mol", factor: 10.929,
            offset: -2.15 * 10.929, isSI: false, step: 0.1),
        Family(
            name: "creatinine", names: ["creatinine", "肌酐"], conventional: "mg/dL", si: "umol/L", factor: 88.4,
            step: 1),
        Family(
            name: "uacr", names: ["albumin-to-creatinine", "acr", "albuminuria", "白蛋白"], conventional: "mg/g",
            si: "mg/mmol", factor: 0.113, isSI: false, step: 1),
        Family(
            name: "haemoglobin", names: ["hemoglobin", "hb ", "hgb", "血红蛋白", "血色素"], conventional: "g/dL",
            si: "g/L", factor: 10, step: 1),
        Family(
            name: "calcium", names: ["calcium", "血钙"], conventional: "mg/dL", si: "mmol/L", factor: 10 / 40.078,
            step: 0.1),
        Family(
            name: "magnesium", names: ["magnesium", "血镁"], conventional: "mg/dL", si: "mmol/L", factor: 10 / 24.305,
            step: 0.1),
        Family(
            name: "phosphate", names: ["phosphate", "血磷"], conventional: "mg/dL", si: "mmol/L", factor: 10 / 30.974,
            step: 0.1),
        Family(
            name: "urea-nitrogen", names: ["urea nitrogen", "bun", "尿素氮"], conventional: "mg/dL", si: "mmol/L",
            factor: 0.357, step: 0.1),
        Family(
            name: "bilirubin", names: ["bilirubin", "胆红素"], conventional: "mg/dL", si: "umol/L", factor: 17.1,
            step: 1),
        Family(
            name: "uric-acid", names: ["uric acid", "urate", "尿酸"], conventional: "mg/dL", si: "umol/L",
            factor: 59.48, step: 1),
    ]

    /// The words of a passage's or a question's figures, each once.
    static func all(in text: String) -> [String] {
        guard mayHaveUnits(text) else { return [] }
        let text = decimalPoints(ChineseFigures.digits(in: Folding.fold(text)))
        var words: [String] = []
        let inText = named(in: text)
        for sentence in sentences(text) where mayHaveUnits(sentence) {
            let here = named(in: String(sentence))
            for figure in Figure.all(in: String(sentence)) {
                for family in meant(by: figure, among: here.isEmpty ? inText : here) {
                    for word in Self.words(figure, family) where !words.contains(word) { words.append(word) }
                }
            }
        }
        return words
    }

    private static let decimalComma = Pattern(/(^|[^0-9.,])([0-9]+),([0-9]{1,2})(?![0-9.,])/)

    /// "7,0" is "7.0"; "1,000" and "1,2,3" stay.
    private static func decimalPoints(_ text: String) -> String {
        guard text.contains(",") else { return text }
        return text.replacing(decimalComma.regex) { match in
            "\(match.output.1)\(match.output.2).\(match.output.3)"
        }
    }

    /// Spares most texts the reading of figures.
    private static func mayHaveUnits(_ text: some StringProtocol) -> Bool {
        var hasDigit = text.contains("点") || text.contains("點") || text.contains("百分之")
        var hasMark = false
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) { hasDigit = true }
            // "/", "%", and what can begin a full-width sign or digit or a Chinese unit.
            if byte == 0x2F || byte == 0x25 || byte >= 0xE6 { hasMark = true }
            if byte == 0xEF { hasDigit = true }
            if hasDigit, hasMark { return true }
        }
        return false
    }

    private static func sentences(_ text: String) -> [Substring] {
        var all: [Substring] = []
        var start = text.startIndex
        var place = start
        while place < text.endIndex {
            let next = text.index(after: place)
            let isFullStop = text[place] == "." && (next == text.endIndex || text[next].isWhitespace)
            if isFullStop || "。；;\n".contains(text[place]) {
                all.append(text[start..<place])
                start = next
            }
            place = next
        }
        return all + [text[start...]]
    }

    private static func named(in folded: String) -> [Family] {
        let spelled = folded.replacing("ae", with: "e")
        return families.filter { family in
            guard family.names.contains(where: spelled.contains) else { return false }
            // Glycated haemoglobin is no haemoglobin.
            return family.name != "haemoglobin" || !spelled.contains("a1c") && !spelled.contains("glycated")
        }
    }

    private static func meant(by figure: Figure, among named: [Family]) -> [Family] {
        guard let unit = figure.unit else { return [] }
        let fitting = families.filter { $0.conventional == unit || $0.si == unit }
        let meant = fitting.filter { family in named.contains { $0.name == family.name } }
        // A percentage is everything; a concentration is at least a concentration.
        return meant.isEmpty && unit != "%" ? fitting : meant
    }

    /// A value that lies between two steps has the words of both.
    private static func words(_ figure: Figure, _ family: Family) -> [String] {
        var value = figure.value
        if family.isSI, figure.unit == family.conventional { value = value * family.factor + family.offset }
        if !family.isSI, figure.unit == family.si { value = (value - family.offset) / family.factor }
        guard value.isFinite, value > 0, value < 1e6 else { return [] }
        let steps = value / family.step
        // An exact half ("100 mg/dL" is 5.55) is rounded either way in print.
        let near = Set([(steps - 0.1).rounded(), (steps + 0.1).rounded()])
        let name = family.name.replacing("-", with: "")
        return near.sorted().map { name + Words.digits($0 * family.step, step: family.step) }
    }
}
