import Consultation
import Screen

/// F2: by which specialty the question is answered, with what was routed and why.
enum SpecialtyChooser {
    /// The first row routes by meaning.
    static func rows(_ state: State) -> [(id: String?, name: String, note: String)] {
        let wording = state.wording
        let routed = state.exchanges.last?.specialty.flatMap { $0.how == .routed ? $0.id : nil }
        func note(_ id: String) -> String {
            if id == state.pinnedSpecialty { return wording[.specialtyPinned] }
            return id == routed ? wording[.specialtyRouted] : ""
        }
        return [(nil, "auto", wording[.specialtyByMeaning])]
            + state.specialties.map { ($0.id, SafeText.oneLine($0.name(in: wording.language)), note($0.id)) }
    }

    /// What is in force, which is where the choice begins.
    static func current(_ state: State) -> Int {
        let id = state.pinnedSpecialty ?? state.exchanges.last?.specialty?.id
        return id.flatMap { id in rows(state).firstIndex { $0.id == id } } ?? 0
    }

    static func draw(_ state: State, _ selected: Int, _ regions: Regions, on canvas: inout Canvas) {
        let columns = min(72, regions.middle.columns)
        let head = head(state, columns: max(4, columns - 4))
        let rows = rows(state).map { ($0.name, $0.note) }
        let box = Overlays.box(in: regions.middle, columns: columns, rows: head.count + rows.count + 2)
        canvas.box(box, title: state.wording[.specialtyTitle])
        let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
        guard !inner.isEmpty else { return }
        canvas.draw(head.prefix(inner.rows), in: inner)
        Overlays.list(rows, selected: selected, in: inner.inset(top: min(head.count, inner.rows - 1)), on: &canvas)
    }

    private static func head(_ state: State, columns: Int) -> [StyledLine] {
        let wording = state.wording
        let key = state.keyMap.keys(for: .chooseSpecialty, at: .everywhere).first?.label ?? "auto"
        let phrase: Phrase = state.exchanges.isEmpty ? .specialtyHintNext : .specialtyHint
        let hint = DisplayWidth.truncate(wording.fill(phrase, key), to: columns, ellipsis: "…")
        var lines = [StyledLine(hint, .dim), .empty]
        guard let last = state.exchanges.last else { return lines }
        if let choice = last.specialty, choice.how == .routed, let reason = choice.reason?.text(in: wording.language) {
            let words = wording.fill(
                .specialtyRoutedBecause, state.name(ofSpecialty: choice.id), SafeText.oneLine(reason))
            lines += StyledLine.wrapped(words, .text, columns: columns) + [.empty]
        } else if last.isNobodysField {
            lines += StyledLine.wrapped("∅ " + wording[.notMyField], .verdictWarning, columns: columns) + [.empty]
        }
        return lines
    }
}

extension State {
    func name(ofSpecialty id: String) -> String {
        SafeText.oneLine(specialties.first { $0.id == id }?.name(in: interfaceLanguage) ?? id)
    }

    mutating func openSpecialtyChooser() {
        completion = nil
        overlay = .specialtyChooser(selected: SpecialtyChooser.current(self))
    }

    /// Nil: routed by meaning. It holds for this consultation, and those opened from it, until it is changed.
    mutating func pin(_ specialty: String?) {
        pinnedSpecialty = specialty
        remark =
            specialty.map { wording.fill(.remarkSpecialty, name(ofSpecialty: $0)) } ?? wording[.remarkSpecialtyAuto]
    }

    mutating func pressInSpecialtyChooser(_ key: Key, _ action: Action?, _ selected: Int) -> [Effect] {
        let rows = SpecialtyChooser.rows(self)
        let target: Int
        switch key {
        case .up: target = selected - 1
        case .down: target = selected + 1
        case .pageUp, .home: target = 0
        case .pageDown, .end: target = rows.count - 1
        case .enter: return rows.indices.contains(selected) ? answer(by: rows[selected].id) : []
        default:
            // The key that opened it, once more.
            if action == .chooseSpecialty { return answer(by: nil) }
            if action == .cancel || action == .interrupt { overlay = nil }
            return []
        }
        overlay = .specialtyChooser(selected: min(max(0, target), rows.count - 1))
        return []
    }

    /// Pins the specialty and asks the last question again, unless it has been answered so.
    private mutating func answer(by specialty: String?) -> [Effect] {
        overlay = nil
        pin(specialty)
        guard let last = exchanges.last, last.phase != .queued, !isAnswered(last, by: specialty) else { return [] }
        return cancelRunning() + ask(last.question)
    }

    private func isAnswered(_ exchange: Exchange, by specialty: String?) -> Bool {
        guard let specialty else { return exchange.specialty?.how != .pinned }
        return exchange.specialty == SpecialtyChoice(id: specialty, how: .pinned, score: nil)
    }
}
