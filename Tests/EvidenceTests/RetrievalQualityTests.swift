import Foundation
import Testing

@testable import Evidence

/// The development questions, asked as `tools/evaluate guidelines` asks them.
struct Asked: Sendable {
    struct Record: Decodable {
        struct Wording: Decodable {
            var question: String
            var patient: String?
        }
        var qid: String
        var specialty: String
        var style: String
        var en: Wording
        var zh: Wording
        var gold: [String]
        var also: [String]?
    }

    var id: String
    var language: String
    var specialty: String
    var text: String
    var wanted: Set<String>
    /// Even numbers chose the weights, odd ones only judge them.
    var isHeldOut: Bool

    static func all() throws -> [Asked] {
        let lines = try String(contentsOf: Resources.questions, encoding: .utf8).split(separator: "\n")
        return try lines.flatMap { line in
            let record = try JSONDecoder().decode(Record.self, from: Data(line.utf8))
            let number = Int(record.qid.drop { !$0.isNumber }) ?? 0
            return [("en", record.en), ("zh", record.zh)].map { language, wording in
                Asked(
                    id: record.qid, language: language, specialty: record.specialty,
                    text: wording.question + (wording.patient.map { " (\($0))" } ?? ""),
                    wanted: Set(record.gold + (record.also ?? [])), isHeldOut: number % 2 == 1)
            }
        }
    }
}

@Suite(
    "Retrieval on the development questions",
    .enabled(if: Resources.hasModel && Resources.hasQuestions, "needs the embedding model and ../shared/eval"))
struct RetrievalQualityTests {
    struct Figures: CustomStringConvertible {
        var ranks: [Int?]

        func hit(_ depth: Int) -> Double { share { $0 < depth } }
        var reciprocal: Double {
            ranks.reduce(0) { $0 + ($1.map { 1 / Double($0 + 1) } ?? 0) } / Double(max(1, ranks.count))
        }
        var description: String {
            [
                ("n", Double(ranks.count)), ("hit@1", hit(1)), ("hit@5", hit(5)), ("hit@10", hit(10)),
                ("mrr", reciprocal),
            ]
            .map { "\($0) \(String(format: "%.3f", $1))" }.joined(separator: "  ")
        }

        private func share(_ condition: (Int) -> Bool) -> Double {
            Double(ranks.count { $0.map(condition) ?? false }) / Double(max(1, ranks.count))
        }
    }

    @Test("A passage that answers is among the first five for nine questions of ten, in both languages")
    func hitAtFive() async throws {
        let (library, report) = try await PackLibrary.shared.opened()
        print("first build: \(report.passages) passages, \(report.embeddedTexts) texts, \(report.seconds) s")
        var ranks: [String: [Int?]] = [:]
        var milliseconds: [Double] = []
        for asked in try Asked.all() {
            let response = try await library.search(asked.text, limit: 10)
            let rank = response.results.firstIndex { asked.wanted.contains($0.passage.id) }
            ranks["\(asked.language) \(asked.isHeldOut ? "held out" : "chosen on")", default: []].append(rank)
            ranks[asked.language, default: []].append(rank)
            ranks[asked.specialty, default: []].append(rank)
            milliseconds.append(response.elapsedMilliseconds)
        }
        for (group, values) in ranks.sorted(by: { $0.key < $1.key }) { print(group, Figures(ranks: values)) }
        print("search p50 \(milliseconds.sorted()[milliseconds.count / 2]) ms")
        for group in ["en", "zh"] + Resources.specialties {
            #expect(Figures(ranks: ranks[group] ?? []).hit(5) >= 0.87, "\(group)")
        }
    }
}

@Suite(
    "Retrieval on the packs' own examinations",
    .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
struct PackExaminationTests {
    @Test("Each pack has eight questions a language and some for others", arguments: Resources.specialties)
    func size(pack: String) throws {
        let questions = try Resources.checkQuestions(pack)
        for language in ["en", "zh-Hans"] {
            #expect(questions.count { $0.language == language && !$0.passages.isEmpty } >= 8)
            #expect(questions.contains { $0.language == language && $0.passages.isEmpty })
        }
    }

    @Test("The passages that answer are among the first five", arguments: Resources.specialties)
    func answered(pack: String) async throws {
        let library = try await PackLibrary.shared.opened().library
        for question in try Resources.checkQuestions(pack) where !question.passages.isEmpty {
            let found = try await library.search(question.question, limit: 5).results.map(\.passage.id)
            #expect(Set(found).isSuperset(of: question.passages), "\(question.question): \(found)")
        }
    }
}
