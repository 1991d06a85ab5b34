import Clinical
import Evidence
import Inference

/// A field that the model fills: what it is told, in which form it must answer, and what of the answer is kept.
///
/// It may write a few lines, choose one of a few answers, or pick sentences of the text by their numbers. Whatever it says
/// is held against chart, text and passages; what isn't supported isn't shown.
struct ModelField: Sendable {
    enum Outcome: Sendable, Equatable {
        case kept(TaskContent)
        case missing(String)
        case withheld(String)
    }

    let field: TaskDescription.Field
    let part: TaskSource.ModelPart
    let context: TaskContext
    let ledger: TaskLedger
    let chartCheck: ChartCheck?

    private var wording: TaskWording { context.wording }
    private var language: String { context.language.rawValue }
    private static let mostSentences = 40

    init?(_ field: TaskDescription.Field, _ context: TaskContext, _ ledger: TaskLedger, chartCheck: ChartCheck?) {
        let parts = field.sources.compactMap { if case .model(let part) = $0 { part } else { nil } }
        guard let part = parts.first else { return nil }
        self.field = field
        self.part = part
        self.context = context
        self.ledger = ledger
        self.chartCheck = chartCheck
    }

    /// Without a text there is nothing to pick from; without any data nothing to write from.
    var hasData: Bool { part == .write ? !context.facts.isEmpty || !context.text.isEmpty : !sentences.isEmpty }

    private var sentences: [String] { Array(context.text.sentences.prefix(Self.mostSentences)) }
    private var passages: ArraySlice<Citation> { ledger.citations.prefix(5) }
    private var computed: ArraySlice<ComputedValue> { ledger.computed.prefix(6) }
    private var lines: Int { max(1, min(field.limit ?? 2, 6)) }

    // MARK: What the model is told

    /// Stable parts first, so that the fields of a form share them in the cache.
    func messages(rules: String) -> [ChatMessage] {
        let chart = context.facts.map { "- " + $0.text }
        let system = [rules, chart.isEmpty ? "" : ([wording.thePatient] + chart).joined(separator: "\n")]
        var parts: [String] = []
        if !context.text.isEmpty {
            let numbered = sentences.enumerated().map { "S\($0 + 1) \(Instructions.withoutQuotations($1))" }
            parts.append(([wording.theSentences] + numbered).joined(separator: "\n"))
        }
        let passages = self.passages.map { "[\($0.n)] \(Instructions.withoutQuotations($0.text))" }
        let computed = self.computed.map { "[\($0.n)] \($0.text)" }
        if part == .write, !(passages + computed).isEmpty {
            parts.append(([wording.thePassages] + passages + computed).joined(separator: "\n"))
        }
        parts.append([field.instruction?.text(in: language) ?? "", form].joined(separator: "\n"))
        return [
            ChatMessage(role: .system, text: system.filter { !$0.isEmpty }.joined(separator: "\n\n")),
            ChatMessage(role: .user, text: parts.joined(separator: "\n\n")),
        ]
    }

    private var form: String {
        switch part {
        case .write: wording.atMost(lines)
        case .choose: wording.choices(field.choices.map(\.id))
        case .pick: wording.numbersOnly
        }
    }

    func options(_ standard: GenerationOptions) -> GenerationOptions {
        var options = standard
        options.grammar = grammar
        options.citations = passages.map { "\($0.n)" } + computed.map(\.n)
        options.maxTokens = part == .write ? 60 * lines : 24
        return options
    }

    /// In llama.cpp's GBNF.
    var grammar: String {
        switch part {
        case .write where lines == 1: return "root ::= [^\\n\\x00-\\x1F\\x7F]+"
        case .write:
            let more = lines > 1 ? " (\"\\n\" item){0,\(lines - 1)}" : ""
            return "root ::= item\(more)\nitem ::= \"- \" [^\\n\\x00-\\x1F\\x7F]+"
        case .choose:
            return "root ::= " + field.choices.map { "\"\($0.id)\"" }.joined(separator: " | ")
        case .pick:
            let numbers = sentences.indices.map { "\"S\($0 + 1)\"" }.joined(separator: " | ")
            return "root ::= \"none\" | number (\", \" number){0,\(lines - 1)}\nnumber ::= \(numbers)"
        }
    }

    // MARK: What is kept

    /// - Parameter isCut: the answer reached its longest length, so that its last sentence isn't whole.
    func outcome(of answer: String, isCut: Bool = false) -> Outcome {
        let answer = PlainText.clean(answer)
        switch part {
        case .write: return written(answer, isCut)
        case .choose: return chosen(answer.trimmingPrefix(while: \.isWhitespace).lowercased())
        case .pick: return picked(answer)
        }
    }

    private func picked(_ answer: String) -> Outcome {
        let numbers = answer.matches(of: /S([0-9]{1,2})/).compactMap { Int($0.1) }
        var seen: Set<Int> = []
        let found = numbers.filter { (1...max(1, sentences.count)).contains($0) && seen.insert($0).inserted }
        guard !found.isEmpty, !sentences.isEmpty else { return .missing(wording.notInText) }
        return .kept(
            TaskContent(lines: found.prefix(lines).sorted().map { sentences[$0 - 1] }, detail: wording.pickedByModel))
    }

    private func chosen(_ answer: String) -> Outcome {
        guard let choice = field.choices.first(where: { answer.hasPrefix($0.id) }), let statement = choice.statement
        else {
            return .missing(wording.notChosen)
        }
        let said = [statement.english, statement.chinese]
        let source = sentences.first { sentence in said.contains { Statement($0).stands(in: sentence) } }
        guard let source else { return .withheld(wording.noSource) }
        return .kept(TaskContent(lines: [choice.label.text(in: language)], detail: "“\(source)”"))
    }

    private func written(_ answer: String, _ isCut: Bool) -> Outcome {
        var sentences = answer.split(separator: "\n").flatMap { Sentences.split(String($0)) }
            .map { PlainText.line(String($0.drop { "-*• ".contains($0) })) }.filter { $0.count > 1 }
        if isCut { sentences = sentences.dropLast() }
        guard !sentences.isEmpty else { return .missing(wording.nothingToSay) }
        let checker = Checker(
            citations: ledger.citations, computed: ledger.computed,
            chart: context.facts.map(\.text) + context.text.sentences, question: context.about,
            language: context.language, chartCheck: chartCheck)
        let checked = sentences.map { checker.check(sentence: $0) }
        let kept = checked.filter(isSupported)
        let left = checked.count - kept.count
        guard !kept.isEmpty else { return .withheld(checked.compactMap(\.detail).first ?? wording.noSource) }
        return .kept(
            TaskContent(
                lines: kept.prefix(lines).map(\.text), citations: Array(Set(kept.flatMap(\.citations))).sorted(),
                detail: left > 0 ? wording.partlyWithheld(left) : nil))
    }

    /// A sentence that no passage carries must stand in chart or text with the same yes or no.
    private func isSupported(_ sentence: CheckedSentence) -> Bool {
        guard sentence.verdict == .supported else { return false }
        guard sentence.citations.isEmpty, !sentence.text.contains("[C") else { return true }
        let statement = Statement(sentence.text)
        return (context.facts.map(\.text) + context.text.sentences).contains { statement.stands(in: $0, share: 0.8) }
    }
}

/// Something said, looked for in a sentence.
struct Statement: Sendable {
    private let terms: Terms
    private let isDenial: Bool

    init(_ text: String) {
        terms = Terms(text)
        isDenial = Denial.isSaid(in: text)
    }

    func stands(in sentence: String, share: Double = 0.6) -> Bool {
        terms.coverage(by: Terms(sentence)) >= share && Denial.isSaid(in: sentence) == isDenial
    }
}
