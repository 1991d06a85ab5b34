import Clinical
import Evidence
import Foundation
import Inference

/// Writes the sections of a report in English or Simplified Chinese.
struct ReportWriter {
    typealias Line = ExplanationReport.Line
    typealias Section = ExplanationReport.Section

    let answer: Answer
    let language: Language

    var sections: [Section] {
        guard let why = answer.why else {
            let absent = say(
                "This answer comes from an earlier run: how it came about wasn't kept.", "这个回答来自之前的运行，未保存其由来。")
            return [Section(title: say("Nothing kept", "无记录"), lines: [Line(absent, .note)])]
        }
        let all = [
            Section(title: say("Route", "专科选择"), lines: route(why)),
            Section(title: say("Question as searched", "检索用的问题"), lines: question(why.question)),
            Section(title: say("Passages and ranks", "段落与排名"), lines: passages(why)),
            Section(title: say("Computed by the program", "程序计算"), lines: computed),
            Section(title: say("Confidence on figures and drug names", "数字与药名的把握程度"), lines: confidence(why)),
            Section(title: say("Checks, sentence by sentence", "逐句核对"), lines: checks(why)),
            Section(title: say("Model and sampler", "模型与采样"), lines: model(why)),
            Section(title: say("Times", "用时"), lines: times(why)),
            Section(title: say("The model's words before the checks", "核对前的模型原文"), lines: written(why)),
            Section(title: say("Exact prompt", "完整提示词"), lines: prompt(why)),
        ]
        return all.filter { !$0.lines.isEmpty }
    }

    func say(_ english: String, _ chinese: String) -> String { language.isChinese ? chinese : english }

    /// Whether the model's file is elsewhere.
    var isRemote: Bool { answer.why?.model?.format == ModelInfo.remoteFormat }

    var comma: String { say(", ", "、") }

    var colon: String { say(": ", "：") }

    // MARK: Route and question

    private func route(_ why: Explanation) -> [Line] {
        var lines = [Line(say("Outcome: ", "结果：") + outcome)]
        if let stop = why.abstention {
            lines.append(
                Line(
                    say("The model wasn't asked: ", "未询问模型：")
                        + ([stop.code, stop.about].compactMap { $0 }
                            .joined(separator: " · ")),
                    .alarm))
        }
        for rule in answer.triage.rules {
            lines.append(
                Line(
                    say("Red flag ", "危险信号 ") + "\(rule.id) (\(answer.triage.level.rawValue)): \(rule.matched)", .alarm)
            )
        }
        guard let choice = answer.specialty else {
            return lines + [Line(say("No specialty's passages fit.", "没有合适的专科段落。"), .note)]
        }
        let how = choice.how == .pinned ? say("pinned by the user", "用户指定") : say("routed", "自动选择")
        lines.append(Line(say("Specialty: ", "专科：") + "\(choice.id) · \(how)"))
        if let reason = choice.reason { lines.append(Line(reason.text(in: language), .note, indent: 1)) }
        let scores = why.routeScores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if !scores.isEmpty {
            lines.append(
                Line(scores.map { "\($0.key) \(decimal($0.value))" }.joined(separator: " · "), .note, indent: 1))
        }
        return lines
    }

    private var outcome: String {
        switch answer.status {
        case .answered: say("answered", "已回答")
        case .abstained: say("not answered", "未作回答")
        case .escalated: say("emergency text instead of an answer", "以急症提示代替回答")
        case .cancelled: say("stopped by the user", "被用户停止")
        }
    }

    private func question(_ question: Explanation.AskedQuestion) -> [Line] {
        var lines = [Line(say("Asked: ", "提问：") + question.asked)]
        if question.searched != question.asked { lines.append(Line(say("Searched: ", "检索：") + question.searched)) }
        guard let expansion = question.expansion else { return lines }
        if expansion.meaning != question.searched {
            lines.append(Line(say("By meaning: ", "按语义：") + expansion.meaning))
        }
        for names in expansion.concepts {
            lines.append(Line(say("Names the concept: ", "提到概念：") + names.joined(separator: " = "), .note, indent: 1))
        }
        let facts = [
            (say("Own words", "原词"), expansion.words), (say("Added words", "补充词"), expansion.addedWords),
            (say("Figures", "数值"), expansion.figures), (say("Years", "年份"), expansion.years.map(String.init)),
            (say("Organisations", "机构"), expansion.organisations.flatMap { $0 }),
        ]
        lines += facts.filter { !$0.1.isEmpty }.map {
            Line($0.0 + colon + $0.1.joined(separator: comma), .note, indent: 1)
        }
        if let match = expansion.match { lines.append(Line(say("Word query: ", "词语检索式：") + match, .note, indent: 1)) }
        return lines
    }

    // MARK: Passages and tools

    private func passages(_ why: Explanation) -> [Line] {
        var lines: [Line] = []
        if let subject = why.subject {
            let probability = decimal(subject.probability)
            lines.append(
                Line(
                    say("The library covers the subject: ", "指南库涵盖该主题：")
                        + (subject.isCovered ? say("yes", "是") : say("no", "否")) + " · p = \(probability)",
                    subject.isCovered ? .plain : .alarm))
            if let reason = subject.lexicalOnly {
                lines.append(Line(say("Words only: ", "仅按词语：") + reason, .alarm, indent: 1))
            }
        }
        for (citation, rank) in zip(answer.citations, why.passages) {
            lines.append(Line("[\(citation.n)] \(citation.passage) · \(citation.sourceName)"))
            lines.append(Line(numbers(rank, score: citation.score), .note, indent: 1))
            let reasons = RankWording(language: language).all(rank.reasons)
            if !reasons.isEmpty { lines.append(Line(reasons.joined(separator: say("; ", "；")), .note, indent: 1)) }
        }
        return lines
    }

    private func numbers(_ rank: Explanation.PassageRank, score: Double) -> String {
        let place = { (rank: Int?) in rank.map { "#\($0)" } ?? "–" }
        return [
            say("score ", "得分 ") + decimal(score), rank.fusedScore.map { say("fused ", "融合 ") + decimal($0) },
            say("words ", "词语 ") + place(rank.lexicalRank), say("meaning ", "语义 ") + place(rank.semanticRank),
            rank.similarity.map { say("cosine ", "余弦 ") + decimal($0) },
        ].compactMap { $0 }.joined(separator: " · ")
    }

    private var computed: [Line] {
        answer.computed.flatMap { value in
            [
                Line("[\(value.n)] \(value.text)"),
                Line(
                    ([value.tool] + value.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
                        + [value.source]).joined(separator: " · "), .note, indent: 1),
            ]
        }
    }

    // MARK: What the model wrote

    private func confidence(_ why: Explanation) -> [Line] {
        guard why.written != nil else { return [] }
        guard !why.confidence.isEmpty || !isRemote else {
            return [Line(say("The server tells no probabilities.", "服务器不提供概率。"), .note)]
        }
        guard !why.confidence.isEmpty else {
            return [Line(say("The model wrote no figure and no drug's name.", "模型没有写出数字或药名。"), .note)]
        }
        return why.confidence.map { word in
            let kind = word.kind == .drug ? say(" (drug)", "（药名）") : ""
            let sign = word.isLow ? "⚠ " : ""
            return Line(
                "\(sign)\(word.text)\(kind) · p = \(decimal(word.probability))", word.isLow ? .alarm : .plain)
        } + [
            Line(
                say(
                    "The least probability of the tokens that spell it, by the model's raw scores. It measures hesitation, "
                        + "not truth.", "组成该词的各词元中最低的概率（模型原始得分）。它反映犹豫程度，不代表正确与否。"), .note)
        ]
    }

    private func written(_ why: Explanation) -> [Line] {
        why.written.flatMap { $0.isEmpty ? nil : [Line($0, .exact)] } ?? []
    }

    private func prompt(_ why: Explanation) -> [Line] {
        why.prompt.flatMap { part in
            let tokens = part.tokens.map { say(" · \($0) tokens", " · \($0) 词元") } ?? ""
            return [Line(part.kind.rawValue + tokens), Line(part.text, .exact, indent: 1)]
        }
    }

    func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
