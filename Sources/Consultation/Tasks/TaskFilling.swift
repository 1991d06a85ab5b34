import Clinical
import Evidence

/// The pure part of a task: what the program can fill by itself, which fields are left to the model, and what is asked.
struct TaskFilling: Sendable {
    let task: TaskDescription
    let context: TaskContext
    let evidence: TaskEvidence
    private(set) var ledger: TaskLedger
    /// Every field, in the form's order.
    private(set) var contents: [String: TaskContent] = [:]
    /// Which source filled a field, or was the last to try.
    private(set) var sources: [String: TaskSource] = [:]
    private(set) var withheld: [String: String] = [:]

    init(_ task: TaskDescription, _ context: TaskContext, _ evidence: TaskEvidence) {
        self.task = task
        self.context = context
        self.evidence = evidence
        ledger = TaskLedger(language: context.language)
        for field in task.fields { fill(field) }
    }

    /// The fields that only the model can still fill, in the form's order.
    var openForModel: [TaskDescription.Field] {
        task.fields.filter { contents[$0.id]?.isEmpty ?? true }.filter { $0.sources.contains(where: \.isModel) }
    }

    // MARK: Filling

    private mutating func fill(_ field: TaskDescription.Field) {
        var last = TaskContent()
        var asks: [String] = []
        for source in field.sources {
            sources[field.id] = source
            guard !source.isModel else { continue }
            let content = content(source, field)
            asks += content.asks
            last = content
            if !content.isEmpty { break }
        }
        last.asks = asks
        if last.isEmpty, field.sources.contains(where: \.isModel) { last.detail = context.wording.noModel }
        contents[field.id] = checked(last, field)
    }

    private mutating func content(_ source: TaskSource, _ field: TaskDescription.Field) -> TaskContent {
        switch source {
        case .chart(let part): ChartSource(context: context).content(part, limit: field.limit)
        case .tool(let part): ToolFieldSource(context: context).content(part, of: field, &ledger)
        case .evidence: EvidenceFieldSource(context: context, evidence: evidence).content(of: field, &ledger)
        case .dissents: EvidenceFieldSource(context: context, evidence: evidence).dissents(of: field)
        case .schedule: ScheduleSource(context: context, evidence: evidence).content(of: field, &ledger)
        case .text(let part): textContent(part, field)
        case .quality(let kind): RecordQuality(context: context).content(kind)
        case .about: context.about.isEmpty ? .missing() : TaskContent(lines: [context.about])
        case .ask: .missing(context.wording.forAPerson)
        case .model: .missing()
        }
    }

    private func textContent(_ part: TaskSource.TextPart, _ field: TaskDescription.Field) -> TaskContent {
        guard !context.text.isEmpty else { return .missing(context.wording.noText) }
        let words = field.words(in: context.language)
        let lines: [String] =
            switch part {
            case .whole: context.text.sentences
            case .section(let kind): context.text.sentences(of: kind)
            case .matching: context.text.sentences(with: words)
            case .denied: context.text.denials(with: words)
            case .problems: noteLines(.problems)
            case .medications: noteLines(.medications)
            case .allergies: noteLines(.allergies)
            case .values: noteLines(.values)
            }
        let most = field.limit ?? 8
        guard !lines.isEmpty else { return .missing(context.wording.notInText) }
        let left = lines.count - most
        return TaskContent(lines: Array(lines.prefix(most)), detail: left > 0 ? context.wording.more(left) : nil)
    }

    private func noteLines(_ section: ChartSection) -> [String] {
        context.noteFacts.filter { $0.section == section && !$0.id.hasSuffix(".summary") }.map(\.text)
    }

    // MARK: Checking

    /// No line stands without a source for its figures, none names the patient.
    private mutating func checked(_ content: TaskContent, _ field: TaskDescription.Field) -> TaskContent {
        guard !content.isEmpty else { return content }
        var content = content
        content.lines = content.lines.map(PlainText.line)
        guard let reason = TaskCheck(context: context, ledger: ledger, evidence: evidence).objection(to: content.lines)
        else { return content }
        withheld[field.id] = context.wording.unsupported(reason)
        return TaskContent(detail: withheld[field.id], asks: content.asks)
    }

    /// What the model wrote, as far as it is supported.
    mutating func take(_ written: ModelField.Outcome, for field: TaskDescription.Field, from source: TaskSource) {
        sources[field.id] = source
        let asks = contents[field.id]?.asks ?? []
        switch written {
        case .kept(var content):
            content.asks = asks
            contents[field.id] = checked(content, field)
        case .missing(let detail): contents[field.id] = TaskContent(detail: detail, asks: asks)
        case .withheld(let reason):
            withheld[field.id] = context.wording.unsupported(reason)
            contents[field.id] = TaskContent(detail: withheld[field.id], asks: asks)
        }
    }

    // MARK: The form

    var form: TaskForm {
        var form = TaskForm(task, language: context.language)
        let language = context.language.rawValue
        form.sections = task.sections.map { section in
            TaskForm.Section(
                id: section.id, title: section.title.text(in: language),
                fields: section.fields.filter(isShown).map(field))
        }
        form.questions = task.fields.filter(isShown).flatMap(questions)
        form.citations = ledger.citations
        form.computed = ledger.computed
        if context.text.isCut { form.warnings.append(Warning(kind: "text-cut", message: context.wording.textCut)) }
        if task.restsOnEvidence, ledger.citations.isEmpty { form.status = .abstained }
        return form
    }

    private func isShown(_ field: TaskDescription.Field) -> Bool {
        !field.isQuiet || !(contents[field.id]?.isEmpty ?? true) || withheld[field.id] != nil
    }

    private func field(_ field: TaskDescription.Field) -> TaskForm.Field {
        let language = context.language.rawValue
        let content = contents[field.id] ?? TaskContent()
        let boxes = field.boxes.map { $0.text(in: language) }
        let remarks = [content.detail, field.remark?.text(in: language)].compactMap { $0 }
        return TaskForm.Field(
            id: field.id, label: field.label.text(in: language),
            value: content.isEmpty ? nil : content.lines.joined(separator: "\n"),
            source: sources[field.id]?.kind ?? "ask",
            status: content.isEmpty ? (withheld[field.id] == nil ? .missing : .withheld) : .filled,
            detail: remarks.isEmpty ? nil : remarks.joined(separator: context.language.isChinese ? "；" : "; "),
            citations: content.citations, boxes: boxes.isEmpty ? nil : boxes)
    }

    private func questions(_ field: TaskDescription.Field) -> [TaskForm.Question] {
        let content = contents[field.id] ?? TaskContent()
        var questions: [TaskForm.Question] = []
        if content.isEmpty, content.asks.isEmpty || field.isRequired {
            let text = field.question.text(in: context.language.rawValue)
            questions.append(TaskForm.Question(field: field.id, text: text, isRequired: field.isRequired))
        }
        questions += content.asks.map { TaskForm.Question(field: field.id, text: $0, isRequired: field.isRequired) }
        return questions
    }
}

/// Holds a form's lines against everything that they may come from.
struct TaskCheck: Sendable {
    private let set: EvidenceSet
    private let context: TaskContext

    init(context: TaskContext, ledger: TaskLedger, evidence: TaskEvidence = TaskEvidence()) {
        self.context = context
        set = EvidenceSet(
            citations: ledger.citations, computed: ledger.computed,
            chart: Self.chart(context) + EvidenceFieldSource.dissentTexts(evidence),
            question: context.text.text + "\n" + context.about)
    }

    /// Why the lines can't be shown; nil where nothing is against them.
    func objection(to lines: [String]) -> String? {
        if lines.contains(where: context.hidden.isFound) { return context.wording.namesThePatient }
        let figures = lines.flatMap { Figure.all(in: $0) }
        return figures.allSatisfy(isKnown) ? nil : context.wording.figureWithoutSource
    }

    private func isKnown(_ figure: Figure) -> Bool {
        set.passages.contains { $0.holds(figure) } || set.context.contains { $0.holds(figure) }
    }

    /// Everything that the chart says, values of all days among it.
    private static func chart(_ context: TaskContext) -> [String] {
        let language = context.language.rawValue
        var texts = (context.facts + context.noteFacts).map(\.text)
        for patient in [context.chart, context.note, context.known].compactMap({ $0 }) {
            texts += patient.observations.map { one in
                [
                    one.name(in: language), one.statedText ?? "", one.statedNumber ?? "", one.time?.dayText ?? "",
                    one.note ?? "",
                ].joined(separator: " ")
            }
            texts += patient.problems.map { one in
                [one.text, one.code ?? "", one.onset?.dayText ?? "", one.abatement?.dayText ?? ""].joined(
                    separator: " ")
            }
            texts += patient.medications.map {
                [$0.text, $0.dosage ?? "", $0.date?.dayText ?? ""].joined(separator: " ")
            }
            texts += patient.reports.map {
                [$0.title, $0.conclusion ?? "", $0.time?.dayText ?? ""].joined(separator: " ")
            }
        }
        texts += context.alerts.map { $0.text(in: language) + " " + $0.source }
        texts += context.triage.loadedRules.flatMap {
            [$0.message.english, $0.message.simplified, $0.source.text ?? ""]
        }
        return texts
    }
}
