import Clinical
import Evidence
import Foundation
import Inference
import TestSupport
import Testing

@testable import Consultation

@Suite("Every task's example, in both languages")
struct TaskExampleTests {
    @Test("All tasks are there, in the order in which they are listed")
    func all() throws {
        #expect(try TaskSamples.grove.get().tasks.map(\.id) == TaskSamples.ids)
    }

    @Test("Names, summaries, labels and questions stand in both languages", arguments: TaskSamples.ids)
    func bilingual(_ id: String) throws {
        let task = try TaskSamples.task(id)
        let texts =
            [task.name, task.summary] + task.sections.map(\.title) + task.fields.flatMap { [$0.label, $0.question] }
        for text in texts {
            #expect(!text.english.isEmpty && !text.english.contains { $0 > "\u{2E80}" && $0 < "\u{FF00}" }, "\(text)")
            #expect(text.chinese.contains { $0 > "\u{2E80}" } || text.chinese == text.english, "\(text)")
        }
    }

    @Test(
        "Every figure has a source, nothing missing goes unasked, and nobody is named",
        arguments: TaskSamples.forms, TaskSamples.languages)
    func withoutModel(_ id: String, _ language: Language) async throws {
        let form = try await TaskSamples.form(id, language)
        try expectSound(form, id, language)
        #expect(form.model == nil && form.language == language)
        #expect(form.fields.allSatisfy { $0.status != .filled || $0.source != "model" })
        #expect(form.fields.contains { $0.status == .filled })
        #expect(form.fields.allSatisfy { $0.status != .withheld }, "\(form.fields.filter { $0.status == .withheld })")
    }

    @Test("Required facts stay empty and are asked for where the input is bare", arguments: TaskSamples.languages)
    func bare(_ language: Language) async throws {
        let text = language == .english ? "Chief complaint: cough." : "主诉：咳嗽。"
        let request = TaskRequest(text: text, language: language, usesModel: false, now: TaskSamples.day)
        let task = try TaskSamples.task("case")
        let form = try await TaskSamples.runner().run(task, request)
        for id in ["medications", "allergies", "problems", "examination"] {
            let field = try #require(form.field(id))
            #expect(field.value == nil && field.status == .missing)
            #expect(form.questions.contains { $0.field == id && $0.isRequired })
        }
        let words = TaskMarkdown(form).text.lowercased()
        #expect(!words.contains("normal") && !words.contains("正常") && !words.contains("unremarkable"))
    }

    @Test("A task without its required input says what it needs", arguments: TaskSamples.languages)
    func input(_ language: Language) async throws {
        let request = TaskRequest(language: language, usesModel: false, now: TaskSamples.day)
        for id in TaskSamples.forms {
            let task = try TaskSamples.task(id)
            await #expect(throws: Failure.self) { try await TaskSamples.runner().run(task, request) }
        }
    }

    @Test("On a subject that the library doesn't know, a task that rests on evidence alone abstains")
    func abstains() async throws {
        let task = try TaskSamples.task("guidelines")
        let request = TaskRequest(about: "repairing a bicycle tyre", usesModel: false, now: TaskSamples.day)
        let form = try await TaskSamples.runner().run(task, request)
        #expect(form.status == .abstained && form.citations.isEmpty)
    }

    @Test(
        "A patient in an emergency gets the emergency text alone",
        arguments: [
            (Language.english, "Crushing chest pain and cold sweat for 20 minutes"),
            (.simplifiedChinese, "突发胸口压榨样疼痛20分钟，出冷汗"),
        ])
    func emergency(_ language: Language, _ text: String) async throws {
        let request = TaskRequest(text: text, language: language, usesModel: false, now: TaskSamples.day)
        let form = try await TaskSamples.runner().run(try TaskSamples.task("triage-advice"), request)
        #expect(form.status == .escalated && form.fields.map(\.id) == ["emergency"])
        #expect(form.field("emergency")?.value?.contains("120") == true)
        #expect(Answer(form, question: "/triage-advice").status == .escalated)
    }

    @Test("Escape sequences and the patient's name of a text don't reach the form")
    func hostile() async throws {
        let text =
            "Name: Jane Example\nChief complaint: cough.\u{1B}[2J Jane Example coughs at night.\nDiagnosis: asthma."
        let request = TaskRequest(text: text, language: .english, usesModel: false, now: TaskSamples.day)
        let form = try await TaskSamples.runner().run(try TaskSamples.task("case"), request)
        let shown = TaskMarkdown(form).text
        #expect(!shown.contains("\u{1B}") && !shown.contains("Jane Example"))
        #expect(shown.contains("[name]"))
    }

    @Test("The JSON has what the contract says, and reads back")
    func json() async throws {
        let form = try await TaskSamples.form("soap", .english)
        let data = try JSONEncoder().encode(form)
        #expect(try JSONDecoder().decode(TaskForm.self, from: data).fields.count == form.fields.count)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["schema"] as? String == "xinglin.task/1" && object["task"] as? String == "soap")
        #expect(
            ["language", "sections", "questions", "citations", "computed", "warnings"].allSatisfy { object[$0] != nil })
    }
}

extension TaskExampleTests {
    /// What must hold of every form, whoever filled it.
    private func expectSound(_ form: TaskForm, _ id: String, _ language: Language) throws {
        let task = try TaskSamples.task(id)
        let request = try TaskSamples.request(task, language)
        let known = try sources(of: form, task, request, language)
        for field in form.fields where field.status == .filled {
            for line in field.lines {
                let strange = Figure.all(in: line).filter { figure in !known.contains { abs($0 - figure.value) < 1e-6 }
                }
                #expect(strange.isEmpty, "\(id) \(field.id): \(strange.map(\.text)) in \(line)")
            }
            #expect(field.source != "ask", "\(id) \(field.id)")
            if field.source == "evidence", !field.citations.isEmpty { #expect(field.value?.contains("[") == true) }
            if field.source == "schedule" { #expect(field.lines.allSatisfy { $0.contains("[C") }) }
        }
        for field in form.fields where field.status != .filled {
            #expect(field.value == nil)
            #expect(form.questions.contains { $0.field == field.id }, "\(id) \(field.id) isn't asked for")
        }
        let shown = TaskMarkdown(form).text
        for word in [request.patient?.name, request.patient?.identifier].compactMap({ $0 }) {
            #expect(!shown.contains(word), "\(id) names the patient")
        }
        #expect(!shown.contains("☑") && !shown.unicodeScalars.contains { $0.value < 10 || $0.value == 0x1B })
    }

    /// The figures of everything that a form may take one from.
    private func sources(
        of form: TaskForm, _ task: TaskDescription, _ request: TaskRequest, _ language: Language
    ) throws -> Set<Double> {
        let example = task.example(in: language)
        var texts = [example?.text, example?.about].compactMap { $0 }
        if let chart = example?.chart {
            let raw = String(decoding: try TaskSamples.chart(chart), as: UTF8.self)
            texts += raw.matches(of: /[0-9]+(?:\.[0-9]+)?/).map { String($0.output) }
            texts += raw.matches(of: /[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?/).map { String($0.output) }
            texts += chartFacts(for: try #require(request.patient), language: language.rawValue, on: request.now).map(
                \.text)
        }
        if let text = example?.text {
            let read = try? PatientReader.read(Data(text.utf8), name: "text", vocabulary: TaskSamples.vocabulary)
            texts += (read?.patients ?? []).flatMap {
                chartFacts(for: $0, language: language.rawValue, on: request.now).map(\.text)
            }
        }
        texts += form.computed.map { $0.text + " " + $0.source + " " + $0.inputs.values.joined(separator: " ") }
        texts += form.citations.flatMap { citation in
            citation.alternatives
                + citation.dissents.flatMap { [$0.english, $0.chinese, $0.note, $0.chineseNote].compactMap { $0 } }
                + citation.dissents.map { SourceName.short($0.organisation, $0.year) }
                + [citation.sourceName, citation.guideline, citation.grade ?? ""]
        }
        texts += try TaskSamples.grove.get().triageRules.loadedRules.flatMap {
            [$0.message.english, $0.message.simplified, $0.source.text ?? ""]
        }
        var values = Set(texts.flatMap { Figure.all(in: $0) }.map(\.value))
        // Ages are reckoned from the birth date, repeated sentences are counted.
        if let age = request.patient?.age(on: request.now) { values.insert(Double(age)) }
        values.insert(2)
        return values
    }
}

@Suite("Tasks with the small real model", .serialized)
struct TaskModelTests {
    @Test(
        "What the model writes is kept only where it is supported; the rest is withheld and asked for",
        .enabled(if: Dependencies.has(Dependencies.smallModel)), arguments: TaskSamples.languages)
    func smallModel(_ language: Language) async throws {
        let options = LoadOptions(contextLength: 8192, threads: 2, batchSize: 256, checksWeights: false, maxSessions: 2)
        let model = try await SessionManager.load(Dependencies.smallModel, options: options)
        let runner = try await TaskSamples.runner(model)
        for id in ["soap", "adverse-event"] {
            let task = try TaskSamples.task(id)
            let plain = try await TaskSamples.form(id, language)
            let form = try await runner.run(task, try TaskSamples.request(task, language, usesModel: true))
            #expect(form.model?.name.isEmpty == false)
            // The model changes nothing that stood there without it.
            for field in plain.fields where field.status == .filled { #expect(form.field(field.id) == field) }
            for field in form.fields where field.source == "model" {
                if field.status == .filled {
                    #expect(field.value != nil)
                } else {
                    #expect(
                        field.detail != nil && form.questions.contains { $0.field == field.id }, "\(id) \(field.id)")
                }
            }
        }
    }
}
