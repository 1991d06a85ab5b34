import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct CommandScenarioTests {
    @Test("A slash offers the commands, Tab completes, Enter runs")
    func completes() {
        var play = Play()
        play.type("/")
        #expect(play.state.completion?.choices.count == Command.all.count)
        play.type("spe")
        #expect(play.screen.contains("▸ /specialty"))
        play.press(.tab)
        #expect(play.state.composer.text == "/specialty ")
        play.type("hyper")
        play.press(.tab, .enter)
        #expect(play.state.pinnedSpecialty == "hypertension")
        #expect(play.state.composer.isEmpty)
        #expect(play.rows.last?.contains("Specialty pinned: Hypertension") ?? false)
        play.ask("/specialty auto")
        #expect(play.state.pinnedSpecialty == nil)
    }

    @Test("Down chooses among the offers and Enter takes the chosen one")
    func chooses() {
        var play = Play()
        play.type("/theme ")
        #expect(play.state.completion?.choices.map(\.label) == ["dark", "light", "high-contrast"])
        play.press(.down, .enter)
        #expect(play.effects == [.useTheme(name: "light")])
        play.send(.themeChanged(name: "light"))
        #expect(play.state.themeName == "light")
    }

    @Test("File names are asked for while they are typed, and offered when they come")
    func completesFiles() {
        var play = Play()
        play.type("/patient /d")
        #expect(play.effects == [.listFiles(prefix: "/d")])
        play.send(.filesListed(prefix: "/other", paths: ["/other"]))
        #expect(play.state.completion?.choices.isEmpty ?? false)
        play.send(.filesListed(prefix: "/d", paths: ["/data/", "/demo.json"]))
        play.press(.tab)
        #expect(play.state.composer.text == "/patient /data/")
        #expect(play.effects == [.listFiles(prefix: "/data/")])
        play.send(.filesListed(prefix: "/data/", paths: ["/data/x.json"]))
        play.press(.enter)
        #expect(play.effects == [.readPatient(path: "/data/x.json", for: Samples.first)])
    }

    @Test(
        "Commands that can't be carried out say why and what would do",
        arguments: [
            ("/nonsense", "There is no command /nonsense."), ("/specialty nose", "Use one of: diabetes"),
            ("/audience cat", "Use one of: clinician, patient."),
            ("/phrasing alone", "Use one of: phrased, free, none."), ("/theme none", "dark, light, high-contrast"),
        ])
    func refuses(command: String, message: String) {
        var play = Play()
        play.ask(command)
        #expect(play.screen.contains(message))
        #expect(play.state.exchanges.isEmpty)
    }

    @Test("/language and /audience change the words at once, whichever language names them")
    func changesLanguage() {
        var play = Play()
        play.ask("/language zh")
        #expect(play.screen.contains("未载入患者"))
        play.ask("/audience 患者")
        #expect(play.state.audience == .patient)
        play.ask("/language en")
        #expect(play.screen.contains("No patient loaded"))
    }

    @Test("/phrasing tells what the model adds from now on, in either language, and the next question is asked so")
    func changesPhrasing() {
        var play = Play()
        play.ask("/phrasing free")
        #expect(play.screen.contains("all of the model's own sentences stay"))
        play.ask("/language zh")
        play.ask("/phrasing none")
        #expect(play.screen.contains("仅引文，不用模型"))
        play.ask("血压目标是多少？")
        guard case .startTurn(let request)? = play.effects.first else {
            Issue.record("nothing was asked")
            return
        }
        #expect(request.phrasing == .none)
    }

    @Test("/retry asks the last question again")
    func retries() {
        var play = Play()
        play.answerSample()
        play.ask("/retry")
        #expect(play.state.exchanges.map(\.question) == [Samples.question(.english), Samples.question(.english)])
    }

    @Test("The palette finds commands by what they do, in both languages, and runs the chosen one")
    func usesThePalette() {
        var play = Play()
        play.press(.ctrl("p"))
        play.type("配色")
        #expect(play.screen.contains("▸ /theme NAME"))
        play.press(.enter)
        #expect(play.state.overlay == nil)
        #expect(play.state.composer.text == "/theme ")
        play.press(.ctrl("u"), .ctrl("p"))
        play.type("leave")
        play.press(.enter)
        #expect(play.effects == [.quit])
    }

    @Test("Every command names itself in both languages, once, and help shows each of them")
    func describesAll() {
        let words = Command.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(words).count == words.count)
        for command in Command.all {
            #expect(!command.english.isEmpty && command.english != command.chinese)
            #expect(command.chinese.unicodeScalars.contains { $0.properties.isIdeographic })
        }
        var play = Play(Samples.state(columns: 100, rows: 200))
        play.press(.function(1))
        for command in Command.all { #expect(play.screen.contains(command.usage(in: .english))) }
        for action in Action.allCases { #expect(play.screen.contains(action.words.english)) }
    }

    @Test("? shows help in an empty composer and in a pane, and is a character in a text")
    func showsHelp() {
        var play = Play()
        play.press(.character("?"))
        #expect(play.state.overlay == .help(.composer, scroll: 0))
        play.press(.escape)
        play.type("why?")
        #expect(play.state.composer.text == "why?")
        play.press(.tab, .character("？"))
        #expect(play.state.overlay == .help(.conversation, scroll: 0))
    }
}
