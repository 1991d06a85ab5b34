import Foundation
import Testing

@testable import Evidence

@Suite("A lexicon")
struct LexiconTests {
    private func sample() -> Lexicon {
        var lexicon = Lexicon()
        lexicon.add(names: ["Glycated haemoglobin", "糖化血红蛋白", "HbA1c"], forms: ["a1c", "糖化", "glycated hemoglobin"])
        lexicon.add(names: ["Primary aldosteronism", "原发性醛固酮增多症", "PA"], forms: [])
        lexicon.add(names: ["Statin", "他汀类药物"], forms: ["他汀"])
        lexicon.organisations = [.init(forms: ["US", "American", "美国"], organisations: ["AHA"])]
        return lexicon
    }

    private func named(_ text: String) -> [String] {
        let lexicon = sample()
        return lexicon.mentions(in: text).map { lexicon.concepts[$0.concept].names[0] }
    }

    @Test(
        "A concept is recognised by any form, in either language, and the longest form counts once",
        arguments: [
            "her A1c?", "糖化多少", "glycated hemoglobin goal", "Glycated Haemoglobin", "糖化血红蛋白", "糖化血紅蛋白",
        ])
    func forms(_ text: String) {
        #expect(named(text) == ["Glycated haemoglobin"])
    }

    @Test("A form inside another word is none, a plural is")
    func wordEnds() {
        #expect(named("nystatin cream").isEmpty)
        #expect(named("ba1c2").isEmpty)
        #expect(named("statins") == ["Statin"])
        #expect(named("吃他汀的") == ["Statin"])
    }

    @Test("Two letters are only taken in capitals")
    func capitals() {
        #expect(named("screen for PA?") == ["Primary aldosteronism"])
        #expect(named("my pa is ill").isEmpty)
        #expect(named("他有PA吗") == ["Primary aldosteronism"])
    }

    @Test("A question that names an organisation or a country points to it; \"us\" is no country")
    func organisations() {
        let lexicon = sample()
        #expect(lexicon.organisationHints(in: "US guidance") == [["AHA"]])
        #expect(lexicon.organisationHints(in: "美国怎么说") == [["AHA"]])
        #expect(lexicon.organisationHints(in: "american advice") == [["AHA"]])
        #expect(lexicon.organisationHints(in: "tell us more").isEmpty)
    }

    @Test("The shipped lexicon reads without a mistake and knows everyday words")
    func shipped() throws {
        let lexicon = try Resources.lexicon()
        #expect(lexicon.count >= 1_500)
        #expect(!lexicon.backdrop.isEmpty && !lexicon.organisations.isEmpty)
        for (text, name) in [
            ("低密度", "LDL cholesterol"), ("a1c", "Glycated haemoglobin"), ("Jardiance", "SGLT2 inhibitor"),
            ("蛇缠腰", "herpes zoster"), ("coughing up blood", "haemoptysis"), ("拜瑞妥", "Rivaroxaban"),
            ("血紅素", "haemoglobin"), ("bedsore", "pressure injury"), ("毛玻璃结节", "ground-glass nodule"),
        ] {
            let names = lexicon.mentions(in: text).map { lexicon.concepts[$0.concept].names[0] }
            #expect(names.contains { $0.lowercased() == name.lowercased() }, "\(text): \(names)")
        }
    }

    @Test("An abbreviation that spells a word is only taken in capitals")
    func spelledAbbreviations() {
        var lexicon = Lexicon()
        lexicon.add(names: ["Heparin-induced thrombocytopenia", "肝素诱导的血小板减少症", "HIT"], forms: [])
        lexicon.add(names: ["Deep vein thrombosis", "DVT"], forms: [])
        #expect(lexicon.mentions(in: "I hit my head").isEmpty)
        #expect(lexicon.mentions(in: "could this be HIT?").count == 1)
        #expect(lexicon.mentions(in: "a dvt last year").count == 1)
    }

    @Test("A pack's own terms are added to those of all packs")
    func further() async throws {
        try await Resources.withFolder { folder in
            let file = folder.appending(path: "lexicon.tsv")
            let text = Lexicon.columns.joined(separator: "\t") + "\nHouse protocol\t院内规程\t院內規程\t\t\t\tunchecked\n"
            try Data(text.utf8).write(to: file)
            let shared = try Resources.lexicon()
            let lexicon = try Lexicon.load(
                folder: Resources.prompts.appending(path: "lexicon"), and: [file, folder.appending(path: "none.tsv")])
            #expect(lexicon.count == shared.count + 1)
            #expect(try LexiconReview(file: file, beside: shared).repetitions.isEmpty)
            try Data((text + "Statin\t\t\t\t\t\t\nHouse Protocol\t\t\t\t\t\t\n").utf8).write(to: file)
            let repetitions = try LexiconReview(file: file, beside: shared).repetitions
            #expect(repetitions.map(\.line) == [3, 4] && repetitions.map(\.firstLine) == [nil, 2])
        }
    }

    @Test("A mistake in a lexicon file is refused with its line")
    func mistakes() async throws {
        let header = Lexicon.columns.joined(separator: "\t")
        let cases: [(String, LexiconFileError)] = [
            ("english\tchinese\n", .badHeader(file: "x.tsv", expected: Lexicon.columns)),
            (header + "\n# note\na\tb\n", .badColumns(file: "x.tsv", line: 3, expected: 7, found: 2)),
            (header + "\n\t\t\tX\t\t\t\n", .noName(file: "x.tsv", line: 2)),
            (
                header + "\tplain\nA\t\t\t\t\t\t\nB\t\t\t\tb\t\t\tc\n",
                .noSynonym(file: "x.tsv", line: 3, name: "c")
            ),
        ]
        for (text, expected) in cases {
            try await Resources.withFolder { folder in
                try Data(text.utf8).write(to: folder.appending(path: "x.tsv"))
                #expect(throws: expected) { try Lexicon.load(folder: folder) }
                #expect(expected.description.contains("x.tsv"))
            }
        }
        #expect(throws: LexiconFileError.self) { try Lexicon.load(folder: URL(filePath: "/nowhere")) }
    }
}
