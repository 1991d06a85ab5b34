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
    let called = tables.topics.enumerated().map { (index: $0, score: words.score($1.keywords), topic: $1) }
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
        for table in tables {
            let (known, open) = inputs.answers(for: table)
            guard let outcomes = TableOutcomes(table, known: known, open: open) else { continue }
            answered.append(outcomes)
            for axis in table.axes where outcomes.looksAt(axis.id) {
                guard let answer = known[axis.id], !used.contains(where: { $0.axis.id == axis.id }) else { continue }
                used.append((axis, answer))
            }
        }
        guard !answered.isEmpty else { return nil }
    }

    var fact: ComputedFact {
        let differing = differing
        var sentences = zip(answered, differing).map { $0.words(differs: $1) }
        if differing.contains(true) { sentences.append(BilingualText("The organisations differ (≠)", "各机构意见不一（≠）")) }
        let head = BilingualText.list([topic.title] + inputWords)
        let rows = answered.flatMap(\.rows)
        var passages: [String] = []
        for outcomes in answered {
            for row in outcomes.rows { if let main = row.facts.first, !passages.contains(main) { passages.append(main) } }
        }
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

    /// Whether each table's verdicts aren't those of most; all differ where none has most.
    private var differing: [Bool] {
        let verdicts = answered.map { Set($0.rows.compactMap(\.verdict)) }
        let compared = verdicts.filter { !$0.isEmpty }
        guard Set(compared).count > 1 else { return verdicts.map { _ in false } }
        let sizes = Dictionary(compared.map { ($0, 1) }, uniquingKeysWith: +)
        let most = sizes.values.max() ?? 0
        let leaders = sizes.filter { $0.value == most }.map(\.key)
        return verdicts.map { !$0.isEmpty && (leaders.count > 1 || $0 != leaders.first) }
    }

    // MARK: Inputs

    private var inputWords: [BilingualText] {
        var words: [BilingualText] = []
        let pressures = used.filter { $0.axis.unit == "mm[Hg]" }
        for (axis, answer) in used {
            guard pressures.count == 2, axis.unit == "mm[Hg]" else {
                words.append(answer.words(for: axis))
                continue
            }
            if axis.id == pressures[0].axis.id { words.append(pair(pressures[0], pressures[1])) }
        }
        return words
    }

    /// "136/86 mmHg (2026-10-21)".
    private func pair(
        _ first: (axis: TableAxis, answer: TableAnswer), _ second: (axis: TableAxis, answer: TableAnswer)
    ) -> BilingualText {
        let high = first.answer.figure(for: first.axis).english.prefix { $0 != " " }
        let both = high + "/" + second.answer.figure(for: second.axis).english
        return BilingualText(String(both), String(both)).adding(second.answer.origin.words)
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
