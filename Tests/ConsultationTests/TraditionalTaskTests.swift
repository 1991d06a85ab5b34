import Clinical
import Foundation
import Script
import Testing

@testable import Consultation

@Suite("A form that is asked for in Traditional script is Traditional throughout")
struct TraditionalTaskTests {
    private let converter: ScriptConverter

    init() throws { converter = try ScriptConverter() }

    /// What conversion would still change, with the words around it.
    private func simplified(in text: String) -> [String] {
        zip(text.split(separator: "\n"), converter.traditional(text).split(separator: "\n"))
            .filter { $0 != $1 }.map { "\($0) → \($1)" }
    }

    @Test("Every task, with its Chinese example written in Traditional", arguments: TaskSamples.forms)
    func forms(_ id: String) async throws {
        let task = try TaskSamples.task(id)
        var request = try TaskSamples.request(task, .traditionalChinese)
        request.text = request.text.map(converter.traditional)
        request.about = request.about.map(converter.traditional)
        var events: [TurnEvent] = []
        let form = try await TaskSamples.runner().run(task, request) { events.append($0) }
        #expect(form.language == .traditionalChinese && form.task == id)
        #expect(simplified(in: TaskMarkdown(form).text).isEmpty, "\(id): \(simplified(in: TaskMarkdown(form).text))")
        let beside = form.warnings.map(\.message) + form.triage.rules.map(\.message) + form.citations.map(\.text)
        let texts = beside + form.computed.map(\.text) + form.questions.map(\.text)
        #expect(simplified(in: texts.joined(separator: "\n")).isEmpty, "\(id)")
        for case .lead(let text) in events { #expect(simplified(in: text).isEmpty, "\(id)") }
        // The same form as the Simplified one but for its script.
        let other = try await TaskSamples.form(id, .simplifiedChinese)
        #expect(form.fields.map(\.id) == other.fields.map(\.id))
        #expect(form.fields.map(\.status) == other.fields.map(\.status), "\(id)")
        #expect(form.citations.map(\.passage) == other.citations.map(\.passage))
    }

    @Test("The language is told by the text, and what is missing is told in it")
    func language() async throws {
        let task = try TaskSamples.task("case")
        let request = TaskRequest(text: "主訴：咳嗽三天。過敏史：青黴素。", usesModel: false, now: TaskSamples.day)
        let form = try await TaskSamples.runner().run(task, request)
        #expect(form.language == .traditionalChinese && form.field("complaint")?.value == "咳嗽三天。")
        #expect(TaskMarkdown(form).text.contains("青黴素"))
        let empty = TaskRequest(language: .traditionalChinese, usesModel: false, now: TaskSamples.day)
        for id in TaskSamples.forms {
            let task = try TaskSamples.task(id)
            guard let missing = task.missingInput(empty, in: .traditionalChinese) else { continue }
            let failure = Failure.taskInput(task, missing, .traditionalChinese)
            #expect(simplified(in: failure.description).isEmpty, "\(failure.description)")
        }
    }

    @Test("An emergency's text is the one that somebody wrote in Traditional")
    func emergency() async throws {
        let request = TaskRequest(text: "突發胸口壓榨樣疼痛20分鐘，出冷汗", usesModel: false, now: TaskSamples.day)
        let form = try await TaskSamples.runner().run(try TaskSamples.task("triage-advice"), request)
        let messages = try TaskSamples.grove.get().triageRules.loadedRules.compactMap(\.message.traditional)
        #expect(form.status == .escalated && form.language == .traditionalChinese)
        #expect(form.field("emergency")?.lines.allSatisfy { line in messages.contains { $0.contains(line) } } == true)
    }

    @Test("The interview asks and writes in Traditional, and understands answers in it")
    func interview() throws {
        let task = try TaskSamples.task("interview")
        let triage = try TaskSamples.grove.get().triageRules
        let answers = try #require(task.example(in: .traditionalChinese)?.text).split(separator: "\n")
            .map { converter.traditional(String($0)) }
        var interview = Interview(task, triage: triage, language: .traditionalChinese)
        for answer in answers {
            guard case .ask(let text, _) = interview.current else { break }
            #expect(simplified(in: text).isEmpty, "\(text)")
            _ = interview.answer(answer)
        }
        let form = interview.unfinished
        #expect(form.language == .traditionalChinese && form.field("severity")?.value == "4/10")
        #expect(simplified(in: TaskMarkdown(form).text).isEmpty, "\(simplified(in: TaskMarkdown(form).text))")
        #expect(form.field("accompanying")?.lines.allSatisfy { $0.hasPrefix("無：") } == true)
    }
}
