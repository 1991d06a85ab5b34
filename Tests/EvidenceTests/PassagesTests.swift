import Testing

@testable import Evidence

@Suite("Passages of documents")
struct PassagesTests {
    private func drafts(_ markdown: String) -> [Passages.Draft] {
        Passages(of: MarkdownReader.blocks(markdown)).drafts
    }

    @Test(
        "A recommendation's number is found, a figure with its unit is none",
        arguments: [
            ("Recommendation 3.2: Offer metformin.", "Recommendation 3.2"), ("6.1a Assess glycaemia.", "6.1a"),
            ("推荐意见5：首选二甲双胍。", "推荐意见5"), ("【推荐意见 12】限盐。", "推荐意见 12"), ("1.3.2 对于老年患者应评估。", "1.3.2"),
            ("Practice Point 2.1.1: Use eGFR.", "Practice Point 2.1.1"), ("6.5 mmol/L is high.", nil),
            ("7.8 毫摩尔每升为界。", nil), ("建议一日三次服用。", nil), ("推荐使用二甲双胍。", nil), ("2024 was a year.", nil),
        ] as [(String, String?)])
    func numbers(_ text: String, _ number: String?) {
        #expect(RecommendationMarks.number(text) == number)
    }

    @Test(
        "A grade is found, a stage of a disease is none",
        arguments: [
            ("Give aspirin (Class I, LOE A).", "Class I, LOE A"), ("Aim at <130 (1B).", "1B"),
            ("Screen [Grade B].", "Grade B"),
            (
                "Offer it (strong recommendation, moderate-quality evidence).",
                "strong recommendation, moderate-quality evidence"
            ),
            ("限盐（推荐强度：强；证据级别：高）。", "推荐强度：强；证据级别：高"), ("首选（强推荐，高质量证据）", "强推荐，高质量证据"),
            ("降压（Ⅰ类推荐，A级证据）", "Ⅰ类推荐，A级证据"), ("6.1 Measure HbA1c. E", "E"), ("Treat NYHA class II heart failure.", nil),
            ("Grade 3 diarrhoea (CTCAE).", nil), ("心功能Ⅱ级（NYHA）。", nil), ("Vitamin B. Take it.", nil),
        ] as [(String, String?)])
    func grades(_ text: String, _ grade: String?) {
        #expect(RecommendationMarks(text).grade == grade)
    }

    @Test("Each recommendation is a passage with its number and grade; other paragraphs are joined")
    func recommendations() {
        let found = drafts(
            "# G\n\n## Drugs\n\nIntro.\n\nMore.\n\nRecommendation 1: Offer A (1B).\n\nWhy so.\n\n推荐意见2：首选B。\n\n推荐强度：强；证据级别：高\n"
        )
        #expect(
            found.map(\.text) == [
                "Intro.\nMore.", "Recommendation 1: Offer A (1B).", "Why so.", "推荐意见2：首选B。\n推荐强度：强；证据级别：高",
            ])
        #expect(found.map(\.section) == [nil, "Recommendation 1", nil, "推荐意见2"])
        #expect(found.map(\.grade) == [nil, "1B", nil, "推荐强度：强；证据级别：高"])
        #expect(found.allSatisfy { $0.title == "Drugs" })
    }

    @Test("A graded item is a passage with the sentence that introduces it")
    func gradedList() {
        let found = drafts("We recommend:\n\n- aspirin (1A)\n- statins (1B)\n")
        #expect(
            found.map(\.text)
                == ["We recommend:\naspirin (1A)", "We recommend:\nstatins (1B)"].map {
                    $0.replacing("\n", with: "\n- ")
                })
        #expect(found.map(\.grade) == ["1A", "1B"])
    }

    @Test("A heading with nothing below is a passage, and its number goes to what stands under it")
    func headings() {
        let found = drafts(
            "# Guide\n\n## 推荐意见3：限盐\n\n每日不超过5 g。\n\n## Recommendation 4. Stop smoking.\n\n## Other\n\nText.\n")
        #expect(found.map(\.text) == ["每日不超过5 g。", "Recommendation 4. Stop smoking.", "Text."])
        #expect(found.map(\.section) == ["推荐意见3", "Recommendation 4", nil])
    }

    @Test("A long table repeats its head, a long list its introduction, and no row or sentence is cut")
    func long() {
        let rows = (1...80).map { "| drug \($0) | \($0) mg 每日一次 |" }
        let table = drafts("Table 1. Doses\n\n| Drug | Dose |\n|---|---|\n" + rows.joined(separator: "\n"))
        #expect(table.count > 1 && table.allSatisfy { $0.text.hasPrefix("Table 1. Doses\nDrug | Dose\n") })
        let all = table.map(\.text).joined(separator: "\n")
        #expect((1...80).allSatisfy { all.contains("drug \($0) | \($0) mg 每日一次") })
        let list = drafts("需要评估下列各项：\n\n" + (1...90).map { "- 第\($0)项检查结果及其临床意义" }.joined(separator: "\n"))
        #expect(list.count > 1 && list.allSatisfy { $0.text.hasPrefix("需要评估下列各项：\n- 第") })
        let sentences = (1...80).map { "Sentence \($0) says e.g. 1.5 mg vs. 2 mg of it." }
        let text = drafts(sentences.joined(separator: " "))
        #expect(text.count > 1 && text.allSatisfy { $0.text.hasPrefix("Sentence") && $0.text.hasSuffix("it.") })
        #expect((table + list + text).allSatisfy { Passages.size($0.text) <= Passages.longest })
    }

    @Test("A footnote goes to the passage that refers to it, or stands alone")
    func footnotes() {
        let found = drafts("## A\n\nDose.[^1]\n\n## B\n\nOther.\n\n[^1]: Per day.\n[^x]: Unused note.\n")
        #expect(found.map(\.text) == ["Dose. ¹\n¹ Per day.", "Other.", "[x] Unused note."])
    }

    @Test("Pages are kept")
    func pages() {
        let blocks = [
            Block(kind: .heading(2), text: "A", page: 3), Block(kind: .paragraph, text: "One.", page: 3),
            Block(kind: .paragraph, text: "推荐意见1：二。", page: 4),
        ]
        #expect(Passages(of: blocks).drafts.map(\.page) == [3, 4])
    }

    @Test("Markdown loses its marks and nothing else")
    func markdown() {
        let blocks = MarkdownReader.blocks(
            """
            ---
            title: x
            ---
            Setext
            ======
            A **bold** *word*, `code`, [link](http://x.y/(z)), HLA-B*58:01 and HLA-A*31:01, serum_urate_level &ge;6 <br>end
            goes on <!-- hidden --> here
            第一行
            第二行

            1. one
            2) two
            > quoted
            <!-- a
            comment --> after
            """)
        #expect(
            blocks.map(\.text) == [
                "Setext",
                "A bold word, code, link, HLA-B*58:01 and HLA-A*31:01, serum_urate_level ≥6 end goes on here 第一行第二行",
                "1. one", "2) two quoted", "after",
            ])
    }

    @Test("Plain text: broken lines are joined, numbered headings and items are known")
    func plain() {
        let wrapped = PlainTextReader.blocks(
            "The first line of a paragraph that was broken at a width\nof about sixty columns by an editor, as they do with\nmail and with notes.\n\n- item one\n- item two"
        )
        #expect(wrapped.map(\.text).first?.hasSuffix("with mail and with notes.") == true)
        #expect(wrapped.map(\.kind) == [.paragraph, .listItem, .listItem])
        let chinese = PlainTextReader.blocks("一、诊断\n空腹血糖达到标准。\n（二）用药\n3.5 mmol/L 为低。\n1. 评估\n")
        #expect(chinese.map(\.kind) == [.heading(3), .paragraph, .heading(4), .paragraph, .listItem])
    }
}
