import Foundation
import Testing

@testable import Consultation

@Suite("Specialty packs are folders")
struct GroveTests {
    @Test("The eight packs load with names, starters and prompts in both languages")
    func packs() throws {
        let grove = try Grove.load(from: Repository.prompts)
        #expect(
            grove.specialties.map(\.id) == [
                "acute-care", "dermatology", "diabetes", "haematology", "hypertension", "lipids", "medication-safety",
                "pulmonary-nodule",
            ])
        for specialty in grove.specialties {
            for language in [Language.english, .simplifiedChinese, .traditionalChinese] {
                #expect(!specialty.name(in: language).isEmpty)
                #expect(specialty.starters(in: language).count >= 3)
                #expect(!specialty.summary(in: language).isEmpty)
                #expect(specialty.routing(in: language) != specialty.summary(in: language))
                for audience in Audience.allCases {
                    #expect(!specialty.systemPrompt(for: audience, in: language).isEmpty)
                }
            }
        }
    }

    @Test("A pack with a mistake is refused with file and cure")
    func mistakes() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.copyItem(at: Repository.prompts, to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let manifest = folder.appendingPathComponent("diabetes/manifest.json")

        let rules = folder.appendingPathComponent("medication/rules.jsonl")
        let sound = try Data(contentsOf: rules)
        try Data(#"{"id":"x"}"#.utf8).write(to: rules)
        #expect { _ = try Grove.load(from: folder).medication } throws: { "\($0)".contains("rules.jsonl, line 1") }
        try sound.write(to: rules)

        try Data("{".utf8).write(to: manifest)
        #expect { _ = try Grove.load(from: folder) } throws: { "\($0)".contains(manifest.path) }

        try Data(#"{"id":"diabetes","version":"1","name":{},"summary":{}}"#.utf8).write(to: manifest)
        #expect { _ = try Grove.load(from: folder) } throws: { "\($0)".contains("\"starters\" is missing") }

        try Data(#"{"id":"x","version":"1","name":{},"summary":{},"starters":{}}"#.utf8).write(to: manifest)
        #expect { _ = try Grove.load(from: folder) } throws: { "\($0)".contains("isn't the folder's name") }
    }

    @Test("A group stands for its members; an unknown one is refused with the file")
    func groups() throws {
        let grove = try Grove.load(from: Repository.prompts)
        #expect(grove.packs(pinnedBy: "three-highs") == ["diabetes", "hypertension", "lipids"])
        #expect(grove.packs(pinnedBy: "lipids") == ["lipids"] && grove.packs(pinnedBy: "astrology") == nil)
        #expect(grove.name(of: "three-highs", in: .simplifiedChinese) == "三高")
        #expect(grove.pinnable.contains("three-highs"))

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.copyItem(at: Repository.prompts, to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("groups.json")
        try Data(#"{"groups":[{"id":"x","name":{},"members":["diabetes","nose"]}]}"#.utf8).write(to: file)
        #expect { _ = try Grove.load(from: folder) } throws: { "\($0)".contains("\"nose\", which is no pack") }
    }

    @Test("A pack of one's own is read beside the others; one that takes another's name is refused")
    func ownPacks() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(PackScaffold(id: "stroke-unit")).write(to: folder.appendingPathComponent("stroke-unit"))
        let grove = try Grove.load(from: Repository.prompts, and: [folder])
        #expect(grove["stroke-unit"]?.starters(in: .simplifiedChinese).count == 3)
        #expect(try Grove.load(from: Repository.prompts, and: [folder], without: "stroke-unit")["stroke-unit"] == nil)

        try #require(PackScaffold(id: "lipids")).write(to: folder.appendingPathComponent("lipids"))
        #expect { _ = try Grove.load(from: Repository.prompts, and: [folder]) } throws: {
            "\($0)".contains("There is a pack \"lipids\"")
        }
    }

    @Test(
        "The language of a question is told by its letters",
        arguments: [
            ("What is the HbA1c target?", Language.english), ("HbA1c目标是多少？", .simplifiedChinese),
            ("糖化血色素的目標應該是多少？", .traditionalChinese), ("eGFR 38 二甲双胍?", .simplifiedChinese), ("", .english),
        ])
    func language(text: String, expected: Language) {
        #expect(Language(of: text) == expected)
    }
}
