import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct StartScenarioTests {
    private let cutOff = EarlierConversation(
        id: "c7", startedAt: "2026-11-22 18:40", questions: 2, lastQuestion: "二甲双胍要减量吗？", patient: "陈桂兰")

    @Test("An interrupted conversation is offered; Enter loads it, with what was cut off labelled")
    func resumes() {
        var play = Play()
        play.send(.earlierConversationFound(cutOff))
        #expect(play.screen.contains("Go on with the interrupted conversation?"))
        #expect(play.screen.contains("二甲双胍要减量吗？"))
        play.press(.enter)
        #expect(play.effects == [.resumeConversation(cutOff, in: Samples.first)])
        play.send(
            .conversationResumed(
                cutOff,
                [
                    StoredExchange(question: "First?", answer: Samples.answer(.english)),
                    StoredExchange(question: "二甲双胍要减量吗？", answer: nil, partialText: "根据指南"),
                ], in: Samples.first))
        #expect(play.state.exchanges.map(\.phase) == [.finished, .interrupted])
        #expect(play.screen.contains("根据指南"))
        #expect(play.screen.contains("Incomplete: the program ended before this answer did."))
        #expect(play.screen.contains("asked about another patient: 陈桂兰"))
    }

    @Test("A question that is asked while the conversation is still being read stays, behind it")
    func asksMeanwhile() {
        var play = Play()
        play.send(.earlierConversationFound(cutOff))
        play.press(.enter)
        play.ask("Meanwhile?")
        play.send(
            .conversationResumed(
                cutOff, [StoredExchange(question: "First?", answer: Samples.answer(.english))], in: Samples.first))
        #expect(play.state.exchanges.map(\.question) == ["First?", "Meanwhile?"])
        #expect(play.state.isBusy && Set(play.state.exchanges.map(\.id)).count == 2)
    }

    @Test("Esc declines; typing begins a new question and keeps the offer for /resume")
    func declines() {
        var play = Play()
        play.send(.earlierConversationFound(cutOff))
        var other = play
        play.press(.escape)
        #expect(play.effects == [.declineConversation(id: "c7")])
        #expect(play.state.earlier.isEmpty)
        other.type("你好")
        #expect(other.state.composer.text == "你好")
        #expect(other.state.overlay == nil)
        other.press(.ctrl("u"))
        other.ask("/resume")
        #expect(other.effects == [.resumeConversation(cutOff, in: Samples.first)])
    }

    @Test("Of several that were cut off the newest is offered; /resume goes on with the next one beside it")
    func resumesTheNext() {
        let older = EarlierConversation(
            id: "c5", startedAt: "2026-11-22 18:10", questions: 1, lastQuestion: "Older?")
        var play = Play()
        play.send(.earlierConversationFound(cutOff), .earlierConversationFound(older))
        #expect(play.screen.contains("二甲双胍要减量吗？"))
        play.press(.enter)
        #expect(play.effects == [.resumeConversation(cutOff, in: Samples.first)])
        play.send(
            .conversationResumed(
                cutOff, [StoredExchange(question: "二甲双胍要减量吗？", answer: nil)], in: Samples.first))
        #expect(play.rows.last?.contains("/resume goes on with it") ?? false)
        play.ask("/resume")
        #expect(play.effects == [.resumeConversation(older, in: ConsultationID(2))])
        play.press(.alt(","))
        play.send(
            .conversationResumed(
                older, [StoredExchange(question: "Older?", answer: nil)], in: ConsultationID(2)))
        #expect(play.state.exchanges.map(\.question) == ["二甲双胍要减量吗？"])
        play.press(.alt("."))
        #expect(play.state.exchanges.map(\.question) == ["Older?"])
        #expect(Set(play.state.desk.all.flatMap(\.exchanges).map(\.id)).count == 2)
        play.ask("/resume")
        #expect(play.screen.contains("There is no earlier conversation to go on with"))
    }

    @Test("What was left on purpose isn't offered; /resume goes on with it, after what was cut off")
    func resumesWhatWasLeft() {
        let left = EarlierConversation(
            id: "c9", startedAt: "2026-11-22 19:10", questions: 1, lastQuestion: "血压目标？", wasCutOff: false)
        var play = Play()
        play.send(.earlierConversationFound(left))
        #expect(play.state.overlay == nil && play.state.remark == nil)
        var both = Play()
        both.send(.earlierConversationFound(cutOff), .earlierConversationFound(left))
        both.press(.escape)
        #expect(both.state.remark == nil)
        for var play in [play, both] {
            play.ask("/resume")
            #expect(play.effects == [.resumeConversation(left, in: Samples.first)])
        }
    }

    @Test("Whoever is already typing isn't disturbed by the offer")
    func doesNotDisturb() {
        var play = Play()
        play.type("Wha")
        play.send(.earlierConversationFound(cutOff))
        play.type("t?")
        #expect(play.state.composer.text == "What?")
        #expect(play.state.overlay == nil)
    }

    @Test("Up brings back what was sent and Down the draft; Ctrl+R finds it again")
    func walksHistory() {
        var state = Samples.state()
        state.history = InputHistory(entries: ["血压目标？", "HbA1c goal?"])
        var play = Play(state)
        play.type("draft")
        play.press(.up)
        #expect(play.state.composer.text == "HbA1c goal?")
        play.press(.up, .up)
        #expect(play.state.composer.text == "血压目标？")
        play.press(.down, .down)
        #expect(play.state.composer.text == "draft")
        play.press(.ctrl("u"), .ctrl("r"))
        play.type("血压")
        #expect(play.screen.contains("search history: 血压  → 血压目标？"))
        play.press(.enter)
        #expect(play.state.composer.text == "血压目标？")
        #expect(play.state.exchanges.isEmpty)
    }

    @Test("Ctrl+G hands the text to the editor and takes it back; Ctrl+L redraws")
    func usesTheEditor() {
        var play = Play()
        play.type("first")
        play.press(.ctrl("g"))
        #expect(play.effects == [.editExternally("first")])
        play.send(.textEdited("first\nsecond\n"))
        #expect(play.state.composer.text == "first\nsecond")
        play.press(.ctrl("l"))
        #expect(play.effects == [.redraw])
    }

    @Test("A model that can't be loaded is told once and blocks nothing")
    func modelFails() {
        var play = Play()
        play.send(.modelLoadProgressed(name: "m.gguf", fraction: 0.2))
        #expect(play.rows.last?.contains("loading model ██░░░░░░░░ 20%") ?? false)
        play.send(.modelLoadFailed(Samples.failure))
        #expect(play.rows.last?.contains("✗ model failed") ?? false)
        #expect(play.state.failures == [Samples.failure])
        play.ask("Still here?")
        #expect(play.effects.count == 1)
    }

    @Test("While the library is indexed for the first time, a question tells how far that is")
    func tellsOfIndexing() {
        var play = Play(Samples.state(.simplifiedChinese))
        play.send(.libraryUpdated(done: 34, total: 180))
        play.ask("血压目标？")
        #expect(play.screen.contains("首次启动正在建立指南索引：34 / 180 段"))
        #expect(play.rows.last?.contains("建立索引 34/180") ?? false)
        // All passages are embedded before the library is written: what waits for it still does.
        play.send(.libraryUpdated(done: 180, total: 180))
        #expect(play.rows.last?.contains("建立索引 180/180") ?? false)
        play.expect(.libraryReady) { $0.library = nil }
        #expect(play.screen.contains("正在检索指南……"))
    }
}
