import Clinical
import Consultation
import Foundation
import Screen
import TestSupport
import Testing

@testable import Interface

@Suite struct DraftTriageTests {
    private func writing(_ language: Language = .english, columns: Int = 120, rows: Int = 36) throws -> Play {
        let rules = try #require(Samples.triageRules)
        var state = Samples.state(language, columns: columns, rows: rows)
        state.draft = DraftTriage(rules: rules)
        return Play(state)
    }

    @Test(
        "A red flag shows its banner before Enter, and it goes when the text does",
        arguments: [
            ("I have crushing chest pain and I am sweating", "EMERGENCY in what you are writing"),
            ("剧烈胸痛伴大汗", "急症警报（正在输入的内容）"),
        ])
    func warns(text: String, banner: String) throws {
        var play = try writing()
        #expect(!play.screen.contains(banner))
        play.type(text)
        #expect(play.screen.contains(banner))
        #expect(play.orders.isEmpty)
        #expect(play.state.composer.text == text)
        play.press(.ctrl("u"))
        #expect(!play.screen.contains(banner))
        play.press(.ctrl("y"))
        #expect(play.screen.contains(banner))
        play.press(.enter)
        #expect(!play.screen.contains(banner))
        #expect(play.state.exchanges.count == 1)
    }

    @Test("An ordinary question, a denial and a command raise nothing")
    func staysQuiet() throws {
        for text in ["What HbA1c target suits her?", "No chest pain, no sweating", "无胸痛", "/patient chest pain.json"] {
            var play = try writing()
            play.type(text)
            #expect(play.state.draft.notice.level == .none, "\(text)")
        }
    }

    @Test("A paste and the editor's text are judged too, a long one by its end")
    func judgesPastes() throws {
        var play = try writing()
        let long = String(repeating: "The weather is fine today. ", count: 40_000)
        play.send(.input(.paste(long + "Crushing chest pain and sweating.")))
        #expect(play.state.draft.notice.level == .emergency)
        let time = ProcessorTime.measure { play.type("  and") }
        #expect(time < .seconds(2))
        play.press(.ctrl("u"))
        play.send(.textEdited("剧烈胸痛伴大汗"))
        #expect(play.state.draft.notice.level == .emergency)
    }

    @Test("An emergency that was asked stays on the screen while something milder is written")
    func keepsTheEmergency() throws {
        var play = try writing()
        play.ask("chest pain")
        play.send(.turnAdvanced(1, .triaged(Samples.emergency)))
        play.type("What HbA1c target?")
        #expect(play.screen.contains("Chest pain with sweating: call the emergency number now."))
    }

    @Test("A key is judged at once; the figure is printed (a debug build on a busy machine is slow)")
    func isQuick() throws {
        let rules = try #require(Samples.triageRules)
        let text = "A 68-year-old woman with type 2 diabetes on metformin asks about her HbA1c of 7.8% and chest pain"
        let times = (0..<20).map { _ in ProcessorTime.measure { _ = rules.assess(text, language: "en") } }.sorted()
        print("a draft is judged in \(times[10])")
        #expect(times[10] < .milliseconds(60))
    }
}
