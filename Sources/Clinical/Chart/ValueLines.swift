/// The newest results, each with up to two earlier ones; the packs' analytes first, in the order of a chart.
struct ValueLines {
    let patient: Patient
    let words: ChartWords

    /// A chart can hold hundreds of other measurements; the newest of them will do.
    private static let otherLimit = 100

    var facts: [ChartFact] {
        let series = Dictionary(grouping: patient.observations, by: \.seriesKey).mapValues(\.inOrderOfTime)
        let pressure = pressureLine(series)
        let paired: Set<String> = pressure == nil ? [] : ["8480-6", "8462-4"]
        let latest = patient.latestObservations.filter { !paired.contains($0.seriesKey) }
        let known = latest.filter { rank($0) != nil }.sorted { (rank($0) ?? 0) < (rank($1) ?? 0) }
        let others = latest.filter { rank($0) == nil }.prefix(Self.otherLimit)
        let lines = known.map { line($0, series, isKey: true) }
        return [pressure].compactMap { $0 } + lines + others.map { line($0, series, isKey: false) }
    }

    private func rank(_ observation: Observation) -> Int? {
        observation.loinc.flatMap { Analyte.byCode[$0] }.flatMap { Analyte.rank[$0.id] }
    }

    private func line(_ last: Observation, _ series: [String: [Observation]], isKey: Bool) -> ChartFact {
        var text = name(of: last) + words.colon + dated(last, isFull: true)
        let earlier = history(series[last.seriesKey] ?? []).map { dated($0, isFull: false) }
        if !earlier.isEmpty {
            text += words.semicolon + words.earlier + " " + earlier.joined(separator: words.isChinese ? "、" : ", ")
        }
        return ChartFact(
            id: "values.\(last.seriesKey)", section: .values, text: text,
            isAbnormal: last.isAbnormal || last.isDoubtful, isKey: isKey, loinc: last.loinc)
    }

    private func name(of observation: Observation) -> String {
        observation.loinc.flatMap { Analyte.byCode[$0] }?.name(in: words.language) ?? observation.name
    }

    /// The two results before the last that lie on other days, newest first.
    private func history(_ series: [Observation]) -> [Observation] {
        var days = [series.last?.time?.dayText]
        var found: [Observation] = []
        for observation in series.dropLast().reversed()
        where observation.value != nil && !days.contains(observation.time?.dayText) {
            days.append(observation.time?.dayText)
            found.append(observation)
            if found.count == 2 { break }
        }
        return found
    }

    private func dated(_ observation: Observation, isFull: Bool) -> String {
        var text = observation.stated.map(shown) ?? observation.text ?? "—"
        if isFull, observation.original != nil, let value = observation.value { text += " = " + shown(value) }
        let doubt = observation.warning(in: words.language).map {
            (observation.isDoubtful ? words.doubtful + words.colon : "") + $0
        }
        let notes = [
            observation.time?.dayText ?? words.noDate, observation.flag.map(words.flag),
            observation.isDoubtful || isFull ? doubt : nil,
        ]
        return text + words.bracket(notes)
    }

    private func shown(_ quantity: Quantity) -> String {
        let unit = UnitName.display(quantity.unit)
        let sign = quantity.comparator.map { $0 == "ad" ? "" : $0 + " " } ?? ""
        let space = unit.isEmpty || unit == "%" ? "" : " "
        return sign + NumberText.shown(quantity.value) + space + unit
    }

    /// Systolic over diastolic where both were measured at one time and in mmHg.
    private func pressureLine(_ series: [String: [Observation]]) -> ChartFact? {
        let pairs = pressures(series["8480-6"] ?? [], series["8462-4"] ?? [])
        guard let last = pairs.last, last.systolic == series["8480-6"]?.last,
            last.diastolic == series["8462-4"]?.last
        else { return nil }
        let earlier = pairs.dropLast().suffix(2).reversed().map(reading)
        var text = words.bloodPressure + words.colon + reading(last)
        if !earlier.isEmpty {
            text += words.semicolon + words.earlier + " " + earlier.joined(separator: words.isChinese ? "、" : ", ")
        }
        let isAbnormal = last.systolic.isAbnormal || last.diastolic.isAbnormal
        return ChartFact(
            id: "values.85354-9", section: .values, text: text, isAbnormal: isAbnormal, loinc: "85354-9")
    }

    private typealias Pressure = (systolic: Observation, diastolic: Observation)

    private func pressures(_ systolic: [Observation], _ diastolic: [Observation]) -> [Pressure] {
        var byTime: [PartialDate: Observation] = [:]
        for observation in diastolic where isPlain(observation) {
            if let time = observation.time { byTime[time] = observation }
        }
        return systolic.filter(isPlain).compactMap { first in
            first.time.flatMap { byTime[$0] }.map { (first, $0) }
        }
    }

    private func isPlain(_ observation: Observation) -> Bool {
        observation.doubts.isEmpty && observation.original == nil && observation.value?.comparator == nil
            && observation.value?.unit == "mm[Hg]"
    }

    private func reading(_ pair: Pressure) -> String {
        let figures = [pair.systolic, pair.diastolic].compactMap { $0.value.map { NumberText.shown($0.value) } }
        let flags = [pair.systolic.flag ?? pair.diastolic.flag].map { $0.map(words.flag) }
        return figures.joined(separator: "/") + " mmHg" + words.bracket([pair.systolic.time?.dayText] + flags)
    }
}
