import Clinical
import Evidence

/// Sentences that say what the program computed, or found in a decision table: `[C1]` supports them as `[1]` does.
extension Checker {
    /// The computed value that says most of a sentence and holds all its figures.
    ///
    /// It is marked where the model named it, or where it says more of the sentence than the passages do.
    ///
    /// - Parameters:
    ///   - terms: the sentence's
    ///   - support: what the passages say of it
    ///   - written: the sentence with the model's own marks
    func computedSupport(
        of terms: Terms, figures: [Figure], beside support: (numbers: [Int], coverage: Double), written: String
    ) -> (labels: [String], coverage: Double) {
        let named = CitationMark.computed(in: written)
        let fitting = evidence.context.compactMap { item -> (label: String, coverage: Double)? in
            guard let label = item.label, figures.allSatisfy(item.holds) else { return nil }
            let coverage = item.coverage(of: terms)
            let isNamed = named.contains(label)
            let isCloser =
                coverage >= Self.computedCoverage && (support.numbers.isEmpty || coverage > support.coverage)
            return (isNamed && coverage >= thresholds.supported) || isCloser ? (label, coverage) : nil
        }
        guard let best = fitting.max(by: { $0.coverage < $1.coverage }) else { return ([], 0) }
        return ([best.label], best.coverage)
    }

    /// Without the model's own word for it, most of the sentence must stand in the computed text.
    private static let computedCoverage = 0.6
}

extension EvidenceSet.Item {
    init(_ value: ComputedValue) {
        self.init(number: nil, texts: [value.text])
        label = value.n
    }
}

extension CitationMark {
    /// The computed values that a sentence's marks name: `C1`.
    static func computed(in sentence: String) -> [String] {
        sentence.matches(of: /\[([^\[\]]{1,24})\]/).flatMap { match in
            match.1.split(whereSeparator: { ",，、; ".contains($0) }).map(String.init).filter {
                $0.first == "C" && Int($0.dropFirst()) != nil
            }
        }
    }
}
