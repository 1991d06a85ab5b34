/// An answer to one input of a table, with where it comes from.
struct TableAnswer: Sendable, Hashable {
    enum Origin: Sendable, Hashable {
        case question
        /// With the day of the result; nil for age and sex.
        case chart(day: String?)
    }

    var given: GivenValue
    var origin: Origin

    /// "eGFR 38 mL/min/1.73 m²".
    func words(for axis: TableAxis) -> BilingualText {
        let (english, chinese): (String, String)
        if let choice = axis.choices.first(where: { $0.isSpelled(given.shown) }) {
            (english, chinese) = (": " + choice.label.english, "：" + choice.label.chinese)
        } else {
            let figure = figure(for: axis)
            let gap = axis.name.chinese.last?.isASCII == true ? " " : ""
            (english, chinese) = (" " + figure.english, gap + figure.chinese)
        }
        return BilingualText(axis.name.english + english, axis.name.chinese + chinese)
    }

    /// The number with its unit, rounded as charts show it.
    func figure(for axis: TableAxis) -> BilingualText {
        let parts = given.shown.split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = parts.first, let value = Double(first) else { return BilingualText(given.shown, given.shown) }
        let unit = parts.count == 2 ? parts[1] : axis.unit
        return TableBand.words(NumberText.shown(value), unit: unit)
    }
}

extension TableAnswer.Origin {
    var words: BilingualText? {
        switch self {
        case .question: BilingualText(" (from the question)", "（据问题）")
        case .chart(let day?): BilingualText(" (\(day))", "（\(day)）")
        case .chart(nil): nil
        }
    }
}

extension BilingualText {
    func adding(_ other: BilingualText?) -> BilingualText {
        BilingualText(english + (other?.english ?? ""), chinese + (other?.chinese ?? ""))
    }
}
