/// A decision table of one guideline as a value: what is asked, the rows, and the fact that each row rests on.
///
/// Read by `DecisionTable.read`, which refuses a table in which a combination of answers has no row or two rows; so
/// whoever holds one may rely on exactly one answer. A cell that the guideline is silent on has a row that says so.
public struct DecisionTable: Sendable, Hashable, Identifiable {
    public enum Edition: String, Sendable, Hashable, Codable, CaseIterable {
        case current, superseded
    }

    public internal(set) var id: String
    /// Tables of one topic answer the same question for different organisations; see `DecisionTables.sideBySide`.
    public internal(set) var topic: String
    public internal(set) var title: BilingualText
    public internal(set) var organisation: BilingualText
    /// The guideline's own title.
    public internal(set) var document: String
    public internal(set) var year: Int?
    public internal(set) var edition: Edition
    public internal(set) var url: String?
    /// For whom the table holds, how the inputs are measured, and whom it must not be applied to.
    public internal(set) var scope: BilingualText
    public internal(set) var axes: [TableAxis]
    /// Axes of which the first can't exceed the second: diastolic and systolic pressure.
    public internal(set) var ordered: [AxisOrder]
    public internal(set) var rows: [TableRow]
    /// Where there are any, a question asks for this table only if one stands in it: the drug of a dosing table.
    var keywords: [[String]]
    /// The space of all answers, split at every band's end; made once, when the table is read.
    var grid: TableGrid

    public func axis(_ id: String) -> TableAxis? { axes.first { $0.id == id } }

    /// Organisation, document, year and address in one line.
    public var source: String {
        ([organisation.english, document] + [year.map(String.init), url].compactMap(\.self)).joined(separator: ", ")
    }
}

/// The first axis never exceeds the second; both are numbers of one unit.
public struct AxisOrder: Sendable, Hashable {
    public var smaller: String
    public var larger: String
}

/// One row: when it applies and what follows.
public struct TableRow: Sendable, Hashable, Identifiable {
    public var id: String
    /// A short category code of the organisation's own: `stage-1`, `4A`.
    public var outcome: String
    /// The same judgement in the words that all tables of the topic share, for the comparison; nil where none fits.
    public var verdict: String?
    public var text: BilingualText
    /// What the guideline asks for then: treatment, follow-up, interval.
    public var action: BilingualText?
    /// False where the guideline, as far as its facts are known here, says nothing about these answers.
    public var isCovered: Bool
    /// Passage ids; the first is the main one.
    public var facts: [String]
    public var status: ToolSource.Status
    public var grade: String?
    /// The page or document of this row where it isn't the table's own.
    public var source: String?
    /// All of these must hold …
    var when: TableConditions
    /// … and one of these, where there are any.
    var any: [TableConditions]
}

/// Axis id to what must hold there; an axis that isn't named may be anything, also absent.
typealias TableConditions = [String: TableCondition]

enum TableCondition: Sendable, Hashable {
    case bands([TableBand], orAbsent: Bool)
    case values(Set<String>, orAbsent: Bool)
}
