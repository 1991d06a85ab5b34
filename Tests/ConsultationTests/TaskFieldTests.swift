import Clinical
import Evidence
import Foundation
import Testing

@testable import Consultation

@Suite("Fields of a form")
struct TaskFieldTests {
    private func context(_ text: String, _ language: Language = .english, patient: Patient? = nil) throws -> TaskContext
    {
        let grove = try TaskSamples.grove.get()
        return TaskContext(
            TaskRequest(patient: patient, text: text, language: language, now: TaskSamples.day),
            safety: try grove.medication, tables: try grove.tables, triage: grove.triageRules,
            vocabulary: TaskSamples.vocabulary)
    }

    private func field(_ id: String, of task: String) throws -> TaskDescription.Field {
        try #require(try TaskSamples.task(task).fields.first { $0.id == id })
    }

    // MARK: Text

    @Test("Sections are found by their headings, in both languages and on one line")
    func sections() {
        let english = TaskText("Chief complaint: cough.\nPMH: asthma since 2010.\nAllergies: none known.")
        #expect(english.sentences(of: .complaint) == ["cough."])
        #expect(english.sentences(of: .past) == ["asthma since 2010."])
        let chinese = TaskText("主诉：咳嗽3天。现病史：夜间加重，无发热。过敏史：无。")
        #expect(chinese.sentences(of: .complaint) == ["咳嗽3天。"])
        #expect(chinese.sentences(of: .present) == ["夜间加重，无发热。"])
        #expect(chinese.ofNow.contains("过敏史：") && !chinese.ofNow.contains("过敏史：无"))
    }

    // MARK: Chart

    @Test(
        "The weight of an adverse-event report is the weight alone, and missing where only other values are there",
        arguments: [
            (Language.english, "Weight 71 kg, temperature 38.4 C.", "Temperature 38.4 C, BP 120/80 mmHg."),
            (.simplifiedChinese, "体重71kg，体温38.4℃。", "体温38.4℃，血压120/80 mmHg。"),
        ])
    func weight(_ language: Language, _ with: String, _ without: String) throws {
        #expect(try field("weight", of: "adverse-event").sources == [.chart(.weight)])
        let found = ChartSource(context: try context(with, language)).content(.weight, limit: nil)
        #expect(found.lines == ["71 kg"], "\(found)")
        #expect(ChartSource(context: try context(without, language)).content(.weight, limit: nil).isEmpty)
    }

    // MARK: Calculators

    @Test(
        "NEWS2 is reckoned from one set of observations and asks for what isn't said",
        arguments: [
            (
                Language.english,
                "71-year-old woman, alert. Respiratory rate 22/min, SpO2 94% on room air, BP 104/62 mmHg, heart rate 112/min, temperature 38.6 C.",
                "71-year-old woman. Respiratory rate 22/min, SpO2 94%, BP 104/62 mmHg, heart rate 112/min, temperature 38.6 C."
            ),
            (
                .simplifiedChinese, "女，71岁，神志清。呼吸22次/分，血氧饱和度94%（未吸氧），血压104/62 mmHg，心率112次/分，体温38.6℃。",
                "女，71岁。呼吸22次/分，血氧饱和度94%，血压104/62 mmHg，心率112次/分，体温38.6℃。"
            ),
        ])
    func news2(_ language: Language, _ whole: String, _ partial: String) throws {
        let field = try field("news2", of: "early-warning")
        var ledger = TaskLedger(language: language)
        let full = CalculatorSource(context: try context(whole, language), field: field).content("news2", &ledger)
        // 2 for breathing, 1 for SpO₂, 1 for pressure, 2 for pulse, 1 for temperature.
        #expect(ledger.computed.first?.value == 7 && full.lines.first?.hasSuffix("[C1]") == true)
        let open = CalculatorSource(context: try context(partial, language), field: field).content("news2", &ledger)
        #expect(open.isEmpty && open.asks.count == 2, "\(open)")
    }

    @Test("A denied sign of a nodule is a no, and a report with two sizes leaves the size open")
    func nodule() throws {
        let field = try field("brock", of: "imaging")
        let said =
            "64-year-old man. Single solid nodule of 7 mm in the right upper lobe, no spiculation. No emphysema. No family history of lung cancer."
        var ledger = TaskLedger(language: .english)
        let content = CalculatorSource(context: try context(said), field: field).content("brock", &ledger)
        #expect(content.lines.count == 1 && ledger.computed.first?.inputs["spiculation"] == "no")
        let two = said.replacing("7 mm", with: "7 mm and 12 mm")
        let open = CalculatorSource(context: try context(two), field: field).content("brock", &ledger)
        #expect(open.isEmpty && open.asks.count == 1)
    }

    // MARK: The model's fields

    private func model(_ part: TaskSource.ModelPart, _ id: String, _ task: String, _ text: String) throws -> ModelField
    {
        let context = try context(text)
        return try #require(
            ModelField(try field(id, of: task), context, TaskLedger(language: .english), chartCheck: nil))
    }

    @Test("Picked sentences are the text's own; numbers that aren't there pick nothing")
    func picks() throws {
        let field = try model(.pick, "complaint", "soap", "Coughs at night. Sleeps badly.")
        #expect(field.grammar.contains("\"S2\"") && !field.grammar.contains("\"S3\""))
        guard case .kept(let content) = field.outcome(of: "S2") else { throw Unexpected() }
        #expect(content.lines == ["Sleeps badly."])
        #expect(field.outcome(of: "S9") == .missing(TaskWording(language: .english).notInText))
        #expect(field.outcome(of: "none") == .missing(TaskWording(language: .english).notInText))
    }
    private struct Unexpected: Error {}

    @Test("A choice needs the text's own words, with the same yes or no")
    func choices() throws {
        let text = "Rash on the trunk. The patient was not admitted to hospital."
        let field = try model(.choose, "hospital", "adverse-event", text)
        #expect(field.outcome(of: "yes") == .withheld(TaskWording(language: .english).noSource))
        guard case .kept(let content) = field.outcome(of: "no") else { throw Unexpected() }
        #expect(content.lines == ["no"])
        #expect(field.outcome(of: "unstated") == .missing(TaskWording(language: .english).notChosen))
    }

    @Test("A written sentence that nothing supports, or that turns a no into a yes, is withheld")
    func writing() throws {
        let text = "Denies chest pain on exertion and night sweats. Coughs at night since three weeks."
        let field = try model(.write, "summary", "soap", text)
        guard case .withheld = field.outcome(of: "- The patient has metastatic cancer of the pancreas.") else {
            throw Unexpected()
        }
        guard case .withheld = field.outcome(of: "- Chest pain on exertion and night sweats.") else {
            throw Unexpected()
        }
        guard case .kept(let content) = field.outcome(of: "- Coughs at night since three weeks.") else {
            throw Unexpected()
        }
        #expect(content.lines == ["Coughs at night since three weeks."])
        guard case .withheld = field.outcome(of: "- Coughs at night since nine weeks, dose 500 mg.") else {
            throw Unexpected()
        }
    }

    // MARK: Plans

    @Test("Every interval of a plan stands in its passage, in both languages")
    func intervals() async throws {
        let library: any EvidenceSource = try await WordLibrary.shared.opened()
        let items = try TaskSamples.grove.get().tasks.flatMap(\.fields).flatMap(\.plan)
        #expect(!items.isEmpty)
        for item in items {
            let passage = try #require(
                try await library.passages(named: [item.passage]).first?.passage, "\(item.passage)")
            for interval in item.intervals {
                #expect(passage.english?.contains(interval.words.english) == true, "\(interval.words.english)")
                #expect(passage.chinese?.contains(interval.words.chinese) == true, "\(interval.words.chinese)")
            }
        }
    }

    @Test(
        "Months are counted on the calendar",
        arguments: [
            ("2026-10-31", 1, "2026-11-30"), ("2026-11-30", 3, "2027-02-28"), ("2027-11-29", 3, "2028-02-29"),
            ("2026-10-21", 14, "2027-12-21"), ("2026-12", 1, "2027-01"),
        ])
    func months(_ start: String, _ months: Int, _ end: String) throws {
        #expect(ScheduleSource.Calendar.adding(months, to: try #require(PartialDate(start))) == end)
    }

    // MARK: Quality

    @Test("Text and chart that contradict each other are told, in both languages", arguments: TaskSamples.languages)
    func contradictions(_ language: Language) async throws {
        let form = try await TaskSamples.form("record-check", language)
        let said = form.field("contradictory")?.lines ?? []
        #expect(said.count >= 2, "\(said)")
        #expect(said.contains { $0.contains("HbA1c") && $0.contains("2026-10-21") })
        #expect(form.field("copied")?.lines.count == 1)
    }

    // MARK: Files

    @Test(
        "A mistake in a task's file names the file, the place and the cure",
        arguments: [
            ("\"schema\": \"xinglin.task-description/1\"", "\"schema\": \"other/1\"", "other/1"),
            ("\"source\": \"chart:identity\"", "\"source\": \"chart:shoe-size\"", "chart:shoe-size"),
            ("\"audience\": \"clinician\"", "\"audience\": \"clinician\", \"colour\": \"red\"", "colour"),
            ("\"id\": \"soap\"", "\"id\": \"soup\"", "soup"),
        ])
    func mistakes(_ old: String, _ new: String, _ named: String) throws {
        let file = Repository.prompts.appendingPathComponent("tasks/soap.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(old))
        let changed = Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
        let error = #expect(throws: PackError.self) { try TaskDescription.read(changed, file: file.path) }
        #expect(error?.problem.contains(named) == true && error?.cure.isEmpty == false && error?.file == file.path)
    }
}
