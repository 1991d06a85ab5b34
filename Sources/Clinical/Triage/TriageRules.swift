public import Foundation

/// The red-flag rules of the packs in use, ready to judge a text.
///
/// Deterministic and free of models; a message is judged in well under 2 ms, so that it runs before anything else and
/// while the user types. Load `Prompts/common/red-flags.json` first: the packs use its concepts.
public struct TriageRules: Sendable {
    struct Condition: Sendable {
        var concepts: [Int]
        var but: [Int]
        var numbers: [RedFlagNumber]
    }

    struct Rule: Sendable {
        var rule: RedFlagRule
        var all: [Condition]
        var unless: [Condition]
    }

    static let ignored = TriageCue.allCases.count
    static let firstMeasure = ignored + 1
    static let firstConcept = firstMeasure + TriageMeasure.allCases.count

    private(set) var lexicon: TriageLexicon
    private var conceptIDs: [String: Int] = [:]
    private(set) var contexts: Set<Int> = []
    /// Concepts that name other concepts among their phrases.
    private var parts: [Int: [Int]] = [:]
    private var nextConcept = Self.firstConcept
    private(set) var rules: [Rule] = []

    public init() {
        lexicon = Self.language
    }

    /// The files' rules, in the order in which they were loaded.
    public var loadedRules: [RedFlagRule] { rules.map(\.rule) }

    // MARK: Loading

    /// Adds the rules of one file.
    ///
    /// - Parameter file: the name shown in errors
    /// - Throws: `RedFlagFileError`; then nothing of the file is added
    public mutating func load(json: Data, file: String) throws(RedFlagFileError) {
        let content = try RedFlagFile.decode(json, file: file)
        var next = self
        try next.add(content, file: file)
        self = next
    }

    /// Reads several files, the shared one first.
    public static func load(_ files: [(json: Data, file: String)]) throws(RedFlagFileError) -> TriageRules {
        var rules = TriageRules()
        for entry in files { try rules.load(json: entry.json, file: entry.file) }
        return rules
    }

    private mutating func add(_ content: RedFlagFile, file: String) throws(RedFlagFileError) {
        for phrase in content.ignored { try add(phrase, concept: Self.ignored, file: file, place: "ignore") }
        let names = content.concepts.keys.sorted()
        for name in names where conceptIDs[name] == nil {
            conceptIDs[name] = nextConcept
            nextConcept += 1
        }
        for name in names {
            guard let concept = content.concepts[name], let id = conceptIDs[name] else { continue }
            if concept.isContext { contexts.insert(id) }
            for phrase in concept.english + concept.chinese {
                guard phrase.hasPrefix("@") else {
                    try add(phrase, concept: id, file: file, place: "concept \(name)")
                    continue
                }
                parts[id, default: []].append(try self.concept(named: phrase, file: file, place: "concept \(name)"))
            }
        }
        for rule in content.rules { try add(rule, file: file) }
    }

    private mutating func add(_ rule: RedFlagRule, file: String) throws(RedFlagFileError) {
        guard !rules.contains(where: { $0.rule.id == rule.id }) else { throw .duplicateRule(file: file, id: rule.id) }
        guard !rule.all.isEmpty else {
            throw .emptyRule(
                file: file, rule: rule.id, why: "\"all\" is empty, so the rule would always apply. Add a condition")
        }
        guard rule.level != .none else {
            throw .emptyRule(
                file: file, rule: rule.id, why: "level \"none\" raises nothing. Use soon, urgent or emergency")
        }
        guard rule.source.status == .unverified || !rule.source.facts.isEmpty else {
            throw .emptyRule(
                file: file, rule: rule.id,
                why:
                    "status \"\(rule.source.status.rawValue)\" needs the ids of the facts behind it. Name them, or say \"unverified\""
            )
        }
        var all: [Condition] = []
        var unless: [Condition] = []
        for condition in rule.all { all.append(try compile(condition, of: rule, file: file)) }
        for condition in rule.unless { unless.append(try compile(condition, of: rule, file: file)) }
        rules.append(Rule(rule: rule, all: all, unless: unless))
    }

    private mutating func compile(
        _ condition: RedFlagCondition, of rule: RedFlagRule, file: String
    ) throws(RedFlagFileError) -> Condition {
        let place = "rule \(rule.id)"
        guard !condition.any.isEmpty || !condition.numbers.isEmpty else {
            throw .emptyRule(
                file: file, rule: rule.id, why: "a condition has neither \"any\" nor \"numbers\". Fill or remove it")
        }
        for number in condition.numbers where number.unit != number.measure.unit {
            throw .wrongUnit(
                file: file, rule: rule.id, measure: number.measure.rawValue, unit: number.unit,
                expected: number.measure.unit)
        }
        return Condition(
            concepts: try concepts(condition.any, file: file, place: place),
            but: try concepts(condition.but, file: file, place: place), numbers: condition.numbers)
    }

    /// The concepts that the entries name; phrases written out become one concept without a name.
    private mutating func concepts(_ entries: [String], file: String, place: String) throws(RedFlagFileError) -> [Int] {
        var concepts: [Int] = []
        let phrases = nextConcept
        for entry in entries {
            guard entry.hasPrefix("@") else {
                nextConcept = phrases + 1
                try add(entry, concept: phrases, file: file, place: place)
                continue
            }
            concepts += withParts(try concept(named: entry, file: file, place: place))
        }
        if nextConcept > phrases { concepts.append(phrases) }
        return concepts
    }

    private func concept(named entry: String, file: String, place: String) throws(RedFlagFileError) -> Int {
        let name = String(entry.dropFirst())
        guard let id = conceptIDs[name] else { throw .unknownConcept(file: file, place: place, name: name) }
        return id
    }

    /// A concept and all that it is made of, each once (so that a circle ends).
    private func withParts(_ concept: Int) -> [Int] {
        var all = [concept]
        var next = 0
        while next < all.count {
            all += (parts[all[next]] ?? []).filter { !all.contains($0) }
            next += 1
        }
        return all
    }

    private mutating func add(
        _ phrase: String, concept: Int, file: String, place: String
    ) throws(RedFlagFileError) {
        do throws(TriagePattern.Mistake) {
            guard lexicon.add(try TriagePattern(phrase), concept: concept) else {
                throw TriagePattern.Mistake(why: "\"\(phrase)\" can match nothing at all, or begins with a gap")
            }
        } catch {
            throw .badPhrase(file: file, place: place, why: error.why)
        }
    }

    /// The cues and the names of the measures, which belong to the languages and not to a file.
    private static let language: TriageLexicon = {
        var lexicon = TriageLexicon()
        for cue in TriageCue.allCases { lexicon.add(words: cue.phrases, concept: cue.rawValue) }
        for (index, measure) in TriageMeasure.allCases.enumerated() {
            lexicon.add(words: measure.names, concept: firstMeasure + index)
        }
        return lexicon
    }()
}
