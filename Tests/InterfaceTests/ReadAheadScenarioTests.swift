import Consultation
import Screen
import Testing

@testable import Interface

@Suite("While a question is written, the model may read what it will be asked with")
struct ReadAheadScenarioTests {
    @Test(
        "Each change of the text foresees its question, with the patient and the conversation",
        arguments: [Language.english, .simplifiedChinese])
    func draft(_ language: Language) throws {
        var play = Play()
        play.answerSample(language)
        play.type(language.isChinese ? "那血压呢" : "And her blood pressure")
        let ahead = try #require(play.ahead)
        #expect(ahead.question == play.state.composer.text)
        #expect(ahead.patient == Samples.patient && ahead.earlier.map(\.question) == [Samples.question(language)])
        play.press(.left)
        #expect(play.effects.isEmpty, "the text is the same")
        play.press(.enter)
        guard case .startTurn(let asked)? = play.effects.first else { throw NothingAsked() }
        #expect(
            asked.question == ahead.question && asked.earlier == ahead.earlier
                && asked.consultation == ahead.consultation)
        #expect(play.ahead == nil)
    }

    private struct NothingAsked: Error {}

    @Test("After an answer the conversation is read without its passages, as the next question will have it")
    func answered() throws {
        var play = Play()
        play.answerSample()
        let ahead = try #require(play.ahead)
        #expect(ahead.question.isEmpty && ahead.earlier.count == 1)
        play.ask("Next?")
        play.type("x")
        play.send(.turnAdvanced(2, .finished(Samples.answer(.english, status: .cancelled))))
        #expect(play.ahead == nil, "a cancelled answer is no context")
    }

    @Test("A chart that is opened is read before anything is asked")
    func chart() throws {
        var play = Play()
        play.send(Samples.patientRead())
        let ahead = try #require(play.ahead)
        #expect(ahead.question.isEmpty && ahead.patient == Samples.patient && ahead.earlier.isEmpty)
    }

    @Test("Commands, long texts, an answer being written and a consultation without a model foresee nothing")
    func nothing() {
        var play = Play()
        play.type("/patient x")
        #expect(play.ahead == nil)
        play.press(.ctrl("u"))
        #expect(play.ahead == nil)
        play.send(.input(.paste(String(repeating: "病", count: 501))))
        #expect(play.ahead == nil)
        play.press(.ctrl("u"))
        play.ask("/phrasing none")
        play.type("What now?")
        #expect(play.ahead == nil)
        play.press(.ctrl("u"))
        play.ask("/phrasing phrased")
        play.ask("What now?")
        play.type("And then?")
        #expect(play.ahead == nil)
    }

    @Test("Turning to another consultation foresees nothing: its text has not changed")
    func switching() {
        var play = Play()
        play.answerSample()
        play.type("first")
        play.press(.ctrl("n"))
        #expect(play.ahead == nil)
        play.type("second")
        #expect(play.ahead?.consultation == ConsultationID(2) && play.ahead?.earlier.isEmpty == true)
        play.press(.alt(","))
        #expect(play.ahead == nil)
    }
}
