import Foundation
import Testing

@testable import Clinical

@Suite("The medication data files")
struct MedicationFileTests {
    private func copy() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: Medicines.folder, to: folder)
        return folder
    }

    @Test(
        "a mistake is refused with file, line and cure",
        arguments: [
            ("drugs.tsv", "x\ty", "line 2: 2 columns instead of 7"),
            ("drugs.tsv", "a\tno-class\t\tname\t名\tsource\tunverified", "\"no-class\" is neither"),
            ("classes.tsv", "a\t\tname\t名\tsource\tunverified\na\t\tother\t\tsource\tunverified", "\"a\" stands twice"),
            ("interactions.jsonl", "{", "line 2"),
            (
                "rules.jsonl",
                #"{"id":"x","kind":"renal","severity":"major","drugz":[],"forbids":"never","en":"","zh":"","source":"","status":""}"#,
                "\"drugz\" is not a known key"
            ),
            (
                "rules.jsonl",
                #"{"id":"x","kind":"renal","severity":"major","drugs":["nothing"],"forbids":"never","en":"","zh":"","source":"","status":""}"#,
                "\"nothing\" is neither"
            ),
        ])
    func mistakes(file: String, line: String, message: String) throws {
        let folder = try copy()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("id\n\(line)\n".utf8).write(to: folder.appending(path: file))
        let isJSON = file.hasSuffix("jsonl")
        if isJSON { try Data("\n\(line)\n".utf8).write(to: folder.appending(path: file)) }
        let error = #expect(throws: MedicationFileError.self) { _ = try MedicationSafety.load(from: folder) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test("a missing file is named")
    func missing() throws {
        let folder = try copy()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.removeItem(at: folder.appending(path: "rules.jsonl"))
        let error = #expect(throws: MedicationFileError.self) { _ = try MedicationSafety.load(from: folder) }
        #expect(error?.description.contains("rules.jsonl") == true)
    }

    @Test("every rule says something in both languages, has a source, and can hold for somebody")
    func rules() throws {
        let safety = try Medicines.safety()
        #expect(safety.rules.count > 100)
        for rule in safety.rules {
            #expect(!rule.english.isEmpty && !rule.chinese.isEmpty && !rule.source.isEmpty, "\(rule.id)")
            #expect(["verified", "secondary", "unverified"].contains(rule.status), "\(rule.id)")
            #expect(rule.facts.isEmpty == false || rule.status != "verified", "\(rule.id) is verified by no fact")
            let limits = [rule.egfr, rule.value?.limit].compactMap { $0 }
            for limit in limits {
                let bounds = [limit.below, limit.atMost, limit.above, limit.atLeast].compactMap { $0 }
                #expect(!bounds.isEmpty, "\(rule.id) sets no limit")
                if let value = rule.value { #expect(value.unit == value.of.unit, "\(rule.id) is in \(value.unit)") }
            }
            #expect(!rule.drugs.isEmpty || !rule.together.isEmpty || rule.kind == .criticalValue, "\(rule.id)")
        }
    }

    @Test(
        "a rule's status is no better than the facts behind it",
        .enabled(
            if: TestFiles.exists(TestFiles.shared.appending(path: "facts/haem-acute.jsonl")), "../shared is missing"))
    func statuses() throws {
        var known: [String: String] = [:]
        for name in ["three-highs", "lung-derm", "haem-acute"] {
            let file = TestFiles.shared.appending(path: "facts/\(name).jsonl")
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let bytes = Array(line.utf8)
                let fact = try JSONParser.parse(bytes, in: bytes.indices)
                known[fact["id"].string ?? ""] = fact["status"].string
            }
        }
        let order = ["verified", "secondary", "unverified"]
        for rule in try Medicines.safety().rules where !rule.facts.isEmpty {
            let best = rule.facts.compactMap { known[$0] }.compactMap { order.firstIndex(of: $0) }.min()
            #expect(best != nil && (order.firstIndex(of: rule.status) ?? 0) >= (best ?? 9), "\(rule.id)")
        }
    }
}
