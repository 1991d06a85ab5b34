import Clinical
import Screen

/// The first line of the screen: whom all this is about. Nothing ever covers it.
enum PatientLine {
    static func draw(_ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        canvas.fill(rect, .statusPatient)
        let identity = text(state, columns: rect.columns - 2)
        var column =
            1
            + canvas.write(
                identity, at: Point(column: rect.column + 1, row: rect.row), .statusPatient,
                maxColumns: rect.columns - 1)
        guard let alert = alerts(state, columns: rect.columns - column - 4) else { return }
        column += canvas.write(" │ ", at: Point(column: column, row: rect.row), .statusPatient)
        canvas.write(alert, at: Point(column: column, row: rect.row), .statusPatient)
    }

    /// Name, age, sex and id. On a narrow screen the name gives way first, but never below eight columns.
    static func text(_ state: State, columns: Int) -> String {
        let wording = state.wording
        guard let loaded = state.patient else { return DisplayWidth.truncate(wording[.noPatient], to: columns) }
        let rest = facts(loaded, wording).joined(separator: " · ")
        let name = SafeText.oneLine(loaded.patient.name.isEmpty ? wording[.unnamed] : loaded.patient.name)
        let room = columns - DisplayWidth.of(rest) - 3
        let shown = DisplayWidth.truncate(name, to: max(min(8, columns), room), ellipsis: "…")
        return DisplayWidth.truncate(shown + " · " + rest, to: columns, ellipsis: "…")
    }

    /// Age, sex, id: what tells two people of one name apart.
    static func facts(_ loaded: LoadedPatient, _ wording: Wording) -> [String] {
        let patient = loaded.patient
        let id = SafeText.oneLine(patient.identifier ?? patient.id)
        return [
            age(loaded, wording), wording[patient.sex],
            patient.deceased ? wording[.deceased] : nil,
            wording.fill(.patientID, DisplayWidth.truncate(id, to: 16, ellipsis: "…")),
        ].compactMap { $0 }
    }

    private static func age(_ loaded: LoadedPatient, _ wording: Wording) -> String {
        guard let ages = loaded.ages else { return wording[.ageUnknown] }
        let years = ages.count == 1 ? "\(ages.lowerBound)" : "\(ages.lowerBound)–\(ages.upperBound)"
        return wording.fill(.yearsOld, years)
    }

    /// The allergies by name; where there is no room for all of them, their number, so that none seems to be all.
    private static func alerts(_ state: State, columns: Int) -> String? {
        guard let patient = state.patient?.patient else { return nil }
        let count = "⚠ " + state.wording.fill(.allergyCount, String(patient.activeAllergies.count))
        let choices = [allergies(patient, state.wording)] + (patient.activeAllergies.isEmpty ? [] : [count])
        return choices.first { DisplayWidth.of($0) <= columns }
    }

    /// None known, not recorded and known are three different things.
    static func allergies(_ patient: Patient, _ wording: Wording) -> String {
        let names = patient.activeAllergies.map { SafeText.oneLine($0.text) }
        if !names.isEmpty {
            return "⚠ " + wording[.allergies] + wording[.colon] + names.joined(separator: wording[.comma])
        }
        return wording[patient.allergyStatus == .noneKnown ? .allergiesNone : .allergiesNotRecorded]
    }
}
