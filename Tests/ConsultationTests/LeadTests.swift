import Testing

@testable import Consultation

@Suite("The program begins the answer with what it knows, word for word")
struct LeadTests {
    private func citation(
        _ n: Int, _ text: String, score: Double = 1, grade: String? = nil, status: String = "verified",
        edition: Citation.Edition = .current
    ) -> Citation {
        Citation(
            n: n, passage: "p\(n)", guideline: "Standards of Care", organisation: "American Diabetes Association (ADA)",
            year: 2026, section: nil, grade: grade, edition: edition, status: status, url: nil, text: text,
            alternatives: [text], score: score)
    }

    private func answer(
        _ citations: [Citation], _ question: String = "HbA1c goal?", audience: Audience = .clinician,
        computed: [String] = []
    ) -> Answer {
        var answer = Answer(question: question, language: Language(of: question), audience: audience)
        answer.citations = citations
        answer.computed = computed.enumerated().map {
            ComputedValue(n: "C\($0 + 1)", tool: "t", inputs: [:], value: nil, unit: "", text: $1, source: "s")
        }
        return answer
    }

    @Test("A quotation names organisation, year and grade, and ends with its number")
    func quotation() {
        let lead = Lead(answer([citation(1, "The HbA1c goal is <7%.", grade: "A")]))
        #expect(lead.text == "- **ADA 2026** (A): The HbA1c goal is <7%. [1]")
    }

    @Test("Chinese quotations stand in Chinese punctuation, and say in Chinese what wasn't verified")
    func chinese() {
        let lead = Lead(answer([citation(1, "糖化血红蛋白目标<7%。", status: "unverified")], "糖化目标多少？"))
        #expect(lead.text == "- **ADA 2026**（未核实）：糖化血红蛋白目标<7%。 [1]")
    }

    @Test("What was computed comes before what is quoted")
    func computedFirst() {
        let lead = Lead(answer([citation(1, "Metformin is dosed by eGFR.")], computed: ["eGFR 24: stop metformin."]))
        #expect(lead.text.split(separator: "\n").map { $0.suffix(4) } == ["[C1]", " [1]"])
    }

    @Test("Passages far below the best one, superseded ones and more than a screen holds aren't quoted")
    func chosen() {
        let many = (1...6).map { citation($0, "Text \($0).") }
        #expect(Lead(answer(many)).text.split(separator: "\n").count == 4)
        #expect(Lead(answer(many, audience: .patient)).text.split(separator: "\n").count == 3)
        let mixed = [
            citation(1, "Near."), citation(2, "Far.", score: 0.5), citation(3, "Old.", edition: .superseded),
        ]
        #expect(Lead(answer(mixed)).text.split(separator: "\n").count == 1)
        #expect(Lead(answer([])).text.isEmpty)
    }

    @Test("Every quotation passes the check that the model's sentences have to pass")
    func checked() {
        let answer = answer([
            citation(
                1,
                "The HbA1c goal is <7% (53 mmol/mol) for most non-pregnant adults. Less strict goals of <8% fit frailty."
            ),
            citation(2, "Metformin: halve the dose at eGFR 30–44 and stop below 30 mL/min/1.73 m².", grade: "B"),
        ])
        let checker = Checker(citations: answer.citations, question: answer.question, language: .english)
        let sentences = checker.check(Lead(answer).text).sentences
        #expect(sentences.count == 3)
        #expect(sentences.allSatisfy { $0.verdict == .supported && $0.detail == nil })
    }

    @Test(
        "What stands word for word in a passage is that passage's, however short; a changed figure is not",
        arguments: [
            (
                "LDL-C 6.5–8.4 = 5; 5.0–6.4 = 3. Over 8 points: definite.", "Over 8 points: definite.",
                "Over 9 points: definite."
            ),
            ("基线实性6～<8 mm。6个月复查LDCT。", "6个月复查LDCT。", "9个月复查LDCT。"),
        ])
    func wordForWord(passage: String, quotation: String, changed: String) {
        let checker = Checker(
            citations: [citation(1, "Other words."), citation(2, passage)], question: "?",
            language: Language(of: passage))
        let right = checker.check(sentence: "- **ADA 2026** (A): " + quotation + " [2]")
        #expect(right.verdict == .supported && right.citations == [2] && right.detail == nil)
        #expect(checker.check(sentence: changed + " [2]").verdict != .supported)
    }

    @Test(
        "What the program itself quoted is its passage's however short; the same words of a model are not",
        arguments: [
            ("Sodium intake matters. Na <2 g. Ask a dietitian.", "Na <2 g.", "HbA1c goal?"),
            ("限盐很重要。钠<2 g/日。请咨询营养师。", "钠<2 g/日。", "糖化目标多少？"),
        ])
    func shortQuotation(passage: String, quotation: String, question: String) {
        let answer = answer([citation(1, passage), citation(2, quotation)], question)
        let checker = Checker(citations: answer.citations, question: question, language: answer.language)
        let lead = Lead(answer)
        let (_, quoted, findings) = checker.examine(lead.text, after: lead)
        #expect(quoted.map(\.citations) == [[1], [1], [1], [2]])
        #expect(quoted.allSatisfy { $0.verdict == .supported && $0.detail == nil }, "\(quoted)")
        #expect(findings.allSatisfy { $0.isQuotation })
        // What follows the quotations is nobody's quotation, and neither is a beginning that says something else.
        let (_, all, own) = checker.examine(lead.text + "\n\n" + quotation, after: lead)
        #expect(all.count == 5 && own.last?.isQuotation == false)
        let model = checker.examine(sentence: quotation)
        #expect(!model.finding.isQuotation && !checker.stands(model.checked))
        let changed = lead.text.replacing("2 g", with: "9 g")
        #expect(checker.examine(changed, after: lead).sentences.contains { $0.verdict == .numberNotInEvidence })
    }

    @Test("A quotation of figures that nobody has seen keeps its mark")
    func unverified() {
        let text = "China aims below 150/90 mmHg from the age of 80."
        let checker = Checker(
            citations: [citation(1, text, status: "unverified")], question: "?", language: .english)
        #expect(checker.check(sentence: text + " [1]").verdict == .weakSupport)
    }

    @Test(
        "Of a long passage the sentences on the question are quoted, in their order, with a mark where some are left out",
        arguments: [
            (
                "Aspirin is not advised for all. Statins lower LDL-C by half. Bleeding is the risk of aspirin.",
                "Is aspirin a bleeding risk?", 70, "Aspirin is not advised for all. … Bleeding is the risk of aspirin."
            ),
            ("阿司匹林不推荐常规使用。他汀可降低胆固醇。出血是阿司匹林的风险。", "阿司匹林出血风险大吗？", 26, "阿司匹林不推荐常规使用。 … 出血是阿司匹林的风险。"),
        ])
    func excerpt(passage: String, question: String, limit: Int, expected: String) {
        #expect(Excerpt(of: passage, for: question, limit: limit).text == expected)
        #expect(Excerpt(of: passage, for: question, limit: 1_000).text == passage)
    }
}
