import Foundation

/// Values of a note: the name, a number, its unit, in the ways that people write them.
struct NoteMeasures {
    let note: NoteText
    let dates: NoteDates

    private var tokens: [TriageToken] { note.tokens }

    /// One value, with the tokens that it was read from.
    struct Found {
        var observation: Observation
        var tokens: Range<Int>
    }

    func read(log: inout ReadingLog) -> [Found] {
        var found: [Found] = []
        var index = 0
        while index < tokens.count {
            let read = pressure(at: index) ?? named(at: index)
            guard let read else {
                index += 1
                continue
            }
            if let why = refusal(read.tokens) {
                log.skip("value", id: nil, why)
            } else {
                found += read.observations.map { Found(observation: $0, tokens: read.tokens) }
            }
            index = max(read.tokens.upperBound, index + 1)
        }
        return withoutOvertaken(found, log: &log)
    }

    /// Where no value has a day, nothing would tell the highest pressure ever from today's: the one of the past goes.
    private func withoutOvertaken(_ found: [Found], log: inout ReadingLog) -> [Found] {
        let current = Set(found.filter { !isPast($0.tokens.upperBound - 1) }.compactMap(\.observation.loinc))
        return found.filter { one in
            let isOvertaken =
                one.observation.time == nil && isPast(one.tokens.upperBound - 1)
                && (one.observation.loinc.map { current.contains($0) } ?? false) && dates.ofNote == nil
            if isOvertaken { log.skip("value", id: nil, "an earlier one without a day") }
            return !isOvertaken
        }
    }

    private typealias Reading = (observations: [Observation], tokens: Range<Int>)

    /// A goal, a condition or a relative's value isn't the patient's.
    private func refusal(_ range: Range<Int>) -> String? {
        switch note.standing(of: range) {
        case .ofRelative: return "it is a relative's"
        case .supposed: return "it is only supposed"
        case .stated, .denied: break
        }
        if note.section(at: tokens[range.lowerBound].range.lowerBound).kind == .plan { return "it stands in the plan" }
        let clause = note.clauses[range.lowerBound]
        let before = (max(0, range.lowerBound - 8)..<range.lowerBound).filter { note.clauses[$0] == clause }
        let words = before.map { tokens[$0].text }
        let pairs = zip(words, words.dropFirst()).map { $0 + $1 } + tokens[range].prefix(8).map(\.text)
        let isGoal = words.contains { Self.goals.contains($0) } || pairs.contains { Self.goals.contains($0) }
        let inside = range.contains {
            Self.goals.contains(tokens[$0].text)
                || ($0 + 1 < range.upperBound && Self.goals.contains(tokens[$0].text + tokens[$0 + 1].text))
        }
        return isGoal || inside ? "it is a goal" : nil
    }

    private static let goals: Set<String> = [
        "target", "goal", "aim", "aiming", "targets", "goals", "below", "under", "threshold", "目标", "控制", "降至", "达标",
        "降到", "应低", "应控",
    ]

    /// The day of the note isn't that of a value from the past, such as the highest pressure ever.
    private func time(at index: Int) -> PartialDate? { dates.date(at: index, orOfNote: !isPast(index)) }

    private func isPast(_ index: Int) -> Bool {
        if note.section(at: tokens[index].range.lowerBound).kind == .history { return true }
        let clause = note.clauses[index]
        let before = (max(0, index - 6)..<index).filter { note.clauses[$0] == clause }.map { tokens[$0].text }
        let words = before + zip(before, before.dropFirst()).map { $0 + $1 }
        return words.contains { Self.pastWords.contains($0) }
    }

    private static let pastWords: Set<String> = [
        "highest", "lowest", "maximum", "max", "peak", "previous", "previously", "prior", "last", "was", "baseline",
        "最高", "最低",
        "既往", "上次", "曾", "以前", "之前", "去年", "原",
    ]

    // MARK: Blood pressure

    /// "BP 138/86", "血压：138/86mmHg", "18.4/11.5 kPa": a pair counts with a name before it or a unit after it.
    private func pressure(at index: Int) -> Reading? {
        guard index + 1 < tokens.count, tokens[index].kind == .number, tokens[index].isFollowedBySlash,
            tokens[index + 1].kind == .number, let high = tokens[index].value, let low = tokens[index + 1].value,
            tokens[index].range.upperBound + 1 == tokens[index + 1].range.lowerBound, high > low,
            !tokens[index + 1].isFollowedBySlash
        else { return nil }
        let unit = NoteUnit.read(note.text.folded, after: tokens[index + 1].range.upperBound)
            .flatMap { ["mm[Hg]", "kPa"].contains($0.unit) ? $0 : nil }
        let name = nameOfPressure(before: index)
        guard unit != nil || (name != nil && (60...320).contains(high) && (20...220).contains(low)) else { return nil }
        let place = time(at: index)
        let range = (name ?? index)..<index + 2
        let end = unit?.end ?? tokens[index + 1].range.upperBound
        let evidence = note.evidence(tokens[range.lowerBound].range.lowerBound..<end)
        let make = { (code: String, number: Double) in
            observation(code, number, unit?.unit ?? "mm[Hg]", isAssumed: unit == nil, time: place, evidence: evidence)
        }
        return ([make("8480-6", high), make("8462-4", low)].compactMap { $0 }, range)
    }

    private func nameOfPressure(before index: Int) -> Int? {
        let clause = note.clauses[index]
        for start in stride(from: index - 1, through: max(0, index - 6), by: -1) {
            guard note.sentences[start] == note.sentences[index], note.clauses[start] == clause else { return nil }
            if ["bp", "pressure"].contains(tokens[start].text) { return start }
            if tokens[start].text == "压", start > 0, tokens[start - 1].text == "血" { return start - 1 }
        }
        return nil
    }

    // MARK: Name, then number

    private func named(at index: Int) -> Reading? {
        guard let name = NoteAnalytes.name(at: index, in: tokens), !isPartOfWord(index) else { return nil }
        guard let number = number(after: name.end), let value = tokens[number].value else { return nil }
        let before = note.text.folded[tokens[name.end - 1].range.upperBound..<tokens[number].range.lowerBound]
        let comparator = Self.comparator(before)
        guard let unit = NoteUnit.read(note.text.folded, after: tokens[number].range.upperBound, of: name.analyte)
        else {
            return isSingleLetter(index) ? nil : bare(name.analyte, value, comparator, index..<number + 1)
        }
        let evidence = note.evidence(tokens[index].range.lowerBound..<unit.end)
        let range = index..<number + 1
        if let words = span(from: number) {
            return ([wordsOnly(name.analyte, words, at: index, evidence)], index..<number + 2)
        }
        let code = code(of: name.analyte, unit: unit.unit)
        return (
            [
                observation(
                    code, value, unit.unit, comparator: comparator, isAssumed: false, time: time(at: number),
                    evidence: evidence)
            ].compactMap { $0 }, range
        )
    }

    /// P, R and T are names only where a unit says so.
    private func isSingleLetter(_ index: Int) -> Bool { ["p", "r"].contains(tokens[index].text) }

    /// The K of "vitamin K 10 mg" and the T of "post T 4".
    private func isPartOfWord(_ index: Int) -> Bool {
        guard tokens[index].text.count == 1, tokens[index].kind == .word, index > 0 else { return false }
        let isJoined = tokens[index - 1].range.upperBound + 1 >= tokens[index].range.lowerBound
        return isJoined && tokens[index - 1].kind == .word && note.clauses[index - 1] == note.clauses[index]
    }

    /// Without a unit a vital sign's is plain from the figure, and is marked as assumed; any other value stays doubtful.
    private func bare(_ analyte: Analyte, _ value: Double, _ comparator: String?, _ range: Range<Int>) -> Reading? {
        let evidence = note.evidence(tokens: range)
        if let words = span(from: range.upperBound - 1) {
            let evidence = note.evidence(tokens: range.lowerBound..<range.upperBound + 1)
            return (
                [wordsOnly(analyte, words, at: range.lowerBound, evidence)], range.lowerBound..<range.upperBound + 1
            )
        }
        let assumed = NoteAnalytes.assumedUnit(analyte, value)
        let code = code(of: analyte, unit: assumed ?? analyte.siUnit)
        return (
            [
                observation(
                    code, value, assumed ?? "", comparator: comparator, isAssumed: assumed != nil,
                    time: time(at: range.upperBound - 1), evidence: evidence)
            ].compactMap { $0 }, range
        )
    }

    /// "5.6-7.2": two figures are kept as words.
    private func span(from number: Int) -> String? {
        let next = number + 1
        guard next < tokens.count, tokens[next].kind == .number, tokens[number].kind == .number else { return nil }
        let between = note.text.folded[tokens[number].range.upperBound..<tokens[next].range.lowerBound]
        let marks: Set<Unicode.Scalar> = ["-", "–", "~", "至", "—", "到", "～"]
        guard between.count <= 3, between.contains(where: { marks.contains($0) }),
            between.allSatisfy({ marks.contains($0) || $0 == " " })
        else { return nil }
        let unit = NoteUnit.read(note.text.folded, after: tokens[next].range.upperBound).map {
            " " + UnitName.display($0.unit)
        }
        return "\(tokens[number].text)–\(tokens[next].text)\(unit ?? "")"
    }

    private func wordsOnly(_ analyte: Analyte, _ words: String, at index: Int, _ evidence: Evidence) -> Observation {
        let code = code(of: analyte, unit: analyte.siUnit)
        return Observation(
            loinc: code, name: analyte.english, text: words, time: time(at: index), evidence: evidence,
            doubts: [.unconfirmed])
    }

    private static let links: Set<String> = [
        "is", "was", "of", "at", "level", "value", "result", "about", "approx", "today", "now", "为", "是", "约", "在", "达",
        "值", "水",
        "平", "测", "得", "示", "高", "至", "到", "今", "日", "晨",
    ]

    /// The number of the name: nothing but a few connecting words may stand between.
    private func number(after end: Int) -> Int? {
        var index = end
        while index < tokens.count, index - end <= 4 {
            guard note.sentences[index] == note.sentences[end - 1],
                note.clauses[index] == note.clauses[end - 1]
                    || (index == end
                        && note.text.folded[tokens[end - 1].range.upperBound..<tokens[index].range.lowerBound].contains(
                            "("))
            else { return nil }
            if tokens[index].kind == .number { return isWhole(index) ? index : nil }
            guard Self.links.contains(tokens[index].text) else { return nil }
            index += 1
        }
        return nil
    }

    /// Not the 10 of "10^9/L", a date or a pair.
    private func isWhole(_ index: Int) -> Bool {
        guard
            !tokens[index].isFollowedBySlash
                || NoteUnit.read(note.text.folded, after: tokens[index].range.upperBound) != nil
        else { return false }
        return !dates.covers(index)
    }

    private static func comparator(_ between: ArraySlice<Unicode.Scalar>) -> String? {
        let text = String(String.UnicodeScalarView(between.filter { $0 != " " }))
        for (sign, meaning) in [("<=", "<="), (">=", ">="), ("≤", "<="), ("≥", ">="), ("<", "<"), (">", ">")]
        where text.hasSuffix(sign) { return meaning }
        return nil
    }

    private func code(of analyte: Analyte, unit: String) -> String? {
        let isSI = UnitMeasure.scale(from: unit, to: analyte.siUnit) != nil && !analyte.siCodes.isEmpty
        return isSI ? analyte.siCodes.first : analyte.conventionalCodes.first ?? analyte.siCodes.first
    }

    private func observation(
        _ code: String?, _ number: Double, _ unit: String, comparator: String? = nil, isAssumed: Bool,
        time: PartialDate?, evidence: Evidence
    ) -> Observation? {
        guard let code, let analyte = Analyte.byCode[code] else { return nil }
        let measured = MeasuredValue(
            number, unit: StatedUnit(code: unit, printed: nil), comparator: comparator, loinc: code, analyte: analyte)
        let notes: [ObservationDoubt] = (isAssumed ? [.assumedUnit(unit)] : []) + [.unconfirmed]
        return Observation(
            loinc: code, name: analyte.english, value: measured.value, time: time, original: measured.original,
            evidence: evidence, doubts: measured.doubts + notes)
    }
}

/// A unit straight after a number.
enum NoteUnit {
    /// - Parameter analyte: only a unit of it counts; "5.6 in the morning" names no inches.
    static func read(_ folded: [Unicode.Scalar], after start: Int, of analyte: Analyte? = nil)
        -> (unit: String, end: Int)?
    {
        var begin = start
        while begin < folded.count, folded[begin] == " ", begin - start < 3 { begin += 1 }
        var end = begin
        while end < folded.count, end - begin < 26, isUnitCharacter(folded[end]) { end += 1 }
        while end > begin {
            let written = String(String.UnicodeScalarView(folded[begin..<end]))
            let unit = UnitName.normalised(written)
            let fits = analyte.map { $0.convert(1, from: unit, to: $0.conventionalUnit) != nil } ?? true
            if UnitName.isKnown(unit), fits, isWhole(folded, begin, end) { return (unit, end) }
            end -= 1
        }
        return nil
    }

    private static func isWhole(_ folded: [Unicode.Scalar], _ begin: Int, _ end: Int) -> Bool {
        guard end < folded.count, TriageText.isLatin(folded[end]) || TriageText.isDigit(folded[end]) else {
            return true
        }
        return !TriageText.isLatin(folded[end - 1]) && !TriageText.isDigit(folded[end - 1])
    }

    private static func isUnitCharacter(_ scalar: Unicode.Scalar) -> Bool {
        if TriageText.isLatin(scalar) || TriageText.isDigit(scalar) || TriageText.isHan(scalar) { return true }
        return ["/", "%", "*", "^", ".", "°", "℃", "℉", "²", "³", "×", "[", "]", "{", "}", "(", ")", "_", "·", "μ"]
            .contains(scalar)
    }
}
