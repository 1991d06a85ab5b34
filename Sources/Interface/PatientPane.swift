import Clinical
import Consultation
import Screen

/// The chart: what can do harm first, then what is taken, what is known, what was measured.
enum PatientPane {
    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        state.memo.lines(
            LayoutMemo.PatientInput(
                patient: state.patient, computed: state.shown?.computed ?? [], columns: columns,
                language: state.interfaceLanguage)
        ) { input in
            guard let loaded = input.patient else {
                let wording = Wording(input.language)
                return StyledLine.wrapped(wording[.noPatient], .patientValue, columns: columns)
                    + StyledLine.wrapped(wording[.welcomePatient], .dim, columns: columns)
            }
            return PatientLayout(loaded, input.computed, columns: input.columns, Wording(input.language)).lines
        }
    }

    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        let rect = regions.content(of: .patient)
        guard !rect.isEmpty else { return }
        let all = lines(state, columns: rect.columns)
        let top = min(state.scroll.patient, max(0, all.count - rect.rows))
        canvas.draw(all.dropFirst(top), in: rect)
        More.draw(above: top, below: all.count - top - rect.rows, in: rect, on: &canvas)
    }
}

private struct PatientLayout {
    private(set) var lines: [StyledLine] = []
    private let columns: Int
    private let wording: Wording

    init(_ loaded: LoadedPatient, _ computed: [ComputedValue], columns: Int, _ wording: Wording) {
        self.columns = columns
        self.wording = wording
        identity(loaded)
        allergies(loaded.patient)
        medications(loaded.patient)
        problems(loaded.patient)
        values(loaded)
        self.computed(computed, loaded)
        reports(loaded.patient)
        reading(loaded)
    }

    // MARK: Sections

    private mutating func identity(_ loaded: LoadedPatient) {
        let patient = loaded.patient
        add(patient.name.isEmpty ? wording[.unnamed] : patient.name, .title)
        let facts =
            PatientLine.facts(loaded, wording)
            + [patient.birthDate.map { wording.fill(.born, $0.dayText) }]
            .compactMap { $0 }
        add(facts.joined(separator: " · "), .patientValue)
        add(loaded.file, .dim)
    }

    private mutating func allergies(_ patient: Patient) {
        let active = patient.activeAllergies
        guard !active.isEmpty else {
            let isNone = patient.allergyStatus == .noneKnown
            head(.allergies)
            add(wording[isNone ? .allergiesNone : .allergiesNotRecorded], isNone ? .patientValue : .patientAlert)
            return
        }
        head(.allergies, role: .patientAlert)
        for allergy in active {
            let criticality = allergy.criticality == "high" ? wording[.criticalityHigh] : nil
            item([allergy.text, allergy.reaction, criticality, allergy.verification], sign: "⚠ ", .patientAlert)
        }
    }

    private mutating func medications(_ patient: Patient) {
        for drug in patient.medications where drug.isProhibition {
            item([drug.text, wording[.doNotGive]], sign: "⚠ ", .patientAlert)
        }
        section(.medications, patient.activeMedications) { [$0.text, $0.dosage, Self.unusual($0.status)] }
    }

    private mutating func problems(_ patient: Patient) {
        section(.problems, patient.activeProblems) {
            [$0.text, $0.onset?.dayText, $0.verification, Self.unusual($0.status)]
        }
    }

    private static func unusual(_ status: String) -> String? { status == "active" ? nil : status }

    private mutating func values(_ loaded: LoadedPatient) {
        let latest = loaded.patient.latestObservations
        let key = latest.filter { $0.loinc.map(loaded.keyValues.contains) ?? false }
        let other = latest.filter { !($0.loinc.map(loaded.keyValues.contains) ?? false) }
        if !key.isEmpty { head(.latestValues) }
        for observation in key { value(observation) }
        if !other.isEmpty { head(key.isEmpty ? .latestValues : .otherValues) }
        for observation in other { value(observation) }
    }

    /// Name left, value right after it, date at the edge where there is room.
    private mutating func value(_ observation: Observation) {
        var spans = [Span(text: SafeText.oneLine(observation.name) + " ", role: .patientLabel)]
        let role: Role = observation.isAbnormal ? .patientAbnormal : .patientValue
        let figure = observation.stated.map { Wording.quantity($0) } ?? observation.text.map { SafeText.oneLine($0) }
        spans.append(Span(text: figure ?? "–", role: role))
        if let flag = observation.flag, flag != "N" {
            let arrow = flag.hasPrefix("H") ? "↑" : flag.hasPrefix("L") ? "↓" : "!"
            spans.append(Span(text: " \(arrow)\(SafeText.oneLine(flag))", role: .patientAbnormal))
        }
        if let time = observation.time { spans.append(Span(text: "  " + time.dayText, role: .dim)) }
        lines += StyledLine.wrapped(spans, columns: columns, hanging: 2)
        if let warning = observation.warning { item([warning], sign: "⚠ ", .verdictWarning, indent: 2) }
    }

    /// With the numbers of the shown answer where it has any.
    private mutating func computed(_ values: [ComputedValue], _ loaded: LoadedPatient) {
        let texts =
            values.isEmpty
            ? loaded.computed.map { $0.text(in: wording.language.rawValue) }
            : values.map { "[\($0.n)] \($0.text)" }
        section(.computedFromChart, texts) { [$0] }
    }

    private mutating func reports(_ patient: Patient) {
        section(.reports, patient.reports) { [$0.title, $0.conclusion, $0.time?.dayText, $0.status] }
    }

    /// What the file held and the chart doesn't.
    private mutating func reading(_ loaded: LoadedPatient) {
        guard !loaded.skipped.isEmpty || !loaded.warnings.isEmpty else { return }
        head(.fileNotes)
        for warning in loaded.warnings { item([warning], sign: "⚠ ", .verdictWarning) }
        for skipped in loaded.skipped {
            item(
                [[skipped.resource, skipped.id].compactMap { $0 }.joined(separator: "/"), skipped.why], sign: "– ", .dim
            )
        }
    }

    // MARK: Lines

    private mutating func add(_ text: String, _ role: Role, indent: Int = 0) {
        lines += StyledLine.wrapped(SafeText.oneLine(text), role, columns: columns, indent: indent)
    }

    private mutating func head(_ phrase: Phrase, role: Role = .patientLabel) {
        lines.append(.empty)
        lines += StyledLine.wrapped(
            [Span(text: wording[phrase], role: role, attributes: .bold)], columns: columns)
    }

    private mutating func item(_ parts: [String?], sign: String, _ role: Role, indent: Int = 0) {
        let text = parts.compactMap { $0 }.filter { !$0.isEmpty }.map { SafeText.oneLine($0) }.joined(separator: " · ")
        lines += StyledLine.wrapped(sign + text, role, columns: columns, indent: indent, hanging: 2)
    }

    private mutating func section<Entry>(_ phrase: Phrase, _ entries: [Entry], _ parts: (Entry) -> [String?]) {
        guard !entries.isEmpty else { return }
        head(phrase)
        for entry in entries { item(parts(entry), sign: "• ", .patientValue) }
    }
}
