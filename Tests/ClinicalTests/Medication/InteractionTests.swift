import Foundation
import Testing

@testable import Clinical

@Suite("The interaction list")
struct InteractionTests {
    private func found(_ texts: String...) throws -> [String] {
        let safety = try Medicines.safety()
        return safety.interactions(of: texts.map(safety.vocabulary.named)).map(\.pair.id)
    }

    @Test("holds the 85 pairs, each with both languages, source and status")
    func complete() throws {
        let pairs = try Medicines.safety().pairs
        #expect(pairs.count == 85)
        for pair in pairs {
            #expect(!pair.chineseAction.isEmpty && !pair.chineseMechanism.isEmpty && !pair.source.isEmpty, "\(pair.id)")
            #expect(["verified", "unverified"].contains(pair.status), "\(pair.id)")
            #expect(pair.sides.count >= 2 && pair.sides.allSatisfy { !$0.isEmpty })
        }
    }

    /// All drugs, classes and conditions on one side of a pair, as concepts that have names.
    private func members(_ side: [String], _ vocabulary: DrugVocabulary) -> [DrugConcept] {
        vocabulary.concepts.filter { concept in
            concept.kind != .drugClass && !vocabulary.meanings(of: concept.id).isDisjoint(with: side)
        }
    }

    @Test("every pair is found by member drugs under any of their names, in both languages")
    func everyPair() throws {
        let safety = try Medicines.safety()
        let names = try everyName()
        var missed: [String] = []
        var tried = 0
        for pair in safety.pairs {
            let sides = pair.sides.map { members($0, safety.vocabulary) }
            guard sides.allSatisfy({ !$0.isEmpty }) else {
                missed.append("\(pair.id): a side is empty")
                continue
            }
            for (index, side) in sides.enumerated() {
                for concept in side {
                    let others = sides.enumerated().filter { $0.offset != index }
                        .compactMap { other in partner(of: concept, among: other.element) }
                    for name in names[concept.id] ?? [] {
                        tried += 1
                        let list = ([name] + others.map(\.english)).map(safety.vocabulary.named)
                        if !safety.interactions(of: list).contains(where: { $0.pair.id == pair.id }) {
                            missed.append("\(pair.id): \(name) with \(others.map(\.english))")
                        }
                    }
                }
            }
        }
        print("pairs tried by name: \(tried)")
        #expect(tried > 3000)
        #expect(missed.isEmpty, "\(missed.prefix(40).joined(separator: "\n"))")
    }

    private func partner(of concept: DrugConcept, among side: [DrugConcept]) -> DrugConcept? {
        let others = side.filter { $0.id != concept.id }
        return others.first { $0.parts.isEmpty } ?? others.first
    }

    private func everyName() throws -> [String: [String]] {
        var names: [String: [String]] = [:]
        for (file, columns) in [("drugs.tsv", 3...4), ("conditions.tsv", 1...2)] {
            let text = try String(contentsOf: Medicines.folder.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n").dropFirst() {
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                names[String(cells[0])] = cells[columns].flatMap { $0.split(separator: ";") }
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
        }
        return names
    }

    @Test(
        "agrees with the facts where they lie beside the project",
        .enabled(
            if: TestFiles.exists(TestFiles.shared.appending(path: "facts/interactions.jsonl")), "../shared is missing"))
    func agreesWithFacts() throws {
        let file = TestFiles.shared.appending(path: "facts/interactions.jsonl")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let pairs = try Medicines.safety().pairs
        #expect(lines.count == pairs.count)
        for (line, pair) in zip(lines, pairs) {
            let bytes = Array(line.utf8)
            let fact = try JSONParser.parse(bytes, in: bytes.indices)
            #expect(fact["a"].string == pair.a && fact["b"].string == pair.b)
            #expect(fact["severity"].string == pair.severity.rawValue && fact["action"].string == pair.action)
            #expect(fact["mechanism"].string == pair.mechanism && fact["status"].string == pair.status)
            #expect((fact["source"].string ?? "not seen") == pair.source)
        }
    }

    @Test("finds by class, brand and Chinese name, and three at a time")
    func examples() throws {
        #expect(try found("华法林", "Bactrim") == ["pair-19"])
        #expect(try found("立普妥", "Neoral") == ["pair-40"])
        #expect(try found("诺欣妥", "Zestril").contains("pair-10"))
        #expect(try found("Lisinopril/hydrochlorothiazide", "布洛芬").contains("pair-48"))
        #expect(try found("lisinopril", "布洛芬").isEmpty)
        #expect(try found("Paxlovid", "simvastatin").contains("pair-36"))
        #expect(try found("clozapine", "戒烟") == ["pair-64"])
        #expect(try found("metformin", "amlodipine").isEmpty)
        #expect(try found("citalopram", "citalopram 20 mg").isEmpty)
        #expect(try found("双氯芬酸凝胶", "华法林").isEmpty)
    }

    @Test("a class that is wider than the pair is told as such")
    func partial() throws {
        let safety = try Medicines.safety()
        let found = safety.interactions(of: ["statin", "clarithromycin"].map(safety.vocabulary.named))
        #expect(found.contains { $0.pair.id == "pair-34" && $0.isPartial })
    }
}
