import Foundation
import TestSupport
import Testing

@testable import Clinical

@Suite("Drugs are recognised by any of their names")
struct RecognitionTests {
    private func ids(_ text: String) throws -> [String] { try Medicines.safety().recognise(text).map(\.id) }

    @Test(
        "as a chart, a box or a clinician writes it",
        arguments: [
            ("Metformin 500 mg tablet", "metformin"),
            ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "metformin"),
            ("二甲双胍缓释片0.5g", "metformin"), ("格华止", "metformin"), ("Glucophage XR", "metformin"),
            ("losartan potassium 50 MG Oral Tablet", "losartan"), ("瑞舒伐他汀钙片 10mg", "rosuvastatin"),
            ("拜阿司匹灵 100mg", "aspirin"), ("ASA 81 mg", "aspirin"), ("HCTZ 25mg", "hydrochlorothiazide"),
            ("MTX15mg每周一次", "methotrexate"), ("st johns wort", "st-johns-wort"), ("St. John's wort", "st-johns-wort"),
            ("纈沙坦膠囊80mg", "valsartan"), ("Simvistatin 10 MG", "simvastatin"),
            ("TMP-SMX DS", "trimethoprim-sulfamethoxazole"),
            ("复方磺胺甲噁唑片", "trimethoprim-sulfamethoxazole"), ("硝苯地平控释片（拜新同）", "nifedipine"),
            ("Paracetamol", "paracetamol"), ("acetaminophen", "paracetamol"), ("warfarin", "warfarin"),
        ])
    func names(text: String, expected: String) throws {
        #expect(try ids(text).first == expected)
    }

    @Test(
        "a combination product stands for its parts",
        arguments: [
            ("Entresto 97/103 mg", ["sacubitril", "valsartan"]), ("捷诺达", ["sitagliptin", "metformin"]),
            ("co-amoxiclav 625 mg", ["amoxicillin", "clavulanate"]),
            ("Amlodipine 5 MG / Benazepril 20 MG", ["amlodipine", "benazepril"]),
            ("厄贝沙坦氢氯噻嗪片", ["irbesartan", "hydrochlorothiazide"]), ("消渴丸", ["glyburide"]),
        ])
    func combinations(text: String, parts: [String]) throws {
        #expect(try Medicines.safety().vocabulary.named(text).ingredients.map(\.id) == parts)
    }

    @Test(
        "a name inside a longer word, a common word or a laboratory value is no drug",
        arguments: [
            "target is met", "insulin resistance", "胰岛素抵抗", "iron deficiency anaemia", "serum calcium 2.3",
            "he has a garb", "penicillin-resistant pneumococci", "副作用", "", "   ", "\u{0}\u{1B}[31m",
        ])
    func noDrug(text: String) throws { #expect(try ids(text).isEmpty) }

    @Test("a common word counts where it is the whole text")
    func alone() throws {
        #expect(try ids("iron") == ["iron-supplement"])
        #expect(try ids("ppi") == ["ppi"])
    }

    @Test("every name of the data is recognised as its own concept")
    func everyName() throws {
        let safety = try Medicines.safety()
        var wrong: [String] = []
        for file in ["drugs.tsv", "classes.tsv"] {
            let columns = file == "drugs.tsv" ? 3...4 : 2...3
            let text = try String(contentsOf: Medicines.folder.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n").dropFirst() {
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                for name in cells[columns].flatMap({ $0.split(separator: ";") }) {
                    let name = name.trimmingCharacters(in: .whitespaces).trimmingPrefix("=")
                    let found = safety.recognise(String(name))
                    if found.count != 1 || found.first?.id != String(cells[0]) {
                        wrong.append("\(cells[0]): \(name) is \(found.map(\.id))")
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test("there are at least 400 drugs, each with source and status")
    func count() throws {
        let vocabulary = try Medicines.safety().vocabulary
        #expect(vocabulary.drugCount >= 400)
        for concept in vocabulary.concepts where concept.kind != .condition {
            #expect(!concept.source.isEmpty && ["secondary", "unverified"].contains(concept.status), "\(concept.id)")
        }
    }

    @Test("a chart is read in less than a millisecond, a megabyte without harm")
    func speed() throws {
        let safety = try Medicines.safety()
        let texts = ["Metformin 500 mg tablet", "缬沙坦胶囊 80mg", "Atorvastatin 20 MG Oral Tablet", "aspirin", "胰岛素"]
        let once = ProcessorTime.measure { for _ in 0..<100 { for text in texts { _ = safety.recognise(text) } } }
        print("recognising five entries: \(once / 100)")
        #expect(once / 100 < .milliseconds(20))
        let noise = String(repeating: "warfarin, 华法林 \u{0}\u{202E}x ", count: 20000)
        #expect(safety.recognise(noise).count == 40000)
        #expect(safety.recognise(String(repeating: "头孢", count: 200_000)).count == 200_000)
        let unrecognised = ["aspirin", "Zzyzx", "\u{1B}[2J"]
        #expect(safety.unrecognised(unrecognised) == ["Zzyzx", "\u{1B}[2J"])
    }
}
