/// Fills passages with the units of one section.
struct SectionFilling {
    private var drafts: [Passages.Draft] = []
    private var current: Passages.Draft?
    /// The current passage is a recommendation: no other text is joined to it.
    private var isClosed = false

    mutating func finished() -> [Passages.Draft] {
        close()
        return drafts
    }

    mutating func add(_ unit: PassageUnit, room: Int) {
        let isList = unit.lines.count > 1 || !unit.lead.isEmpty
        let marks = RecommendationMarks(unit.lead.first ?? unit.lines[0])
        if unit.isTable {
            append(unit, room: room)
        } else if isList, marks.isEmpty, unit.lines.contains(where: { !RecommendationMarks($0).isEmpty }) {
            for item in unit.lines {
                recommend(
                    PassageUnit(lead: unit.lead, lines: [item], page: unit.page), RecommendationMarks(Self.bare(item)),
                    room)
            }
        } else if marks.isEmpty {
            append(unit, room: room)
        } else if !isList, marks.number == nil, isGradeAlone(unit.lines[0]), gradeLast(marks, unit.lines[0], room) {
            return
        } else {
            recommend(unit, RecommendationMarks(Self.bare(unit.text)), room)
        }
    }

    private static func bare(_ item: String) -> String {
        item.hasPrefix("- ") ? String(item.dropFirst(2)) : item
    }

    // MARK: Recommendations

    private mutating func recommend(_ unit: PassageUnit, _ marks: RecommendationMarks, _ room: Int) {
        close()
        for part in Self.parts(unit, room: room) {
            close()
            current = Passages.Draft(section: marks.number, grade: marks.grade, text: part, page: unit.page)
        }
        isClosed = true
    }

    private func isGradeAlone(_ text: String) -> Bool { Passages.size(text) <= 100 && !text.contains("。") }

    /// A grade in a paragraph of its own belongs to the recommendation above it.
    private mutating func gradeLast(_ marks: RecommendationMarks, _ text: String, _ room: Int) -> Bool {
        guard isClosed, var draft = current, draft.grade == nil,
            Passages.size(draft.text) + Passages.size(text) < room
        else { return false }
        draft.text += "\n" + text
        draft.grade = marks.grade
        current = draft
        return true
    }

    // MARK: Other text

    private mutating func append(_ unit: PassageUnit, room: Int) {
        if let draft = current, !isClosed, Passages.size(draft.text) + Passages.size(unit.text) < room {
            current?.text += "\n" + unit.text
            return
        }
        for part in Self.parts(unit, room: room) {
            close()
            current = Passages.Draft(text: part, page: unit.page)
        }
    }

    private mutating func close() {
        if let current { drafts.append(current) }
        current = nil
        isClosed = false
    }

    /// The unit's text in parts that fit, each with the lead where there is one.
    private static func parts(_ unit: PassageUnit, room: Int) -> [String] {
        guard Passages.size(unit.text) > room else { return [unit.text] }
        var lead = unit.lead.joined(separator: "\n")
        var lines = unit.lines
        if Passages.size(lead) > room / 2 {
            lines = unit.lead + lines
            lead = ""
        }
        let left = room - (lead.isEmpty ? 0 : Passages.size(lead) + 1)
        var parts: [String] = []
        for piece in lines.flatMap({ Sentences.pieces(of: $0, limit: left) }) {
            if let last = parts.last, Passages.size(last) + Passages.size(piece) < left {
                parts[parts.count - 1] = last + "\n" + piece
            } else {
                parts.append(piece)
            }
        }
        return lead.isEmpty ? parts : parts.map { lead + "\n" + $0 }
    }
}
