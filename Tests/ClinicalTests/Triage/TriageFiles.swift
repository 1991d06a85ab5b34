import Foundation

@testable import Clinical

/// The rules as shipped, read once for all tests.
enum TriageFiles {
    static let names = [
        "common", "acute-care", "dermatology", "diabetes", "haematology", "hypertension", "lipids", "medication-safety",
        "pulmonary-nodule",
    ]
    static let vignettes = TestFiles.root.appending(path: "Tests/Data/triage-vignettes.jsonl")
    static let development = TestFiles.shared.appending(path: "eval/triage.jsonl")

    static func data(_ name: String) throws -> Data {
        try Data(contentsOf: TestFiles.root.appending(path: "Prompts/\(name)/red-flags.json"))
    }

    static let shipped: Result<TriageRules, any Error> = Result {
        try TriageRules.load(names.map { (try data($0), "\($0)/red-flags.json") })
    }

    static func level(_ text: String) throws -> TriageLevel {
        try shipped.get().assess(text, language: "en").level
    }

    /// Rules of one file written in a test.
    static func rules(_ concepts: String = "{}", rules: String) throws(RedFlagFileError) -> TriageRules {
        var read = TriageRules()
        let text = """
            {"schema": "xinglin.red-flags/1", "specialty": "test",
             "concepts": \(concepts),
             "rules": [\(rules)]}
            """
        try read.load(json: Data(text.utf8), file: "test.json")
        return read
    }

    static func rule(id: String = "r", level: String = "urgent", all: String, more: String = "") -> String {
        """
        {"id": "\(id)", "level": "\(level)", "all": [\(all)], \(more)
         "message": {"en": "Act.", "zh-Hans": "处理。"}, "source": {"status": "unverified"}}
        """
    }
}

/// One line of a vignette file; `triage` is em (emergency), ne (needs a clinician) or sc (self-care).
struct Vignette: Decodable {
    var id: String
    var lang: String?
    var triage: String
    var text: String

    static func read(_ file: URL) throws -> [Vignette] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Vignette.self, from: Data($0.utf8)) }
    }
}
