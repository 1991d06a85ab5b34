import Clinical
import Consultation
import Screen
import Testing

@testable import Interface

/// Several consultations beside each other.
@Suite struct ConsultationsScenarioTests {
    private let second = ConsultationID(2)

    private func request(_ effects: [Effect]) throws -> Interface.TurnRequest {
        guard case .startTurn(let request)? = effects.first else { throw NothingAsked() }
        return request
    }

    private struct NothingAsked: Error {}

    /// One patient with a question being answered, then another beside with one as well, which is in front.
    private func two() -> Play {
        var play = Play()
        play.send(Samples.patientRead())
        play.ask("First?")
        play.press(.ctrl("n"))
        play.send(Samples.patientRead([Samples.otherPatient], for: second))
        play.ask("Second?")
        return play
    }

    @Test(
        "/new and Ctrl+N open a consultation beside, with the chart and settings; the answer goes on, the draft stays")
    func opens() {
        for isKey in [true, false] {
            var play = Play()
            play.answerSample()
            play.ask("/specialty lipids")
            play.ask("/phrasing none")
            play.ask("Go on?")
            play.type("draft")
            if isKey {
                play.press(.ctrl("n"))
            } else {
                play.press(.ctrl("p"))
                play.type("beside")
                play.press(.enter)
            }
            #expect(play.effects.isEmpty, "nothing is stopped")
            #expect(play.state.desk.count == 2 && play.state.desk.place == 1)
            #expect(play.state.exchanges.isEmpty && play.state.composer.isEmpty)
            #expect(play.state.patient?.patient == Samples.patient)
            #expect(play.state.pinnedSpecialty == "lipids" && play.state.phrasing == .none)
            play.press(.alt(","))
            #expect(play.state.composer.text == "draft")
            #expect(play.state.isBusy)
        }
    }

    @Test("Where nothing has been asked or written yet, nothing new is opened")
    func opensNothing() {
        var play = Play()
        play.send(Samples.patientRead())
        play.press(.ctrl("n"))
        #expect(play.state.desk.count == 1)
        #expect(play.screen.contains("This consultation is still empty"))
        play.press(.alt("."))
        #expect(play.screen.contains("No other consultation is open: Ctrl+N opens one"))
    }

    @Test("Two are asked at once, each about its own patient; ids are unique, and each answer reaches its own")
    func asksBoth() throws {
        var play = two()
        let request = try request(play.effects)
        #expect(request.id == 2 && request.consultation == second)
        #expect(request.patient == Samples.otherPatient && request.earlier.isEmpty)
        play.send(.turnAdvanced(1, .text("for her")), .turnAdvanced(2, .text("for him")))
        play.send(.turnMeasured(1, Meter(answerTokens: 7)))
        #expect(play.state.exchanges.map(\.text) == ["for him"])
        #expect(play.state.meter.answerTokens == nil)
        play.press(.alt(","))
        #expect(play.state.exchanges.map(\.text) == ["for her"])
        #expect(play.state.meter.answerTokens == 7)
        #expect(play.rows[0].contains("Chen Guilan"))
        #expect(!play.screen.contains("for him") && !play.screen.contains("Lin Wei"))
    }

    @Test("No answer about one patient is context for another, nor for the same one beside")
    func keepsContextApart() throws {
        var play = two()
        play.send(
            .turnAdvanced(1, .finished(Samples.answer(.english))), .turnAdvanced(2, .finished(Samples.answer(.english)))
        )
        play.press(.ctrl("n"))
        play.ask("Third?")
        let third = try request(play.effects)
        #expect(third.patient == Samples.otherPatient && third.earlier.isEmpty)
        #expect(third.consultation == ConsultationID(3))
        play.press(.alt("."))
        play.ask("And now?")
        let first = try request(play.effects)
        #expect(first.patient == Samples.patient && first.earlier.count == 1)
        #expect(first.consultation == Samples.first)
    }

    @Test("A question that waits in a consultation behind is asked when its turn comes")
    func startsQueuedBehind() throws {
        var play = Play()
        play.send(Samples.patientRead())
        play.ask("First?")
        play.ask("Then?")
        play.press(.ctrl("n"))
        play.ask("/close-patient")
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english))))
        let next = try request(play.effects)
        #expect(next.question == "Then?" && next.consultation == Samples.first)
        #expect(next.patient == Samples.patient && next.earlier.count == 1)
    }

    @Test("Turning away and back changes nothing: draft, place, view, chosen passage, what the answer said")
    func losesNothing() {
        var play = Play(Samples.state(columns: 120, rows: 24))
        for _ in 1...4 { play.answerSample() }
        play.press(.pageUp, .pageUp, .alt("2"), .down, .down)
        play.ask("/compare")
        play.press(.alt("3"), .down, .down, .tab)
        play.type("half a thou")
        play.press(.ctrlLeft)
        let (before, frame) = (play.state.desk.front, play.frame)
        play.press(.ctrl("n"))
        play.ask("/close-patient")
        play.ask("Other?")
        play.send(.turnAdvanced(5, .text("elsewhere")))
        #expect(play.frame != frame)
        play.press(.alt("."))
        #expect(play.effects.isEmpty)
        #expect(play.state.desk.front == before)
        #expect(play.frame.textRows.dropLast() == frame.textRows.dropLast())
    }

    @Test("A walk through the history waits with its draft while another consultation is in front")
    func keepsTheWalk() {
        var play = two()
        play.type("draft")
        play.press(.up)
        #expect(play.state.composer.text == "Second?")
        play.press(.alt(","))
        play.type("x")
        play.press(.alt("."), .down)
        #expect(play.state.composer.text == "draft")
    }

    @Test("A file chosen for one consultation is loaded there, whichever is in front when it has been read")
    func loadsWhereAsked() {
        var play = Play()
        play.ask("First?")
        play.ask("/patient a.json")
        #expect(play.effects == [.readPatient(path: "a.json", for: Samples.first)])
        play.press(.ctrl("n"))
        play.send(Samples.patientRead([Samples.patient, Samples.otherPatient]))
        #expect(play.state.overlay == nil && play.state.patient == nil)
        play.type("typing goes on")
        play.press(.alt(","))
        #expect(play.screen.contains("Several patients in this file"))
        play.press(.enter)
        #expect(play.state.patient?.patient == Samples.patient)
        play.press(.alt("."))
        #expect(play.state.patient == nil && play.state.composer.text == "typing goes on")
        play.send(Samples.patientRead(for: ConsultationID(7)))
        #expect(play.state.desk.all.map { $0.patient?.patient.name } == [Samples.patient.name, nil])
    }

    @Test("A document that was asked for is shown there, though another consultation is in front by then")
    func showsDocumentsBehind() {
        var play = Play()
        play.answerDisputed()
        play.choose(1)
        play.press(.enter, .ctrl("n"))
        play.send(.documentRead(Samples.document, passage: "ada-hba1c-goal"))
        play.press(.alt(","))
        #expect(!play.screen.contains("Opening the document"))
        #expect(play.screen.contains("current edition"))
    }

    @Test(
        "At most nine are open; a tenth is refused, and the key says so",
        arguments: [Language.english, .simplifiedChinese])
    func refusesTheTenth(language: Language) {
        var play = Play(Samples.state(language))
        for number in 1...9 {
            play.ask("Question \(number)?")
            play.press(.ctrl("n"))
        }
        #expect(play.state.desk.count == 9)
        #expect(play.state.exchanges.map(\.question) == ["Question 9?"])
        #expect(play.screen.contains(language.isChinese ? "已打开 9 个咨询" : "9 consultations are open: close one first"))
        #expect(play.state.desk.all.flatMap(\.exchanges).map(\.id) == Array(1...9))
    }

    // MARK: Closing

    @Test("/close asks first where an answer is being written or a draft would be lost; y closes, any other key keeps")
    func asksBeforeClosing() {
        var play = two()
        play.ask("/close")
        #expect(play.screen.contains("Close this consultation?") && play.screen.contains("will be stopped"))
        play.press(.character("n"))
        #expect(play.state.desk.count == 2 && play.state.composer.isEmpty)
        play.ask("/close")
        play.press(.character("y"))
        #expect(play.effects == [.cancelTurn(2), .endConversation(second)])
        #expect(play.state.desk.count == 1 && play.state.exchanges.map(\.question) == ["First?"])
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english))))
        play.type("draft")
        play.press(.function(3), .delete)
        #expect(play.screen.contains("What is being written in it will be lost."))
        play.press(.escape)
        #expect(play.state.composer.text == "draft")
    }

    @Test("What a closed consultation's turn still tells reaches no one")
    func ignoresTheClosed() {
        var play = two()
        play.ask("/close")
        play.press(.enter)
        play.expect(.turnAdvanced(2, .text("late")))
        play.expect(.turnAdvanced(2, .finished(Samples.answer(.english))))
        play.expect(.turnFailed(2, Samples.failure))
    }

    @Test("Leaving by Ctrl+D asks where another consultation has something to lose, and not where it hasn't")
    func asksBeforeLeaving() {
        var play = two()
        play.press(.ctrl("d"))
        #expect(play.effects.isEmpty && play.state.overlay == .quitQuestion)
        #expect(play.screen.contains("Another consultation is being answered or holds a draft."))
        play.press(.ctrl("d"))
        #expect(play.effects == [.quit])
        play.send(.turnAdvanced(1, .finished(Samples.answer(.english))))
        play.press(.ctrl("d"))
        #expect(play.effects == [.quit])
    }
}
