import Foundation
import Testing

@testable import Evidence

@Suite("Results that say the same")
struct NearCopyTests {
    private func copy(_ text: String, chinese: String? = nil) -> NearCopy {
        NearCopy(Passage(id: text, guideline: "g", english: text, chinese: chinese))
    }

    @Test(
        "The same text with the same figures is a copy, however its signs and units are written",
        arguments: [
            ("Give 15 g of glucose and recheck in 15 min.", "Give 15 g of glucose, and recheck in 15 minutes."),
            ("HHS: glucose >=33.3 mmol/L (600 mg/dL).", "HHS: glucose ≥600 mg/dL (33.3 mmol/L)."),
            ("Wash hands before the procedure.", "Wash hands before the procedure."),
        ])
    func copies(_ one: String, _ other: String) {
        #expect(copy(one).isCopy(of: copy(other)) { 0.99 })
    }

    @Test(
        "Other figures, another comparator, a no, or other people make another passage",
        arguments: [
            (
                "Single nodule 6-8 mm, low risk: CT at 6-12 months.",
                "Single nodule 6-8 mm, high risk: CT at 6-12 months."
            ),
            ("Give 15 g of glucose.", "Give 20 g of glucose."), ("Goal HbA1c <7%.", "Goal HbA1c >7%."),
            ("Start metformin at eGFR 30-45.", "Do not start metformin at eGFR 30-45."),
            ("The goal is HbA1c <7%.", "The goal in children is HbA1c <7%."),
            ("孕妇目标<7%。", "老年人目标<7%。"),
        ])
    func others(_ one: String, _ other: String) {
        #expect(!copy(one).isCopy(of: copy(other)) { 0.99 })
    }

    @Test("Figures alone make no copy: the meaning has to be near as well")
    func meaning() {
        let one = copy("Check potassium after 4 weeks of treatment.")
        let other = copy("Check the treatment of potassium 4 weeks later.")
        #expect(one.isCopy(of: other) { 0.97 })
        #expect(!one.isCopy(of: other) { 0.88 })
        #expect(!one.isCopy(of: other) { nil })
    }

    @Test("A copy is shown with the better-ranked passage, with its source, and not by itself")
    func folded() async throws {
        try await Resources.withFolder { root in
            let text = "Measure blood pressure at home twice a day for 7 days."
            for (id, organisation) in [("a", "Alpha Society"), ("b", "Beta College")] {
                try Data(
                    """
                    ---
                    id: \(id)
                    title: Home readings \(id)
                    organisation: \(organisation)
                    year: 2025
                    language: en
                    status: verified
                    ---

                    ## \(id)-home

                    en: \(text)

                    """.utf8
                ).write(to: root.appending(path: id + ".md"))
            }
            let library = try Library(file: root.appending(path: "l.sqlite"), embedder: nil)
            try await library.synchronise([GuidelineSource(specialty: "bp", folder: root)])
            let results = try await library.search("measure blood pressure at home").results
            #expect(results.count == 1)
            #expect(results.first?.passage.id == "a-home")
            #expect(results.first?.alike.map(\.passage) == ["b-home"])
            #expect(results.first?.alike.first?.organisation == "Beta College")
            #expect(try await library.copies(of: "b-home").map(\.passage) == ["a-home"])
        }
    }

    @Test("Copies take no places: as many different results come as were asked for, in the ranking's order")
    func refilled() async throws {
        try await Resources.withFolder { root in
            let copies = (1...6).map { Self.passage("copy-\($0)", "Measure blood pressure at home for 7 days.") }
            let others = (1...9).map {
                Self.passage(
                    "other-\($0)",
                    "Measure blood pressure at home" + String(repeating: " again", count: $0)
                        + " after \($0) min of rest.")
            }
            let library = try await Self.library(copies + others, in: root)
            let ranked = try await library.rankedPassages("measure blood pressure at home")
            #expect(ranked.count == 15 && ranked.prefix(6).allSatisfy { $0.hasPrefix("copy") })
            let different = [ranked[0]] + ranked.filter { $0.hasPrefix("other") }
            for limit in [1, 2, 5, 8, 100] {
                let results = try await library.search("measure blood pressure at home", limit: limit).results
                #expect(results.map(\.passage.id) == Array(different.prefix(limit)))
                #expect(results[0].alike.map(\.passage) == (limit == 1 ? [] : Array(ranked[1...5])))
            }
            #expect(try await library.search("measure blood pressure at home", limit: 0).results.isEmpty)
        }
    }

    @Test("Where no two say the same, the results are the first of the ranking")
    func unfolded() async throws {
        try await Resources.withFolder { root in
            let passages = (1...12).map { Self.passage("p\($0)", "孕妇血压目标低于 \(120 + $0) mmHg，家庭自测 \($0) 次。") }
            let library = try await Self.library(passages, in: root)
            let results = try await library.search("孕妇血压目标", limit: 5).results
            #expect(results.map(\.passage.id) == Array(try await library.rankedPassages("孕妇血压目标").prefix(5)))
            #expect(results.count == 5 && results.allSatisfy(\.alike.isEmpty))
        }
    }

    @Test("A library full of copies is looked at up to a bound")
    func bounded() async throws {
        try await Resources.withFolder { root in
            let copies = (1...60).map { Self.passage("c\($0)", "家庭自测血压，每天两次，连续 7 天。") }
            let library = try await Self.library(copies, in: root)
            let results = try await library.search("家庭自测血压", limit: 3).results
            #expect(results.count == 1 && results[0].alike.count == 3 * SearchLimits().foldedEach - 1)
        }
    }

    @Test("A passage that was changed is compared as it is now")
    func changed() async throws {
        try await Resources.withFolder { root in
            let library = try Library(file: root.appending(path: "l.sqlite"), embedder: nil)
            let write = { (text: String) in
                let file = root.appending(path: "a.txt")
                try Data(text.utf8).write(to: file)
                try await library.add(file, collection: "x")
            }
            let other = root.appending(path: "b.txt")
            try Data("Measure blood pressure for 7 days.".utf8).write(to: other)
            try await library.add(other, collection: "x")
            try await write("Measure blood pressure for 7 days.")
            #expect(try await library.search("measure blood pressure").results.count == 1)
            try await write("Measure blood pressure for 5 days.")
            #expect(try await library.search("measure blood pressure").results.count == 2)
        }
    }

    private static func passage(_ id: String, _ text: String) -> Passage {
        let isChinese = Ingest.isChinese(text)
        return Passage(
            id: id, guideline: "g", english: isChinese ? nil : text, chinese: isChinese ? text : nil)
    }

    private static func library(_ passages: [Passage], in root: URL) async throws -> Library {
        let library = try Library(file: root.appending(path: "l.sqlite"), embedder: nil)
        let guideline = Guideline(id: "g", title: "G", organisation: "Ward", collection: "x")
        try await library.append(passages, to: guideline, key: "x/g")
        return library
    }
}

extension Library {
    /// The passages' ids, best first.
    fileprivate func rankedPassages(_ query: String) async throws -> [String] {
        try await find(query, specialties: nil).ranked.compactMap { try passage(row: $0.row)?.0.id }
    }
}
