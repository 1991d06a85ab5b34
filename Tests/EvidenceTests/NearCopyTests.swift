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
}
