import Foundation
import Testing

@testable import Consultation

@Suite("Specialty packs are folders")
struct GroveTests {
    @Test("The three packs load with names, starters and prompts in both languages")
    func packs() throws {
        let grove = try Grove.load(from: Repository.prompts)
        #expect(Set(grove.specialties.map(\.id)).isSuperset(of: ["diabetes", "hypertension", "lipids"]))
        for specialty in grove.specialties {
            for language in [Language.english, .simplifiedChinese, .traditionalChinese] {
                #expect(!specialty.name(in: language).isEmpty)
                #expect(!specialty.starters(in: language).isEmpty)
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
