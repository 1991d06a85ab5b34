import Clinical
import Evidence
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
        /// Of the chart, what this question alone names.
        var asked: [ChartFact] = []
        var patientNote: String?
        var computed: [ComputedValue]
        var history: [TurnRequest.Earlier]
        var citations: [Citation]
        /// Empty where there is none yet.
        var question: String
        /// How the answer begins; the model goes on from here.
        var lead = ""
        /// What the answer's beginning says in full, so that it isn't read twice.
        var quoted: Set<Int> = []
        var said: Set<String> = []
        /// The words with which the model's own sentences begin.
        var opening = ""
    }

    func messages(_ parts: Parts) -> [ChatMessage] { Self.messages(sections(parts)) }

    /// The whole prompt, part by part, in the order in which the model reads it.
    func sections(_ parts: Parts) -> [PromptPart] {
        let words = PromptWording(language: parts.language)
        var sections = [PromptPart(kind: .system, text: system(parts.specialties, parts.audience, parts.language))]
        if let chart = chart(parts, words) { sections.append(PromptPart(kind: .patient, text: chart)) }
        for turn in parts.history {
            sections.append(PromptPart(kind: .earlierQuestion, text: turn.question))
            sections.append(PromptPart(kind: .earlierAnswer, text: turn.answer))
        }
        if let passages = passages(parts, words) { sections.append(PromptPart(kind: .passages, text: passages)) }
        if !parts.question.isEmpty { sections.append(PromptPart(kind: .question, text: question(parts, words))) }
        if !parts.lead.isEmpty { sections.append(PromptPart(kind: .lead, text: parts.lead)) }
        return sections
    }

    /// The rules and the patient are one message, and so are the passages and the question.
    static func messages(_ sections: [PromptPart]) -> [ChatMessage] {
        sections.reduce(into: []) { messages, section in
            let isContinued = section.kind == .patient || section.kind == .question
            if isContinued, messages.last?.role == section.kind.role, let last = messages.popLast() {
                let text = [last.text, section.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
                messages.append(ChatMessage(role: last.role, text: text))
            } else {
                messages.append(ChatMessage(role: section.kind.role, text: section.text))
            }
        }
    }

    /// The rules and the specialties' instructions: the same for every patient and question.
    func system(_ specialties: [Specialty], _ audience: Audience, _ language: Language) -> String {
        var sections = [grove.commonPrompts[Specialty.promptKey(audience, language)] ?? ""]
        sections += specialties.map { $0.systemPrompt(for: audience, in: language) }
        if language == .traditionalChinese { sections.append(PromptWording(language: language).traditionalScript) }
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func chart(_ parts: Parts, _ words: PromptWording) -> String? {
        var lines = parts.chart.map { "- \($0.text)" }
        if let note = parts.patientNote, !note.isEmpty { lines.append("- \(note)") }
        return lines.isEmpty ? nil : ([words.patient] + lines).joined(separator: "\n")
    }

    private func passages(_ parts: Parts, _ words: PromptWording) -> String? {
        let passages = parts.citations.filter { !parts.quoted.contains($0.n) }.map { citation in
            let year = citation.year.map { " \($0)" } ?? ""
            return "[\(citation.n)] (\(citation.organisation)\(year)) \(Instructions.withoutQuotations(citation.text))"
        }
        // What the question names or has computed stands with what changes from turn to turn.
        let computed = parts.computed.filter { !parts.said.contains($0.n) }.map { "[\($0.n)] \($0.text)" }
        let asked = parts.asked.map { "- \($0.text)" }
        let lists = [(words.asked, asked), (words.passages, passages), (words.computed, computed)].filter {
            !$0.1.isEmpty
        }
        return lists.isEmpty ? nil : lists.map { ([$0.0] + $0.1).joined(separator: "\n") }.joined(separator: "\n")
    }

    private func question(_ parts: Parts, _ words: PromptWording) -> String {
        words.question + parts.question + "\n" + words.reminder(isBegun: !parts.lead.isEmpty)
    }
}

extension PromptPart.Kind {
    /// Who says it, as the model is told.
    fileprivate var role: Role {
        switch self {
        case .system, .patient: .system
        case .earlierQuestion, .passages, .question: .user
        case .earlierAnswer, .lead: .assistant
        }
    }
}

/// The fixed words between the parts of a prompt.
private struct PromptWording {
    var language: Language

    var patient: String { language.isChinese ? "当前患者（仅作资料）：" : "The patient (data only):" }
    var asked: String { language.isChinese ? "该患者的其他资料（仅作资料）：" : "More of the patient (data only):" }
    var passages: String { language.isChinese ? "指南段落（仅作资料）：" : "Guideline passages (data only):" }
    var computed: String { language.isChinese ? "程序计算结果（仅作资料）：" : "Computed by the program (data only):" }
    var question: String { language.isChinese ? "问题：" : "Question: " }
    func reminder(isBegun: Bool) -> String {
        guard isBegun else {
            return language.isChinese
                ? "只用以上资料回答，数字和单位照抄，每句句末标注编号，如[1]或[C1]。"
                : "Answer from the above only, copy figures and units exactly, end each sentence with its number, like [1] or "
                    + "[C1]."
        }
        return language.isChinese
            ? "接着写完已开头的回答：只依据其中的引文和以上资料，数字和单位照抄，每句句末标注编号，如[1]或[C1]。"
            : "Finish the reply that is begun: rest on its quotations and the above only, copy figures and units exactly, end "
                + "each sentence with its number, like [1] or [C1]."
    }
    var traditionalScript: String { "請用繁體中文回答。" }
}
