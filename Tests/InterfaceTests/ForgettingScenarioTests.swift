import Clinical
import Consultation
import Screen
import Testing

@testable import Interface

/// Nothing of one patient may be left when another is worked with.
@Suite struct ForgettingScenarioTests {
    /// Words that stand in the first patient's chart, file, questions and answers and nowhere else.
    private static let secrets = [
        "Chen Guilan", "陈桂兰", "MRN-20417", "three-highs", "Penicillin", "磺胺", "Metformin", "secret-question",
        "secret-draft", "healthy older people", "ada-older-adult-goals", "Sulfonamide", "sulfonamide",
    ]

    private func busyWithTheFirst() -> Play {
        var play = Play(Samples.charted(Samples.state(columns: 120, rows: 36), .english))
        play.type("secret-draft typed and cut")
        play.press(.ctrl("u"))
        play.ask("secret-question about her metformin?")
        play.send(
            .turnAdvanced(1, .promptBuilt(Samples.prompt)), .turnAdvanced(1, .finished(Samples.answer(.english))),
            .failed(Samples.failure))
        for command in ["/trend hba1c", "/compare", "/timeline", "/prompt"] {
            play.ask(command)
            _ = play.frame
        }
        play.press(.alt("3"), .down, .down, .enter, .character("f"))
        play.type("metf")
        _ = play.frame
        // The filter first, then the pane.
        play.press(.escape, .alt("3"))
        return play
    }

    private func check(_ play: Play) {
        // Views, keys and what is under them, as one who looks for leftovers would press.
        var play = play
        var shown = play.screen
        for keys in [
            [Key.ctrl("r"), .character("s")], [.escape], [.ctrl("z")], [.ctrl("y")], [.ctrl("u")], [.up], [.pageUp],
        ] {
            for key in keys { play.press(key) }
            shown += play.screen
        }
        var everything = ""
        dump(play.state, to: &everything)
        for secret in Self.secrets {
            #expect(!shown.contains(secret), "a frame shows \(secret)")
            #expect(!everything.contains(secret), "the state holds \(secret)")
        }
    }

    @Test("Another patient's file wipes conversation, views, history, undo and layout, and the session is closed")
    func switches() {
        var play = busyWithTheFirst()
        play.ask("/patient other.json")
        #expect(play.effects == [.readPatient(path: "other.json", for: Samples.first)])
        play.send(
            .patientRead(
                PatientReading(patients: [Samples.otherPatient]), alerts: [], file: "other.json", today: Samples.today,
                for: Samples.first))
        #expect(play.orders == [.endConversation(Samples.first)])
        #expect(play.state.view == nil)
        #expect(play.rows[0].contains("Lin Wei"))
        check(play)
    }

    @Test("Closing the patient wipes the same, and an answer under way is stopped first")
    func closes() {
        var play = busyWithTheFirst()
        play.ask("another secret-question?")
        play.ask("/close-patient")
        #expect(play.effects == [.cancelTurn(2), .endConversation(Samples.first)])
        check(play)
        // What the stopped turn still tells is about no one here.
        play.send(
            .turnAdvanced(2, .text("healthy older people")), .turnAdvanced(2, .finished(Samples.answer(.english))))
        #expect(play.state.exchanges.isEmpty)
        check(play)
    }

    @Test("A patient of whom nothing was asked is forgotten too, with the session")
    func closesUnasked() {
        var play = Play(Samples.charted(Samples.state(), .english))
        play.ask("/trend hba1c")
        play.press(.escape)
        play.ask("/close-patient")
        #expect(play.effects == [.endConversation(Samples.first)])
        check(play)
    }

    @Test("Ctrl+N keeps the patient and shows no conversation, view or prompt of what was asked before")
    func beginsAnew() {
        var play = busyWithTheFirst()
        play.ask("/prompt")
        play.press(.ctrl("n"))
        #expect(play.effects.isEmpty)
        #expect(play.state.view == nil)
        #expect(play.state.exchanges.isEmpty)
        #expect(play.state.patient != nil)
        play.ask("/prompt")
        #expect(play.screen.contains("there is no prompt"))
        #expect(!play.screen.contains("secret-question"))
    }

    @Test("A closed consultation leaves nothing of its patient, and those beside it keep what is theirs")
    func closesForGood() {
        var play = busyWithTheFirst()
        play.press(.ctrl("n"))
        play.send(
            .patientRead(
                PatientReading(patients: [Samples.otherPatient]), alerts: [], file: "other.json", today: Samples.today,
                for: ConsultationID(2)))
        play.ask("What about him?")
        play.press(.alt(","))
        #expect(play.state.patient?.patient.name == Samples.patient.name)
        play.ask("/close")
        #expect(play.effects == [.endConversation(Samples.first)])
        #expect(play.state.desk.count == 1)
        #expect(play.state.patient?.patient == Samples.otherPatient)
        #expect(play.state.exchanges.map(\.question) == ["What about him?"])
        #expect(play.state.history.entries.contains("What about him?"))
        check(play)
    }

    @Test("The last one closed leaves an empty one")
    func closesTheLast() {
        var play = busyWithTheFirst()
        play.ask("/close")
        #expect(play.effects == [.endConversation(Samples.first)])
        #expect(play.state.desk.count == 1)
        check(play)
    }

    @Test("What is in the composer stays through a switch, as a draft always does")
    func keepsTheDraft() {
        var play = busyWithTheFirst()
        play.type("What about him")
        play.send(Samples.patientRead([Samples.otherPatient]))
        #expect(play.state.composer.text == "What about him")
        play.press(.ctrl("z"))
        #expect(play.state.composer.text == "What about him")
    }
}
