import Clinical
import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct PatientScenarioTests {
    @Test("/patient FILE reads the file, and the chart that comes back is shown, allergies first")
    func loads() throws {
        var play = Play(Samples.state(columns: 200, rows: 70))
        play.ask("/patient ~/charts/a b.json")
        #expect(play.effects == [.readPatient(path: "~/charts/a b.json", for: Samples.first)])
        play.send(Samples.patientRead())
        let order = [
            "Allergies (2)", "▾ Problems (2)", "▾ Medications (2)", "▾ Latest values (3)",
            "▾ Computed by the program (2)", "▾ About the file (2)",
        ]
        let rows = try order.map { try #require(play.row(containing: "│ " + $0)) }
        #expect(rows == rows.sorted())
        #expect(play.screen.contains("⚠ Penicillin · Anaphylaxis · high risk"))
        #expect(play.screen.contains("HbA1c 8.2% ↑H  2026-10-12"))
        #expect(play.screen.contains("Encounter · not used, 12 of them"))
        #expect(play.screen.contains("One observation has no unit."))
    }

    @Test("Several patients in a file bring up a chooser, and only the chosen one is loaded")
    func chooses() {
        var play = Play()
        play.send(Samples.patientRead([Samples.patient, Samples.otherPatient]))
        #expect(play.state.patient == nil)
        #expect(play.screen.contains("▸ Chen Guilan 陈桂兰"))
        play.press(.down, .enter)
        #expect(play.state.patient?.patient == Samples.otherPatient)
        #expect(play.state.overlay == nil)
        #expect(play.rows[0].contains("Lin Wei · 54–55 y · male · ID p2"))
    }

    @Test("Esc leaves the chooser with things as they were")
    func declines() {
        var play = Play()
        play.send(Samples.patientRead())
        let before = play.state.patient
        play.send(Samples.patientRead([Samples.otherPatient, Samples.patient]))
        play.press(.escape)
        #expect(play.state.patient == before)
    }

    @Test("Another patient begins a new consultation, so that no answer about the first becomes context")
    func separatesPatients() {
        var play = Play()
        play.answerSample()
        play.send(Samples.patientRead([Samples.otherPatient]))
        #expect(play.orders == [.endConversation(Samples.first)])
        #expect(play.state.exchanges.isEmpty)
        play.ask("What about him?")
        guard case .startTurn(let request) = play.effects.first else {
            Issue.record("no turn was started")
            return
        }
        #expect(request.patient == Samples.otherPatient)
        #expect(request.earlier.isEmpty)
    }

    @Test("The same patient read again keeps the conversation; the first patient loaded into one keeps it too")
    func keepsTheConversation() {
        var play = Play()
        play.ask("A general question?")
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english))), Samples.patientRead())
        #expect(play.state.exchanges.count == 1)
        play.send(Samples.patientRead())
        #expect(play.state.exchanges.count == 1)
        play.ask("And for her?")
        guard case .startTurn(let request) = play.effects.first else {
            Issue.record("no turn was started")
            return
        }
        #expect(request.earlier.isEmpty, "what was asked without a patient isn't about this one")
    }

    @Test("/close-patient forgets the patient and the conversation")
    func closes() {
        var play = Play()
        play.answerSample()
        play.ask("/close-patient")
        #expect(play.effects == [.endConversation(Samples.first)])
        #expect(play.state.patient == nil)
        #expect(play.rows[0].contains("No patient loaded"))
    }

    @Test(
        "Allergies known, none known and not recorded are told apart",
        arguments: [
            (AllergyStatus.noneKnown, "No known allergies", "无已知过敏"),
            (.notRecorded, "⚠ Allergies not recorded", "⚠ 过敏史未记录"),
        ])
    func tellsAllergies(status: AllergyStatus, english: String, chinese: String) {
        let patient = Patient(id: "x", name: "Wang Fang", sex: .female, allergyStatus: status)
        for (language, text) in [(Language.english, english), (.simplifiedChinese, chinese)] {
            var play = Play(Samples.state(language))
            play.send(Samples.patientRead([patient]))
            #expect(play.rows[0].contains(text))
        }
    }

    @Test("A chart's text can't send escape sequences to the screen or break a line")
    func cleans() {
        let patient = Patient(id: "x", name: "Eve\u{1B}[2J\nforged line", sex: .female)
        var play = Play()
        play.send(Samples.patientRead([patient]))
        #expect(play.rows[0].contains("Eve forged line"))
        #expect(!play.screen.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test("A file that can't be read shows what, why and what to do, blocks nothing, and Esc puts it away")
    func fails() {
        var play = Play()
        play.type("My ques")
        play.send(.patientReadFailed(Samples.failure))
        #expect(play.screen.contains("✗ The file three-highs.json can't be read. It ends in the middle of a value."))
        play.type("tion")
        #expect(play.state.composer.text == "My question")
        play.press(.escape)
        #expect(play.state.failures.isEmpty)
        #expect(play.state.composer.text == "My question")
    }
}
