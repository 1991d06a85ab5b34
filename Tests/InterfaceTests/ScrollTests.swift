import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct ScrollTests {
    private func long(columns: Int = 80, rows: Int = 24, turns: Int = 30) -> Play {
        var play = Play(Samples.state(columns: columns, rows: rows))
        for turn in 1...turns {
            play.ask("Question \(turn)?")
            var answer = Samples.answer(.english)
            answer.answer =
                "Answer \(turn) begins.\n\n" + String(repeating: "word ", count: 60) + "\n\nAnswer \(turn) ends."
            answer.sentences = []
            play.send(.turnAdvanced(turn, .finished(answer)))
        }
        return play
    }

    @Test("The newest text is followed until the reader scrolls up; a hint tells of more; End follows again")
    func follows() {
        var play = long()
        #expect(play.screen.contains("Answer 30 ends."))
        play.press(.pageUp)
        let seen = play.rows[4]
        #expect(play.screen.contains("↓ more"))
        play.type("next")
        play.send(.turnAdvanced(30, .text("late")))
        #expect(play.rows[4] == seen)
        play.press(.tab, .end)
        #expect(play.screen.contains("Answer 30 ends."))
        #expect(!play.screen.contains("↓ more"))
    }

    @Test("Paging up to the top and down again passes every line")
    func pages() {
        var play = long(turns: 12)
        var seen = play.rows
        for _ in 0..<60 {
            play.press(.pageUp)
            seen += play.rows
        }
        for turn in 1...12 { #expect(seen.contains { $0.contains("Answer \(turn) begins.") }) }
        #expect(play.row(containing: "› Question 1?") == 2)
        for _ in 0..<60 { play.press(.pageDown) }
        #expect(play.state.scroll.conversation == nil)
    }

    @Test("The wheel moves the pane under the pointer, not the one in focus")
    func wheels() {
        var play = long(columns: 120, rows: 36)
        play.send(Samples.patientRead())
        play.ask("Again?")
        play.send(.turnAdvanced(31, .finished(Samples.answer(.english))))
        play.send(.input(.wheel(isUp: false, at: Point(column: 100, row: 5))))
        #expect(play.state.scroll.citations == 3)
        play.send(.input(.wheel(isUp: false, at: Point(column: 100, row: 30))))
        #expect(play.state.scroll.patient == 3)
        play.send(.input(.wheel(isUp: true, at: Point(column: 10, row: 5))))
        #expect(play.state.focus == .composer)
    }

    @Test("A new question follows the text again; a resize keeps the place")
    func keepsThePlace() {
        var play = long()
        play.press(.pageUp, .pageUp, .pageUp)
        let place = play.state.scroll.conversation
        play.send(.input(.resize(Size(columns: 120, rows: 36))))
        #expect(play.state.scroll.conversation == place)
        #expect(play.screen.contains("↓ more"))
        play.send(.input(.resize(Size(columns: 80, rows: 24))))
        #expect(play.state.scroll.conversation == place)
        play.ask("Next?")
        #expect(play.state.scroll.conversation == nil)
    }
}
