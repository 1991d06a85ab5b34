import Clinical
import Evidence

/// Everything that a turn's answer may rest on, prepared for comparing.
struct EvidenceSet: Sendable {
    struct Item: Sendable {
        /// The citation's number; nil for the chart, the question and computed values.
        var number: Int?
        /// The computed value's number: `C1`.
        var label: String?
        var isQuestion = false
        /// Whether nobody has seen the passage's figures on a page.
        var isUnverified = false
        var figures: [Figure]
        var terms: [Terms]
        /// The texts without white space, to find quotations in.
        private var whole: [String]
        /// The sentences on their own: a figure has to stand in the one that says the same.
        private var sentences: [(terms: Terms, figures: [Figure])]
        private var texts: [String]

        /// - Parameter about: names of document and organisation, which a sentence may repeat; a name claims nothing, so no
        ///   sentence rests on it alone.
        init(number: Int?, texts: [String], about: [String] = []) {
            self.number = number
            self.texts = texts
            let named = texts.map { ([$0] + about).joined(separator: " ") }
            figures = named.flatMap(Figure.stated)
            terms = named.map(Terms.init)
            whole = texts.map(Quotation.key)
            sentences = texts.flatMap(Sentences.split).map { (Terms($0), Figure.stated(in: $0)) }
        }

        /// The sentence that says most of what the answer's sentence says, and how much of it.
        func nearest(to said: Terms) -> (coverage: Double, figures: [Figure])? {
            sentences.map { (said.coverage(by: $0.terms), $0.figures) }.max { $0.0 < $1.0 }
        }

        /// What is stated, for a model's own sentences to be held against.
        var statements: [StatedText] { texts.flatMap(StatedText.all) }

        /// Whether the words stand here as they are.
        func says(_ quotation: Quotation) -> Bool { whole.contains { $0.contains(quotation.key) } }

        func holds(_ figure: Figure) -> Bool {
            figures.contains { EvidenceSet.match(figure, $0) }
        }

        /// How much of the sentence this item says, 0…1. The languages are compared apart.
        func coverage(of sentence: Terms) -> Double {
            terms.map { sentence.coverage(by: $0) }.max() ?? 0
        }
    }

    var passages: [Item]
    /// Chart facts, computed values and the question itself: they support figures but need no mark.
    var context: [Item]
    /// What the passages and the computed values say, part by part, with its sign.
    var signed: [SignedPart]

    init(citations: [Citation], computed: [ComputedValue], chart: [String], question: String) {
        passages = citations.map { citation in
            let source = [citation.organisation, citation.guideline, citation.section ?? "", citation.grade ?? ""]
            var item = Item(
                number: citation.n, texts: Self.texts(citation), about: source.map(Instructions.withoutQuotations))
            item.isUnverified = citation.status == EvidenceStatus.unverified.rawValue
            if let year = citation.year { item.figures.append(Figure(value: Double(year), unit: nil, text: "\(year)")) }
            return item
        }
        context =
            chart.map { Item(number: nil, texts: [$0]) } + computed.map(Item.init)
            + [Item(number: nil, texts: [question])]
        context[context.count - 1].isQuestion = true
        signed = (citations.flatMap(Self.texts) + computed.map(\.text)).flatMap(SignedPart.all)
    }

    /// Without what speaks to a model: it supports nothing.
    private static func texts(_ citation: Citation) -> [String] {
        (citation.alternatives.isEmpty ? [citation.text] : citation.alternatives).map(Instructions.withoutQuotations)
    }

    /// Whether a figure of the answer is the one of the evidence: same value and unit, or its equivalent in another
    /// unit (7.0 mmol/L of glucose is 126 mg/dL) within the rounding that guidelines use.
    static func match(_ said: Figure, _ known: Figure) -> Bool {
        if FigureUnit.agree(said.unit, known.unit) { return abs(said.value - known.value) < 1e-9 }
        guard let unit = said.unit, let knownUnit = known.unit else { return false }
        return UnitConversion.equivalents(of: known.value, unit: knownUnit).contains { other in
            other.unit == unit && abs(other.value - said.value) <= max(0.05, 0.012 * abs(other.value))
        }
    }
}
