import Consultation
import Screen
import Testing

@testable import Interface

/// F3, and what the status line tells of consultations that aren't in front.
@Suite struct ConsultationChooserTests {
    private func status(_ play: Play) -> String { play.rows.last ?? "" }

    @Test("With one consultation open the status line says nothing of several")
    func isQuietWithOne() {
        var play = Play()
        play.answerSample()
        #expect(!status(play).contains("1/1") && !status(play).contains("F3"))
    }

    @Test("The chooser lists number, patient, how far it is and the last question", arguments: [80, 120])
    func lists(columns: Int) throws {
        for (language, words) in [
            (Language.english, ["‼ emergency", "● new · answered", "draft: And in the ol", "No patient loaded"]),
            (.simplifiedChinese, ["‼ 急症", "● 新 · 已回答", "草稿：那老", "未载入患者"]),
        ] {
            var play = Play(Samples.state(language, columns: columns, rows: 24))
            play.consultTwo(language)
            play.press(.function(3))
            for word in words { #expect(play.screen.contains(word), "\(word)\n\(play.screen)") }
            #expect(play.row(containing: "1  Chen Guilan") != nil)
            #expect(play.row(containing: "2  Lin Wei") != nil)
            #expect(play.row(containing: "▸ 3• ") != nil, "the one in front is chosen and marked")
        }
    }

    @Test("A digit, or the arrows and Enter, bring one to the front; Esc or F3 once more changes nothing")
    func chooses() {
        var play = Play()
        play.consultTwo(.english)
        play.press(.function(3), .character("2"))
        #expect(play.state.desk.place == 1 && play.state.overlay == nil)
        play.press(.function(3), .up, .enter)
        #expect(play.state.desk.place == 0)
        play.press(.function(3), .down, .escape)
        play.press(.function(3), .down, .function(3))
        #expect(play.state.desk.place == 0 && play.state.overlay == nil)
        play.press(.function(3), .character("4"))
        #expect(play.state.overlay != nil && play.state.desk.place == 0, "there is no fourth")
        play.ask("/consultations")
    }

    @Test("/consultations opens the chooser, Alt+. and Alt+, turn to the next and the one before, around the ends")
    func turns() {
        var play = Play()
        play.consultTwo(.english)
        play.press(.ctrl("u"))
        play.ask("/consultations")
        #expect(play.state.overlay == .consultationChooser(selected: 2))
        play.press(.escape, .alt("."))
        #expect(play.state.desk.place == 0)
        play.press(.alt(","), .alt(","))
        #expect(play.state.desk.place == 1)
    }

    @Test("Delete closes the chosen one and the chooser stays while there are several")
    func closes() {
        var play = Play()
        play.consultTwo(.english)
        play.press(.function(3), .home, .delete)
        #expect(play.effects == [.endConversation(Samples.first)])
        #expect(play.state.overlay == .consultationChooser(selected: 0))
        #expect(play.state.desk.all.map(\.id) == [ConsultationID(2), ConsultationID(3)])
        #expect(play.state.composer.text == "And in the ol")
        play.press(.delete)
        #expect(play.state.overlay == nil && play.state.desk.count == 1)
    }

    @Test("The most urgent that came behind is marked until it is seen: an emergency, a failure, an answer")
    func marksNews() {
        var play = Play()
        for number in 1...3 {
            play.ask("Question \(number)?")
            play.press(.ctrl("n"))
        }
        #expect(status(play).contains("F3 4/4 │"))
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english))))
        #expect(status(play).contains("F3 4/4 ● │"))
        play.send(.turnFailed(2, Samples.failure))
        #expect(status(play).contains("F3 4/4 ✗ │"))
        play.send(.turnAdvanced(3, .triaged(Samples.emergency)))
        #expect(status(play).contains("F3 4/4 ‼ │"))
        play.send(.turnAdvanced(3, .text("Call")))
        #expect(status(play).contains("F3 4/4 ‼ │"))
        play.press(.alt(","))
        #expect(play.screen.contains("‼ EMERGENCY ‼"), "in front it is as loud as ever")
        #expect(status(play).contains("F3 3/4 ✗ │"))
        play.press(.alt(","))
        #expect(play.screen.contains("✗ The file three-highs.json can't be read."))
        #expect(status(play).contains("F3 2/4 ● │"))
        play.press(.alt(","))
        #expect(status(play).contains("F3 1/4 │"))
    }

    @Test("What the user stopped is no news, and a remark leaves the mark in sight")
    func marksOnlyNews() {
        var play = Play()
        play.ask("First?")
        play.press(.escape, .ctrl("n"))
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english, status: .cancelled))))
        #expect(status(play).contains("F3 2/2 │"))
        play.ask("/audience patient")
        #expect(status(play).contains("F3 2/2 │ Answers are written for a patient"))
    }

    @Test("Other keys do the same, and the status line names them")
    func rebinds() throws {
        var state = Samples.state()
        state.keyMap = try KeyMap.standard.rebound([
            "choose-consultation": "f6", "next-consultation": "f7", "previous-consultation": "alt+comma, f8",
        ])
        var play = Play(state)
        play.consultTwo(.english)
        #expect(status(play).contains("F6 3/3"))
        play.press(.function(7))
        #expect(play.state.desk.place == 0)
        play.press(.function(8))
        #expect(play.state.desk.place == 2)
        play.press(.alt(","))
        #expect(play.state.desk.place == 1)
        play.press(.function(6), .function(6))
        #expect(play.state.overlay == nil)
    }
}
