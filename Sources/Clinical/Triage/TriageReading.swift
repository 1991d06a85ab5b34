/// A number in a text with the quantity it measures.
struct TriageReading: Sendable, Equatable {
    var measure: TriageMeasure
    /// Canonical units; more than one value when the unit was not written and two are possible.
    var values: [Double]
    var tokens: Range<Int>
}

/// Reads measurements out of a text: the name, then the number, then the unit, in the ways that people write them.
struct TriageReader: Sendable {
    private let text: TriageText
    /// The measure that is named at a token, with the token after its name.
    private let names: [Int: (measure: TriageMeasure, end: Int)]
    /// Names that are only the tail of a longer one (the "sugar" of "blood sugar").
    private var inner: Set<Int> = []
    private var readings: [TriageReading] = []
    private var used: Set<Int> = []

    /// - Parameter names: where the names of the measures were found, longest first wins.
    init(_ text: TriageText, names found: [(measure: TriageMeasure, tokens: Range<Int>)]) {
        self.text = text
        var names: [Int: (measure: TriageMeasure, end: Int)] = [:]
        for name in found where (names[name.tokens.lowerBound]?.end ?? 0) < name.tokens.upperBound {
            names[name.tokens.lowerBound] = (name.measure, name.tokens.upperBound)
        }
        self.names = names
        for (start, name) in names {
            for index in start + 1..<max(start + 1, name.end) where name.end >= (names[index]?.end ?? 0) {
                inner.insert(index)
            }
        }
    }

    mutating func read() -> [TriageReading] {
        readPairs()
        for start in text.tokens.indices {
            if let name = names[start], !inner.contains(start) { readAfter(name, from: start) }
        }
        readByUnit()
        return readings
    }

    private func unit(after index: Int) -> TriageUnit? {
        TriageUnit.read(text.folded[text.tokens[index].range.upperBound...])
    }

    // MARK: Pairs

    /// "224/132", "224 over 132" and "9/10".
    private mutating func readPairs() {
        for index in text.tokens.indices {
            guard let high = text.tokens[index].value else { continue }
            guard let second = secondOfPair(index), let low = text.tokens[second].value else { continue }
            if low == 10, high <= 10 {
                add(.painScore, [high], index..<second + 1)
            } else if high > low, (60...320).contains(high), (20...220).contains(low), high - low <= 180 {
                add(.systolic, [high], index..<second + 1)
                add(.diastolic, [low], index..<second + 1)
            }
        }
    }

    private func secondOfPair(_ index: Int) -> Int? {
        let next = index + 1
        guard next < text.tokens.count else { return nil }
        if text.tokens[index].isFollowedBySlash, text.tokens[next].kind == .number { return next }
        let second = next + 1
        guard second < text.tokens.count, text.tokens[second].kind == .number else { return nil }
        if text.tokens[next].text == "over" { return second }
        let isOutOf =
            text.tokens[next].text == "out" && second + 1 < text.tokens.count && text.tokens[second].text == "of"
        return isOutOf ? second + 1 : nil
    }

    // MARK: Name, then number

    private mutating func readAfter(_ name: (measure: TriageMeasure, end: Int), from start: Int) {
        var budget = 16
        var index = name.end
        var found = 0
        let sentence = text.tokens[start].sentence
        while index < text.tokens.count, budget > 0, found < 3, text.tokens[index].sentence == sentence {
            if names[index] != nil, !inner.contains(index), names[index]?.measure != name.measure { break }
            let token = text.tokens[index]
            if token.kind == .number, !used.contains(index) {
                if !isPartOfName(index, after: name.end), take(index, as: name.measure, from: start) {
                    found += 1
                } else if unit(after: index) == .percent {
                    break
                }
            } else if found > 0, token.kind != .number, !Self.links.contains(token.text) {
                break
            }
            budget -= text.tokens[index].kind == .han ? 1 : 2
            if index > 0, text.tokens[index].clause != text.tokens[index - 1].clause { budget -= 5 }
            index += 1
        }
        if found == 0 { readBefore(name, from: start) }
    }

    /// "38 mmol/L glucose", "220的血压", "39.5 fever": only a number that stands close.
    private mutating func readBefore(_ name: (measure: TriageMeasure, end: Int), from start: Int) {
        for index in stride(from: start - 1, through: max(0, start - 4), by: -1) {
            guard text.tokens[index].sentence == text.tokens[start].sentence else { return }
            if text.tokens[index].kind == .number {
                let isAdjacent = index == start - 1 && name.measure != .glucose
                guard !used.contains(index), isAdjacent || unit(after: index) != nil else { return }
                _ = take(index, as: name.measure, from: start)
                return
            }
        }
    }

    private mutating func take(_ index: Int, as measure: TriageMeasure, from start: Int) -> Bool {
        guard let number = text.tokens[index].value, !isPowerOfTen(index) else { return false }
        let unit = unit(after: index)
        guard Self.accepts(measure, unit) else { return false }
        var values = measure.values(
            of: withHalfDegrees(number, index, measure), unit: unit, isChinese: text.tokens[start].kind == .han)
        if measure == .gestation, unit == .months { values = [number * 4.3] }
        if measure == .gestation, unit != .weeks, unit != .months { return false }
        guard !values.isEmpty else { return false }
        used.insert(index)
        add(measure, values, min(start, index)..<max(start, index) + 1)
        return true
    }

    /// The 2 of "d2": part of a name, unless the name is the measure's own ("K7.1").
    private func isPartOfName(_ index: Int, after nameEnd: Int) -> Bool {
        index > 0 && index != nameEnd && text.tokens[index - 1].kind == .word
            && text.tokens[index - 1].range.upperBound == text.tokens[index].range.lowerBound
    }

    /// The 10 and the 9 of "250 x 10^9/L".
    private func isPowerOfTen(_ index: Int) -> Bool {
        let before = text.folded[..<text.tokens[index].range.lowerBound].last { $0 != " " }
        return before.map { ["x", "×", "*", "^"].contains($0) } ?? false
    }

    /// 39度5 is 39.5.
    private func withHalfDegrees(_ number: Double, _ index: Int, _ measure: TriageMeasure) -> Double {
        guard measure == .temperature, index + 2 < text.tokens.count, text.tokens[index + 1].text == "度",
            let tenths = text.tokens[index + 2].value, tenths < 10, text.tokens[index + 2].kind == .number
        else { return number }
        return number + tenths / 10
    }

    /// What may stand between two numbers of one measure ("from 8 to 25", 从8升到25).
    private static let links: Set<String> = [
        "to", "then", "now", "and", "up", "down", "mmol", "l", "mg", "dl", "mmhg", "with", "at", "is", "was", "从", "到",
        "升", "至",
        "降", "变", "成", "又", "现", "在", "涨", "掉", "最", "高", "了",
    ]

    private static func accepts(_ measure: TriageMeasure, _ unit: TriageUnit?) -> Bool {
        switch unit {
        case nil: true
        case .foreign: false
        case .years: measure == .age
        case .weeks, .months, .days: measure == .age || measure == .gestation
        case .celsius, .fahrenheit: measure == .temperature
        case .percent: measure == .oxygenSaturation || measure == .hba1c
        case .perMinute: measure == .heartRate || measure == .respiratoryRate
        case .millilitrePerMinute: measure == .egfr
        case .millimetreMercury: measure == .systolic || measure == .diastolic
        case .perMicrolitre, .tenThousand: [.platelets, .neutrophils, .whiteCells].contains(measure)
        case .gramPerDecilitre, .gramPerLitre: measure == .haemoglobin
        case .milligramPerDecilitre, .millimolePerLitre: !unitless.contains(measure)
        }
    }

    private static let unitless: Set<TriageMeasure> = [
        .temperature, .oxygenSaturation, .heartRate, .respiratoryRate, .age, .gestation, .systolic, .diastolic, .inr,
    ]

    // MARK: Number with a unit that names the measure

    private mutating func readByUnit() {
        let speaksOfGlucose = names.values.contains { $0.measure == .glucose }
        for index in text.tokens.indices where text.tokens[index].kind == .number && !used.contains(index) {
            guard let number = text.tokens[index].value else { continue }
            switch unit(after: index) {
            case .celsius where (34...43).contains(number), .fahrenheit where (94...109).contains(number):
                _ = take(index, as: .temperature, from: index)
            case .years: _ = take(index, as: .age, from: index)
            case .months, .weeks, .days: if saysOld(index) { _ = take(index, as: .age, from: index) }
            case .milligramPerDecilitre where speaksOfGlucose, .millimolePerLitre where speaksOfGlucose:
                _ = take(index, as: .glucose, from: index)
            case .millimetreMercury: _ = take(index, as: .systolic, from: index)
            default: break
            }
        }
    }

    private func saysOld(_ index: Int) -> Bool {
        text.tokens[index...].prefix(4).contains { ["old", "大", "龄"].contains($0.text) }
    }

    private mutating func add(_ measure: TriageMeasure, _ values: [Double], _ range: Range<Int>) {
        readings.append(TriageReading(measure: measure, values: values, tokens: range))
        used.formUnion(range.filter { text.tokens[$0].kind == .number })
    }
}
