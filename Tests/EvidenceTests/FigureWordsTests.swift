import Foundation
import Testing

@testable import Evidence

@Suite("Figures as words")
struct FigureWordsTests {
    @Test(
        "A figure and the same in the other unit share a word, whatever script it is in",
        arguments: [
            ("fasting glucose 126 mg/dL", "空腹血糖≥7.0 mmol/L"), ("血糖七点零mmol/L", "glucose 126 mg/dL"),
            ("血糖７.０ mmol/L", "glucose 7,0 mmol/L"), ("glucose of 100 mg/dL", "glucose 5.6 mmol/L"),
            ("LDL-C <70 mg/dL", "LDL-C低于1.8 mmol/L"), ("triglycerides 150 mg/dL", "甘油三酯1.7 mmol/L"),
            ("HbA1c 53 mmol/mol", "糖化血红蛋白7%"), ("creatinine 1.5 mg/dL", "肌酐133 μmol/L"),
            ("haemoglobin 7 g/dL", "血红蛋白70 g/L"), ("triglycerides above 1,000 mg/dL", "甘油三酯11.3 mmol/L"),
        ])
    func sameFigure(_ one: String, _ other: String) {
        let shared = Set(FigureWords.all(in: one)).intersection(FigureWords.all(in: other))
        #expect(!shared.isEmpty, "\(FigureWords.all(in: one)) \(FigureWords.all(in: other))")
    }

    @Test("The analyte decides the factor; a bare concentration may be of any")
    func analyte() {
        #expect(FigureWords.all(in: "LDL cholesterol 70 mg/dL") == ["cholesterol1.8"])
        #expect(FigureWords.all(in: "126 mg/dL").contains("glucose7"))
        #expect(FigureWords.all(in: "126 mg/dL").count > 4)
        #expect(FigureWords.all(in: "a 12% rise in 3 months").isEmpty)
        #expect(FigureWords.all(in: "HbA1c is no haemoglobin: 7%") == ["hba1c7"])
    }

    @Test("Numbers are one word in every spelling")
    func numbers() {
        #expect(Words.asked("７.０") == ["7"])
        #expect(Words.asked("1,000 and 7,5") == ["1000", "7.5"])
        #expect(Words.asked("七点五").contains("7.5"))
        #expect(ChineseFigures.digits(in: "百分之十二，十三点六，一般三甲") == "12%，13.6，一般三甲")
        #expect(ChineseFigures.digits(in: "一百二十六点零") == "126.0")
    }

    @Test("A question in one unit finds the passage in the other, by words alone")
    func search() async throws {
        try await Resources.withFolder { folder in
            let file = folder.appending(path: "cut-offs.md")
            let text =
                "# Cut-offs\n\n## Glucose\n\nFasting plasma glucose of 7.0 mmol/L or more.\n\n## Other\n\nEat less salt."
            try text.write(to: file, atomically: true, encoding: .utf8)
            let library = try Library(file: folder.appending(path: "l.sqlite"), embedder: nil)
            try await library.add(file, collection: "own")
            let found = try await library.search("126 mg/dL").results
            #expect(found.first?.passage.english?.contains("7.0 mmol/L") == true)
            #expect(found.first?.reasons.contains { if case .figures = $0 { true } else { false } } == true)
        }
    }
}
