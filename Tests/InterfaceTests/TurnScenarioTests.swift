import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct TurnScenarioTests {
    private let model = ModelSummary(name: "m", contextLength: 4096)

    @Test("Typing Chinese and pressing Enter asks the question and empties the composer")
    func asks() {
        var play = Play()
        play.type("血压目标是多少？")
        #expect(play.state.composer.text == "血压目标是多少？")
        let exchange = Exchange(id: 1, question: "血压目标是多少？", audience: .clinician, phase: .preparing)
        let request = TurnRequest(
            id: 1, consultation: Samples.first, question: "血压目标是多少？", patient: nil, specialty: nil,
            audience: .clinician, earlier: [])
        play.expect(.input(.key(.enter)), effects: [.startTurn(request)]) {
            $0.exchanges = [exchange]
            $0.nextExchangeID = 2
            $0.composer = Composer()
            $0.history.add("血压目标是多少？")
        }
        #expect(exchange.language == .simplifiedChinese)
    }

    @Test("Alt+Enter and Ctrl+J make new lines, and an empty question isn't sent")
    func makesLines() {
        var play = Play()
        play.press(.enter)
        #expect(play.state.exchanges.isEmpty)
        play.type("a")
        play.press(.altEnter)
        play.type("b")
        play.press(.ctrl("j"))
        play.type("c")
        #expect(play.state.composer.text == "a\nb\nc")
    }

    @Test("A question sent while the model loads starts at once, shows its passages and tells that it waits")
    func waitsForTheModel() {
        var play = Play()
        play.send(.modelLoadProgressed(name: "m", fraction: 0.5))
        play.ask("What is the goal?")
        #expect(play.effects.count == 1)
        play.send(.turnAdvanced(1, .evidence(Samples.citations(.english))))
        #expect(play.screen.contains("[1] ADA 2026"))
        #expect(play.screen.contains("The model is loading (50%)"))
        play.send(.modelLoaded(model))
        #expect(!play.screen.contains("The model is loading"))
    }

    @Test("Where answers come from another machine, the status line says so, and whether patient data may leave")
    func remoteModel() {
        for (columns, place) in [(80, ""), (160, "gpu1.example.org: ")] {
            for (takes, english, chinese) in [
                (true, "patient data may leave", "患者数据可外发"), (false, "no patient data leaves", "患者数据不外发"),
            ] {
                let remote = ModelSummary.RemotePlaces(hosts: "gpu1.example.org", takesPatientData: takes)
                for (language, words) in [(Language.english, english), (.simplifiedChinese, chinese)] {
                    var play = Play(Samples.state(language, columns: columns, rows: 24))
                    play.send(.modelLoaded(ModelSummary(name: "qwen3-32b", contextLength: 8192, remote: remote)))
                    #expect(play.rows.last?.contains("↗ \(place)\(words)") == true, "\(play.rows.last ?? "")")
                    #expect(play.rows.last?.contains("qwen3-32b") == true)
                }
            }
        }
        var own = Play()
        own.send(.modelLoaded(model))
        #expect(!own.screen.contains("↗"))
    }

    @Test("An earlier turn with a chart is passed on as such, and one without isn't")
    func earlierTurns() throws {
        func request(after first: (inout Play) -> Void) throws -> Interface.TurnRequest {
            var play = Play()
            first(&play)
            play.ask("What is the goal?")
            play.send(.turnAdvanced(play.state.exchanges.last?.id ?? 0, .finished(Samples.answer(.english))))
            play.ask("And in the old?")
            guard case .startTurn(let request)? = play.effects.first else { throw NothingAsked() }
            #expect(request.earlier.count == 1)
            return request
        }
        #expect(try !request { _ in }.isEarlierAboutPatient)
        #expect(try request { $0.send(Samples.patientRead()) }.isEarlierAboutPatient)
    }

    private struct NothingAsked: Error {}

    @Test("The passages are on the screen before the first token, then the prompt's reading, then the text")
    func streams() {
        var play = Play()
        play.send(.modelLoaded(model))
        play.ask("What is the goal?")
        play.send(.turnAdvanced(1, .evidence(Samples.citations(.english))))
        #expect(play.state.exchanges[0].text.isEmpty)
        #expect(play.row(containing: "[2] ADA 2026") != nil)
        play.expect(.turnAdvanced(1, .readingPrompt(done: 256, total: 1024))) {
            $0.exchanges[0].phase = .readingPrompt(done: 256, total: 1024)
        }
        #expect(play.screen.contains("███░░░░░░░░░ Reading the prompt: 256 of 1,024 tokens"))
        play.expect(.turnAdvanced(1, .generating(promptTokens: 1024, cachedTokens: 800))) {
            $0.exchanges[0].phase = .generating
            $0.exchanges[0].promptTokens = 1024
            $0.exchanges[0].cachedTokens = 800
        }
        play.expect(.turnAdvanced(1, .text("HbA1c "))) { $0.exchanges[0].text = "HbA1c " }
        play.expect(.turnAdvanced(1, .text("<7% [1]."))) { $0.exchanges[0].text = "HbA1c <7% [1]." }
        #expect(play.screen.contains("HbA1c <7% [1]."))
    }

    @Test("An engine that tells of its start first is shown reading, then writing")
    func readsBeforeWriting() {
        var play = Play()
        play.send(.modelLoaded(model))
        play.ask("What is the goal?")
        play.send(.turnAdvanced(1, .generating(promptTokens: 1000, cachedTokens: 250)))
        #expect(play.screen.contains("███░░░░░░░░░ Reading the prompt: 250 of 1,000 tokens"))
        play.send(.turnAdvanced(1, .readingPrompt(done: 1000, total: 1000)))
        #expect(play.screen.contains("Writing …"))
    }

    @Test("Esc stops the answer at the first press, keeps its text labelled incomplete and the draft untouched")
    func cancels() {
        var play = Play()
        play.send(.modelLoaded(model))
        play.ask("What is the goal?")
        play.send(.turnAdvanced(1, .text("Half an")))
        play.type("next question")
        play.expect(.input(.key(.escape)), effects: [.cancelTurn(1)]) { $0.exchanges[0].phase = .cancelling }
        play.expect(.input(.key(.escape)))
        #expect(play.screen.contains("Stopping …"))
        var answer = Samples.answer(.english, status: .cancelled)
        answer.answer = "Half an answer"
        answer.sentences = []
        play.send(.turnAdvanced(1, .finished(answer)))
        #expect(play.screen.contains("Half an answer"))
        #expect(play.screen.contains("Incomplete: you stopped this answer."))
        #expect(play.state.composer.text == "next question")
        play.press(.escape)
        #expect(play.state.composer.text == "next question")
        play.press(.enter)
        guard case .startTurn(let request) = play.effects.first else {
            Issue.record("no turn was started")
            return
        }
        #expect(request.earlier.isEmpty, "a cancelled answer must not become context")
    }

    @Test("A question asked during an answer waits for its end, then starts with that answer as context")
    func queues() {
        var play = Play()
        play.ask("First?")
        play.ask("Second?")
        #expect(play.effects.isEmpty)
        #expect(play.state.exchanges[1].phase == .queued)
        let answer = Samples.answer(.english)
        play.send(.turnAdvanced(1, .finished(answer)))
        let request = TurnRequest(
            id: 2, consultation: Samples.first, question: "Second?", patient: nil, specialty: nil, audience: .clinician,
            earlier: [answer])
        #expect(play.effects == [.startTurn(request)])
        #expect(play.state.exchanges[1].phase == .preparing)
    }

    @Test("Ctrl+C interrupts while busy and asks before leaving when idle; Ctrl+C again leaves, any other key stays")
    func interrupts() {
        var play = Play()
        play.ask("What?")
        play.press(.ctrl("c"))
        #expect(play.effects == [.cancelTurn(1)])
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english, status: .cancelled))))
        play.press(.ctrl("c"))
        #expect(play.state.overlay == .quitQuestion)
        #expect(play.effects.isEmpty)
        play.press(.character("n"))
        #expect(play.state.overlay == nil)
        #expect(play.state.composer.isEmpty)
        play.press(.ctrl("c"), .ctrl("c"))
        #expect(play.effects == [.quit])
    }

    @Test("Ctrl+D leaves on an empty line only")
    func leaves() {
        var play = Play()
        play.type("ab")
        play.press(.home, .ctrl("d"))
        #expect(play.state.composer.text == "b")
        #expect(play.orders.isEmpty)
        play.press(.ctrl("d"), .ctrl("d"))
        #expect(play.effects == [.quit])
    }

    @Test(
        "An unsupported figure is marked with a sign, a style and its reason; a corrected citation is told",
        arguments: [
            Language.english, .simplifiedChinese,
        ])
    func marksVerdicts(language: Language) throws {
        var play = Play(Samples.state(language))
        play.answerSample(language)
        let text = language.isChinese ? "空腹血糖应低于6.2" : "Keep fasting glucose below 6.2"
        let row = try #require(play.row(containing: "• ⚠"))
        #expect(play.rows[row].contains(text))
        let cells = play.frame.buffer[row: row].prefix(70).filter { $0.text == "6" }
        #expect(!cells.isEmpty && cells.allSatisfy { $0.style.isUnderlined })
        #expect(play.screen.contains(language.isChinese ? "3 句中有 2 句有段落支持" : "2 of 3 sentences rest on the passages"))
        #expect(play.screen.contains(language.isChinese ? "引文由[3]更正为[2]" : "corrected from [3] to [2]"))
    }

    @Test("A failed turn says what, why and what to do, and the next question can be asked")
    func fails() {
        var play = Play()
        play.ask("What?")
        play.ask("And then?")
        play.send(.turnFailed(1, Samples.failure))
        #expect(play.effects.count == 1)
        #expect(play.screen.contains("✗ The file three-highs.json can't be read."))
        #expect(play.screen.contains("Export it again"))
    }

    @Test("Events of a turn that no longer exists change nothing")
    func ignoresTheUnknown() {
        var play = Play()
        play.ask("What?")
        play.ask("/close")
        play.press(.enter)
        #expect(play.effects == [.cancelTurn(1), .endConversation(Samples.first)])
        play.expect(.turnAdvanced(1, .text("late")))
        play.expect(.turnFailed(1, Samples.failure))
        play.expect(.turnMeasured(1, Meter(tokensPerSecond: 3)))
    }

    @Test("An emergency stands across the screen in every pane until the next question", arguments: [80, 120])
    func showsTheBanner(columns: Int) {
        var play = Play(Samples.state(columns: columns, rows: 24))
        play.ask("Chest pain")
        play.send(.turnAdvanced(1, .triaged(Samples.emergency)))
        for key in [Key.alt("1"), .alt("2"), .alt("3")] {
            play.press(key)
            #expect(play.screen.contains("‼ EMERGENCY ‼  Chest pain with sweating: call the emergency number now."))
        }
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english, status: .escalated))))
        play.ask("Thanks")
        #expect(!play.screen.contains("‼ EMERGENCY ‼"))
    }
}
