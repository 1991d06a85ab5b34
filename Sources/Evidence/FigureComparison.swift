/// Two passages of different organisations, held beside each other by their figures.
enum FigureComparison {
    /// One figure of each passage, of the same quantity, for the same purpose and in the same people, that differ.
    struct Difference: Equatable, Sendable {
        var here: StatedFigure
        var there: StatedFigure

        /// Said from where the first passage stands.
        var english: String { "\(here.name): \(here.text) here, \(there.text) there" }
        var chinese: String { "\(here.chineseName)：本段\(here.text)，另段\(there.text)" }
        var reversed: Difference { Difference(here: there, there: here) }
    }

    /// The first difference between what two passages state first: a passage begins with what holds in general, and what
    /// follows is for some people only.
    static func difference(_ here: [StatedFigure], _ there: [StatedFigure]) -> Difference? {
        let others = leading(there)
        for one in leading(here) {
            guard let two = others.first(where: { one.isComparable(with: $0) }), one.differs(from: two) else {
                continue
            }
            // The same figure in another unit, rounded otherwise.
            let isSameElsewhere = here.contains { equivalent in
                equivalent.unit != one.unit && equivalent.isComparable(with: one, inAnyUnit: true)
                    && there.contains { equivalent.isComparable(with: $0) && equivalent.agrees(with: $0) }
            }
            if !isSameElsewhere { return Difference(here: one, there: two) }
        }
        return nil
    }

    /// The first figure of each quantity, unit, purpose and side.
    private static func leading(_ figures: [StatedFigure]) -> [StatedFigure] {
        var found: [StatedFigure] = []
        for figure in figures
        where !found.contains(where: {
            $0.isSameQuantity(as: figure) && $0.purpose == figure.purpose && $0.form == figure.form
        }) {
            found.append(figure)
        }
        return found
    }
}

extension StatedFigure {
    enum Form { case below, above, between }

    var form: Form { low == nil ? .below : high == nil ? .above : .between }

    func isSameQuantity(as other: StatedFigure, inAnyUnit: Bool = false) -> Bool {
        (inAnyUnit || unit == other.unit) && !quantities.isDisjoint(with: other.quantities)
    }

    /// The same quantity, for the same purpose, in the same people. Goals of one quantity are always of one subject, and
    /// have an upper end; a limit for a diagnosis or a treatment has to be of the same subject, and on the same side.
    func isComparable(with other: StatedFigure, inAnyUnit: Bool = false) -> Bool {
        guard purpose == other.purpose, isSameQuantity(as: other, inAnyUnit: inAnyUnit),
            population == other.population
        else { return false }
        if purpose == .goal { return high != nil && other.high != nil }
        return form != .between && form == other.form && isOnSubject(of: other)
    }

    private func isOnSubject(of other: StatedFigure) -> Bool {
        if quantities.contains(Self.bloodPressure), purpose == .definition { return true }
        let shared = subjects.intersection(other.subjects).count
        return Double(shared) >= Self.sharedSubjects * Double(subjects.union(other.subjects).count) && shared > 0
    }

    /// The share of all that both clauses name which both have to name.
    private static let sharedSubjects = 0.4
}
