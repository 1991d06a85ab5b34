import Foundation

/// Reads the files of `Prompts/medication/`.
struct MedicationFiles {
    var folder: URL

    func vocabulary() throws(MedicationFileError) -> DrugVocabulary {
        var vocabulary = DrugVocabulary()
        var seen: Set<String> = []
        func add(_ row: Row, _ concept: DrugConcept, names: [String]) throws(MedicationFileError) {
            guard seen.insert(concept.id).inserted else {
                throw .duplicate(file: row.file, line: row.line, id: concept.id)
            }
            vocabulary.add(concept, names: names)
        }
        for row in try rows(of: "classes.tsv", columns: 6) {
            try add(row, row.concept(.drugClass, classes: 1, names: 2), names: row.list(2) + row.list(3))
        }
        for row in try rows(of: "drugs.tsv", columns: 7) {
            var concept = row.concept(.drug, classes: 1, names: 3)
            concept.parts = row.list(2)
            try add(row, concept, names: row.list(3) + row.list(4))
        }
        for row in try rows(of: "conditions.tsv", columns: 4) {
            let concept = DrugConcept(
                id: row.cells[0], kind: .condition, classes: [], parts: [], english: row.list(1).first ?? row.cells[0],
                chinese: row.list(2).first ?? "", source: "", status: "unverified", codes: row.list(3))
            try add(row, concept, names: row.list(1) + row.list(2))
        }
        for phrase in try lines(of: "not-drugs.txt") { vocabulary.addPhraseWithoutDrug(phrase.text) }
        vocabulary.connect()
        try check(vocabulary)
        return vocabulary
    }

    func pairs(_ vocabulary: DrugVocabulary) throws(MedicationFileError) -> [InteractionPair] {
        let pairs = try decode(InteractionPair.self, from: "interactions.jsonl")
        for pair in pairs {
            for id in pair.sides.flatMap({ $0 }) + (pair.condition?.condition ?? []) where vocabulary[id] == nil {
                throw .unknownID(file: path("interactions.jsonl"), id: pair.id, named: id)
            }
        }
        return pairs
    }

    func rules(_ vocabulary: DrugVocabulary) throws(MedicationFileError) -> [SafetyRule] {
        let rules = try decode(SafetyRule.self, from: "rules.jsonl")
        for rule in rules {
            for id in rule.namedIDs where vocabulary[id] == nil {
                throw .unknownID(file: path("rules.jsonl"), id: rule.id, named: id)
            }
        }
        return rules
    }

    private func check(_ vocabulary: DrugVocabulary) throws(MedicationFileError) {
        for concept in vocabulary.concepts {
            for id in concept.classes + concept.parts where vocabulary[id] == nil {
                throw .unknownID(file: path("drugs.tsv"), id: concept.id, named: id)
            }
        }
    }

    // MARK: Lines

    private struct Row {
        var file: String
        var line: Int
        var cells: [String]

        func list(_ column: Int) -> [String] {
            cells[column].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }

        func concept(_ kind: DrugConcept.Kind, classes: Int, names: Int) -> DrugConcept {
            DrugConcept(
                id: cells[0], kind: kind, classes: list(classes), parts: [], english: list(names).first ?? cells[0],
                chinese: list(names + 1).first ?? "", source: cells[cells.count - 2], status: cells[cells.count - 1])
        }
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func data(_ name: String) throws(MedicationFileError) -> Data {
        do {
            return try Data(contentsOf: folder.appendingPathComponent(name))
        } catch {
            throw .unreadable(file: path(name), why: error.localizedDescription)
        }
    }

    /// Lines that hold something, with their numbers.
    private func lines(of name: String) throws(MedicationFileError) -> [(number: Int, text: String)] {
        String(decoding: try data(name), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated().map { ($0.offset + 1, String($0.element)) }.filter { !$0.text.isEmpty }
    }

    private func rows(of name: String, columns: Int) throws(MedicationFileError) -> [Row] {
        var rows: [Row] = []
        for line in try lines(of: name).dropFirst() {
            let cells = line.text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == columns else {
                throw .wrongColumns(file: path(name), line: line.number, expected: columns, found: cells.count)
            }
            rows.append(Row(file: path(name), line: line.number, cells: cells))
        }
        return rows
    }

    private func decode<T: Decodable & Identifiable<String>>(
        _ type: T.Type, from name: String
    ) throws(MedicationFileError) -> [T] {
        let decoder = JSONDecoder()
        var items: [T] = []
        var seen: Set<String> = []
        for line in try lines(of: name) {
            let item: T
            do {
                item = try decoder.decode(type, from: Data(line.text.utf8))
            } catch {
                throw .broken(file: path(name), line: line.number, why: Self.explain(error))
            }
            guard seen.insert(item.id).inserted else {
                throw .duplicate(file: path(name), line: line.number, id: item.id)
            }
            items.append(item)
        }
        return items
    }

    private static func explain(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type"
        case .dataCorrupted(let context): context.debugDescription
        default: "it can't be decoded"
        }
    }
}
