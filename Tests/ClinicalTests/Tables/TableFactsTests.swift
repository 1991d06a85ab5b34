import Foundation
import Testing

@testable import Clinical

/// Holds the tables against the facts that they were written from.
@Suite(.enabled(if: TestFiles.exists(Tables.facts), "the facts lie beside the project, in ../shared"))
struct TableFactsTests {
    /// Fact id to its text.
    private static let facts: [String: String] = {
        var facts: [String: String] = [:]
        for name in ["three-highs", "lung-derm", "haem-acute"] {
            let text = try? String(contentsOf: Tables.facts.appending(path: name + ".jsonl"), encoding: .utf8)
            for line in (text ?? "").split(separator: "\n") {
                guard let fact = value(Data(line.utf8)), let id = fact["id"].string else { continue }
                facts[id] = (fact["fact_en"].string ?? "") + " " + (fact["fact_zh"].string ?? "")
            }
        }
        let rads = (try? Data(contentsOf: Tables.facts.appending(path: "fleischner-table.json"))).flatMap(value)
        if let rads = rads?["lung_rads_v2022"], let id = rads["id"].string { facts[id] = JSONWriter.text(rads) }
        return facts
    }()

    private static func value(_ json: Data) -> JSONValue? {
        let bytes = [UInt8](json)
        return try? JSONParser.parse(bytes, in: bytes.indices)
    }

    @Test("every row names facts that exist", arguments: Tables.files)
    func factsExist(_ file: String) throws {
        for row in try Tables.table(file).rows {
            for fact in row.facts { #expect(Self.facts[fact] != nil, "\(row.id): \(fact)") }
        }
    }

    @Test("every figure of a row's conditions stands in the text of its facts", arguments: Tables.files)
    func figuresStandInFacts(_ file: String) throws {
        for row in try Tables.table(file).rows {
            let known = known(to: row)
            for figure in ends(row) { #expect(known.contains(figure), "\(row.id): \(figure) isn't in \(row.facts)") }
        }
    }

    @Test("every figure that a row tells stands in the text of its facts", arguments: Tables.files)
    func toldFiguresStandInFacts(_ file: String) throws {
        for row in try Tables.table(file).rows {
            let known = known(to: row)
            for text in [row.text, row.action].compactMap(\.self).flatMap({ [$0.english, $0.chinese] }) {
                // The facts print grades as a range: "Grades 1–3".
                let foreign = Self.figures(text.replacing(/Grade \d|\d级/, with: "")).subtracting(known)
                #expect(foreign.isEmpty, "\(row.id): \(foreign) in \"\(text)\"")
            }
        }
    }

    private static func figures(_ text: String) -> Set<Double> {
        Set(text.matches(of: /\d+(?:\.\d+)?/).compactMap { Double($0.output) })
    }

    private func known(to row: TableRow) -> Set<Double> {
        Self.figures(row.facts.compactMap { Self.facts[$0] }.joined(separator: " "))
    }

    private func ends(_ row: TableRow) -> [Double] {
        ([row.when] + row.any).flatMap(\.values).flatMap { condition -> [Double] in
            guard case .bands(let bands, _) = condition else { return [] }
            return bands.flatMap { [$0.lower?.value, $0.upper?.value] }.compactMap(\.self)
        }
    }
}

@Suite struct TablePassageTests {
    @Test("most rows rest on passages that the packs hold")
    func passagesExist() throws {
        let packs = TestFiles.root.appending(path: "Prompts").resolvingSymlinksInPath()
        var passages: Set<Substring> = []
        let files = FileManager.default.enumerator(at: packs, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "md", file.path.contains("/guidelines/") else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") where line.hasPrefix("## ") { passages.insert(line.dropFirst(3)) }
        }
        let rows = try Tables.shipped().tables.flatMap(\.rows)
        let held = rows.count { row in row.facts.allSatisfy { passages.contains($0[...]) } }
        print("\(held) of \(rows.count) rows rest on passages of the packs")
        #expect(held > 200)
    }
}
