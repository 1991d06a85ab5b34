import Evidence

/// Checks an answer sentence by sentence against its evidence: the program decides which passage supports a sentence,
/// whatever number the model wrote, and looks every figure up.
public struct Checker: Sendable {
    /// Shares of a sentence's terms that one passage must hold. Chosen on the development claims.
    public struct Thresholds: Sendable {
        public var supported = 0.45
        public var weak = 0.25
        /// From here on two sentences say the same, so that their figures have to agree too.
        public var same = 0.7

        public init() {}
    }

    let evidence: EvidenceSet
    private let language: Language
    let thresholds: Thresholds
    private let citationCount: Int
    private let chartCheck: ChartCheck?
    /// What the question is about.
    let about: Terms

    /// - Parameter concepts: names of what the question speaks of, in both languages.
    public init(
        citations: [Citation], computed: [ComputedValue] = [], chart: [String] = [], question: String,
        concepts: [String] = [], language: Language, chartCheck: ChartCheck? = nil,
        thresholds: Thresholds = Thresholds()
    ) {
        evidence = EvidenceSet(citations: citations, computed: computed, chart: chart, question: question)
        about = Terms(([question] + concepts).joined(separator: "\n"))
        citationCount = citations.map(\.n).max() ?? 0
        self.language = language
        self.chartCheck = chartCheck
        self.thresholds = thresholds
    }

    /// The checked sentences of an answer, and its text with the program's marks in place of the model's.
    public func check(_ answer: String) -> (text: String, sentences: [CheckedSentence]) {
        let examined = examine(answer)
        return (examined.text, examined.sentences)
    }

    /// The same, with what was found in each sentence.
    /// - Parameter lead: what the answer begins with, where the program wrote it.
    func examine(
        _ answer: String, after lead: Lead? = nil
    ) -> (text: String, sentences: [CheckedSentence], findings: [SentenceFinding]) {
        var text = ""
        var checked: [CheckedSentence] = []
        var findings: [SentenceFinding] = []
        var last = answer.startIndex
        for range in Sentences.ranges(in: answer) {
            let origin = lead?.origin(of: range, in: answer)
            let (sentence, finding) = examine(sentence: String(answer[range]), from: origin)
            text += answer[last..<range.lowerBound] + sentence.text
            checked.append(sentence)
            findings.append(finding)
            last = range.upperBound
        }
        return (text + answer[last...], checked, findings)
    }

    public func check(sentence: String) -> CheckedSentence { examine(sentence: sentence).checked }

    /// - Parameter origin: where the program itself took the sentence from; nil for a model's.
    func examine(
        sentence: String, from origin: Lead.Origin? = nil
    ) -> (checked: CheckedSentence, finding: SentenceFinding) {
        let (bare, written) = CitationMark.strip(sentence)
        let figures = Figure.all(in: bare)
        let terms = Terms(bare)
        let label = origin.flatMap { said(bare, by: $0) }
        let source = origin.flatMap { quoted(bare, from: $0) } ?? source(of: bare, written: written)
        let isVerbatim = source != nil || label != nil
        let misplaced = isVerbatim ? [] : self.misplaced(figures, in: terms)
        let missing = isVerbatim ? [] : figures.filter { !isKnown($0) } + misplaced
        let support = source.map { (numbers: [$0], coverage: 1) } ?? supporters(of: terms, figures: figures)
        let computed =
            label.map { (labels: [$0], coverage: 1) }
            ?? computedSupport(of: terms, figures: figures, beside: support, written: sentence)
        let marked = CitationMark.put(support.numbers.map(String.init) + computed.labels, into: bare)
        let unknown = written.filter { !(1...max(1, citationCount)).contains($0) || citationCount == 0 }

        let objections = chartCheck?.objections(to: bare, in: language) ?? []

        func judged(_ verdict: Verdict, _ detail: String?) -> (CheckedSentence, SentenceFinding) {
            let checked = CheckedSentence(text: marked, citations: support.numbers, verdict: verdict, detail: detail)
            let finding = SentenceFinding(
                written: sentence, writtenCitations: written, citations: support.numbers, computed: computed.labels,
                coverage: max(support.coverage, computed.coverage), isQuotation: isVerbatim,
                figures: placed(figures, misplaced: misplaced), objections: objections, verdict: verdict)
            return (checked, finding)
        }
        // Before all else: a sentence can be well supported and still be wrong for this patient.
        if !objections.isEmpty {
            return judged(.againstChart, wording.againstChart(objections))
        }
        if !missing.isEmpty {
            return judged(.numberNotInEvidence, wording.figuresNotFound(missing.map(\.text)))
        }
        if support.numbers.isEmpty, computed.labels.isEmpty, !unknown.isEmpty {
            return judged(.unknownCitation, wording.unknownCitation(unknown))
        }
        if !isVerbatim, isContradicted(bare) { return judged(.weakSupport, wording.contradicted) }
        let coverage = max(support.coverage, computed.coverage)
        if coverage >= thresholds.weak, computed.labels.isEmpty, restsOnUnverified(figures, support.numbers) {
            return judged(.weakSupport, wording.onlyUnverified)
        }
        if coverage >= thresholds.supported {
            let wrong = support.numbers.isEmpty ? [] : written.filter { !support.numbers.contains($0) }
            return judged(.supported, wrong.isEmpty ? nil : wording.corrected(from: wrong, to: support.numbers))
        }
        if coverage >= thresholds.weak { return judged(.weakSupport, wording.weakSupport) }
        return judged(.uncited, wording.uncited)
    }

    /// Whether a figure that neither the chart nor the question gives has no other support than passages whose figures
    /// nobody has seen on a page.
    private func restsOnUnverified(_ figures: [Figure], _ numbers: [Int]) -> Bool {
        guard figures.contains(where: { figure in !evidence.context.contains { $0.holds(figure) } }) else {
            return false
        }
        let supporting = evidence.passages.filter { numbers.contains($0.number ?? 0) }
        return !supporting.isEmpty && supporting.allSatisfy(\.isUnverified)
    }

    private var wording: CheckWording { CheckWording(language: language) }

    private func isKnown(_ figure: Figure) -> Bool {
        evidence.passages.contains { $0.holds(figure) } || evidence.context.contains { $0.holds(figure) }
    }

    /// Figures that stand somewhere in the evidence but not in the one sentence that says the same as this one, while
    /// that sentence has another figure of their kind: a range's end or a threshold that was taken from elsewhere.
    private func misplaced(_ figures: [Figure], in terms: Terms) -> [Figure] {
        let near = evidence.passages.compactMap { $0.nearest(to: terms) }.max { $0.coverage < $1.coverage }
        guard let near, near.coverage >= thresholds.same else { return [] }
        return figures.filter { figure in
            let isHere = near.figures.contains { EvidenceSet.match(figure, $0) }
            let isRivalled = near.figures.contains { $0.unit != nil && $0.unit == figure.unit }
            let isContext = evidence.context.contains { $0.holds(figure) }
            return isKnown(figure) && !isHere && isRivalled && !isContext
        }
    }

    /// The passages that support a sentence, best first, at most two: those that hold its figures and its terms.
    private func supporters(of terms: Terms, figures: [Figure]) -> (numbers: [Int], coverage: Double) {
        let scored = evidence.passages.map { item in
            let coverage = item.coverage(of: terms)
            let held = figures.filter(item.holds).count
            let share = figures.isEmpty ? coverage : Double(held) / Double(figures.count)
            return (number: item.number ?? 0, coverage: coverage, score: coverage + share)
        }
        .sorted { ($0.score, -$0.number) > ($1.score, -$1.number) }
        let context = evidence.context.map { $0.coverage(of: terms) }.max() ?? 0
        guard let best = scored.first, best.coverage >= thresholds.weak else {
            return ([], context >= 0.8 ? context : 0)
        }
        let second = scored.dropFirst().first { $0.score >= 0.85 * best.score && $0.coverage >= thresholds.supported }
        return ([best.number] + (second.map { [$0.number] } ?? []), best.coverage)
    }
}
