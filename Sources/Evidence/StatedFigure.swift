/// A figure of a passage with what it is a figure of: "HbA1c <7 %", a goal, in older people.
struct StatedFigure: Equatable, Sendable {
    /// The concepts of the lexicon that name the quantity, by their first names; `bloodPressure` where the unit says so.
    var quantities: Set<String>
    /// The quantity's short name in English and in Chinese.
    var name: String
    var chineseName: String
    var unit: String
    var low: Double?
    var high: Double?
    var purpose: FigureCues.Purpose?
    var population: Set<FigureCues.Population>
    /// What else its clause names.
    var subjects: Set<String> = []
    /// As it is shown: the comparator, the figures, the unit.
    var text: String

    static let bloodPressure = "systolic blood pressure"

    /// Whether both bound the same side at another place, beyond what rounding explains.
    func differs(from other: StatedFigure) -> Bool {
        let lows = Self.pair(low, other.low)
        let highs = Self.pair(high, other.high)
        guard lows != nil || highs != nil else { return false }
        return [lows, highs].compactMap { $0 }.contains { one, two in
            abs(one - two) > 0.012 * max(abs(one), abs(two))
        }
    }

    /// Whether both say the same number on the same side.
    func agrees(with other: StatedFigure) -> Bool {
        (Self.pair(low, other.low) != nil || Self.pair(high, other.high) != nil) && !differs(from: other)
    }

    private static func pair(_ one: Double?, _ two: Double?) -> (Double, Double)? {
        guard let one, let two else { return nil }
        return (one, two)
    }
}

/// Reads the figures that a passage states, each with its quantity, its purpose and the people whom it is about.
struct StatedFigures {
    let lexicon: Lexicon

    /// In the order of the text. A figure whose quantity isn't named, and one without a unit, is left out.
    /// - Parameter topic: says what the figures are for where the sentence doesn't.
    func all(in text: String, topic: String?) -> [StatedFigure] {
        let characters = FigureText.normalised(text)
        let groups = FigureGroup.all(in: characters)
        guard groups.contains(where: Self.isMeasured) else { return [] }
        let topicPurpose = FigureCues.purpose(before: topic?.lowercased() ?? "", after: "")
        var found: [StatedFigure] = []
        var opening: Set<FigureCues.Population>?
        for range in Self.clauses(characters) {
            let inside = Self.joined(groups.filter { range.contains($0.place.lowerBound) }, in: characters)
            guard opening == nil || inside.contains(where: Self.isMeasured) else { continue }
            let population = FigureCues.populations(in: String(characters[range]).lowercased())
            let all = population.union(opening ?? population)
            opening = opening ?? population
            guard inside.contains(where: Self.isMeasured) else { continue }
            let clause = Clause(characters, range, lexicon: lexicon)
            var last: StatedFigure?
            for group in inside {
                guard let stated = clause.stated(group, after: last, population: all, purpose: topicPurpose) else {
                    continue
                }
                found.append(stated)
                last = stated
            }
        }
        return found
    }

    /// "7%–8%" and "between 7% and 8%" are one range.
    private static func joined(_ groups: [FigureGroup], in characters: [Character]) -> [FigureGroup] {
        var joined: [FigureGroup] = []
        for group in groups {
            if let last = joined.last, isRange(last, group, in: characters) {
                joined[joined.count - 1] = FigureGroup(
                    values: last.values + group.values, joints: ["-"], unit: group.unit,
                    place: last.place.lowerBound..<group.place.upperBound,
                    text: String(characters[last.place].prefix { $0.isASCIIDigit || $0 == "." }) + "-" + group.text)
            } else {
                joined.append(group)
            }
        }
        return joined
    }

    private static func isRange(_ one: FigureGroup, _ two: FigureGroup, in characters: [Character]) -> Bool {
        guard one.values.count == 1, two.values.count == 1, one.unit == nil || one.unit == two.unit else {
            return false
        }
        let joint = String(characters[one.place.upperBound..<two.place.lowerBound]).filter { $0 != " " }
        if ["-", "~", "至", "到", "to"].contains(joint) { return one.unit != nil }
        let lead = String(characters[max(0, one.place.lowerBound - 8)..<one.place.lowerBound])
        return ["and", "和", "与"].contains(joint) && (lead.hasSuffix("between ") || lead.hasSuffix("介于"))
    }

    static func isMeasured(_ group: FigureGroup) -> Bool {
        group.unit.map(measured.contains) ?? isBloodPressure(group)
    }

    /// What is measured in people. Doses, sizes and times are said of too many things to be told apart by a name.
    private static let measured: Set<String> = [
        "%", "mg/dL", "g/dL", "g/L", "mmol/L", "umol/L", "nmol/L", "ug/L", "ng/mL", "10^9/L", "mEq/L", "mOsm/kg",
        "mg/g", "mg/mmol", "mmol/mol", "mL/min",
        "kg/m2", "mmHg",
    ]

    static func isBloodPressure(_ group: FigureGroup) -> Bool {
        guard group.unit == nil || group.unit == "mmHg", group.joints.contains("/"), let diastolic = group.values.last,
            let systolic = group.values.first
        else { return false }
        return (80...280).contains(systolic) && (40...160).contains(diastolic) && systolic > diastolic + 10
    }

    /// Sentences, and the parts between semicolons.
    private static func clauses(_ characters: [Character]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for (index, character) in characters.enumerated() {
            let isStop = character == "." && (index + 1 == characters.count || characters[index + 1].isWhitespace)
            guard isStop || ";；。！？!?\n".contains(character) else { continue }
            ranges.append(start..<index + 1)
            start = index + 1
        }
        if start < characters.count { ranges.append(start..<characters.count) }
        return ranges
    }
}

/// One clause, whose figures are read one after another.
private struct Clause {
    let characters: [Character]
    let range: Range<Int>
    let lexicon: Lexicon
    let small: String
    let subjects: Set<String>

    init(_ characters: [Character], _ range: Range<Int>, lexicon: Lexicon) {
        self.characters = characters
        self.range = range
        self.lexicon = lexicon
        let text = String(characters[range])
        small = text.lowercased()
        subjects = Set(lexicon.mentions(in: text).compactMap { lexicon.concepts[$0.concept].names.first })
    }

    func stated(
        _ group: FigureGroup, after last: StatedFigure?, population: Set<FigureCues.Population>,
        purpose topicPurpose: FigureCues.Purpose?
    ) -> StatedFigure? {
        let isPressure = StatedFigures.isBloodPressure(group)
        guard StatedFigures.isMeasured(group), let unit = isPressure ? "mmHg" : group.unit else { return nil }
        let bounds = Bounds(group, in: characters)
        let isEquivalent = last != nil && group.isBracketed(in: characters)
        let before = String(characters[range.lowerBound..<group.place.lowerBound]).lowercased()
        let after = String(characters[group.place.upperBound..<range.upperBound]).lowercased()
        var stated = StatedFigure(
            quantities: [], name: "", chineseName: "", unit: unit, low: bounds.low, high: bounds.high,
            purpose: FigureCues.purpose(before: before, after: after) ?? topicPurpose, population: population,
            text: bounds.text)
        // "if the pressure is ≥130/80, check …" defines nothing and is no goal.
        if stated.purpose == .definition || stated.purpose == .goal, FigureCues.isCondition(before: " " + before) {
            stated.purpose = nil
        }
        if isEquivalent, let last, bounds.sign == nil {
            if last.low == nil { stated.low = nil }
            if last.high == nil { stated.high = nil }
            stated.purpose = last.purpose
            stated.text = last.text.prefix { "<>≤≥".contains($0) } + stated.text
        }
        stated.subjects = subjects
        if unit == "mmHg" {
            // A lone figure below is a diastolic one, or of another pressure.
            guard (100...280).contains(group.values[0]) else { return nil }
            stated.quantities = [StatedFigure.bloodPressure]
            stated.name = isPressure ? "BP" : "SBP"
            stated.chineseName = isPressure ? "血压" : "收缩压"
            return stated
        }
        let named = lexicon.nearest(in: String(characters[lead(of: group)]))
        if let first = named.first, unit != "%" || named.contains(where: \.isMeasured) {
            stated.quantities = Set(named.compactMap(\.names.first))
            stated.name = first.shortName
            stated.chineseName = first.chineseName
        } else if isEquivalent, let last {
            stated.quantities = last.quantities
            stated.name = last.name
            stated.chineseName = last.chineseName
        }
        stated.subjects.subtract(stated.quantities)
        // Whoever has their glucose measured is asked about for diabetes, said or not.
        if stated.quantities.contains(where: Self.isGlycaemic) { stated.population.remove(.diabetes) }
        return stated.quantities.isEmpty ? nil : stated
    }

    private static func isGlycaemic(_ quantity: String) -> Bool {
        ["glucose", "glycated"].contains { quantity.lowercased().contains($0) }
    }

    /// Where the name of a figure's quantity stands: before it in its clause, not far off.
    private func lead(of group: FigureGroup) -> Range<Int> {
        max(range.lowerBound, group.place.lowerBound - Self.reach)..<group.place.lowerBound
    }

    private static let reach = 80
}

extension Lexicon {
    /// The concepts of the form that stands nearest to a text's end.
    fileprivate func nearest(in text: String) -> [Concept] {
        let folded = Self.key(text)
        let found = mentions(in: text).compactMap { mention -> (end: String.Index, mention: Mention)? in
            guard !FigureCues.isPurpose(mention.form.lowercased()) else { return nil }
            return folded.ranges(of: mention.form.lowercased()).last.map { ($0.upperBound, mention) }
        }
        guard let last = found.max(by: { ($0.end, $0.mention.form.count) < ($1.end, $1.mention.form.count) }) else {
            return []
        }
        return found.filter { $0.mention.form == last.mention.form }.map { concepts[$0.mention.concept] }
    }
}

extension Lexicon.Concept {
    /// The abbreviation where there is one, else the English name.
    fileprivate var shortName: String { names.count > 2 ? names[2] : names.first ?? "" }
    fileprivate var chineseName: String {
        names.first { $0.unicodeScalars.contains(where: Folding.isHan) } ?? shortName
    }
}

extension FigureGroup {
    /// Whether it is another way to write the one before it: "126 mg/dL (7.0 mmol/L)".
    func isBracketed(in characters: [Character]) -> Bool {
        let lead = characters[..<place.lowerBound].reversed().prefix { "(（<>≤≥≈= ".contains($0) }
        return lead.contains("(") || lead.contains("（")
    }
}

/// What a group bounds: "<7%" from above, "≥140/90" from below, "7–8%" from both sides, "15 g" at one value.
struct Bounds {
    var low: Double?
    var high: Double?
    var sign: Character?
    var text: String

    init(_ group: FigureGroup, in characters: [Character]) {
        // Of "140–159/90–99" the first range, of "130/80" the first figure.
        let first = group.joints.first == "-" ? Array(group.values.prefix(2)) : [group.values[0]]
        sign = first.count == 1 ? Self.sign(of: group, in: characters) : nil
        text = (sign.map(String.init) ?? "") + group.text
        low = first.min()
        high = first.max()
        switch sign {
        case "<", "≤": low = nil
        case ">", "≥": high = nil
        default: break
        }
    }

    private static let leads: [(String, Character)] = [
        ("<", "<"), ("≤", "≤"), ("<=", "≤"), ("below", "<"), ("under", "<"), ("less than", "<"), ("lower than", "<"),
        ("up to", "≤"), ("at most", "≤"), ("no more than", "≤"), ("within", "≤"), ("低于", "<"), ("小于", "<"),
        ("少于", "<"), ("不超过", "≤"), ("不高于", "≤"), ("降至", "<"),
        (">", ">"), ("≥", "≥"), (">=", "≥"), ("above", ">"), ("over", ">"), ("more than", ">"), ("greater than", ">"),
        ("exceeds", ">"), ("exceeding", ">"), ("at least", "≥"), ("from", "≥"), ("不低于", "≥"), ("至少", "≥"),
        ("超过", ">"), ("高于", ">"), ("大于", ">"), ("达到", "≥"),
    ]
    private static let tails: [(String, Character)] = [
        ("or more", "≥"), ("or above", "≥"), ("or higher", "≥"), ("and above", "≥"), ("及以上", "≥"), ("以上", "≥"),
        ("or less", "≤"), ("or below", "≤"), ("or lower", "≤"), ("and below", "≤"), ("及以下", "≤"), ("以下", "≤"),
        ("以内", "≤"),
    ]

    static func sign(of group: FigureGroup, in characters: [Character]) -> Character? {
        let start = group.place.lowerBound
        var lead = String(characters[max(0, start - 16)..<start]).lowercased()
        while lead.last == " " { lead.removeLast() }
        if let found = leads.filter({ lead.hasSuffix($0.0) }).max(by: { $0.0.count < $1.0.count }) { return found.1 }
        let end = group.place.upperBound
        var tail = String(characters[end..<min(characters.count, end + 12)]).lowercased()[...]
        while tail.first == " " { tail.removeFirst() }
        return tails.first { tail.hasPrefix($0.0) }?.1
    }
}
