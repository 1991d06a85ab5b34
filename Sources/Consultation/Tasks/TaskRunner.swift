public import Clinical
import Evidence
import Foundation
public import Inference

/// From a task and its input to a checked form: what the chart, the tools and the library say first, then the model's fields
/// one by one. The command line and the interface are both clients of it.
public struct TaskRunner: Sendable {
    private let grove: Grove
    private let evidence: any EvidenceSource
    private let vocabulary: @Sendable () -> NoteVocabulary
    private let model: @Sendable () async throws -> any LanguageModel
    private let digest: @Sendable (ModelInfo) -> String?
    private let options: GenerationOptions

    /// - Parameters:
    ///   - vocabulary: the names by which texts are read
    ///   - digest: the SHA-256 of the model's file where it is known already
    public init(
        grove: Grove, evidence: any EvidenceSource, vocabulary: @escaping @Sendable () -> NoteVocabulary,
        model: @escaping @Sendable () async throws -> any LanguageModel,
        digest: @escaping @Sendable (ModelInfo) -> String? = { _ in nil },
        options: GenerationOptions = GenerationOptions()
    ) {
        self.grove = grove
        self.evidence = evidence
        self.vocabulary = vocabulary
        self.model = model
        self.digest = digest
        self.options = options
    }

    /// - Parameter tell: told triage, passages, computed values and the form without the model's part as they come.
    /// - Throws: `Failure` where a required input is missing; what packs, library and model throw.
    public func run(
        _ task: TaskDescription, _ asked: TaskRequest, tell outside: (TurnEvent) -> Void = { _ in }
    ) async throws -> TaskForm {
        let language = asked.resolvedLanguage
        if let missing = task.missingInput(asked, in: language) { throw Failure.taskInput(task, missing, language) }
        var bridge = try ScriptBridge(to: language)
        let out = bridge
        func tell(_ event: TurnEvent) { for told in bridge.outside(event) { outside(told) } }
        let form = try await fill(task, bridge.inside(asked), said: language, tell) { form in
            outside(.lead(TaskMarkdown(out.outside(form)).text))
        }
        return out.outside(form)
    }

    /// - Parameters:
    ///   - language: in which the person is spoken to, whatever the form is filled in
    ///   - show: told the form without the model's part
    private func fill(
        _ task: TaskDescription, _ request: TaskRequest, said language: Language, _ tell: (TurnEvent) -> Void,
        show: (TaskForm) -> Void
    ) async throws -> TaskForm {
        let context = TaskContext(
            request, safety: try grove.medication, tables: try grove.tables, triage: grove.triageRules,
            vocabulary: vocabulary())
        let notice = triage(context, said: language)
        tell(.triaged(notice))
        if notice.level == .emergency, task.audience == .patient { return escalated(task, context, notice) }

        var filling = TaskFilling(task, context, try await gather(task, context))
        tell(.evidence(filling.ledger.citations))
        if !filling.ledger.computed.isEmpty { tell(.computed(filling.ledger.computed)) }
        var form = filling.form
        guard form.status == .filled else { return finished(form, notice) }
        show(finished(form, notice))
        var stamp: ModelStamp?
        if request.usesModel, !filling.openForModel.isEmpty {
            stamp = try await write(&filling, tell)
            form = filling.form
        }
        form.model = stamp
        if Task.isCancelled { form.status = .cancelled }
        return finished(form, notice)
    }

    private func finished(_ form: TaskForm, _ notice: TriageNotice) -> TaskForm {
        var form = form
        form.triage = notice
        return form
    }

    // MARK: Before the model

    /// The rules know both scripts, and have messages in either.
    private func triage(_ context: TaskContext, said language: Language) -> TriageNotice {
        let said = [context.text.ofNow, context.about].joined(separator: "\n")
        return TriageNotice(grove.triageRules.assess(said, language: language.rawValue))
    }

    /// A patient in an emergency gets the emergency text and nothing that could delay it.
    private func escalated(_ task: TaskDescription, _ context: TaskContext, _ notice: TriageNotice) -> TaskForm {
        var form = TaskForm(task, language: context.language)
        form.status = .escalated
        form.triage = notice
        let lines = notice.rules.map { PlainText.line($0.message) }.filter { !$0.isEmpty }
        let field = TaskForm.Field(
            id: "emergency", label: context.wording.emergency, value: lines.joined(separator: "\n"), source: "tool",
            status: .filled, detail: nil, citations: [], boxes: nil)
        form.sections = [TaskForm.Section(id: "emergency", title: context.wording.emergency, fields: [field])]
        return form
    }

    private func gather(_ task: TaskDescription, _ context: TaskContext) async throws -> TaskEvidence {
        var gathered = TaskEvidence()
        for field in task.fields where field.sources.contains(.evidence) || field.sources.contains(.dissents) {
            let packs = field.packs.isEmpty ? nil : field.packs
            for query in context.queries(of: field) where gathered.found[query] == nil {
                gathered.found[query] = try await evidence.search(
                    query, specialties: packs, limit: 6, context: try searchContext(query, context))
            }
        }
        let ids = task.fields.flatMap(\.plan).map(\.passage)
        if !ids.isEmpty {
            for result in try await evidence.passages(named: ids) { gathered.named[result.passage.id] = result }
        }
        return gathered
    }

    private func searchContext(_ query: String, _ context: TaskContext) throws -> SearchContext {
        let request = TurnRequest(
            question: query, patient: context.record, session: SessionID(), now: context.request.now)
        return SearchContext(request, using: try grove.medication)
    }

    // MARK: The model

    /// One field after the other; an answer that is called off leaves its field empty.
    private func write(_ filling: inout TaskFilling, _ tell: (TurnEvent) -> Void) async throws -> ModelStamp {
        let model = try await model()
        let info = await model.info
        let session = SessionID()
        var served: ServedBy?
        let context = filling.context
        let key = Specialty.promptKey(filling.task.audience, context.language)
        for field in filling.openForModel {
            guard !Task.isCancelled else { break }
            let check = chartCheck(context)
            guard let asked = ModelField(field, context, filling.ledger, chartCheck: check), asked.hasData else {
                continue
            }
            let messages = asked.messages(rules: grove.commonPrompts[key] ?? "")
            var options = asked.options(self.options)
            options.holdsPatientData = context.holdsPatientData
            guard try await model.countTokens(messages) + options.maxTokens <= info.contextLength else {
                filling.take(.missing(context.wording.tooLong), for: field, from: .model(asked.part))
                continue
            }
            let (text, isCut, by) = try await answer(model.generate(messages, session: session, options: options), tell)
            served = by ?? served
            guard !Task.isCancelled else { break }
            filling.take(asked.outcome(of: text, isCut: isCut), for: field, from: .model(asked.part))
        }
        await model.close(session)
        return ModelStamp(
            name: served?.model ?? info.name, sha256: digest(info), adapter: nil, engine: served?.engine ?? info.engine,
            seed: options.seed, temperature: options.temperature)
    }

    private func chartCheck(_ context: TaskContext) -> ChartCheck? {
        guard let safety = try? grove.medication, context.record != nil else { return nil }
        let request = TurnRequest(
            question: context.about, patient: context.record, session: SessionID(), now: context.request.now)
        return ChartCheck(request, safety: safety)
    }

    private func answer(
        _ events: AsyncThrowingStream<GenerationEvent, any Error>, _ tell: (TurnEvent) -> Void
    ) async throws -> (text: String, isCut: Bool, servedBy: ServedBy?) {
        var text = ""
        var servedBy: ServedBy?
        var isCut = false
        for try await event in events {
            switch event {
            case .started(let prompt, let cached): tell(.generating(promptTokens: prompt, cachedTokens: cached))
            case .promptProgress(let done, let total): tell(.readingPrompt(done: done, total: total))
            case .token: break
            case .text(let piece): text += piece
            case .finished(let summary):
                isCut = summary.stopReason != .endOfGeneration
                servedBy = summary.servedBy
            }
        }
        return (text, isCut, servedBy)
    }
}

extension Failure {
    static func taskInput(_ task: TaskDescription, _ missing: String, _ language: Language) -> Failure {
        let name = task.name.text(in: language)
        let help = "xinglin task \(task.id) --help"
        return Failure(
            what: language.pick("\"\(name)\" lacks its input.", "“\(name)”缺少输入。", "“\(name)”缺少輸入。"), why: missing,
            whatToDo: language.pick("See \(help).", "见 \(help)。", "見 \(help)。"))
    }
}
