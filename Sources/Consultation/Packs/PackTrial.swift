import Evidence
import Foundation

/// Puts a pack's starters and its examination to the library with all packs in it.
public struct PackTrial {
    let grove: Grove
    let evidence: any EvidenceSource

    /// How many passages must hold the one that answers.
    private let depth = 5

    public init(grove: Grove, evidence: any EvidenceSource) {
        self.grove = grove
        self.evidence = evidence
    }

    /// - Throws: what the library throws.
    public func run(_ specialty: Specialty) async throws -> [PackReport.Row] {
        let file = specialty.folder.appendingPathComponent(PackQuestion.fileName)
        let questions = PackQuestion.read(file).questions
        return [
            try await starters(specialty),
            try await answered(questions.filter { !$0.question.passages.isEmpty }, specialty, file),
            try await left(questions.filter { $0.question.passages.isEmpty }, specialty, file),
        ]
    }

    private func starters(_ specialty: Specialty) async throws -> PackReport.Row {
        let manifest = specialty.folder.appendingPathComponent("manifest.json")
        let starters = [Language.english, .simplifiedChinese].flatMap { specialty.starters(in: $0) }
        var mistakes: [PackReport.Finding] = []
        for starter in starters {
            let response = try await evidence.search(starter, specialties: nil, limit: depth)
            let choice = Routing(grove: grove).choose(pinned: nil, response: response)?.id
            guard choice != specialty.id else { continue }
            mistakes.append(
                PackReport.Finding(
                    file: manifest.path, line: PackCheck.line(of: starter, in: manifest),
                    problem: "The starter \"\(starter)\" goes to \(choice ?? "no specialty").",
                    cure: "Ask for what the pack's passages say, in their words."))
        }
        return PackReport.Row(
            part: "starters", found: "\(starters.count - mistakes.count) of \(starters.count) come to the pack",
            mistakes: mistakes)
    }

    private func answered(
        _ questions: [(line: Int, question: PackQuestion)], _ specialty: Specialty, _ file: URL
    ) async throws -> PackReport.Row {
        var mistakes: [PackReport.Finding] = []
        var routed = 0
        for (line, question) in questions {
            let response = try await evidence.search(question.question, specialties: nil, limit: depth)
            if Routing(grove: grove).choose(pinned: nil, response: response)?.id == specialty.id { routed += 1 }
            let found = response.results.map(\.passage.id)
            let missing = question.passages.filter { !found.contains($0) }
            var problem = missing.isEmpty ? nil : "\(missing.joined(separator: ", ")) isn't among the first \(depth)"
            if !response.isOnSubject { problem = "The question is refused as nobody's field" }
            guard let problem else { continue }
            mistakes.append(
                PackReport.Finding(
                    file: file.path, line: line,
                    problem: "\"\(question.question)\": \(problem); found: \(found.joined(separator: ", ")).",
                    cure: "Add ask-en and ask-zh lines to the passage, or terms to lexicon.tsv."))
        }
        return PackReport.Row(
            part: "answers",
            found:
                "\(questions.count - mistakes.count) of \(questions.count) among the first \(depth), \(routed) routed here",
            mistakes: mistakes)
    }

    private func left(
        _ questions: [(line: Int, question: PackQuestion)], _ specialty: Specialty, _ file: URL
    ) async throws -> PackReport.Row {
        var mistakes: [PackReport.Finding] = []
        for (line, question) in questions {
            let response = try await evidence.search(question.question, specialties: nil, limit: depth)
            guard Routing(grove: grove).choose(pinned: nil, response: response)?.id == specialty.id else { continue }
            mistakes.append(
                PackReport.Finding(
                    file: file.path, line: line,
                    problem: "\"\(question.question)\" is answered by this pack, and must not be.",
                    cure: "Remove passages or terms that are on another subject."))
        }
        return PackReport.Row(
            part: "refusals", found: "\(questions.count - mistakes.count) of \(questions.count) left to others",
            mistakes: mistakes)
    }
}
