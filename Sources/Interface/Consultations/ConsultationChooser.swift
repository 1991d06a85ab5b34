import Clinical
import Screen

/// F3: the consultations that are open, whom each is about and how far it is.
enum ConsultationChooser {
    static func draw(_ state: State, _ selected: Int, _ regions: Regions, on canvas: inout Canvas) {
        let wording = state.wording
        let rows = state.desk.all.enumerated().map { place, consultation in
            (name(of: consultation, at: place, state), note(on: consultation, wording))
        }
        let box = Overlays.box(in: regions.middle, columns: 96, rows: rows.count + 4)
        canvas.box(box, title: wording[.consultationsTitle])
        let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
        guard !inner.isEmpty else { return }
        let key = state.keyMap.keys(for: .newConsultation, at: .everywhere).first?.label ?? "/new"
        let hint = DisplayWidth.truncate(
            wording.fill(.consultationsHint, key), to: inner.columns, ellipsis: "…")
        canvas.write(hint, at: inner.origin, .dim)
        Overlays.list(rows, selected: selected, in: inner.inset(top: min(2, inner.rows - 1)), on: &canvas)
    }

    static func patient(of consultation: OpenConsultation, _ wording: Wording) -> String {
        guard let patient = consultation.patient?.patient else { return wording[.noPatient] }
        return SafeText.oneLine(patient.name.isEmpty ? wording[.unnamed] : patient.name)
    }

    /// Its number, a dot where it is the one in front, and whom it is about.
    private static func name(of consultation: OpenConsultation, at place: Int, _ state: State) -> String {
        "\(place + 1)\(place == state.desk.place ? "•" : " ") " + patient(of: consultation, state.wording)
    }

    private static func note(on consultation: OpenConsultation, _ wording: Wording) -> String {
        let progress = ConsultationProgress(consultation).phrase
        let news = consultation.news?.phrase
        return [news == progress ? nil : news.map { wording[$0] }, wording[progress], text(of: consultation, wording)]
            .compactMap { $0 }.joined(separator: " · ")
    }

    /// What is being written, else what was asked last.
    private static func text(of consultation: OpenConsultation, _ wording: Wording) -> String? {
        if !consultation.composer.isEmpty {
            return wording.fill(.consultationDraft, SafeText.oneLine(consultation.composer.end(80)))
        }
        return consultation.newestAsked.map { "› " + SafeText.oneLine(String($0.question.prefix(200))) }
    }
}
