/// A limit on a measured or computed value; all bounds that are given must hold.
struct ValueLimit: Sendable, Hashable, Decodable {
    var below: Double?
    var atMost: Double?
    var above: Double?
    var atLeast: Double?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case below, above
        case atMost = "at_most"
        case atLeast = "at_least"
    }

    func holds(_ value: Double) -> Bool {
        (below.map { value < $0 } ?? true) && (atMost.map { value <= $0 } ?? true)
            && (above.map { value > $0 } ?? true) && (atLeast.map { value >= $0 } ?? true)
    }
}

/// One line of `rules.jsonl`: what makes a drug, a pair of classes or a value stand out in a chart.
struct SafetyRule: Sendable, Hashable, Decodable, Identifiable {
    /// Whether a sentence of an answer may go against it.
    enum Prohibition: String, Sendable, Decodable {
        case never
        /// Starting or raising is forbidden, going on may be right.
        case starting
        case always
    }

    struct Value: Sendable, Hashable, Decodable {
        var of: TriageMeasure
        var unit: String
        var limit: ValueLimit

        enum CodingKeys: String, CodingKey { case of, unit }

        init(from decoder: any Decoder) throws {
            try decoder.refuseKeys(except: ["of", "unit"] + ValueLimit.CodingKeys.allCases.map(\.rawValue))
            let values = try decoder.container(keyedBy: CodingKeys.self)
            of = try values.decode(TriageMeasure.self, forKey: .of)
            unit = try values.decode(String.self, forKey: .unit)
            limit = try ValueLimit(from: decoder)
        }
    }

    var id: String
    var kind: ChartAlert.Kind
    var severity: ChartAlert.Severity
    /// Any of these; empty for a rule on a value alone.
    var drugs: [String]
    /// Allergy rules: what the patient doesn't tolerate.
    var allergen: [String]
    /// Classes that must not stand together.
    var together: [[String]]
    var egfr: ValueLimit?
    var value: Value?
    var condition: [String]
    var without: [String]
    var sex: Sex?
    /// From, to; years.
    var age: [Int?]?
    /// It counts for what is put on the skin too.
    var topical: Bool
    var forbids: Prohibition
    var english: String
    var chinese: String
    var source: String
    var status: String
    var facts: [String]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, kind, severity, drugs, allergen, together, egfr, value, condition, without, sex, age, topical, forbids
        case source, status, facts
        case english = "en"
        case chinese = "zh"
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        kind = try values.decode(ChartAlert.Kind.self, forKey: .kind)
        severity = try values.decode(ChartAlert.Severity.self, forKey: .severity)
        drugs = try values.decodeIfPresent([String].self, forKey: .drugs) ?? []
        allergen = try values.decodeIfPresent([String].self, forKey: .allergen) ?? []
        together = try values.decodeIfPresent([[String]].self, forKey: .together) ?? []
        egfr = try values.decodeIfPresent(ValueLimit.self, forKey: .egfr)
        value = try values.decodeIfPresent(Value.self, forKey: .value)
        condition = try values.decodeIfPresent([String].self, forKey: .condition) ?? []
        without = try values.decodeIfPresent([String].self, forKey: .without) ?? []
        sex = try values.decodeIfPresent(Sex.self, forKey: .sex)
        age = try values.decodeIfPresent([Int?].self, forKey: .age)
        topical = try values.decodeIfPresent(Bool.self, forKey: .topical) ?? false
        forbids = try values.decode(Prohibition.self, forKey: .forbids)
        english = try values.decode(String.self, forKey: .english)
        chinese = try values.decode(String.self, forKey: .chinese)
        source = try values.decode(String.self, forKey: .source)
        status = try values.decode(String.self, forKey: .status)
        facts = try values.decodeIfPresent([String].self, forKey: .facts) ?? []
    }

    /// Every id that the rule names, so that a misspelt one is found when the file is read.
    var namedIDs: [String] { drugs + allergen + together.flatMap { $0 } + condition + without }
}
