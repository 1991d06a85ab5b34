public import Foundation

/// What the decision tables answer to a question: one fact a topic, at most three, the closest first.
///
/// A topic is called for where one of its keywords stands in the question. Its inputs come from the question, else from
/// the chart with their day. Where a category is open, every row that can come out stands with its condition; where a
/// number is missing that decides, the table says nothing. Superseded tables are left out.
///
/// - Parameters:
///   - patient: the chart; left aside where the question is plainly about somebody else
///   - computed: what was computed from the same chart, for eGFR and creatinine clearance
///   - date: the day of the question, on which ages are taken
public func tableFacts(
    for question: String, patient: Patient?, computed: [ComputedFact], tables: DecisionTables, on date: Date
) -> [ComputedFact] {
    let words = QuestionWords(question)
    let called = tables.topics.enumerated().filter { words.score($1.unless) == 0 }
        .map { (index: $0, score: words.score($1.keywords), topic: $1) }
        .filter { $0.score > 0 }.sorted { ($1.score, $0.index) < ($0.score, $1.index) }
    guard !called.isEmpty else { return [] }
    let asked = QuestionReading(question)
    let isElse = patient.map { asked.isAboutSomebodyElse(than: $0, agedAt: $0.possibleAges(on: date)) } ?? false
    guard !asked.isAboutRelative else { return [] }
    let inputs = TableInputs(
        asked, patient: isElse ? nil : patient, computed: isElse ? [] : computed, on: date)
    var facts: [ComputedFact] = []
    for (_, _, topic) in called where facts.count < mostTopics {
        let due = tables.tables(of: topic.id).filter { table in
            table.edition == .current && (table.keywords.isEmpty || words.score(table.keywords) > 0)
        }
        if let fact = TopicFact(topic, due, inputs)?.fact { facts.append(fact) }
    }
    return facts
}

private let mostTopics = 3

/// What the tables of one topic say, side by side.
private struct TopicFact {
    private let topic: TableTopic
    private var answered: [TableOutcomes] = []
    /// Every input that an answered table looked at, in the tables' order.
    private var used: [(axis: TableAxis, answer: TableAnswer)] = []

    init?(_ topic: TableTopic, _ tables: [DecisionTable], _ inputs: TableInputs) {
        self.topic = topic
        var knowns: [[String: TableAnswer]] = []
        for table in tables {
            let (known, open) = inputs.answers(for: table)
            // Where a table measures and nothing was measured, its answer would be about nothing.
            let figures = table.axes.filter { $0.domain != nil }
            guard figures.isEmpty || figures.contains(where: { known[$0.id] != nil }) else { continue }
            guard let outcomes = TableOutcomes(table, known: known, open: open) else { continue }
            answered.append(outcomes)
            knowns.append(known)
        }
        guard !answered.isEmpty else { return nil }
        // A guideline's silence matters only where all are silent.
        let isCovered = answered.contains(where: \.isCovered)
        for (outcomes, known) in zip(answered, knowns) where !isCovered || outcomes.isCovered {
            use(outcomes.table.axes.filter { outcomes.looksAt($0.id) }, known)
        }
        if isCovered { answered.removeAll { !$0.isCovered } }
    }

    private mutating func use(_ axes: [TableAxis], _ known: [String: TableAnswer]) {
        for axis in axes where !used.contains(where: { $0.axis.id == axis.id }) {
            if let answer = known[axis.id] { used.append((axis, answer)) }
        }
    }

    var fact: ComputedFact {
        let differing = differing
        var sentences = zip(answered, differing).map { $0.words(differs: $1) }
        if differing.contains(true) {
            sentences.append(BilingualText("The organisations differ (≠)", "各机构意见不一（≠）"))
        }
        let head = BilingualText.list([topic.title] + inputWords)
        let rows = answered.flatMap(\.rows)
        var passages: [String] = []
        for main in rows.compactMap(\.facts.first) where !passages.contains(main) { passages.append(main) }
        return ComputedFact(
            tool: topic.id, inputs: listed, value: nil, unit: "",
            english: head.english + ": " + sentences.map(\.english).joined(separator: ". "),
            chinese: head.chinese + "：" + sentences.map(\.chinese).joined(separator: "。"),
            source: answered.map(\.table.source).joined(separator: "; "),
            formula: BilingualText(
                "decision tables: \(answered.map(\.table.id).joined(separator: ", "))",
                "决策表：\(answered.map(\.table.id).joined(separator: "、"))"),
            limits: .joined(answered.map(\.table.scope)), status: TableFactStatus.worst(rows).rawValue,
            passages: passages)
    }

    /// Whether a table lacks the verdict that most have; where two verdicts lead among different tables, all differ.
    private var differing: [Bool] {
        let verdicts = answered.map { Set($0.rows.compactMap(\.verdict)) }
        let holders = Dictionary(grouping: verdicts.indices.flatMap { index in verdicts[index].map { ($0, index) } }) {
            $0.0
        }.mapValues { Set($0.map(\.1)) }
        let most = holders.values.map(\.count).max() ?? 0
        let leading = Set(holders.values.filter { $0.count == most })
        guard most < verdicts.count(where: { !$0.isEmpty }) else { return verdicts.map { _ in false } }
        return verdicts.indices.map { index in
            !verdicts[index].isEmpty && (leading.count > 1 || leading.first?.contains(index) == false)
        }
    }

    // MARK: Inputs

    /// "eGFR 38 mL/min/1.73 m² (2026-10-21), …"; where they come from one place, it stands once behind them.
    private var inputWords: [BilingualText] {
        let origins = Set(used.map(\.answer.origin))
        let shared = origins.count == 1 ? origins.first?.words : nil
        var words: [BilingualText] = []
        let pressures = used.filter { $0.axis.unit == "mm[Hg]" }
        for (axis, answer) in used {
            let isPair = pressures.count == 2 && axis.unit == "mm[Hg]"
            if isPair, axis.id != pressures.first?.axis.id { continue }
            let text = isPair ? pair(pressures) : answer.words(for: axis)
            words.append(shared == nil ? text.adding(answer.origin.words) : text)
        }
        if let last = words.popLast() { words.append(last.adding(shared)) }
        return words
    }

    /// "136/86 mmHg".
    private func pair(_ pressures: [(axis: TableAxis, answer: TableAnswer)]) -> BilingualText {
        let figures = pressures.map { $0.answer.figure(for: $0.axis).english }
        let both = (figures.first?.prefix { $0 != " " } ?? "") + "/" + (figures.last ?? "")
        return BilingualText(String(both), String(both))
    }

    private var listed: [String: String] {
        var listed: [String: String] = [:]
        for (axis, answer) in used {
            listed[axis.id] = answer.given.shown
            switch answer.origin {
            case .question: listed[ComputedFact.originName] = "question"
            case .chart(let day?): listed["\(axis.id)_date"] = day
            case .chart(nil): break
            }
        }
        return listed
    }
}

extension TableOutcomes {
    /// Whether an answer was given to an input that a finding lists.
    fileprivate func looksAt(_ axis: String) -> Bool { outcomes.contains { $0.finding.inputs[axis] != nil } }
}

extension BilingualText {
    fileprivate static func list(_ parts: [BilingualText]) -> BilingualText {
        BilingualText(
            parts.map(\.english).joined(separator: ", "), parts.map(\.chinese).joined(separator: "，"))
    }
}
