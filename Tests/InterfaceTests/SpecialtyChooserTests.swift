import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct SpecialtyChooserTests {
    private func started(_ effects: [Effect]) -> [Interface.TurnRequest] {
        effects.compactMap { if case .startTurn(let request) = $0 { request } else { nil } }
    }

    @Test(
        "After routing the status line names the specialty with the key, and the conversation tells the reason",
        arguments: [
            (Language.english, "F2 Diabetes (auto)", "↳ 3 of the first 4 passages are from Diabetes"),
            (.simplifiedChinese, "F2 糖尿病（自动）", "↳ 前4段中有3段出自“糖尿病”"),
        ])
    func showsTheRoute(language: Language, status: String, reason: String) {
        var play = Play(Samples.state(language))
        play.ask(Samples.question(language))
        play.send(.turnAdvanced(1, .routed(Samples.routed)))
        #expect(play.rows.last?.contains(status) ?? false)
        #expect(play.screen.contains(reason))
    }

    @Test(
        "What a question was searched with stands below it, while it is answered and when it is",
        arguments: [
            (Language.english, "↳ Searched together with “What first?”"),
            (.simplifiedChinese, "↳ 与之前的问题一并检索：“What first?”"),
        ])
    func showsWhatItLeansOn(language: Language, words: String) {
        var play = Play(Samples.state(language))
        play.ask(Samples.question(language))
        play.send(.turnAdvanced(1, .leaning(on: ["What first?"])))
        #expect(play.screen.contains(words))
        var answer = Samples.answer(language)
        answer.leansOn = ["What first?"]
        play.send(.turnAdvanced(1, .finished(answer)))
        #expect(play.state.exchanges.first?.leansOn == ["What first?"])
    }

    @Test(
        "What no specialty speaks for is called so, in the conversation and the status line",
        arguments: [(Language.english, "not my field"), (.simplifiedChinese, "不属于任何专科")])
    func showsNobodysField(language: Language, words: String) {
        var play = Play(Samples.state(language))
        play.ask(Samples.question(language))
        #expect(!play.screen.contains(words), "it isn't known yet")
        play.send(.turnAdvanced(1, .evidence(Samples.citations(language))))
        #expect(play.screen.contains("∅ " + words))
        #expect(play.rows.last?.contains(words) ?? false)
    }

    @Test("A question stopped before its passages came isn't called nobody's field")
    func saysNothingOfTheStopped() {
        var play = Play()
        play.ask("What?")
        var stopped = Answer(question: "What?", language: .english, audience: .clinician)
        stopped.status = .cancelled
        play.send(.turnAdvanced(1, .finished(stopped)))
        #expect(!play.screen.contains("not my field"))
        #expect(play.screen.contains("Incomplete: you stopped this answer."))
    }

    @Test("F2 marks the routed specialty with its reason; choosing asks the last question again, pinned")
    func overrides() {
        var play = Play()
        play.answerDisputed()
        play.press(.function(2))
        #expect(play.state.overlay == .specialtyChooser(selected: 1))
        #expect(play.screen.contains("▸ Diabetes"))
        #expect(play.screen.contains("← routed here"))
        #expect(play.screen.contains("Diabetes, since: 3 of the first 4 passages"))
        play.press(.down, .enter)
        #expect(play.state.overlay == nil && play.state.pinnedSpecialty == "hypertension")
        let turns = started(play.effects)
        #expect(turns.map(\.question) == [Samples.question(.english)])
        #expect(turns.map(\.specialty) == ["hypertension"])
        #expect(play.rows.last?.contains("Specialty pinned: Hypertension") ?? false)
    }

    @Test("Pressed twice it goes back to routing, and asks again what was answered pinned")
    func goesBackToRouting() {
        var play = Play()
        play.answerDisputed()
        play.press(.ctrl("t"), .down, .enter)
        var answer = Samples.disputed(.english)
        answer.specialty = SpecialtyChoice(id: "hypertension", how: .pinned, score: nil)
        play.send(.turnAdvanced(2, .finished(answer)))
        play.press(.function(2))
        #expect(play.screen.contains("▸ Hypertension") && play.screen.contains("← pinned"))
        play.press(.function(2))
        #expect(play.state.pinnedSpecialty == nil && play.state.overlay == nil)
        #expect(started(play.effects).map(\.specialty) == [nil])
    }

    @Test("Without a question the choice holds for the next one; Esc changes nothing")
    func pinsForTheNext() {
        var play = Play()
        play.press(.function(2), .down, .down, .down, .escape)
        #expect(play.state.pinnedSpecialty == nil && play.state.overlay == nil)
        play.press(.function(2), .end, .enter)
        #expect(play.effects.isEmpty)
        #expect(play.state.pinnedSpecialty == "lipids")
        play.ask("What goal?")
        #expect(started(play.effects).map(\.specialty) == ["lipids"])
    }

    @Test("An answer under way is stopped first; a question that still waits is only pinned")
    func stopsFirst() {
        var play = Play()
        play.ask("First?")
        play.send(.turnAdvanced(1, .routed(Samples.routed)))
        play.press(.function(2), .down, .enter)
        #expect(play.effects == [.cancelTurn(1)])
        #expect(play.state.exchanges.map(\.phase) == [.cancelling, .queued])
        play.press(.function(2), .end, .enter)
        #expect(play.effects.isEmpty && play.state.exchanges.count == 2)
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english, status: .cancelled))))
        #expect(started(play.effects).map(\.specialty) == ["lipids"])
    }

    @Test("Choosing what already answers asks nothing again")
    func asksOnce() {
        var play = Play()
        play.answerDisputed()
        play.press(.function(2), .home, .enter)
        #expect(play.effects.isEmpty && play.state.exchanges.count == 1)
    }

    @Test("The text being written and the patient stay when another specialty is chosen")
    func keepsTheDraft() {
        var play = Play()
        play.answerDisputed()
        play.type("half a thought")
        play.press(.function(2), .down, .enter)
        #expect(play.state.composer.text == "half a thought")
        #expect(play.state.patient != nil)
    }
}
