/// How well the source behind a rule is known, as in the library.
public enum RedFlagStatus: String, Codable, Sendable {
    case verified, secondary, unverified
}

/// One rule of a pack's `red-flags.json`: when all conditions hold and none of `unless`, the level applies.
public struct RedFlagRule: Codable, Sendable, Equatable {
    public var id: String
    public var level: TriageLevel
    public var all: [RedFlagCondition]
    public var unless: [RedFlagCondition]
    public var message: RedFlagMessage
    public var source: RedFlagSource

    enum CodingKeys: String, CodingKey, CaseIterable { case id, level, all, unless, message, source }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        level = try container.decode(TriageLevel.self, forKey: .level)
        all = try container.decode([RedFlagCondition].self, forKey: .all)
        unless = try container.decodeIfPresent([RedFlagCondition].self, forKey: .unless) ?? []
        message = try container.decode(RedFlagMessage.self, forKey: .message)
        source = try container.decode(RedFlagSource.self, forKey: .source)
    }
}

/// Holds when any phrase, concept or number of it is found and is neither denied, supposed, past nor only asked about.
public struct RedFlagCondition: Codable, Sendable, Equatable {
    /// Phrases, or names of concepts written "@name".
    public var any: [String]
    public var numbers: [RedFlagNumber]
    /// The condition does not hold when one of these is found too.
    public var but: [String]

    enum CodingKeys: String, CodingKey, CaseIterable { case any, numbers, but }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        any = try container.decodeIfPresent([String].self, forKey: .any) ?? []
        numbers = try container.decodeIfPresent([RedFlagNumber].self, forKey: .numbers) ?? []
        but = try container.decodeIfPresent([String].self, forKey: .but) ?? []
    }
}

/// A limit on a measured value, in the unit named.
public struct RedFlagNumber: Codable, Sendable, Equatable {
    public enum Comparator: String, Codable, Sendable {
        case below = "<"
        case atMost = "<="
        case above = ">"
        case atLeast = ">="

        func holds(_ value: Double, _ limit: Double) -> Bool {
            switch self {
            case .below: value < limit
            case .atMost: value <= limit
            case .above: value > limit
            case .atLeast: value >= limit
            }
        }
    }

    public var measure: TriageMeasure
    public var comparator: Comparator
    public var value: Double
    /// UCUM; must be the measure's canonical unit, so that a file can't be read in the wrong one.
    public var unit: String

    enum CodingKeys: String, CodingKey, CaseIterable { case measure, comparator, value, unit }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        measure = try container.decode(TriageMeasure.self, forKey: .measure)
        comparator = try container.decode(Comparator.self, forKey: .comparator)
        value = try container.decode(Double.self, forKey: .value)
        unit = try container.decode(String.self, forKey: .unit)
    }
}

/// What to do, in each language.
public struct RedFlagMessage: Codable, Sendable, Equatable {
    public var english: String
    public var simplified: String
    public var traditional: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case english = "en"
        case simplified = "zh-Hans"
        case traditional = "zh-Hant"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        english = try container.decode(String.self, forKey: .english)
        simplified = try container.decode(String.self, forKey: .simplified)
        traditional = try container.decodeIfPresent(String.self, forKey: .traditional)
    }

    func text(in language: String) -> String {
        switch language {
        case "zh-Hant": traditional ?? simplified
        case let other where other.hasPrefix("zh"): simplified
        default: english
        }
    }
}

/// Where a rule comes from: passages of the library, or nothing that could be found (status unverified).
public struct RedFlagSource: Codable, Sendable, Equatable {
    public var facts: [String]
    /// Organisation, document and year, as shown to the user; nil when no fact carries the rule.
    public var text: String?
    public var status: RedFlagStatus

    enum CodingKeys: String, CodingKey, CaseIterable { case facts, text, status }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        facts = try container.decodeIfPresent([String].self, forKey: .facts) ?? []
        text = try container.decodeIfPresent(String.self, forKey: .text)
        status = try container.decode(RedFlagStatus.self, forKey: .status)
    }

    func text(in language: String) -> String {
        let isChinese = language.hasPrefix("zh")
        guard let text else {
            return isChinese
                ? (language == "zh-Hant" ? "未經核實：資料庫中無出處" : "未经核实：资料库中无出处") : "unverified: no source in the library"
        }
        switch status {
        case .verified: return text
        case .secondary: return text + (isChinese ? "（二手来源）" : " (secondary source)")
        case .unverified: return text + (isChinese ? "（未经核实）" : " (unverified)")
        }
    }
}

/// A set of phrases under one name, so that rules read like sentences.
public struct RedFlagConcept: Codable, Sendable, Equatable {
    /// True for a standing condition or drug ("diabetes", "warfarin"): it counts though it began long ago.
    public var isContext: Bool
    public var english: [String]
    public var chinese: [String]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case isContext = "context"
        case english = "en"
        case chinese = "zh"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        isContext = try container.decodeIfPresent(Bool.self, forKey: .isContext) ?? false
        english = try container.decode([String].self, forKey: .english)
        chinese = try container.decode([String].self, forKey: .chinese)
    }
}

/// A whole `red-flags.json`.
public struct RedFlagFile: Codable, Sendable, Equatable {
    public static let schema = "xinglin.red-flags/1"

    public var specialty: String
    /// Phrases that look like a finding and are none ("heart attack" in a restaurant's name).
    public var ignored: [String]
    public var concepts: [String: RedFlagConcept]
    public var rules: [RedFlagRule]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, specialty
        case ignored = "ignore"
        case concepts, rules
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let schema = try container.decode(String.self, forKey: .schema)
        guard schema == Self.schema else {
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: container, debugDescription: "\"\(schema)\" is not \"\(Self.schema)\"")
        }
        specialty = try container.decode(String.self, forKey: .specialty)
        ignored = try container.decodeIfPresent([String].self, forKey: .ignored) ?? []
        concepts = try container.decodeIfPresent([String: RedFlagConcept].self, forKey: .concepts) ?? [:]
        rules = try container.decode([RedFlagRule].self, forKey: .rules)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(specialty, forKey: .specialty)
        try container.encode(ignored, forKey: .ignored)
        try container.encode(concepts, forKey: .concepts)
        try container.encode(rules, forKey: .rules)
    }
}

/// Any key at all, to find those that no one expects.
private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// A misspelt key ("unles") would otherwise switch a part of a rule off without a word.
    func refuseKeys(except allowed: [String]) throws {
        let container = try container(keyedBy: AnyKey.self)
        for key in container.allKeys where !allowed.contains(key.stringValue) {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container,
                debugDescription:
                    "\"\(key.stringValue)\" is not a known key; known are \(allowed.joined(separator: ", "))")
        }
    }
}
