import Clinical
import Consultation

/// Finds a chart's series by what a clinician calls it: id, abbreviation, LOINC code, English or Chinese name, or the
/// file's own name.
struct AnalyteLookup {
    var series: [TrendSeries]

    /// What stands for two series at once.
    private static let pairs: [(names: Set<String>, series: (String, String))] = [
        (["bp", "bloodpressure", "血压", "血壓", "853549"], ("systolic", "diastolic"))
    ]

    /// One or two series: "hba1c", "HbA1c weight", "糖化血红蛋白 体重", "fasting plasma glucose, LDL-C", "bp".
    func find(_ text: String) -> [TrendSeries]? {
        if let pair = pair(text) { return pair }
        if let single = one(text) { return [single] }
        let words = text.split { $0 == " " || $0 == "," || $0 == "，" || $0 == "、" || $0 == "+" }
        for cut in 1..<max(1, words.count) {
            let first = words[..<cut].joined(separator: " ")
            let second = words[cut...].joined(separator: " ")
            if let left = one(first), let right = one(second), left.id != right.id { return [left, right] }
        }
        return nil
    }

    private func pair(_ text: String) -> [TrendSeries]? {
        let wanted = Self.folded(text)
        guard let ids = Self.pairs.first(where: { $0.names.contains(wanted) })?.series else { return nil }
        let found = [ids.0, ids.1].compactMap { id in series.first { $0.id == id } }
        return found.isEmpty ? nil : found
    }

    /// The closest: a whole name, then the beginning of one, then a part of one.
    func one(_ text: String) -> TrendSeries? {
        let wanted = Self.folded(text)
        guard !wanted.isEmpty else { return nil }
        let tests: [(String) -> Bool] = [{ $0 == wanted }, { $0.hasPrefix(wanted) }, { $0.contains(wanted) }]
        for fits in tests {
            if let found = series.first(where: { Self.names(of: $0).contains(where: fits) }) { return found }
        }
        return nil
    }

    /// Whether the text is a whole name and not the beginning or a part of one.
    func isNamed(_ text: String) -> Bool {
        let wanted = Self.folded(text)
        if Self.pairs.contains(where: { $0.names.contains(wanted) }) { return true }
        return series.contains { Self.names(of: $0).contains(wanted) }
    }

    /// Series that what is typed may still become.
    func beginning(with text: String) -> [TrendSeries] {
        let wanted = Self.folded(text)
        guard !wanted.isEmpty else { return series }
        let starting = series.filter { Self.names(of: $0).contains { $0.hasPrefix(wanted) } }
        let holding = series.filter { one in
            !starting.contains { $0.id == one.id } && Self.names(of: one).contains { $0.contains(wanted) }
        }
        return starting + holding
    }

    private static func names(of series: TrendSeries) -> [String] {
        var names = [series.id, series.ownName] + series.codes.sorted()
        if let analyte = series.analyte {
            names += [analyte.english, analyte.simplifiedChinese, analyte.traditionalChinese]
            if let abbreviation = analyte.abbreviation { names.insert(abbreviation, at: 1) }
        }
        return names.map(folded)
    }

    /// Without case, blanks and signs: "HbA1c", "hba1c" and "LDL-C", "ldlc" are the same.
    private static func folded(_ text: String) -> String {
        String(
            text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
    }
}
