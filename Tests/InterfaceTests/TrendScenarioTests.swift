import Clinical
import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct TrendScenarioTests {
    private func charted(_ language: Language = .english, columns: Int = 120, rows: Int = 36) -> Play {
        Play(Samples.charted(Samples.state(language, columns: columns, rows: rows), language))
    }

    private func trend(_ play: Play) -> TrendView? {
        if case .trend(let view) = play.state.view { view } else { nil }
    }

    @Test(
        "A value is found by abbreviation, name in both languages, code, or a part of its name",
        arguments: [
            ("hba1c", "hba1c"), ("HbA1c", "hba1c"), ("a1c", "hba1c"), ("糖化血红蛋白", "hba1c"), ("糖化", "hba1c"),
            ("4548-4", "hba1c"), ("Glycated haemoglobin", "hba1c"), ("hemoglobin a1c", "hba1c"), ("LDL-C", "ldl"),
            ("ldl", "ldl"), ("cr", "creatinine"), ("肌酐", "creatinine"), ("体重", "weight"), ("weight", "weight"),
            ("2160-0", "creatinine"), ("收缩压", "systolic"),
        ])
    func finds(word: String, id: String) {
        var play = charted()
        play.ask("/trend " + word)
        #expect(trend(play)?.series == id)
        #expect(trend(play)?.second == nil)
        #expect(play.state.focus == .conversation)
    }

    @Test(
        "Two values are laid over each other, and blood pressure is two by itself",
        arguments: [
            ("hba1c weight", "hba1c", "weight"), ("body weight LDL cholesterol", "weight", "ldl"),
            ("糖化血红蛋白、体重", "hba1c", "weight"), ("bp", "systolic", "diastolic"), ("血压", "systolic", "diastolic"),
        ])
    func overlays(words: String, first: String, second: String) {
        var play = charted()
        play.ask("/trend " + words)
        #expect(trend(play)?.series == first)
        #expect(trend(play)?.second == second)
    }

    @Test("What the chart doesn't hold is refused with what it holds; without a chart a remark says so")
    func refuses() {
        var play = charted()
        play.ask("/trend potassium")
        #expect(play.state.view == nil)
        #expect(play.screen.contains("hba1c"))
        var empty = Play()
        empty.ask("/trend hba1c")
        #expect(empty.state.view == nil)
        #expect(empty.rows.last?.contains("No patient loaded") ?? false)
    }

    @Test("Without a name a chooser offers every value with its course; Enter draws the chosen one, Esc goes back")
    func chooses() {
        var play = charted()
        play.ask("/trend")
        #expect(play.screen.contains("▸ Systolic blood pressure"))
        play.press(.down, .down, .enter)
        #expect(trend(play)?.series == "hba1c")
        play.press(.escape)
        #expect(play.state.view == nil)
        play.ask("/trend")
        play.press(.escape)
        #expect(play.state.overlay == nil)
        #expect(play.state.view == nil)
    }

    @Test("The values of the chart complete, the second one too, and Enter takes the offer")
    func completes() {
        var play = charted()
        play.type("/trend hb")
        #expect(play.state.completion?.choices.map(\.text) == ["/trend hba1c"])
        play.press(.tab)
        play.type(" wei")
        #expect(play.state.completion?.choices.map(\.text) == ["/trend hba1c weight"])
        play.press(.enter)
        #expect(trend(play)?.second == "weight")
        play.press(.escape)
        play.type("/trend 体")
        #expect(play.state.completion?.choices.map(\.text) == ["/trend weight"])
    }

    @Test("← and → move from value to value, Home and End to the first and newest, and the readout follows")
    func movesTheCursor() {
        var play = charted()
        play.ask("/trend hba1c")
        #expect(play.screen.contains("2026-10-12  7.8%  ↑ high"))
        play.press(.left)
        #expect(play.screen.contains("2026-07-08  8.2%  ↑ high  ⚠ preliminary result"))
        play.press(.right)
        #expect(play.screen.contains("2026-10-12  7.8%"))
        play.press(.home)
        #expect(play.screen.contains("2023-11-20  8.1%"))
        play.press(.left)
        #expect(play.screen.contains("2023-11-20  8.1%"))
        play.press(.end)
        #expect(trend(play)?.cursor == nil)
    }

    @Test("↑ and ↓ change the analyte, + and - the time shown, Esc leaves to the composer")
    func changes() {
        var play = charted()
        play.ask("/trend hba1c")
        play.press(.down)
        #expect(trend(play)?.series == "ldl")
        play.press(.up, .up)
        #expect(trend(play)?.series == "diastolic")
        let whole = play.screen
        play.press(.character("+"), .character("="))
        #expect(trend(play)?.zoom == 2)
        #expect(play.screen != whole)
        play.press(.character("-"), .character("-"), .character("-"))
        #expect(trend(play)?.zoom == 0)
        #expect(play.screen == whole)
        play.press(.escape)
        #expect(play.state.view == nil)
        #expect(play.state.focus == .composer)
    }

    @Test("Tab goes to the other series, to the value nearest in time; with one series it moves the focus on")
    func switches() {
        var play = charted()
        play.ask("/trend hba1c weight")
        play.press(.home, .tab)
        #expect(trend(play)?.isSecondActive ?? false)
        #expect(play.screen.contains("2023-11-20  81.2 kg"))
        play.press(.tab)
        #expect(play.screen.contains("2023-11-20  8.1%"))
        play.press(.escape)
        play.ask("/trend hba1c")
        play.press(.tab)
        #expect(play.state.focus == .citations)
    }

    @Test("While a view is open one can write on, and a question closes it for its answer")
    func makesRoom() {
        var play = charted()
        play.ask("/trend hba1c")
        play.type("Why did it fall?")
        #expect(play.state.view != nil)
        #expect(play.state.composer.text == "Why did it fall?")
        play.press(.enter)
        #expect(play.state.view == nil)
        #expect(play.screen.contains("› Why did it fall?"))
    }

    @Test("While an answer streams, Esc in a view leaves the view and stops nothing")
    func leavesTheAnswerAlone() {
        var play = charted()
        play.ask("Why?")
        play.ask("/trend hba1c")
        play.press(.escape)
        #expect(play.effects.isEmpty)
        #expect(play.state.isBusy)
        play.press(.escape)
        #expect(play.effects == [.cancelTurn(1)])
    }
}
