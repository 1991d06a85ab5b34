import Clinical
import Consultation
import Foundation
import Screen
import Testing

@testable import Interface

/// Tasks as commands: completion, help, input, interview.
@Suite struct TaskScenarioTests {
    private static let prompts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Prompts").standardized
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Self.prompts) }

    private func play(_ language: Language = .english) throws -> Play {
        Play(
            State(
                size: .init(columns: 120, rows: 36), interfaceLanguage: language, specialties: Samples.specialties,
                tasks: try grove.tasks, triage: grove.triageRules))
    }

    private func request(_ play: Play) -> Interface.TurnRequest? {
        for effect in play.effects { if case .startTurn(let request) = effect { return request } }
        return nil
    }

    @Test("Every task is a command with its own name, in completion and help")
    func commands() throws {
        var play = try play()
        let names = play.state.commands.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(try grove.tasks.allSatisfy { names.contains($0.id) && Command.named($0.id) == nil })
        play.type("/so")
        #expect(play.state.completion?.choices.map(\.text).contains("/soap") == true)
    }

    @Test("A task is a turn with its input, about the loaded patient")
    func turn() throws {
        var play = try play()
        play.send(Samples.patientRead())
        play.ask("/soap")
        let soap = try #require(request(play))
        #expect(soap.task == TaskCall(id: "soap", language: .english) && soap.patient == Samples.patient)
        play.send(
            .turnAdvanced(soap.id, .finished(Answer(question: "/soap", language: .english, audience: .clinician))))
        play.ask("/referral nephrology: falling eGFR")
        #expect(request(play)?.task?.about == "nephrology: falling eGFR")
        #expect(request(play)?.earlier.isEmpty == true, "a form is no context for what is asked next")
    }

    @Test("A pasted note keeps its lines and is the task's text")
    func pasted() throws {
        var play = try play()
        play.type("/case ")
        play.send(.input(.paste("Chief complaint: cough.\nAllergies: none known.")))
        play.press(.enter)
        #expect(request(play)?.task?.text == "Chief complaint: cough.\nAllergies: none known.")
    }

    @Test("What is missing is said, and the command waits for it", arguments: [Language.english, .simplifiedChinese])
    func missing(_ language: Language) throws {
        var play = try play(language)
        play.ask("/imaging ")
        #expect(play.effects.isEmpty && play.state.composer.text == "/imaging ")
        #expect(play.screen.contains(language == .english ? "the imaging report" : "影像报告全文"))
    }

    @Test("In an interview every line is an answer, and a red flag ends it")
    func interview() throws {
        var play = try play()
        func finish() {
            guard let id = play.state.runningExchange?.id else { return }
            play.send(.turnAdvanced(id, .finished(Answer(question: "", language: .english, audience: .patient))))
        }
        play.ask("/interview")
        #expect(request(play)?.task?.answers == [])
        finish()
        play.ask("61")
        #expect(request(play)?.task?.answers == ["61"])
        finish()
        play.ask("male")
        finish()
        #expect(play.state.interview != nil)
        play.ask("crushing chest pain with cold sweat")
        #expect(request(play)?.task?.answers?.count == 3)
        #expect(play.state.interview == nil)
        finish()
        play.ask("What is HbA1c?")
        #expect(request(play)?.task == nil)
    }
}
