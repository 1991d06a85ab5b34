import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("Checking a pack")
struct PackCheckTests {
    private let shared: Lexicon
    private let grove: Grove

    init() throws {
        shared = try Lexicon.load(folder: Repository.prompts.appendingPathComponent("lexicon"))
        grove = try Grove.load(from: Repository.prompts)
    }

    private func check(_ folder: URL) -> PackReport {
        PackCheck(folder: folder, others: grove, prompts: Repository.prompts, lexicon: shared).run()
    }

    /// A new pack, changed by `body`, and what the check says of it.
    private func changed(_ body: (URL) throws -> Void) throws -> PackReport {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            .appendingPathComponent("stroke-unit")
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try #require(PackScaffold(id: "stroke-unit")).write(to: folder)
        try body(folder)
        return check(folder)
    }

    private func replace(_ file: String, _ old: String, _ new: String) -> (URL) throws -> Void {
        { folder in
            let place = folder.appendingPathComponent(file)
            let text = try String(contentsOf: place, encoding: .utf8)
            #expect(text.contains(old))
            try Data(text.replacing(old, with: new).utf8).write(to: place)
        }
    }

    @Test("A new pack has no mistake, and is told that its examination is short")
    func scaffold() throws {
        let report = try changed { _ in }
        #expect(report.mistakes.isEmpty, "\(report.text)")
        #expect(report.rows.first { $0.part == "questions" }?.doubts.count == 1)
        #expect(report.text.contains("guidelines  ok      1 documents, 1 passages"))
    }

    @Test(
        "A name that can't be a folder and an id is refused",
        arguments: ["Stroke", "stroke unit", "../x", "-x", "x-", "", "卒中", "a--b", "1a"])
    func names(id: String) {
        #expect(PackScaffold(id: id) == nil)
    }

    @Test("The shipped packs have no mistake", arguments: ["diabetes", "dermatology", "haematology", "acute-care"])
    func shipped(id: String) throws {
        let others = try Grove.load(from: Repository.prompts, without: id)
        let folder = Repository.prompts.appendingPathComponent(id)
        let report = PackCheck(folder: folder, others: others, prompts: Repository.prompts, lexicon: shared).run()
        #expect(report.mistakes.isEmpty, "\(report.text)")
    }

    @Test(
        "A mistake names its file, its line and the cure",
        arguments: [
            ("manifest.json", #""id": "stroke-unit""#, #""id": "x""#, 2, "isn't the folder's name"),
            ("manifest.json", #""en": "The hospital's own protocol, to be written", "#, "", 5, "has no en"),
            ("manifest.json", #""calculators": []"#, #""calculators": ["bmi", "no-such"]"#, 7, "no calculator"),
            ("manifest.json", #""tables": []"#, #""tables": ["no-such-table"]"#, 8, "no table"),
            ("manifest.json", #""calculators": []"#, #""calculators": ["bmi", "bmi"]"#, 7, "named twice"),
            (
                "manifest.json", #""tables": []"#, Self.adapter(file: "none.gguf", base: Self.hash), 8,
                "no adapter \"none.gguf\""
            ),
            (
                "manifest.json", #""tables": []"#, Self.adapter(file: "../manifest.json", base: Self.hash), 8,
                "no adapter"
            ),
            ("manifest.json", #""tables": []"#, Self.adapter(base: "abc"), 8, "\"base\" isn't a SHA-256"),
            (
                "manifest.json", #""tables": []"#, Self.adapter(base: Self.hash, scale: -1), 8,
                "scale -1.0 makes no sense"
            ),
            ("guidelines/stroke-unit-example.md", "status: unverified\n---", "status: sure\n---", 7, "is not a status"),
            ("guidelines/stroke-unit-example.md", "## stroke-unit-example", "## ada-hba1c-goal", 14, "stands in"),
            (
                "guidelines/stroke-unit-example.md", "- topic: example", "- conflicts_with: nowhere", 14,
                "which no pack has"
            ),
            ("check.jsonl", #"["stroke-unit-example"]}"#, #"["elsewhere"]}"#, 1, "The pack has no passage"),
            ("check.jsonl", #""language": "en""#, #""language": "klingon""#, 1, "\"language\" has a value"),
            ("lexicon.tsv", "House protocol stroke-unit", "Statin", 2, "among the terms of all packs"),
        ])
    func mistake(file: String, old: String, new: String, line: Int, problem: String) throws {
        let report = try changed(replace(file, old, new))
        let mistake = try #require(report.mistakes.first { $0.file.hasSuffix("stroke-unit/" + file) }, "\(report.text)")
        #expect(mistake.line == line && mistake.problem.contains(problem) && !mistake.cure.isEmpty, "\(mistake)")
    }

    private static let hash = String(repeating: "ab", count: 32)

    /// An entry behind the one for tables; a file that is there, and isn't an adapter, does for what is checked here.
    private static func adapter(file: String = "check.jsonl", base: String, scale: Double = 1) -> String {
        #""tables": [], "adapter": {"file": "\#(file)", "sha256": "\#(hash)", "base": "\#(base)", "scale": \#(scale)}"#
    }

    @Test("A pack's adapter is named by the pack, with its file in the pack and the hashes in small letters")
    func adapterSource() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            .appendingPathComponent("stroke-unit")
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try #require(PackScaffold(id: "stroke-unit")).write(to: folder)
        #expect(try Grove.specialty(in: folder).adapter == nil)
        try replace("manifest.json", #""tables": []"#, Self.adapter(base: Self.hash.uppercased(), scale: 0.5))(folder)
        #expect(check(folder).mistakes.isEmpty)
        let adapter = try #require(try Grove.specialty(in: folder).adapter)
        #expect(adapter.name == "stroke-unit" && adapter.file == folder.appendingPathComponent("check.jsonl"))
        #expect(adapter.sha256 == Self.hash && adapter.base == Self.hash && adapter.scale == 0.5)
    }

    @Test("A missing prompt, a missing folder of guidelines and broken red flags are found together")
    func several() throws {
        let report = try changed { folder in
            try FileManager.default.removeItem(at: folder.appendingPathComponent("system.patient.zh.md"))
            try FileManager.default.removeItem(at: folder.appendingPathComponent("guidelines"))
            try Data("{".utf8).write(to: folder.appendingPathComponent("red-flags.json"))
        }
        let parts = report.rows.filter { !$0.mistakes.isEmpty }.map(\.part)
        #expect(Set(parts).isSuperset(of: ["prompts", "guidelines", "red flags"]), "\(report.text)")
    }

    @Test("A rule that rests on a passage which no pack has is a mistake with its line")
    func rule() throws {
        let report = try changed { folder in
            let rule = """
                {"schema": "xinglin.red-flags/1", "specialty": "stroke-unit",
                 "rules": [{"id": "r", "level": "soon", "all": [{"any": ["nosebleed"]}],
                  "message": {"en": "a", "zh-Hans": "b"},
                  "source": {"facts": ["nowhere"], "status": "verified"}}]}
                """
            try Data(rule.utf8).write(to: folder.appendingPathComponent("red-flags.json"))
        }
        #expect(report.mistakes.map(\.line) == [4] && report.mistakes[0].problem.contains("nowhere"), "\(report.text)")
    }

    @Test("Measurements that stand in one language only are worth a look")
    func figures() throws {
        let report = try changed(
            replace("guidelines/stroke-unit-example.md", "before it is used.", "before 5 mg are used."))
        #expect(report.mistakes.isEmpty)
        let doubt = try #require(report.rows.first { $0.part == "figures" }?.doubts.first)
        #expect(doubt.problem.contains("5 mg (English only)") && doubt.line == 14)
    }

    @Test("Questions are put to the library: what isn't found, or answered by the wrong pack, is a mistake")
    func trial() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(PackScaffold(id: "stroke-unit")).write(to: folder.appendingPathComponent("stroke-unit"))
        let grove = try Grove.load(from: Repository.prompts, and: [folder])
        let specialty = try #require(grove["stroke-unit"])
        let own = SearchResult(
            passage: Passage(id: "stroke-unit-example", guideline: "g"),
            guideline: Guideline(id: "g", title: "G", organisation: "O", specialty: "stroke-unit"), score: 1)

        let always = try await PackTrial(grove: grove, evidence: FixedEvidence(results: [own])).run(specialty)
        #expect(always.map(\.mistakes.count) == [0, 0, 2])
        #expect(always[2].mistakes.map(\.line) == [3, 4])
        let never = try await PackTrial(grove: grove, evidence: FixedEvidence(results: [], isOnSubject: false)).run(
            specialty)
        #expect(never.map(\.mistakes.count) == [6, 2, 0])
        #expect(never[0].mistakes[0].line ?? 0 > 1)
    }
}
