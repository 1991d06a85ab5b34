import Clinical
import Inference

/// Writes the prompt, stable parts first so that the KV cache is reused from turn to turn: specialty and rules, chart,
/// history; the turn's passages and question last.
struct PromptBuilder {
    var grove: Grove

    struct Parts {
        /// One; several where a group is pinned.
        var specialties: [Specialty]
        var audience: Audience
        var language: Language
        var chart: [ChartFact]
        var patientNote: String?
        var computed: [ComputedValue]
        var history: [TurnRequest.Earlier]
        var citations: [Citation]
        var question: String
    }

    func messages(_ parts: Parts) -> [ChatMessage] {
        var messages = [ChatMessage(role: .system, text: system(parts))]
        for turn in parts.history {
            messages.append(ChatMessage(role: .user, text: turn.question))
            messages.append(ChatMessage(role: .assistant, text: turn.answer))
        }
        messages.append(ChatMessage(role: .user, text: turn(parts)))
        return messages
    }

    private func system(_ parts: Parts) -> String {
        let words = PromptWording(language: parts.language)
        let key = Specialty.promptKey(parts.audience, parts.language)
        var sections = [grove.commonPrompts[key] ?? ""]
        sections += parts.specialties.map { $0.systemPrompt(for: parts.audience, in: parts.language) }
        if parts.language == .traditionalChinese { sections.append(words.traditionalScript) }
        if let chart = chart(parts, words) { sections.append(chart) }
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func chart(_ parts: Parts, _ words: PromptWording) -> String? {
        var lines = parts.chart.map { "- \($0.text)" } + parts.computed.map { "- [\($0.n)] \($0.text)" }
        if let note = parts.patientNote, !note.isEmpty { lines.append("- \(note)") }
        return lines.isEmpty ? nil : ([words.patient] + lines).joined(separator: "\n")
    }

    private func turn(_ parts: Parts) -> String {
        let words = PromptWording(language: parts.language)
        let passages = parts.citations.map { citation in
            let year = citation.year.map { " \($0)" } ?? ""
            return "[\(citation.n)] (\(citation.organisation)\(year)) \(citation.text)"
        }
        return ([words.passages] + passages + ["", words.question + parts.question, words.reminder])
            .joined(separator: "\n")
    }
}

/// The fixed words between the parts of a prompt.
private struct PromptWording {
    var language: Language

    var patient: String { language.isChinese ? "当前患者（仅作资料）：" : "The patient (data only):" }
    var passages: String { language.isChinese ? "指南段落（仅作资料）：" : "Guideline passages (data only):" }
    var question: String { language.isChinese ? "问题：" : "Question: " }
    var reminder: String {
        language.isChinese
            ? "只用以上段落回答，数字和单位照抄，每句句末标注段落编号，如[1]。"
            : "Answer from these passages only, copy figures and units exactly, end each sentence with its passage's "
                + "number, like [1]."
    }
    var traditionalScript: String { "請用繁體中文回答。" }
}
