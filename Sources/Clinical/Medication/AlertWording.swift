/// How alerts are told: which drugs and what was found, then what to do, on one line in each language.
struct AlertWording {
    private let rule: SafetyRule

    init(_ rule: SafetyRule) { self.rule = rule }

    /// A result of last month isn't one of today, one of last year says nothing any more.
    private static let freshDays = 30
    static let staleDays = 365

    func alert(drugs: [String], ground: RuleGround) -> ChartAlert {
        var english = Self.head(drugs, ground.english, joint: " + ", bracket: (" (", ")"), colon: ": ") + rule.english
        var chinese = Self.head(drugs, ground.chinese, joint: " + ", bracket: ("（", "）"), colon: "：") + rule.chinese
        var severity = rule.severity
        if rule.kind == .criticalValue, let days = ground.daysOld, days > Self.freshDays {
            severity = max(severity, .moderate)
            english += " This result is \(days) days old: repeat it."
            chinese += "此结果已\(days)天：请复查。"
        }
        return ChartAlert(
            id: "\(rule.kind.rawValue).\(rule.id)", kind: rule.kind, severity: severity, english: english,
            chinese: chinese, drugs: drugs, source: rule.source, status: rule.status)
    }

    private static func head(
        _ drugs: [String], _ ground: String, joint: String, bracket: (String, String), colon: String
    ) -> String {
        let names = list(drugs, joint)
        if names.isEmpty { return ground + colon }
        return names + (ground.isEmpty ? "" : bracket.0 + ground + bracket.1) + colon
    }

    /// Names of drugs in one line; a list too long for it is cut and says so.
    static func list(_ texts: [String], _ joint: String = ", ") -> String {
        texts.prefix(6).joined(separator: joint) + (texts.count > 6 ? " … (\(texts.count))" : "")
    }

    static func interaction(_ pair: InteractionPair, sides: [[String]]) -> ChartAlert {
        var drugs: [String] = []
        for text in sides.joined() where !drugs.contains(text) { drugs.append(text) }
        let isMutual = Set(sides.map { Set($0) }).count == 1
        let names = isMutual ? list(sides[0], " + ") : sides.map { list($0) }.joined(separator: " + ")
        return ChartAlert(
            id: "\(pair.kind.rawValue).\(pair.id)", kind: pair.kind, severity: pair.severity,
            english: "\(names)\(pair.scope.map { " (\($0))" } ?? ""): \(pair.mechanism). \(pair.action).",
            chinese:
                "\(names)\(pair.chineseScope.map { "（\($0)）" } ?? "")：\(pair.chineseMechanism)。\(pair.chineseAction)。",
            drugs: drugs, source: pair.source,
            status: pair.status)
    }

    static func allergy(_ match: AllergyMatch, _ drugs: [String]) -> ChartAlert {
        let names = list(drugs)
        let reaction = match.allergy.text
        guard let rule = match.rule else {
            return ChartAlert(
                id: "allergy.same.\(reaction)", kind: .allergy, severity: .contraindicated,
                english: "\(names): the chart records an allergy to \(reaction). Don't give; clarify now.",
                chinese: "\(names)：病历记录对\(reaction)过敏。不给，立即核实。", drugs: drugs, source: "The patient's chart",
                status: "verified")
        }
        return ChartAlert(
            id: "allergy.\(rule.id).\(reaction)", kind: .allergy, severity: rule.severity,
            english: "\(names) (allergy: \(reaction)): \(rule.english)",
            chinese: "\(names)（过敏：\(reaction)）：\(rule.chinese)", drugs: drugs, source: rule.source,
            status: rule.status)
    }

    static func sameDrug(_ id: String, _ drugs: [String], _ concept: DrugConcept?) -> ChartAlert {
        let english = concept?.name(in: "en") ?? id
        let chinese = concept?.name(in: "zh") ?? id
        return ChartAlert(
            id: "duplicate.same.\(id)", kind: .duplicate, severity: .minor,
            english: "\(list(drugs, " + ")): \(english) stands twice. Check which order and dose are meant.",
            chinese: "\(list(drugs, " + "))：\(chinese)重复。请核对应保留哪条医嘱和剂量。", drugs: drugs,
            source: concept?.source ?? "", status: concept?.status ?? "unverified")
    }

    static func prohibition(_ prohibited: String, _ drugs: [String]) -> ChartAlert {
        ChartAlert(
            id: "doubt.prohibited.\(prohibited)", kind: .doubt, severity: .contraindicated,
            english: "\(list(drugs)): active, yet the chart holds an order NOT to give \(prohibited). Clarify now.",
            chinese: "\(list(drugs))：在用，但病历有医嘱禁用\(prohibited)。立即核实。", drugs: drugs,
            source: "The patient's chart", status: "verified")
    }
}
