import Foundation
import Testing

@testable import Evidence

@Suite("What organisations say differently")
struct ConflictTests {
    private func stated(_ text: String, topic: String? = nil) throws -> [StatedFigure] {
        StatedFigures(lexicon: try Resources.lexicon()).all(in: text, topic: topic)
    }

    private func difference(_ one: String, _ other: String, topic: String? = nil) throws -> String? {
        FigureComparison.difference(try stated(one, topic: topic), try stated(other, topic: topic))?.english
    }

    @Test("A figure is read with its quantity, its side and what it is for")
    func reading() throws {
        let goal = try #require(try stated("The goal is HbA1c <7% (53 mmol/mol) in most adults.").first)
        #expect(goal.name == "HbA1c" && goal.text == "<7%" && goal.low == nil && goal.high == 7)
        #expect(goal.purpose == .goal && goal.population.isEmpty)
        let chinese = try #require(try stated("老年患者糖化血红蛋白控制目标为7.0%–8.5%。").first)
        #expect(chinese.low == 7 && chinese.high == 8.5 && chinese.purpose == .goal && chinese.population == [.older])
    }

    @Test(
        "Two goals, definitions or thresholds that differ are told in words",
        arguments: [
            ("Goal: HbA1c <7%.", "Aim for HbA1c between 7% and 8%.", "HbA1c: <7% here, 7-8% there"),
            ("Goal: HbA1c <7%.", "糖化血红蛋白控制目标<8.0%。", "HbA1c: <7% here, <8.0% there"),
            ("Treatment goal <130/80 mmHg.", "血压目标：<140/90 mmHg。", "BP: <130/80 mmHg here, <140/90 mmHg there"),
            (
                "LDL-C goal <1.4 mmol/L (55 mg/dL).", "Target: LDL-C below 70 mg/dL (1.8 mmol/L).",
                "LDL: <1.4 mmol/L here, <1.8 mmol/L there"
            ),
            (
                "Hypertension is defined as ≥130/80 mmHg.", "高血压诊断标准为≥140/90 mmHg。",
                "BP: ≥130/80 mmHg here, ≥140/90 mmHg there"
            ),
        ])
    func differences(_ one: String, _ other: String, _ note: String) throws {
        #expect(try difference(one, other) == note)
    }

    @Test(
        "What is for other people, for another purpose, of another quantity, or the same in another unit is no difference",
        arguments: [
            ("Goal: HbA1c <7%.", "Goal in older people: HbA1c <8%."),
            ("Goal: HbA1c <7%.", "Add insulin when HbA1c stays ≥9%."),
            ("Goal: LDL-C <1.8 mmol/L.", "Goal: non-HDL cholesterol <2.6 mmol/L."),
            ("Goal: LDL-C <70 mg/dL (1.8 mmol/L).", "Goal: LDL-C <1.8 mmol/L (69 mg/dL)."),
            ("Goal: HbA1c <7.0%.", "Goal: HbA1c <7%."), ("孕妇空腹血糖目标<5.3 mmol/L。", "空腹血糖目标<7.0 mmol/L。"),
            ("Check at home if the pressure is ≥130/80 mmHg.", "Hypertension is ≥140/90 mmHg."),
        ])
    func agreement(_ one: String, _ other: String) throws {
        #expect(try difference(one, other) == nil)
    }

    @Test(
        "One organisation under two names is one, and two are two",
        arguments: [
            ("ADA", "American Diabetes Association (ADA)", true), ("ACC/AHA", "AHA/ACC", true),
            ("NICE", "iatroX summary of NICE guidance", true),
            ("US Preventive Services Task Force", "US Preventive Services Task Force (USPSTF)", true),
            ("AHA/ACC", "European Society of Cardiology (ESC)", false), ("ESC/EAS", "ACC/AHA", false),
            ("Chinese Diabetes Society (CDS)", "American Diabetes Association (ADA)", false),
        ])
    func organisations(_ one: String, _ other: String, _ same: Bool) {
        #expect(Organisations.areSame(one, other) == same)
    }

    /// Two societies and a hospital, without the embedding model.
    private func withLibrary(_ body: (Library, URL, [GuidelineSource]) async throws -> Void) async throws {
        try await Resources.withFolder { root in
            let folder = root.appending(path: "pack")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try write(folder, "a", "Alpha Society", 2026, "## a-goal\n\nen: The goal is HbA1c <7% in most adults.\n")
            try write(
                folder, "b", "Beta College", 2024,
                "## b-goal\n- status: unverified\n\nen: Aim for HbA1c between 7% and 8%.\n\nzh: 糖化血红蛋白目标7%–8%。\n")
            try write(
                folder, "c", "Gamma Board", 2020,
                "## c-rest\n- conflicts_with: a-goal\n- conflict_note: Gamma asks for rest first\n\nen: Rest first.\n")
            let library = try Library(
                file: root.appending(path: "library.sqlite"), embedder: nil, lexicon: try Resources.lexicon())
            try await body(library, folder, [GuidelineSource(specialty: "bp", folder: folder)])
        }
    }

    private func write(
        _ folder: URL, _ id: String, _ organisation: String, _ year: Int, _ body: String, _ more: String = ""
    )
        throws
    {
        let front = "---\nid: \(id)\ntitle: \(id)\norganisation: \(organisation)\nyear: \(year)\nlanguage: en\n"
        try Data((front + "status: verified\n" + more + "---\n\n" + body).utf8).write(
            to: folder.appending(path: id + ".md"))
    }

    @Test("A result names what others say otherwise, found or marked, also where that isn't among the results")
    func dissents() async throws {
        try await withLibrary { library, _, packs in
            try await library.synchronise(packs)
            let first = try #require(try await library.search("most adults", limit: 1).results.first)
            #expect(first.passage.id == "a-goal" && first.dissents.map(\.passage) == ["c-rest", "b-goal"])
            #expect(first.dissents.first?.note == "Gamma asks for rest first")
            #expect(first.dissents.last?.note(in: "en") == "HbA1c: <7% here, 7-8% there")
            #expect(first.dissents.last?.note(in: "zh-Hans") == "糖化血红蛋白：本段<7%，另段7-8%")
            #expect(first.dissents.last?.chinese == "糖化血红蛋白目标7%–8%。")
            let all = try await library.conflicts()
            #expect(all.map(\.how) == [.marked, .figures])
            #expect(try await library.conflicts(about: ["gamma"]).map(\.how) == [.marked])
            #expect(try await library.conflicts(about: ["糖化"]).map(\.how) == [.figures])
        }
    }

    @Test("A change of a file changes its conflicts alone, and a superseded edition has none")
    func changes() async throws {
        try await withLibrary { library, folder, packs in
            try await library.synchronise(packs)
            try write(folder, "b", "Beta College", 2024, "## b-goal\n\nen: Aim for HbA1c <7%.\n")
            try await library.synchronise(packs)
            #expect(try await library.conflicts().map(\.there.passage.id).filter { $0 == "b-goal" }.isEmpty)
            try write(folder, "b", "Beta College", 2024, "## b-goal\n\nen: Aim for HbA1c <8%.\n")
            try await library.synchronise(packs)
            #expect(try await library.conflicts().count == 2)
            try write(folder, "d", "Beta College", 2026, "## d-x\n\nen: Walk.\n", "supersedes: b\n")
            try await library.synchronise(packs)
            #expect(try await library.conflicts().map(\.how) == [.marked])
            #expect(try await library.dissents(from: "b-goal").map(\.passage) == ["a-goal"])
        }
    }

    @Test("A protocol that somebody adds is compared with the packs")
    func added() async throws {
        try await withLibrary { library, folder, packs in
            try await library.synchronise(packs)
            let file = folder.deletingLastPathComponent().appending(path: "house.txt")
            try Data("On our wards the HbA1c goal is <9% for everybody.".utf8).write(to: file)
            try await library.add(file, collection: "house")
            let result = try #require(try await library.search("wards", limit: 1).results.first)
            #expect(result.guideline.collection == "house" && result.dissents.isEmpty)
            try Data("The HbA1c goal is <9% for everybody.".utf8).write(to: file)
            try await library.add(file, collection: "house")
            let other = try #require(try await library.search("everybody", limit: 1).results.first)
            #expect(other.dissents.map(\.passage).sorted() == ["a-goal", "b-goal"])
        }
    }

    @Test("No organisation of the packs has two current editions of one series, unless one amends the other")
    func editions() throws {
        let all = Resources.packs.flatMap { GuidelineReview(folder: $0.folder, specialty: $0.specialty).entries }
        let documents = Dictionary(all.map { ($0.guideline.id, $0.guideline) }, uniquingKeysWith: { first, _ in first })
        #expect(Editions.rivals(among: Array(documents.values)) == [])
        var forgotten = documents
        for id in documents.keys {
            forgotten[id]?.supersedes = []
            forgotten[id]?.updates = []
        }
        let found = Editions.rivals(among: Array(forgotten.values)).map { [$0.older.id, $0.newer.id] }
        #expect(found.contains(["ada-standards-2025-acute-care", "ada-standards-2026"]))
        #expect(found.contains(["esc-eas-dyslipidaemias-2019", "esc-eas-dyslipidaemias-2025"]))
    }
}
