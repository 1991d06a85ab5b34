import Screen

/// Keys of the patient pane: choosing, opening, folding, jumping, filtering.
extension State {
    private var chartRect: Rect { PatientPane.body(of: Regions(self).content(of: .patient), self) }

    private var chartEntries: [ChartEntry] { PatientPane.entries(self, columns: max(1, chartRect.columns)) }

    mutating func performInChart(_ action: Action) {
        switch action {
        case .toggleEntry: toggle(wants: nil)
        case .expandEntry: toggle(wants: true)
        case .foldEntry: toggle(wants: false)
        case .expandAll: setAll(isOpen: true)
        case .foldAll: setAll(isOpen: false)
        case .filterChart:
            browsing.filter = browsing.filter ?? Composer()
            browsing.isTyping = true
        case .nextAbnormal: jump(by: 1) { $0.isAbnormal }
        case .previousAbnormal: jump(by: -1) { $0.isAbnormal }
        case .nextSection: jump(by: 1, around: false) { $0.isHead }
        case .previousSection: jump(by: -1, around: false) { $0.isHead }
        default: break
        }
    }

    /// One entry up or down; in a chart that can't be browsed the pane scrolls.
    mutating func chooseEntry(by step: Int) {
        jump(by: step, around: false) { $0.part != .identity }
    }

    // MARK: Opening and folding

    /// - Parameter wants: open or folded; nil turns it over.
    private mutating func toggle(wants isOpen: Bool?) {
        guard let selected = browsing.selected, let entry = chartEntries.first(where: { $0.id == selected }) else {
            return
        }
        if entry.isHead {
            guard entry.part.isFoldable, isOpen == nil || isOpen == isFolded(entry.part) else { return }
            turnOver(entry.part.id)
        } else if !entry.details.isEmpty, isOpen == nil || isOpen != browsing.toggled.contains(selected) {
            turnOver(selected)
        } else if isOpen == false {
            // Folding what is folded goes up to the section.
            browsing.selected = entry.part.id
        }
        revealEntry()
    }

    private mutating func turnOver(_ id: String) {
        if browsing.toggled.remove(id) == nil { browsing.toggled.insert(id) }
    }

    /// A folded section shows its head alone.
    private func isFolded(_ part: ChartPart) -> Bool {
        guard browsing.wanted.isEmpty else { return false }
        return !chartEntries.contains { $0.part == part && !$0.isHead }
    }

    private mutating func setAll(isOpen: Bool) {
        browsing.clearFilter()
        for part in ChartPart.allCases where part.isFoldable && chartEntries.contains(where: { $0.part == part }) {
            if isFolded(part) == isOpen { turnOver(part.id) }
        }
        if !isOpen {
            browsing.toggled = browsing.toggled.filter { $0.hasPrefix("section.") }
            if let selected = browsing.selected, let part = ChartPart(rawValue: String(selected.prefix { $0 != "." })),
                part.isFoldable
            {
                browsing.selected = part.id
            }
        }
        revealEntry()
    }

    // MARK: Jumping

    /// To the next entry that fits, opening its section where that is folded.
    private mutating func jump(by step: Int, around: Bool = true, _ fits: (ChartEntry) -> Bool) {
        if around { openSections(with: fits) }
        let all = chartEntries
        let fitting = all.indices.filter { fits(all[$0]) }
        guard let first = fitting.first, let last = fitting.last else { return }
        let current = browsing.selected.flatMap { id in all.firstIndex { $0.id == id } }
        let next = step > 0 ? fitting.first { $0 > current ?? -1 } : fitting.last { $0 < current ?? all.count }
        let edge = around ? (step > 0 ? first : last) : (step > 0 ? last : first)
        browsing.selected = all[next ?? edge].id
        revealEntry()
    }

    private mutating func openSections(with fits: (ChartEntry) -> Bool) {
        guard browsing.wanted.isEmpty else { return }
        let folded = ChartPart.allCases.filter { $0.isFoldable && isFolded($0) }
        for part in folded {
            turnOver(part.id)
            if !chartEntries.contains(where: { $0.part == part && fits($0) }) { turnOver(part.id) }
        }
    }

    /// Scrolls so that the chosen entry is seen, from its first line.
    private mutating func revealEntry() {
        let rect = chartRect
        guard let selected = browsing.selected, !rect.isEmpty else { return }
        let lines = PatientPane.lines(self, columns: rect.columns)
        guard let first = lines.firstIndex(where: { $0.card == selected }) else { return }
        let last = lines.lastIndex { $0.card == selected } ?? first
        if first < scroll.patient {
            scroll.patient = max(0, first - 1)
        } else if last >= scroll.patient + rect.rows {
            scroll.patient = min(first, last - rect.rows + 1)
        }
        scroll.patient = min(scroll.patient, max(0, lines.count - rect.rows))
    }

    // MARK: The filter

    /// Whether keys go to the filter of the pane.
    var isFiltering: Bool { focus == .patient && browsing.isTyping }

    mutating func pressInFilter(_ key: Key) -> [Effect] {
        let action = keyMap.action(for: key, in: .composer)
        switch key {
        case .enter: browsing.isTyping = false
        case .up: chooseEntry(by: -1)
        case .down: chooseEntry(by: 1)
        case .escape: browsing.clearFilter()
        case .tab, .backTab:
            browsing.isTyping = false
            return perform(key == .tab ? .focusNext : .focusPrevious)
        default:
            guard let filter = browsing.filter, let edited = Self.edited(filter, by: key, action) else {
                guard let action = keyMap.bindings[.everywhere]?[key] else { return [] }
                return perform(action)
            }
            browsing.filter = edited
            browsing.selected = nil
            scroll.patient = 0
        }
        return []
    }

    mutating func clickChart(_ point: Point, _ rect: Rect) {
        let body = PatientPane.body(of: rect, self)
        let lines = PatientPane.lines(self, columns: body.columns)
        let row = min(scroll.patient, max(0, lines.count - body.rows)) + point.row - body.row
        guard point.row >= body.row, lines.indices.contains(row), let id = lines[row].card else { return }
        // The second click on an entry opens it.
        let isSecond = browsing.selected == id
        browsing.selected = id
        if isSecond || lines[row].spans.first?.text.first.map({ "▸▾".contains($0) }) ?? false {
            performInChart(.toggleEntry)
        }
    }
}
