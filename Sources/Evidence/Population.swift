/// The patients that a passage may be about and a chart may tell of.
///
/// Which words name them is the lexicon's: nothing of it is stored, so a changed lexicon needs no new index.
struct Population: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case pregnancy
        case olderAdult = "older-adult"
        case child
        case kidney = "ckd"

        /// The lexicon's concepts for it, by their English names.
        var concepts: [String] {
            switch self {
            case .pregnancy: ["Pregnancy"]
            case .olderAdult: ["Older adults"]
            case .child: ["Children and adolescents", "Infant"]
            case .kidney: ["Chronic kidney disease", "Kidney dose adjustment"]
            }
        }
    }

    var kind: Kind
    /// Each form of its names as indexed words.
    var forms: [[String]]

    /// - Returns: nil where the lexicon has no name for it.
    init?(_ kind: Kind, lexicon: Lexicon) {
        let forms = kind.concepts.compactMap { lexicon.concept(named: $0) }.flatMap { lexicon.forms(of: $0) }
        guard !forms.isEmpty else { return nil }
        self.kind = kind
        self.forms = forms.map { Words.asked($0) }.filter { !$0.isEmpty }
    }

    /// The fact of the chart that such a passage meets, as `RankReason.chart` tells it; nil where it meets none.
    func fact(of context: SearchContext) -> String? {
        switch kind {
        case .pregnancy: context.isPregnant ? kind.rawValue : nil
        case .olderAdult: context.age.map { $0 >= 65 } == true ? kind.rawValue : nil
        case .child: context.age.map { $0 < 18 } == true ? kind.rawValue : nil
        case .kidney: context.kidneyStage.flatMap { $0 >= 3 ? "\(kind.rawValue)-\($0)" : nil }
        }
    }

    /// Whether the chart says that the patient is none of these. A kidney function that isn't known excludes nothing.
    func excludes(_ context: SearchContext) -> Bool {
        switch kind {
        case .pregnancy: !context.isPregnant
        case .olderAdult: context.age.map { $0 < 50 } == true
        case .child: context.age.map { $0 >= 18 } == true
        case .kidney: false
        }
    }
}

/// The words of a passage, to look things up in.
struct PassageWords: Sendable {
    private var list: [String] = []
    private(set) var all: Set<String> = []

    init() {}

    /// - Parameter body: words with spaces between, as they are indexed.
    init(body: String) {
        list = body.split(separator: " ").map(String.init)
        all = Set(list)
    }

    func contains(_ word: String) -> Bool { all.contains(word) }

    /// Whether it has all words of one of a concept's names, each given as its words.
    func name(_ forms: [[String]]) -> Bool {
        forms.contains { $0.allSatisfy { all.contains($0) || all.contains(Self.other($0)) } }
    }

    /// The other number of an English word.
    private static func other(_ word: String) -> String {
        word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word + "s"
    }

    /// 0…1: a word or two in passing is little, every second sentence is all.
    func strength(of population: Population) -> Double {
        let needed = population.forms.filter { $0.allSatisfy(all.contains) }
        guard !needed.isEmpty else { return 0 }
        var found = 0
        for form in needed {
            guard let first = form.first else { continue }
            for (place, word) in list.enumerated() where word == first && !isDenied(place) {
                if list[place...].starts(with: form) { found += 1 }
            }
        }
        return min(1, Double(found) / 4)
    }

    /// "Non-pregnant adults", 非妊娠成人: the words around are `non pregnant` and the pairs `非妊 妊娠`.
    private func isDenied(_ place: Int) -> Bool {
        guard place > 0 else { return false }
        let before = list[place - 1]
        return ["non", "not", "without"].contains(before) || before.first.map { "非未无".contains($0) } == true
    }
}
