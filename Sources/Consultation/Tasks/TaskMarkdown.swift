import Clinical

/// A form as Markdown, for a screen of 80 columns: an empty field shows a dash, and what is missing is asked at the end.
public struct TaskMarkdown: Sendable {
    private let form: TaskForm
    private var wording: TaskWording { TaskWording(language: form.language) }

    public init(_ form: TaskForm) { self.form = form }

    public var text: String {
        let foot = form.audience == .patient ? wording.plainDraft : wording.draft
        var blocks = ["# " + form.title, "*\(foot)*"]
        if let remark = form.remark { blocks.append(remark) }
        if form.status != .escalated, form.triage.level >= .urgent { blocks.append(flags) }
        if form.status == .abstained { blocks.append(wording.noEvidence) }
        blocks += form.sections.map(section)
        if !form.questions.isEmpty { blocks.append(questions) }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private var flags: String {
        // Where a field lists them all, the gravest one is enough here.
        let isListed = form.fields.contains { ["red-flags", "advice"].contains($0.id) && $0.status == .filled }
        return form.triage.rules.prefix(isListed ? 1 : 6).map {
            "**⚠ \(PlainText.line($0.message))** \(wording.bracket("“\(PlainText.line($0.matched))”"))"
        }
        .joined(separator: "\n\n")
    }

    private func section(_ section: TaskForm.Section) -> String {
        (["## " + section.title, ""] + section.fields.map(field)).joined(separator: "\n")
    }

    private func field(_ field: TaskForm.Field) -> String {
        let remark = field.detail.map { " *\(PlainText.line($0))*" } ?? ""
        let boxes = (field.boxes ?? []).map { "  - ☐ " + $0 }
        let head = "- **\(field.label)**"
        let lines = field.lines
        if lines.isEmpty {
            return ([head + wording.colon + wording.emptyField + remark] + boxes).joined(separator: "\n")
        }
        if lines.count == 1, boxes.isEmpty { return head + wording.colon + lines[0] + remark }
        return ([head + remark] + lines.map { "  - " + $0 } + boxes).joined(separator: "\n")
    }

    private var questions: String {
        let sorted = form.questions.filter(\.isRequired) + form.questions.filter { !$0.isRequired }
        var seen: Set<String> = []
        let lines = sorted.filter { seen.insert($0.text).inserted }.enumerated().map { index, question in
            "\(index + 1). " + question.text + (question.isRequired ? "" : wording.bracket(wording.ifKnown))
        }
        return (["## " + wording.toAsk, ""] + lines).joined(separator: "\n")
    }
}
