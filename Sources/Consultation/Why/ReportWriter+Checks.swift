import Foundation
import Inference

/// The sections on the checks, the model and the times.
extension ReportWriter {
    func checks(_ why: Explanation) -> [Line] {
        zip(answer.sentences, why.sentences).flatMap { lines($0, $1) }
            + why.withdrawn.map { Line(say("✗ withdrawn: ", "✗ 已撤回：") + $0.text, .alarm) } + reading(why.readingLevel)
            + answer.warnings.map { Line("\($0.kind): \($0.message)", .alarm) }
    }

    private func lines(_ sentence: CheckedSentence, _ finding: SentenceFinding) -> [Line] {
        let sound = sentence.verdict == .supported
        var lines = [Line((sound ? "✓ " : "⚠ ") + sentence.text, sound ? .plain : .alarm)]
        var facts = [name(of: sentence.verdict), say("support ", "支持度 ") + decimal(finding.coverage)]
        if finding.isQuotation { facts.append(say("word for word", "逐字引用")) }
        facts.append(citation(finding))
        lines.append(Line(facts.joined(separator: " · "), .note, indent: 1))
        if let detail = sentence.detail { lines.append(Line(detail, .note, indent: 1)) }
        var told: Set<String> = []
        for figure in finding.figures where told.insert(figure.text).inserted {
            lines.append(Line(found(figure), figure.places.isEmpty || figure.isMisplaced ? .alarm : .note, indent: 1))
        }
        lines += finding.objections.map { Line(say("Chart: ", "病历：") + $0, .alarm, indent: 1) }
        return lines
    }

    private func reading(_ level: ReadingLevel?) -> [Line] {
        guard let level else { return [] }
        let value = String(format: "%.1f", level.value)
        let words =
            switch level.measure {
            case .fleschKincaidGrade:
                say("Reading level: school grade \(value) (Flesch–Kincaid)", "阅读难度：\(value)年级（Flesch–Kincaid）")
            case .charactersPerSentence: say("Reading level: \(value) characters a sentence", "阅读难度：平均每句\(value)字")
            }
        return [Line(words, level.isPlain ? .note : .alarm)]
    }

    private func citation(_ finding: SentenceFinding) -> String {
        let marks = { (numbers: [Int]) in numbers.isEmpty ? "–" : numbers.map { "[\($0)]" }.joined() }
        let right = marks(finding.citations) + finding.computed.map { "[\($0)]" }.joined()
        return say("written ", "原引用 ") + marks(finding.writtenCitations) + say(", found ", "，查得 ") + right
    }

    private func found(_ figure: SentenceFinding.FoundFigure) -> String {
        guard !figure.places.isEmpty else { return figure.text + say(": found nowhere", "：未找到") }
        let places = figure.places.map { place in
            switch place {
            case "chart": say("chart", "病历")
            case "question": say("question", "问题")
            default: place
            }
        }
        return figure.text + say(": in ", "：见于 ") + places.joined(separator: comma)
            + (figure.isMisplaced ? say(", but not in the sentence that says the same", "，但不在相同含义的句子中") : "")
    }

    private func name(of verdict: Verdict) -> String {
        switch verdict {
        case .supported: say("supported", "有依据")
        case .numberNotInEvidence: say("figure not in the evidence", "数字无出处")
        case .uncited: say("no support", "无依据")
        case .unknownCitation: say("unknown citation", "引用不存在")
        case .againstChart: say("against the chart", "与病历相悖")
        case .weakSupport: say("partly supported", "部分依据")
        }
    }

    func model(_ why: Explanation) -> [Line] {
        guard let model = answer.model else {
            return [Line(say("The model wasn't asked.", "未使用模型。"), .note)]
        }
        let unknown =
            isRemote ? say("not known: the file is the server's", "未知：模型文件在服务器上") : say("not computed yet", "尚未计算")
        var lines = [
            Line(say("Model: ", "模型：") + model.name),
            Line("SHA-256: " + (model.sha256 ?? unknown), .note, indent: 1),
            Line(say("Adapter: ", "适配器：") + (model.adapter ?? say("none", "无")), .note, indent: 1),
            Line(say("Engine: ", "引擎：") + model.engine, .note, indent: 1),
        ]
        if let facts = why.model {
            let own = [say("template ", "模板 ") + facts.template, say("threads ", "线程 ") + String(facts.threads)]
            let parts = [facts.format, say("context ", "上下文 ") + String(facts.contextLength)] + (isRemote ? [] : own)
            lines.append(Line(parts.joined(separator: " · "), .note, indent: 1))
        }
        if let sampler = why.sampler { lines.append(Line(settings(sampler))) }
        return lines
    }

    private func settings(_ sampler: Explanation.SamplerSettings) -> String {
        let choice =
            sampler.temperature > 0
            ? "temperature \(sampler.temperature) · top-p \(sampler.topP) · seed \(sampler.seed)"
            : say("temperature 0: the likeliest token every time", "temperature 0：每次取概率最高的词元")
        return [
            say("Sampler: ", "采样：") + choice, say("at most \(sampler.maxTokens) tokens", "最多 \(sampler.maxTokens) 词元"),
            say("cache ", "缓存 ") + sampler.cacheReuse.rawValue, sampler.citations.map(brackets),
        ].compactMap(\.self).joined(separator: " · ")
    }

    private func brackets(_ ids: [String]) -> String {
        guard !ids.isEmpty else { return say("no square brackets", "不得使用方括号") }
        return say("in brackets only ", "方括号内仅限 ") + ids.map { "[\($0)]" }.joined()
    }

    func times(_ why: Explanation) -> [Line] {
        let seconds = { (milliseconds: Double) in String(format: "%.2f s", milliseconds / 1e3) }
        let all: [(String, String?)] = [
            (say("Search", "检索"), answer.timings.retrievalMilliseconds.map(seconds)),
            (say("First token", "首个词元"), answer.timings.firstTokenMilliseconds.map(seconds)),
            (say("Prompt", "提示词"), why.generation.map(prompt)),
            (say("Answer", "回答"), why.generation.map(decoding)),
            (say("Ended by", "结束原因"), why.generation?.stopReason.rawValue),
        ]
        return all.compactMap { name, value in value.map { Line(name + colon + $0) } }
    }

    private func prompt(_ summary: GenerationSummary) -> String {
        let time = String(format: "%.2f s", summary.promptSeconds)
        return say(
            "\(summary.promptTokens) tokens, \(summary.cachedTokens) from the cache, \(time)",
            "\(summary.promptTokens) 词元，其中 \(summary.cachedTokens) 来自缓存，\(time)")
    }

    private func decoding(_ summary: GenerationSummary) -> String {
        let speed = String(format: "%.1f", summary.tokensPerSecond)
        let ahead = summary.draftedTokens
        let shared = summary.sharedSteps
        return say(
            "\(summary.answerTokens) tokens, \(ahead) of them foreseen, \(speed) a second",
            "\(summary.answerTokens) 词元，其中 \(ahead) 个预先算出，每秒 \(speed)")
            + (shared == 0
                ? "" : say(", \(shared) steps shared with another answer", "，\(shared) 步与另一回答一同计算"))
    }
}
