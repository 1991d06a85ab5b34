/// One entry of the interaction list: drugs or classes that must not, or only with care, stand together.
public struct InteractionPair: Sendable, Hashable, Identifiable, Decodable {
    public var id: String
    /// Ids of drugs, classes and conditions; each side needs one of its own, three sides make a triple.
    var sides: [[String]]
    /// The sides in the source's words.
    public var a: String
    public var b: String
    public var chineseA: String
    public var chineseB: String
    public var severity: ChartAlert.Severity
    public var mechanism: String
    public var chineseMechanism: String
    public var action: String
    public var chineseAction: String
    public var source: String
    public var status: String
    /// Only where this holds too ("in diabetes or renal impairment"); it is assumed where the chart can't tell.
    var condition: PairCondition?
    var kind: ChartAlert.Kind
    /// What the source's words restrict ("high-dose methotrexate"), where the drugs alone don't say it.
    public var scope: String?
    public var chineseScope: String?

    /// Any of these is enough.
    struct PairCondition: Sendable, Hashable, Decodable {
        var condition: [String]
        var egfr: ValueLimit?
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, sides, a, b, severity, mechanism, action, source, status, kind, scope
        case chineseA = "a_zh"
        case chineseB = "b_zh"
        case chineseMechanism = "mechanism_zh"
        case chineseAction = "action_zh"
        case chineseScope = "scope_zh"
        case condition = "when"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        sides = try values.decode([[String]].self, forKey: .sides)
        a = try values.decode(String.self, forKey: .a)
        b = try values.decode(String.self, forKey: .b)
        chineseA = try values.decode(String.self, forKey: .chineseA)
        chineseB = try values.decode(String.self, forKey: .chineseB)
        severity = try values.decode(ChartAlert.Severity.self, forKey: .severity)
        mechanism = try values.decode(String.self, forKey: .mechanism)
        chineseMechanism = try values.decode(String.self, forKey: .chineseMechanism)
        action = try values.decode(String.self, forKey: .action)
        chineseAction = try values.decode(String.self, forKey: .chineseAction)
        source = try values.decode(String.self, forKey: .source)
        status = try values.decode(String.self, forKey: .status)
        condition = try values.decodeIfPresent(PairCondition.self, forKey: .condition)
        kind = try values.decodeIfPresent(ChartAlert.Kind.self, forKey: .kind) ?? .interaction
        scope = try values.decodeIfPresent(String.self, forKey: .scope)
        chineseScope = try values.decodeIfPresent(String.self, forKey: .chineseScope)
    }
}

/// A pair that some drugs of a list make up.
public struct DrugInteraction: Sendable, Hashable {
    public var pair: InteractionPair
    /// For each side the drugs that stand on it, by their place in the list.
    public var sides: [[Int]]
    /// A class was named that is wider than the pair ("statin" where simvastatin is meant).
    public var isPartial: Bool

    /// Every choice of one drug a side: what is told one by one. One product may fill two sides of a triple.
    public var combinations: [[Int]] {
        var rows: [[Int]] = [[]]
        for side in sides {
            rows = rows.flatMap { row in side.map { row + [$0] } }
        }
        var seen: Set<Set<Int>> = []
        return rows.filter { Set($0).count > 1 && seen.insert(Set($0)).inserted }
    }
}
