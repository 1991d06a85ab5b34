/// What a table says where some of its categories are open: each row that can come out, with its condition.
struct TableOutcomes: Sendable {
    /// One way through the open categories.
    struct Outcome: Sendable, Hashable {
        /// Axis id to the ids that lead here; an axis that isn't named may be anything.
        var conditions: [String: Set<String>]
        var finding: TableFinding
    }

    let table: DecisionTable
    private(set) var outcomes: [Outcome] = []

    private static let mostOutcomes = 12

    /// Nil where a number that decides is missing, a figure lies outside the table, or more than twelve ways are open.
    init?(_ table: DecisionTable, known: [String: TableAnswer], open: [String: [ToolChoice]]) {
        self.table = table
        guard let ways = Self.ways(table, known.mapValues(\.given), open, [:]) else { return nil }
        // The guideline's silence about other situations isn't worth a line beside what it says.
        let covered = ways.filter(\.finding.row.isCovered)
        outcomes = Self.merged(covered.isEmpty ? ways : covered, open)
    }

    var rows: [TableRow] { outcomes.map(\.finding.row) }
    var isCovered: Bool { rows.contains(where: \.isCovered) }

    /// Asks for one open category after the other, and only for those that still decide.
    private static func ways(
        _ table: DecisionTable, _ given: [String: GivenValue], _ open: [String: [ToolChoice]],
        _ chosen: [String: Set<String>]
    ) -> [Outcome]? {
        let needs: [ToolNeed]
        do throws(ToolError) {
            return [Outcome(conditions: chosen, finding: try table.evaluate(given))]
        } catch {
            guard case .missing(let missing) = error else { return nil }
            needs = missing
        }
        guard let need = needs.first(where: { open[$0.field] != nil && given[$0.field] == nil }),
            let choices = open[need.field]
        else { return nil }
        var all: [Outcome] = []
        for choice in choices {
            var next = given
            next[need.field] = .text(choice.id)
            let conditions = chosen.merging([need.field: [choice.id]]) { _, new in new }
            guard let ways = ways(table, next, open, conditions) else { return nil }
            all += ways
            guard all.count <= mostOutcomes else { return nil }
        }
        return all
    }

    /// Joins ways to the same words that differ in one category only.
    private static func merged(_ ways: [Outcome], _ open: [String: [ToolChoice]]) -> [Outcome] {
        var left = ways
        var index = 0
        while index < left.count {
            let other = left.indices.first { $0 > index && joined(left[index], left[$0], open) != nil }
            if let other, let joined = joined(left[index], left[other], open) {
                left[index] = joined
                left.remove(at: other)
                index = 0
            } else {
                index += 1
            }
        }
        return left
    }

    private static func joined(_ one: Outcome, _ other: Outcome, _ open: [String: [ToolChoice]]) -> Outcome? {
        guard one.finding.row.text == other.finding.row.text, one.finding.row.action == other.finding.row.action,
            Set(one.conditions.keys) == Set(other.conditions.keys)
        else { return nil }
        let different = one.conditions.keys.filter { one.conditions[$0] != other.conditions[$0] }
        guard different.count <= 1 else { return nil }
        var joined = one
        for axis in different {
            let both = (one.conditions[axis] ?? []).union(other.conditions[axis] ?? [])
            joined.conditions[axis] = both.count == open[axis]?.count ? nil : both
        }
        return joined
    }
}

// MARK: Words

extension TableOutcomes {
    /// "ADA 2026 — start the drug: Don't start metformin; already taking it: Reduce the dose [ada-metformin-egfr]".
    ///
    /// - Parameter differs: whether it is marked as differing from the other organisations
    func words(differs: Bool) -> BilingualText {
        let parts = outcomes.map(words)
        var passages: [String] = []
        for main in rows.compactMap(\.facts.first) where !passages.contains(main) { passages.append(main) }
        let basis = " [\(passages.joined(separator: ", "))]"
        let worst = TableFactStatus.worst(rows)
        let status =
            worst == .verified
            ? BilingualText("", "") : BilingualText(" (\(worst.name.english))", "（\(worst.name.chinese)）")
        let year = table.year.map { " \($0)" } ?? ""
        let mark = differs ? "≠ " : ""
        return BilingualText(
            mark + Self.short(table.organisation.english) + year + " — "
                + parts.map(\.english).joined(separator: "; ") + basis + status.english,
            mark + Self.short(table.organisation.chinese) + year + "："
                + parts.map(\.chinese).joined(separator: "；") + basis + status.chinese)
    }

    private func words(_ outcome: Outcome) -> BilingualText {
        let row = outcome.finding.row
        let says = row.action.map { row.text.adding(BilingualText(", \($0.english)", "，\($0.chinese)")) } ?? row.text
        let conditions = table.axes.compactMap { axis in outcome.conditions[axis.id].map { words($0, axis) } }
        guard !conditions.isEmpty else { return says }
        return BilingualText(
            conditions.map(\.english).joined(separator: ", ") + ": " + says.english,
            conditions.map(\.chinese).joined(separator: "、") + "：" + says.chinese)
    }

    /// "already taking it", but "cancer risk low" and "with frailty": what says nothing alone stands with its name.
    private func words(_ ids: Set<String>, _ axis: TableAxis) -> BilingualText {
        let name = axis.name
        if axis.isYesNo {
            let isYes = ids.contains("yes")
            return BilingualText(
                (isYes ? "with " : "without ") + name.english, (isYes ? "有" : "无") + "“\(name.chinese)”")
        }
        let labels = axis.choices.filter { ids.contains($0.id) }.map(\.label)
        let english = labels.map(\.english).joined(separator: " or ")
        let chinese = labels.map(\.chinese).joined(separator: "或")
        let isBare = labels.contains { !$0.english.contains(" ") || $0.chinese.count < 2 }
        guard isBare else { return BilingualText(english, chinese) }
        return BilingualText("\(name.english) \(english)", "\(name.chinese)\(chinese)")
    }

    /// "ADA": the organisation's own abbreviation where it stands in brackets; else its name without the remark.
    static func short(_ organisation: String) -> String {
        let parts = organisation.split(whereSeparator: { "()（）".contains($0) }).map(String.init)
        guard parts.count > 1 else { return organisation }
        let inside = parts[1]
        let isAbbreviation = inside.allSatisfy { $0.isASCII && ($0.isUppercase || "/- ".contains($0)) }
        return isAbbreviation ? inside : parts[0].trimmingPrefixAndSuffixSpace
    }
}

extension String {
    fileprivate var trimmingPrefixAndSuffixSpace: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

/// As well known as the least known.
enum TableFactStatus {
    static func worst(_ rows: [TableRow]) -> ToolSource.Status {
        let order: [ToolSource.Status] = [.unverified, .secondary, .verified]
        return order.first { status in rows.contains { $0.status == status } } ?? .unverified
    }
}
