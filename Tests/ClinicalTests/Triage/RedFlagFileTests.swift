import Foundation
import Testing

@testable import Clinical

struct RedFlagFileTests {
    private func refusal(_ json: String) -> RedFlagFileError? {
        var rules = TriageRules()
        do throws(RedFlagFileError) {
            try rules.load(json: Data(json.utf8), file: "test.json")
            return nil
        } catch {
            return error
        }
    }

    private func refusal(ofRule rule: String) -> RedFlagFileError? {
        do throws(RedFlagFileError) {
            _ = try TriageFiles.rules(rules: rule)
            return nil
        } catch {
            return error
        }
    }

    @Test("The shipped files load, and every rule has a message in each language and a source or a plain 'unverified'")
    func shippedFiles() throws {
        let rules = try TriageFiles.shipped.get().loadedRules
        #expect(rules.count > 150)
        for rule in rules {
            #expect(!rule.message.english.isEmpty && !rule.message.simplified.isEmpty, "\(rule.id)")
            #expect(rule.message.traditional != nil, "\(rule.id)")
            #expect(rule.source.facts.isEmpty == (rule.source.text == nil), "\(rule.id)")
        }
    }

    @Test("The phrases of the program itself are all well formed")
    func ownPhrases() throws {
        for phrase in TriageCue.allCases.flatMap(\.phrases) + TriageMeasure.allCases.flatMap(\.names) {
            var lexicon = TriageLexicon()
            #expect(lexicon.add(try TriagePattern(phrase), concept: 0), "\(phrase)")
        }
    }

    private struct Fact: Decodable {
        var id: String
        var status: RedFlagStatus
    }

    private static let facts = TestFiles.shared.appending(path: "facts")

    @Test(
        "Every fact that a rule names exists, and no rule claims a better status than its facts have",
        .enabled(if: TestFiles.exists(facts), "skipped: ../shared/facts is not here"))
    func factsExist() throws {
        var statuses: [String: RedFlagStatus] = [:]
        for name in ["three-highs", "haem-acute", "lung-derm"] {
            let text = try String(contentsOf: Self.facts.appending(path: "\(name).jsonl"), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let fact = try JSONDecoder().decode(Fact.self, from: Data(line.utf8))
                if statuses[fact.id] == nil { statuses[fact.id] = fact.status }
            }
        }
        let order: [RedFlagStatus] = [.verified, .secondary, .unverified]
        for rule in try TriageFiles.shipped.get().loadedRules {
            let known = rule.source.facts.compactMap { statuses[$0] }
            #expect(known.count == rule.source.facts.count, "\(rule.id) names a fact that is not there")
            let worst = known.max { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) }
            #expect(rule.source.status == worst ?? .unverified, "\(rule.id)")
        }
    }

    @Test("A hit explains itself with the writer's words, the message in the language asked for, and the source")
    func explanation() throws {
        let rules = try TriageFiles.shipped.get()
        let hit = try #require(rules.assess("My sugar is 2.4 mmol/L.", language: "en").hits.first)
        #expect(hit.ruleID == "hypo-level-2")
        #expect(hit.matched == "sugar is 2.4")
        #expect(hit.source.contains("American Diabetes Association") && hit.facts.contains("hypoglycaemia-levels"))
        #expect(hit.status == .verified)
        let chinese = try #require(rules.assess("血糖2.4", language: "zh-Hans").hits.first)
        #expect(chinese.message.contains("立即"))
        let suicide = try #require(rules.assess("I want to end my life tonight", language: "zh-Hant").hits.first)
        #expect(suicide.status == .unverified && suicide.source.contains("未經核實"))
    }

    @Test("The most urgent rule comes first, and a milder one on the same words is left out")
    func order() throws {
        let result = try TriageFiles.shipped.get().assess("BP 224/132 with chest pain and sweating", language: "en")
        #expect(result.hits.map(\.level) == result.hits.map(\.level).sorted(by: >))
        #expect(!result.hits.contains { $0.ruleID == "crisis-alone" })
    }

    @Test("Broken JSON is refused with its line")
    func brokenJSON() throws {
        let error = try #require(refusal("{\n  \"schema\": \"xinglin.red-flags/1\",\n  \"rules\": [}\n"))
        guard case .notJSON(let file, let detail) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(file == "test.json" && detail.contains("line 3"), "\(detail)")
    }

    @Test(
        "A file of another kind is refused",
        arguments: ["", "[]", "{}", #"{"schema": "other/1", "specialty": "x", "rules": []}"#])
    func otherFiles(json: String) {
        #expect(refusal(json) != nil)
    }

    @Test("A misspelt key is refused with the rule's id")
    func misspeltKey() throws {
        let rule = TriageFiles.rule(id: "my-rule", all: #"{"any": ["pain"]}"#, more: #""unles": [],"#)
        let text = try #require(refusal(ofRule: rule)).description
        #expect(text.contains("rule my-rule") && text.contains("unles") && text.contains("unless"))
    }

    @Test("A missing part is refused with the rule's id")
    func missingPart() throws {
        let text = try #require(refusal(ofRule: #"{"id": "half", "level": "urgent"}"#)).description
        #expect(text.contains("rule half") && text.contains("all"))
    }

    @Test(
        "A rule that would always or never apply is refused",
        arguments: [
            TriageFiles.rule(all: ""), TriageFiles.rule(all: "{}"),
            TriageFiles.rule(level: "none", all: #"{"any": ["pain"]}"#),
            TriageFiles.rule(all: #"{"any": [""]}"#), TriageFiles.rule(all: #"{"any": ["~ pain"]}"#),
        ])
    func uselessRules(rule: String) {
        #expect(refusal(ofRule: rule) != nil)
    }

    @Test("Bad phrases are refused", arguments: ["(pain", "pain)", "a|b", "((((a))))", "pain $", "()"])
    func badPhrases(phrase: String) throws {
        let error = try #require(refusal(ofRule: TriageFiles.rule(id: "odd", all: #"{"any": ["\#(phrase)"]}"#)))
        #expect(error.description.contains("rule odd"))
    }

    @Test(
        "Brackets inside a word are spellings of it",
        arguments: ["tumour", "tumors", "haematuria", "hematuria", "oedema"])
    func spellings(word: String) throws {
        let rules = try TriageFiles.rules(
            rules: TriageFiles.rule(all: #"{"any": ["tumo(u|)r*", "h(a|)ematuria", "(o|)edema"]}"#))
        #expect(rules.assess("It is \(word) now.", language: "en").level == .urgent)
        #expect(rules.assess("It is tumo u r now.", language: "en").level == .none)
    }

    @Test("An unknown concept, a second rule of the same name, a strange unit and a source without facts are refused")
    func otherMistakes() throws {
        #expect(
            refusal(ofRule: TriageFiles.rule(all: #"{"any": ["@nowhere"]}"#))?.description.contains("@nowhere") == true)
        let twice = TriageFiles.rule(all: #"{"any": ["pain"]}"#)
        #expect(refusal(ofRule: "\(twice), \(twice)") == .duplicateRule(file: "test.json", id: "r"))
        let unit = #"{"numbers": [{"measure": "glucose", "comparator": "<", "value": 54, "unit": "mg/dL"}]}"#
        #expect(refusal(ofRule: TriageFiles.rule(all: unit))?.description.contains("mmol/L") == true)
        let claimed = TriageFiles.rule(all: #"{"any": ["pain"]}"#).replacing("unverified", with: "verified")
        #expect(refusal(ofRule: claimed)?.description.contains("facts") == true)
    }

    @Test("Nothing of a refused file is used")
    func nothingUsed() throws {
        var rules = try TriageFiles.rules(rules: TriageFiles.rule(all: #"{"any": ["pain"]}"#))
        let before = rules.loadedRules
        let bad =
            #"{"schema": "xinglin.red-flags/1", "specialty": "x", "rules": [\#(TriageFiles.rule(id: "new", all: "{}"))]}"#
        #expect(throws: RedFlagFileError.self) { try rules.load(json: Data(bad.utf8), file: "bad.json") }
        #expect(rules.loadedRules == before)
    }

    @Test("Conditions: any of, all of, unless, but, a gap, a number and parts of concepts")
    func conditions() throws {
        let concepts = #"{"hurt": {"en": ["pain", "ache*"], "zh": ["痛"]}, "body": {"en": ["@hurt", "sore"], "zh": []}}"#
        let rule = TriageFiles.rule(
            all: #"{"any": ["@body"]}, {"any": ["took #8+ (pills|tablets)", "arm ~ cold"]}"#,
            more: #""unless": [{"any": ["mild"], "but": ["now"]}],"#)
        let rules = try TriageFiles.rules(concepts, rules: rule)
        func level(_ text: String) -> TriageLevel { rules.assess(text, language: "en").level }
        #expect(level("pain, took 9 pills") == .urgent)
        #expect(level("pain, took 7 pills") == .none)
        #expect(level("aches, my arm is really very cold") == .urgent)
        #expect(level("my arm is not cold, pain") == .none)
        #expect(level("mild pain, took ten pills") == .none)
        #expect(level("mild pain now, took ten pills") == .urgent)
        #expect(level("took ten pills") == .none)
    }
}
