public import Clinical
import Foundation

/// A pre-consultation interview: one question at a time in the person's language, red flags after every answer, a structured
/// history at the end. Pure: the same answers always lead to the same place.
public struct Interview: Sendable {
    public enum Step: Sendable, Equatable {
        /// What is asked next, and how many answers there are already.
        case ask(String, answered: Int)
        /// The person must get help now: the emergency text and nothing that could delay it.
        case emergency(TaskForm)
        case finished(TaskForm)
    }

    private let task: TaskDescription
    private let triage: TriageRules
    public let language: Language
    /// Asked and answered in Simplified where the person reads Traditional; nil where OpenCC's data isn't there.
    private let bridge: ScriptBridge?
    /// In which the history is kept.
    private let inner: Language
    private let wording: InterviewWording
    /// In the order of the form.
    private var given: [String: String] = [:]
    private var confirmed: [BilingualText] = []
    private var denied: [BilingualText] = []
    /// Fields whose answer couldn't be used once: the second time the field stays empty.
    private var retried: Set<String> = []
    private var passed: Set<String> = []
    private var answered = 0

    public init(_ task: TaskDescription, triage: TriageRules, language: Language) {
        self.task = task
        self.triage = triage
        self.language = language
        bridge = try? ScriptBridge(to: language)
        inner = language == .traditionalChinese ? .simplifiedChinese : language
        wording = InterviewWording(language: inner)
    }

    /// Where the answers lead, from the first question on.
    public static func replay(
        _ answers: [String], _ task: TaskDescription, triage: TriageRules, language: Language
    ) -> Step {
        var interview = Interview(task, triage: triage, language: language)
        var step = interview.current
        for answer in answers {
            guard case .ask = step else { return step }
            step = interview.answer(answer)
        }
        return step
    }

    /// What is to be done now.
    public var current: Step { bridge?.outside(step) ?? step }

    private var step: Step {
        let notice = notice
        if notice.level == .emergency { return .emergency(form(notice, isEmergency: true)) }
        guard let question else { return .finished(form(notice, isEmergency: false)) }
        return .ask(question, answered: answered)
    }

    /// The history as far as it goes, where the answers end before the questions do.
    public var unfinished: TaskForm {
        let form = form(notice, isEmergency: notice.level == .emergency)
        return bridge?.outside(form) ?? form
    }

    /// Takes the answer to the question that stands.
    public mutating func answer(_ text: String) -> Step {
        answered += 1
        let said = PlainText.line(String(text.prefix(600)))
        let text = bridge?.inside(said) ?? said
        if let symptom = openSymptom {
            take(text, on: symptom)
        } else if let field = openField {
            take(text, for: field)
        }
        return current
    }

    private mutating func take(_ text: String, on symptom: BilingualText) {
        switch YesNo(text) {
        case .yes: confirmed.append(symptom)
        case .no: denied.append(symptom)
        case .open:
            // Words of their own say more than a yes.
            if !text.isEmpty, !wording.isUnknown(text) { given["accompanying", default: ""] += text + " " }
            passed.insert(symptom.english)
        }
    }

    private mutating func take(_ text: String, for field: TaskDescription.Field) {
        if let value = AnswerReading(field.answer, inner).value(of: text), !wording.isUnknown(text) {
            given[field.id] = value
        } else if text.isEmpty || wording.isUnknown(text) || !retried.insert(field.id).inserted {
            passed.insert(field.id)
        }
    }

    // MARK: The next question

    private var question: String? {
        if let symptom = openSymptom { return wording.alsoThere(symptom.text(in: inner.rawValue)) }
        guard let field = openField else { return nil }
        let text = field.question.text(in: inner.rawValue)
        return retried.contains(field.id) ? wording.again(field.answer) + " " + text : text
    }

    private var openField: TaskDescription.Field? {
        task.fields.first { field in
            guard given[field.id] == nil, !passed.contains(field.id), field.symptoms.isEmpty else { return false }
            return isDue(field)
        }
    }

    private func isDue(_ field: TaskDescription.Field) -> Bool {
        guard let condition = field.condition else { return true }
        guard let answer = given[condition.field] else { return false }
        return condition.words.contains { Words.stands($0, in: answer) }
    }

    /// A symptom that the rules would take more seriously than what is said so far; asked once the fields before it are
    /// done.
    private var openSymptom: BilingualText? {
        guard let place = task.fields.firstIndex(where: { !$0.symptoms.isEmpty }) else { return nil }
        let before = task.fields[..<place].filter(isDue)
        guard before.allSatisfy({ given[$0.id] != nil || passed.contains($0.id) }) else { return nil }
        let asked = confirmed.count + denied.count + task.fields[place].symptoms.count { passed.contains($0.english) }
        guard asked < Self.mostSymptoms else { return nil }
        let level = notice.level
        let left = task.fields[place].symptoms.filter { symptom in
            !confirmed.contains(symptom) && !denied.contains(symptom) && !passed.contains(symptom.english)
        }
        let weighed = left.map { (symptom: $0, level: assess(narrative + " " + wording.stated($0)).level) }
        return weighed.enumerated().filter { $0.element.level > level }
            .max { ($0.element.level, $1.offset) < ($1.element.level, $0.offset) }?.element.symptom
    }

    private static let mostSymptoms = 6

    // MARK: Red flags

    private var notice: TriageNotice { assess(narrative) }

    private func assess(_ text: String) -> TriageNotice {
        TriageNotice(triage.assess(text, language: language.rawValue))
    }

    /// What the person said of the present illness, as one text; not the illnesses of before.
    private var narrative: String {
        let told = task.fields.filter { $0.answer == .words && Self.ofNow.contains($0.id) }.compactMap { given[$0.id] }
        let age = given["age"].map { wording.aged($0) }
        // What was denied adds no danger, and a rule mustn't read it as said.
        let symptoms = confirmed.map(wording.stated)
        return ([age].compactMap { $0 } + told + [given["accompanying"] ?? ""] + symptoms).joined(
            separator: wording.stop)
    }

    private static let ofNow: Set<String> = [
        "complaint", "since", "where", "character", "course", "relief", "pregnancy",
    ]

    // MARK: The history

    private func form(_ notice: TriageNotice, isEmergency: Bool) -> TaskForm {
        var form = TaskForm(task, language: inner)
        form.triage = notice
        form.status = isEmergency ? .escalated : .filled
        form.sections = isEmergency ? [emergency(notice)] : []
        form.sections += task.sections.map { section in
            TaskForm.Section(
                id: section.id, title: section.title.text(in: inner.rawValue),
                fields: section.fields.filter { isDue($0) || given[$0.id] != nil }.map(field))
        }
        form.questions = task.fields.filter { isDue($0) && value(of: $0) == nil }.map { field in
            TaskForm.Question(
                field: field.id, text: field.question.text(in: inner.rawValue), isRequired: field.isRequired)
        }
        return form
    }

    private func emergency(_ notice: TriageNotice) -> TaskForm.Section {
        let title = TaskWording(language: inner).emergency
        let lines = notice.rules.map { PlainText.line($0.message) }.filter { !$0.isEmpty }
        let field = TaskForm.Field(
            id: "emergency", label: title, value: lines.joined(separator: "\n"), source: "tool", status: .filled,
            detail: nil, citations: [], boxes: nil)
        return TaskForm.Section(id: "emergency", title: title, fields: [field])
    }

    private func field(_ field: TaskDescription.Field) -> TaskForm.Field {
        let value = value(of: field)
        return TaskForm.Field(
            id: field.id, label: field.label.text(in: inner.rawValue), value: value, source: "answer",
            status: value == nil ? .missing : .filled, detail: value == nil ? wording.notAnswered : nil, citations: [],
            boxes: nil)
    }

    private func value(of field: TaskDescription.Field) -> String? {
        guard !field.symptoms.isEmpty else { return given[field.id] }
        let language = inner.rawValue
        let lines =
            confirmed.map { wording.yes + $0.text(in: language) } + denied.map { wording.no + $0.text(in: language) }
        let free = (given["accompanying"] ?? "").split(separator: "\n").map { PlainText.line(String($0)) }
        let all = lines + free.filter { !$0.isEmpty }
        return all.isEmpty ? nil : all.joined(separator: "\n")
    }
}
