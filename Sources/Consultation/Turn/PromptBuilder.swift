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

    func messages(_ parts: Parts) -> [ChatMessage] { Self.messages(sections(parts)) }

    /// The whole prompt, part by part, in the order in which the model reads it.
    func sections(_ parts: Parts) -> [PromptPart] {
        let words = PromptWording(language: parts.language)
        var sections = [PromptPart(kind: .system, text: system(parts, words))]
        if let chart = chart(parts, words) { sections.append(PromptPart(kind: .patient, text: chart)) }
        for turn in parts.history {
            sections.append(PromptPart(kind: .earlierQuestion, text: turn.question))
            sections.append(PromptPart(kind: .earlierAnswer, text: turn.answer))
        }
        sections.append(PromptPart(kind: .passages, text: passages(parts, words)))
        sections.append(PromptPart(kind: .question, text: question(parts, words)))
        return sections
    }

    /// The rules and the patient are one message, and so are the passages and the question.
    static func messages(_ sections: [PromptPart]) -> [ChatMessage] {
        sections.reduce(into: []) { messages, section in
            let isContinued = section.kind == .patient || section.kind == .question
            if isContinued, let last = messages.popLast() {
                let text = [last.text, section.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
                messages.append(ChatMessage(role: last.role, text: text))
            } else {
                messages.append(ChatMessage(role: section.kind.role, text: section.text))
            }
        }
    }

    private func system(_ parts: Parts, _ words: PromptWording) -> String {
        let key = Specialty.promptKey(parts.audience, parts.language)
        var sections = [grove.commonPrompts[key] ?? ""]
        sections += parts.specialties.map { $0.systemPrompt(for: parts.audience, in: parts.language) }
        if parts.language == .traditionalChinese { sections.append(words.traditionalScript) }
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func chart(_ parts: Parts, _ words: PromptWording) -> String? {
        var lines = parts.chart.map { "- \($0.text)" }
        if let note = parts.patientNote, !note.isEmpty { lines.append("- \(note)") }
        return lines.isEmpty ? nil : ([words.patient] + lines).joined(separator: "\n")
    }

    private func passages(_ parts: Parts, _ words: PromptWording) -> String {
        let passages = parts.citations.map { citation in
            let year = citation.year.map { " \($0)" } ?? ""
            return "[\(citation.n)] (\(citation.organisation)\(year)) \(citation.text)"
        }
        // What is computed depends on the question, so it stands with what changes from turn to turn.
        let computed = parts.computed.map { "[\($0.n)] \($0.text)" }
        return ([words.passages] + passages + (computed.isEmpty ? [] : [words.computed] + computed))
            .joined(separator: "\n")
    }

    private func question(_ parts: Parts, _ words: PromptWording) -> String {
        words.question + parts.question + "\n" + words.reminder(hasComputed: !parts.computed.isEmpty)
    }
}

extension PromptPart.Kind {
    /// Who says it, as the model is told.
    fileprivate var role: Role {
        switch self {
        case .system, .patient: .system
        case .earlierQuestion, .passages, .question: .user
        case .earlierAnswer: .assistant
        }
    }
}

/// The fixed words between the parts of a prompt.
private struct PromptWording {
    var language: Language

    var patient: String { language.isChinese ? "当前患者（仅作资料）：" : "The patient (data only):" }
    var passages: String { language.isChinese ? "指南段落（仅作资料）：" : "Guideline passages (data only):" }
    var computed: String { language.isChinese ? "程序计算结果（仅作资料）：" : "Computed by the program (data only):" }
    var question: String { language.isChinese ? "问题：" : "Question: " }
    func reminder(hasComputed: Bool) -> String {
        guard hasComputed else {
            return language.isChinese
                ? "只用以上段落回答，数字和单位照抄，每句句末标注段落编号，如[1]。"
                : "Answer from these passages only, copy figures and units exactly, end each sentence with its passage's "
                    + "number, like [1]."
        }
        return language.isChinese
            ? "只用以上段落和计算结果回答，数字和单位照抄，每句句末标注段落编号如[1]，或计算结果编号如[C1]。"
            : "Answer from these passages and the computed results only, copy figures and units exactly, end each "
                + "sentence with its passage's number, like [1], or its computed result's, like [C1]."
    }
    var traditionalScript: String { "請用繁體中文回答。" }
}
