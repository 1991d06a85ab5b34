import Clinical
import Consultation
import Screen

/// The chart as sections of entries, each with what is seen at once and what is seen when it is expanded.
struct ChartEntries {
    /// In the order of the pane; a section's head comes first.
    private(set) var parts: [(ChartPart, [ChartEntry])] = []
    private let input: LayoutMemo.PatientInput
    private let wording: Wording
    private var columns: Int { input.columns }

    init(_ loaded: LoadedPatient, _ input: LayoutMemo.PatientInput) {
        self.input = input
        wording = Wording(input.language)
        identity(loaded)
        alerts(loaded.alerts)
        allergies(loaded.patient)
        problems(loaded.patient)
        medications(loaded.patient)
        values(loaded)
        computed(loaded)
        reports(loaded.patient)
        notes(loaded)
    }

    func isFolded(_ part: ChartPart) -> Bool {
        let count = (parts.first { $0.0 == part }?.1.count ?? 1) - 1
        return part.isFoldable && part.isFolded(count: count) != input.toggled.contains(part.id)
    }

    /// With its details where it stands open.
    func expanded(_ entry: ChartEntry) -> ChartEntry {
        guard input.toggled.contains(entry.id), !entry.details.isEmpty else { return entry }
        var entry = entry
        entry.lines += entry.details
        return entry
    }

    // MARK: Sections

    private mutating func identity(_ loaded: LoadedPatient) {
        let patient = loaded.patient
        let facts =
            PatientLine.facts(loaded, wording)
            + [patient.birthDate.map { wording.fill(.born, $0.dayText) }].compactMap { $0 }
        let lines =
            wrapped(patient.name.isEmpty ? wording[.unnamed] : patient.name, .title)
            + wrapped(facts.joined(separator: " · "), .patientValue) + wrapped(loaded.file, .dim)
        parts.append((.identity, [ChartEntry(id: "identity", part: .identity, lines: lines)]))
    }

    private mutating func alerts(_ alerts: [ChartAlert]) {
        guard !alerts.isEmpty else { return }
        let entries = alerts.enumerated().map { index, alert in
            let role = alert.severity.role
            let head = alert.severity.sign + " " + wording[alert.severity] + " "
            let text = SafeText.oneLine(alert.text(in: input.language.rawValue))
            // What may wait takes three lines at most, so that allergies and drugs stay in sight; opened, all of it.
            let room = alert.severity <= .major ? Int.max : max(1, 3 * columns - DisplayWidth.of(head) - 20)
            let shown = DisplayWidth.truncate(text, to: room, ellipsis: "…")
            var entry = entry(
                .alerts, index,
                [Span(text: head, role: role, attributes: .bold), Span(text: shown, role: role)])
            var details = (shown == text ? [] : [text]) + [wording[alert.kind]]
            if !alert.drugs.isEmpty {
                details.append(wording[.medications] + wording[.colon] + alert.drugs.joined(separator: wording[.comma]))
            }
            entry.details = details.flatMap { detail($0) } + source(alert.source, status: alert.status)
            entry.isAbnormal = true
            return entry
        }
        add(.alerts, .alerts, entries, role: .patientAlert)
    }

    private func source(_ source: String, status: String) -> [StyledLine] {
        let text = source.isEmpty ? [] : detail(wording[.source] + wording[.colon] + source)
        switch status {
        case "verified": return text + detail(wording[.verified])
        case "secondary": return text + detail("⚠ " + wording[.secondary], .citationUnverified)
        default: return text + detail("⚠ " + wording[.ruleUnverified], .citationUnverified)
        }
    }

    private mutating func allergies(_ patient: Patient) {
        let active = patient.activeAllergies
        guard !active.isEmpty else {
            let isNone = patient.allergyStatus == .noneKnown
            let text = wording[isNone ? .allergiesNone : .allergiesNotRecorded]
            add(
                .allergies, .allergies,
                [entry(.allergies, 0, [Span(text: text, role: isNone ? .patientValue : .patientAlert)])], counts: false)
            return
        }
        let entries = active.enumerated().map { index, allergy in
            let criticality = allergy.criticality == "high" ? wording[.criticalityHigh] : nil
            let text = joined([allergy.text, allergy.reaction, criticality, wording.status(allergy.verification)])
            var entry = entry(.allergies, index, [Span(text: "⚠ " + text, role: .patientAlert)])
            entry.details = quoted(allergy.evidence?.text)
            return entry
        }
        add(.allergies, .allergies, entries, role: .patientAlert)
    }

    private mutating func problems(_ patient: Patient) {
        let active = patient.activeProblems.map { problem in
            bullet(
                joined([
                    problem.text, problem.onset?.dayText, wording.status(problem.verification), unusual(problem.status),
                ]))
        }
        let past = patient.problems.filter { !$0.isActive }.map { problem in
            [
                Span(
                    text: "○ " + joined([problem.text, problem.onset?.dayText, wording.status(problem.status)]),
                    role: .dim)
            ]
        }
        let words = (patient.activeProblems + patient.problems.filter { !$0.isActive }).map(\.evidence?.text)
        add(
            .problems, .problems,
            zip(active + past, words).enumerated().map { index, part in
                var entry = entry(.problems, index, part.0)
                entry.details = quoted(part.1)
                return entry
            })
    }

    /// The words of a note that an entry was read from, for the reader to compare.
    private func quoted(_ words: String?) -> [StyledLine] {
        words.map { detail("“" + SafeText.oneLine($0) + "”") } ?? []
    }

    private mutating func medications(_ patient: Patient) {
        let forbidden = patient.medications.filter(\.isProhibition).enumerated().map { index, drug in
            var entry = entry(
                .medications, 1000 + index,
                [Span(text: "⚠ " + joined([drug.text, wording[.doNotGive]]), role: .patientAlert)])
            entry.isAbnormal = true
            return entry
        }
        let active = patient.activeMedications.enumerated().map { index, drug in
            let text = joined([
                drug.text, drug.dosage, unusual(drug.status), wording.status(drug.verification),
            ])
            var entry = entry(.medications, index, bullet(text))
            if let date = drug.date { entry.details = detail(wording.fill(.ordered, date.dayText)) }
            entry.details += quoted(drug.evidence?.text)
            return entry
        }
        add(.medications, .medications, forbidden + active)
    }

    private func unusual(_ status: String) -> String? { status == "active" ? nil : wording.status(status) }

    private mutating func values(_ loaded: LoadedPatient) {
        let latest = loaded.patient.latestObservations
        let isKey = { (observation: Observation) in observation.loinc.map(loaded.keyValues.contains) ?? false }
        // In the order of the chart, not of the clock: each value has its place.
        let places = Dictionary(
            loaded.series.enumerated().flatMap { index, series in series.codes.map { ($0, index) } },
            uniquingKeysWith: min)
        let key = latest.filter(isKey).sorted {
            ($0.loinc.flatMap { places[$0] } ?? .max, $0.name) < ($1.loinc.flatMap { places[$0] } ?? .max, $1.name)
        }
        let other = latest.filter { !isKey($0) }
        let layout = ValueEntries(loaded: loaded, wording: wording, symbols: input.symbols, columns: columns)
        add(.values, .latestValues, key.enumerated().map { layout.entry($1, .values, $0) })
        add(
            .otherValues, key.isEmpty ? .latestValues : .otherValues,
            other.enumerated().map { layout.entry($1, .otherValues, $0) })
    }

    /// With the numbers of the shown answer where it has any.
    private mutating func computed(_ loaded: LoadedPatient) {
        // The answer's own values carry its numbers; without an answer all of the chart's are shown.
        let values =
            input.computed.isEmpty
            ? loaded.computed.map { ComputedValue(n: "", $0, language: input.language) } : input.computed
        let entries = values.enumerated().map { index, value in
            let text = SafeText.oneLine((value.n.isEmpty ? "" : "[\(value.n)] ") + value.text)
            let shown = DisplayWidth.truncate("• " + text, to: max(1, columns - 2), ellipsis: "…")
            var entry = entry(.computed, index, [Span(text: shown, role: .patientValue)])
            // Expanded, the cut text is followed by the whole.
            let inputs = value.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
            entry.details =
                (DisplayWidth.of("• " + text) > columns - 2 ? detail(text, .patientValue) : [])
                + detail(wording[.formula] + wording[.colon] + (value.formula ?? value.tool))
                + detail(wording[.inputs] + wording[.colon] + inputs.joined(separator: wording[.comma]))
                + (value.limits.map { detail(wording[.limits] + wording[.colon] + $0) } ?? [])
                + source(value.source, status: value.status ?? "")
            return entry
        }
        add(.computed, .computedFromChart, entries)
    }

    private mutating func reports(_ patient: Patient) {
        add(
            .reports, .reports,
            patient.reports.enumerated().map { index, report in
                entry(
                    .reports, index,
                    bullet(
                        joined([report.title, report.conclusion, report.time?.dayText, wording.status(report.status)]))
                )
            })
    }

    /// What the file held and the chart doesn't.
    private mutating func notes(_ loaded: LoadedPatient) {
        let warnings = loaded.warnings.map { [Span(text: "⚠ " + SafeText.oneLine($0), role: .verdictWarning)] }
        let skipped = loaded.skipped.map { skipped in
            let name = [skipped.resource, skipped.id].compactMap { $0 }.joined(separator: "/")
            return [Span(text: "– " + joined([name, skipped.why]), role: .dim)]
        }
        add(.notes, .fileNotes, (warnings + skipped).enumerated().map { entry(.notes, $0, $1) })
    }

    // MARK: Lines

    private mutating func add(
        _ part: ChartPart, _ phrase: Phrase, _ entries: [ChartEntry], role: Role = .patientLabel, counts: Bool = true
    ) {
        guard !entries.isEmpty else { return }
        let isFolded = part.isFoldable && part.isFolded(count: entries.count) != input.toggled.contains(part.id)
        let sign = part.isFoldable ? (isFolded ? "▸ " : "▾ ") : ""
        let count = counts ? " (\(entries.count))" : ""
        var line = StyledLine(spans: [Span(text: sign + wording[phrase] + count, role: role, attributes: .bold)])
        line.card = part.id
        let head = ChartEntry(id: part.id, part: part, isHead: true, lines: [.empty, line])
        parts.append((part, [head] + entries.map(marked)))
    }

    /// Every line knows its entry, details too; what can be expanded says so.
    private func marked(_ entry: ChartEntry) -> ChartEntry {
        var entry = entry
        entry.lines = entry.lines.map { owned($0, by: entry.id) }
        entry.details = entry.details.map { owned($0, by: entry.id) }
        return entry
    }

    private func owned(_ line: StyledLine, by id: String) -> StyledLine {
        var line = line
        line.card = id
        return line
    }

    private func entry(_ part: ChartPart, _ index: Int, _ spans: [Span]) -> ChartEntry {
        ChartEntry(
            id: "\(part.rawValue).\(index)", part: part,
            lines: StyledLine.wrapped(spans, columns: columns, hanging: 2))
    }

    private func wrapped(_ text: String, _ role: Role) -> [StyledLine] {
        StyledLine.wrapped(SafeText.oneLine(text), role, columns: columns)
    }

    private func detail(_ text: String, _ role: Role = .dim) -> [StyledLine] {
        StyledLine.wrapped(SafeText.oneLine(text), role, columns: columns, indent: 4)
    }

    private func bullet(_ text: String) -> [Span] { [Span(text: "• " + text, role: .patientValue)] }

    private func joined(_ parts: [String?]) -> String {
        parts.compactMap { $0 }.filter { !$0.isEmpty }.map { SafeText.oneLine($0) }.joined(separator: " · ")
    }
}
