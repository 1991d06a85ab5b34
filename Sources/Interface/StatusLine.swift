import Consultation
import Screen

/// The last line: specialty and audience, then the model and its figures. What doesn't fit is left out from the end.
enum StatusLine {
    static func draw(_ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        canvas.fill(rect, .status)
        let separator = " │ "
        var column = rect.column + 1
        for (index, part) in parts(state).enumerated() {
            let width = DisplayWidth.of(part.text) + (index > 0 ? separator.count : 0)
            guard index == 0 || column + width < rect.endColumn else { continue }
            if index > 0 { column += canvas.write(separator, at: Point(column: column, row: rect.row), .status) }
            column += canvas.write(
                part.text, at: Point(column: column, row: rect.row), part.role, maxColumns: rect.endColumn - column)
        }
    }

    private static func parts(_ state: State) -> [Span] {
        let place = consultations(state)
        if let remark = state.remark {
            let text = [place?.text, remark].compactMap { $0 }.joined(separator: " │ ")
            return [Span(text: text, role: .status, attributes: .bold)]
        }
        let wording = state.wording
        var parts = [specialty(state), wording[state.audience]]
        if let library = state.library {
            parts.append(
                wording.fill(.libraryIndexing, Wording.grouped(library.done), Wording.grouped(library.total)))
        }
        parts += model(state)
        parts.append(wording[.statusHelp])
        return [place].compactMap { $0 } + parts.map { Span(text: $0, role: .status) }
    }

    /// Which of the open consultations is in front, where there are several, and what came in those behind.
    private static func consultations(_ state: State) -> Span? {
        guard state.desk.count > 1 else { return nil }
        let key = state.keyMap.keys(for: .chooseConsultation, at: .everywhere).first.map { $0.label + " " } ?? ""
        let place = "\(key)\(state.desk.place + 1)/\(state.desk.count)"
        guard let news = state.desk.others.compactMap(\.news).max() else { return Span(text: place, role: .status) }
        return Span(text: place + " " + news.sign, role: news == .emergency ? .emergency : .status)
    }

    /// With the key that chooses another one.
    private static func specialty(_ state: State) -> String {
        let key = state.keyMap.keys(for: .chooseSpecialty, at: .everywhere).first.map { $0.label + " " } ?? ""
        return key + specialtyName(state)
    }

    private static func specialtyName(_ state: State) -> String {
        if let pinned = state.pinnedSpecialty { return state.name(ofSpecialty: pinned) }
        if let routed = state.shown?.specialty?.id {
            return state.name(ofSpecialty: routed) + state.wording[.routedSuffix]
        }
        guard state.shown?.isNobodysField ?? false else { return state.wording[.specialtyAuto] }
        return state.wording[.notMyField] + state.wording[.routedSuffix]
    }

    private static func model(_ state: State) -> [String] {
        let wording = state.wording
        switch state.model {
        case .absent: return [wording[.modelAbsent]]
        case .failed: return ["✗ " + wording[.modelFailed]]
        case .loading(let name, let fraction):
            let bar = ProgressBar.text(fraction: fraction, columns: 10)
            return ["\(wording[.modelLoading]) \(bar) \(Int(fraction * 100))%", shortened(name, to: 28)]
        case .ready(let model):
            return (model.remote.map { [leaving($0, state)] } ?? []) + [shortened(model.name, to: modelColumns(state))]
                + figures(state, model)
        }
    }

    /// What leaves this machine stands before the model, so that a narrow screen has it too.
    private static func leaving(_ places: ModelSummary.RemotePlaces, _ state: State) -> String {
        let words = state.wording[places.takesPatientData ? .patientDataLeaves : .patientDataStays]
        return "↗ " + (isWide(state) ? shortened(places.hosts, to: modelColumns(state)) + ": " + words : words)
    }

    private static func shortened(_ name: String, to columns: Int) -> String {
        DisplayWidth.truncate(SafeText.oneLine(name), to: columns, ellipsis: "…")
    }

    private static func modelColumns(_ state: State) -> Int {
        state.size.columns >= 140 ? 28 : isWide(state) ? 18 : 13
    }

    private static func isWide(_ state: State) -> Bool { state.size.columns >= Regions.wideColumns }

    private static func figures(_ state: State, _ model: ModelSummary) -> [String] {
        let wording = state.wording
        let used = measured(state).flatMap(\.promptTokens).map { $0 + (state.meter.answerTokens ?? 0) }
        let context = wording.fill(
            isWide(state) ? .contextUsed : .contextUsedShort, Wording.thousands(used ?? 0),
            Wording.thousands(model.contextLength))
        let speed = state.meter.tokensPerSecond.map { wording.fill(.tokensPerSecond, Wording.decimal($0)) }
        return [speed, context].compactMap { $0 } + (isWide(state) ? beginning(state) : [])
    }

    private static func measured(_ state: State) -> Exchange? { state.exchanges.last { $0.promptTokens != nil } }

    /// How the answer began: time to the first token, prompt tokens that came from the cache. A narrow screen has room
    /// for them beside the tabs only.
    static func beginning(_ state: State) -> [String] {
        [
            state.meter.firstTokenMilliseconds.map { state.wording.fill(.firstToken, Wording.duration($0)) },
            measured(state)?.cachedTokens.map { state.wording.fill(.cachedTokens, Wording.thousands($0)) },
        ].compactMap { $0 }
    }
}
