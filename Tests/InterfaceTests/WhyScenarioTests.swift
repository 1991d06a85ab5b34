import Consultation
import Foundation
import Screen
import Testing

@testable import Interface

@Suite("/why opens how the shown answer came about")
struct WhyScenarioTests {
    private func explained(_ language: Language = .english, columns: Int = 100, rows: Int = 20) -> Play {
        var play = Play(Samples.state(language, columns: columns, rows: rows))
        play.send(Samples.patientRead())
        play.ask(Samples.question(language))
        play.send(.turnAdvanced(1, .finished(Samples.explained(language))))
        return play
    }

    @Test("Sections scroll, [ ] jump from one to the next, Esc leads back")
    func reads() {
        var play = explained()
        play.ask("/why")
        #expect(play.screen.contains("handle it as the chart itself"))
        #expect(play.screen.contains("1 Route") && play.screen.contains("diabetes 0.830 · lipids 0.170"))
        #expect(!play.screen.contains("Confidence on figures"))
        for _ in 0..<3 { play.press(.character("]")) }
        #expect(play.screen.contains("⚠ 6.2 mmol/L · p = 0.120"))
        play.press(.end)
        #expect(play.screen.contains("patient"))
        play.press(.home)
        #expect(play.screen.contains("1 Route"))
        play.press(.escape)
        #expect(play.state.view == nil)
    }

    @Test("In Chinese it speaks Chinese")
    func chinese() {
        var play = explained(.simplifiedChinese)
        play.ask("/why")
        #expect(play.screen.contains("专科选择") && play.screen.contains("请按病历保管"))
    }

    @Test("Before there is an answer it says so")
    func absent() {
        var play = Play(Samples.state())
        play.ask("/why")
        #expect(play.screen.contains("There is no finished answer yet."))
        play.press(.escape)
        play.ask("/why why.json")
        #expect(play.effects.isEmpty && play.state.remark == "There is no finished answer yet.")
    }

    @Test("With a file's name it is written there as JSON or Markdown; the notice is on the first line")
    func exports() throws {
        for (name, start) in [("~/why.json", "{ \"_notice\""), ("out/Why.MD", "> Contains what the chart")] {
            var play = explained()
            play.ask("/why \(name)")
            guard case .saveNew(let path, let contents) = try #require(play.effects.first) else {
                Issue.record("nothing is saved")
                return
            }
            #expect(path == name && contents.hasPrefix(start))
            #expect(contents.contains("6.2 mmol/L"))
            play.send(.fileSaved(path: path))
            #expect(play.state.remark == "Written to \(name), readable by you alone")
        }
    }

    @Test("Another ending is refused with the endings that there are")
    func refuses() {
        var play = explained()
        play.ask("/why notes.docx")
        #expect(play.effects.isEmpty)
        #expect(play.screen.contains(".json") && play.screen.contains(".md"))
    }
}
