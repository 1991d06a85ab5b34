import Clinical
import Evidence

/// What a source gives to a field, before it is checked.
struct TaskContent: Sendable, Equatable {
    var lines: [String] = []
    var citations: [Int] = []
    /// Why there is nothing, or what to mind.
    var detail: String?
    /// What must be asked beside the field's own question.
    var asks: [String] = []

    var isEmpty: Bool { lines.isEmpty }

    static func missing(_ detail: String? = nil, asks: [String] = []) -> TaskContent {
        TaskContent(detail: detail, asks: asks)
    }
}

/// The passages and computed values that a form rests on, each numbered once.
struct TaskLedger: Sendable {
    private(set) var citations: [Citation] = []
    private(set) var computed: [ComputedValue] = []
    let language: Language

    init(language: Language) { self.language = language }

    /// The passage's number.
    mutating func cite(_ result: SearchResult) -> Int {
        if let known = citations.first(where: { $0.passage == result.passage.id }) { return known.n }
        let citation = Citation(n: citations.count + 1, result: result, language: language)
        citations.append(citation)
        return citation.n
    }

    /// The value's mark: `C1`.
    mutating func note(_ fact: ComputedFact) -> String {
        let value = ComputedValue(n: "C\(computed.count + 1)", fact, language: language)
        if let known = computed.first(where: { $0.tool == value.tool && $0.text == value.text }) { return known.n }
        computed.append(value)
        return value.n
    }

    mutating func note(_ value: ComputedValue) -> String {
        if let known = computed.first(where: { $0.tool == value.tool && $0.text == value.text }) { return known.n }
        var value = value
        value.n = "C\(computed.count + 1)"
        computed.append(value)
        return value.n
    }
}

extension String {
    /// With marks behind it: `text [1][C2]`.
    func marked(_ marks: [String]) -> String {
        marks.isEmpty ? self : self + " " + marks.map { "[\($0)]" }.joined()
    }
}
