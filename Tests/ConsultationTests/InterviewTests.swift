import Clinical
import Foundation
import Testing

@testable import Consultation

@Suite("The pre-consultation interview")
struct InterviewTests {
    private let task: TaskDescription
    private let triage: TriageRules

    init() throws {
        task = try TaskSamples.task("interview")
        triage = try TaskSamples.grove.get().triageRules
    }

    private func lead(_ answers: [String], _ language: Language = .english) -> Interview.Step {
        Interview.replay(answers, task, triage: triage, language: language)
    }

    private func question(_ answers: [String], _ language: Language = .english) throws -> String {
        guard case .ask(let text, _) = lead(answers, language) else { throw NoQuestion() }
        return text
    }
    private struct NoQuestion: Error {}

    @Test("One question at a time, and a structured history at the end", arguments: TaskSamples.languages)
    func whole(_ language: Language) throws {
        let answers = try #require(task.example(in: language)?.text).split(separator: "\n").map(String.init)
        var interview = Interview(task, triage: triage, language: language)
        var asked: [String] = []
        for answer in answers {
            guard case .ask(let text, _) = interview.current else { break }
            #expect(!asked.contains(text), "\(text) was asked twice")
            asked.append(text)
            _ = interview.answer(answer)
        }
        let form = interview.unfinished
        #expect(form.status == .filled)
        #expect(form.field("age")?.value == "54" && form.field("severity")?.value == "4/10")
        #expect(form.field("complaint")?.value == answers[2] && form.field("complaint")?.source == "answer")
        #expect(
            form.field("accompanying")?.lines.allSatisfy { $0.hasPrefix(language == .english ? "no: " : "无：") } == true)
        #expect(asked.count > 15)
        for field in form.fields where field.status == .missing {
            #expect(form.questions.contains { $0.field == field.id })
        }
    }

    @Test(
        "A red flag stops the interview with the emergency text",
        arguments: [
            (Language.english, ["61", "male", "crushing chest pain with cold sweat", "suddenly, 20 minutes ago"]),
            (.simplifiedChinese, ["61", "男", "胸口压榨样疼痛，出冷汗", "20分钟前突然出现"]),
        ])
    func emergency(_ language: Language, _ answers: [String]) throws {
        guard case .emergency(let form) = lead(answers, language) else { throw NoQuestion() }
        #expect(form.status == .escalated && form.sections.first?.id == "emergency")
        #expect(form.field("emergency")?.value?.contains("120") == true)
    }

    @Test("A symptom that the rules would take more seriously is asked about, and a yes counts")
    func symptoms() throws {
        let start = [
            "61", "male", "headache", "since three days, slowly", "forehead", "pressing", "4", "the same", "rest helps",
        ]
        let text = try question(start)
        #expect(text.contains("too? (yes / no)"), "\(text)")
        guard case .emergency = lead(start + ["yes"]) else { throw NoQuestion() }
    }

    @Test("What was denied isn't read as said", arguments: TaskSamples.languages)
    func denied(_ language: Language) throws {
        let answers = try #require(task.example(in: language)?.text).split(separator: "\n").map(String.init)
        for count in answers.indices {
            if case .emergency = lead(Array(answers[..<count]), language) { Issue.record("emergency after \(count)") }
        }
    }

    @Test("A scale that can't be read is asked again once, then stays empty and is asked for")
    func scale() throws {
        let start = ["40", "female", "itch", "a month", "arms", "itching"]
        let first = try question(start)
        let again = try question(start + ["eleven"])
        #expect(again.hasSuffix(first) && again != first)
        let next = try question(start + ["eleven", "15"])
        #expect(!next.hasSuffix(first))
        #expect(try question(start + ["7/10"]) == next)
    }

    @Test("Pregnancy is asked of women only")
    func pregnancy() throws {
        func asks(_ sex: String) -> Bool {
            var interview = Interview(task, triage: triage, language: .english)
            for answer in ["30", sex] + Array(repeating: "don't know", count: 40) {
                guard case .ask(let text, _) = interview.current else { return false }
                if text.contains("pregnant") { return true }
                _ = interview.answer(answer)
            }
            return false
        }
        #expect(asks("female") && !asks("male"))
    }
}
