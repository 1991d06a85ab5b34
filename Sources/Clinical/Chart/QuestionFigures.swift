/// Figures of a question that aren't analytes of a chart: sizes, doses, scores, risks.
struct QuestionFigures: Sendable {
    let note: NoteText

    private var tokens: [TriageToken] { note.tokens }

    private struct Figure {
        var token: Int
        var value: Double
        /// UCUM; empty where none is written.
        var unit: String

        var given: GivenValue {
            .text(unit.isEmpty ? NumberText.exact(value) : "\(NumberText.exact(value)) \(unit)")
        }
    }

    // MARK: By unit

    /// The one length of the question that is said of the whole, or of its solid part.
    func length(ofSolidPart isPart: Bool) -> GivenValue? {
        only(figures { UnitMeasure.scale(from: $0, to: "mm") != nil }.filter { isOfSolidPart($0.token) == isPart })
    }

    /// The one dose of the question: a mass that is no concentration.
    var dose: GivenValue? { only(figures { ["mg", "g", "ug"].contains($0) }) }

    private func figures(_ fits: (String) -> Bool) -> [Figure] {
        tokens.indices.compactMap { index in
            guard let figure = figure(at: index), !figure.unit.isEmpty, fits(figure.unit), !isBound(index) else {
                return nil
            }
            return figure
        }
    }

    /// Two different figures leave open which is meant.
    private func only(_ figures: [Figure]) -> GivenValue? {
        guard let first = figures.first, Set(figures.map(\.given)).count == 1 else { return nil }
        return first.given
    }

    private func isOfSolidPart(_ index: Int) -> Bool {
        let near = (max(0, index - 4)..<min(tokens.count, index + 5)).filter { note.clauses[$0] == note.clauses[index] }
        let words = near.map { tokens[$0].text }
        let parts: Set = ["component", "components", "portion", "core"]
        return words.contains(where: parts.contains) || words.joined().contains("实性成分")
            || words.joined().contains("实性部分") || words.joined(separator: " ").contains("solid part ")
    }

    // MARK: By name

    /// The figure that follows one of the names.
    ///
    /// - Parameter fits: what unit it may have; an empty one where none is written
    func value(named names: [[String]], _ fits: (String) -> Bool) -> GivenValue? {
        var found: [Figure] = []
        for name in names where !name.isEmpty {
            for start in tokens.indices where tokens.hold(name, at: start) {
                if let figure = figure(after: start + name.count), fits(figure.unit) { found.append(figure) }
            }
        }
        return only(found)
    }

    private func figure(after end: Int) -> Figure? {
        var index = end
        while index < tokens.count, index - end <= 3, note.clauses[index] == note.clauses[end - 1] {
            if tokens[index].kind == .number { return isBound(index) ? nil : figure(at: index) }
            guard Self.links.contains(tokens[index].text) else { return nil }
            index += 1
        }
        return nil
    }

    private static let links: Set<String> = [
        "is", "was", "of", "at", "level", "score", "scores", "about", "now", "为", "是", "约", "在", "达", "评", "分", "值",
    ]

    private func figure(at index: Int) -> Figure? {
        guard tokens[index].kind == .number, let value = tokens[index].value, !isRange(index) else { return nil }
        let end = tokens[index].range.upperBound
        let unit = NoteUnit.read(note.text.folded, after: end)?.unit ?? Self.chineseUnit(note.string(end, length: 3))
        return Figure(token: index, value: value, unit: unit)
    }

    private static func chineseUnit(_ after: String) -> String {
        let rest = after.drop { $0 == " " }
        return [("毫米", "mm"), ("厘米", "cm"), ("毫克", "mg")].first { rest.hasPrefix($0.0) }?.1 ?? ""
    }

    /// "6–8 mm", "8×6 mm", "136/86".
    private func isRange(_ index: Int) -> Bool {
        func isJoined(_ first: Int, _ second: Int) -> Bool {
            guard first >= 0, second < tokens.count, tokens[first].kind == .number, tokens[second].kind == .number
            else {
                return false
            }
            let between = note.text.folded[tokens[first].range.upperBound..<tokens[second].range.lowerBound]
            return between.count <= 6 && between.contains { Self.joints.contains($0) }
        }
        return isJoined(index - 1, index) || isJoined(index, index + 1)
    }

    private static let joints: Set<Unicode.Scalar> = ["-", "–", "—", "~", "～", "至", "到", "×", "x", "*", "/"]

    /// "<6 mm", "over 8 mm", "大于8 mm": a limit, no measurement.
    private func isBound(_ index: Int) -> Bool {
        let start = index > 0 ? tokens[index - 1].range.upperBound : 0
        let between = note.text.folded[start..<tokens[index].range.lowerBound]
        if between.contains(where: { ["<", ">", "≤", "≥", "⩽", "⩾"].contains($0) }) { return true }
        let before = (max(0, index - 2)..<index).filter { note.clauses[$0] == note.clauses[index] }.map {
            tokens[$0].text
        }
        return before.contains(where: Self.bounds.contains) || Self.bounds.contains(before.joined())
    }

    private static let bounds: Set<String> = [
        "below", "under", "above", "over", "than", "exceeds", "least", "most", "target", "goal", "threshold", "小于",
        "大于",
        "超过", "低于", "高于", "不足", "至少", "目标",
    ]
}

extension [TriageToken] {
    /// Whether these words stand there one after the other.
    func hold(_ words: [String], at start: Int) -> Bool {
        guard start + words.count <= count else { return false }
        return words.indices.allSatisfy { self[start + $0].text == words[$0] }
    }
}
