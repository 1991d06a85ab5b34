import Consultation
import Foundation
import Screen
import TestSupport
import Testing

@testable import Interface

/// Frames of a long conversation at 200×60. Release builds are meant to stay below 3 ms; the limit here is that of a
/// debug build on a busy machine. The figures are printed.
@Suite(.serialized) struct RenderSpeedTests {
    private static let size = Size(columns: 200, rows: 60)

    private func longConversation() -> Play {
        var play = Play(Samples.state(columns: Self.size.columns, rows: Self.size.rows))
        play.send(Samples.patientRead(), .modelLoaded(ModelSummary(name: "m", contextLength: 8192)))
        for turn in 1...200 {
            play.ask(Samples.question(turn % 2 == 0 ? .english : .simplifiedChinese))
            play.send(.turnAdvanced(turn, .finished(Samples.answer(turn % 2 == 0 ? .english : .simplifiedChinese))))
        }
        return play
    }

    private func median(_ what: String, of count: Int, _ body: (Int) -> Void) -> Duration {
        let times = (0..<count).map { step in ProcessorTime.measure { body(step) } }.sorted()
        let median = times[count / 2]
        print("\(what): median \(median), slowest \(times[count - 1])")
        return median
    }

    @Test("A frame of a long conversation is quick, still or while an answer streams")
    func drawsQuickly() {
        var play = longConversation()
        let still = median("still frame", of: 40) { _ in _ = play.frame }
        play.ask("And now?")
        let text = String(repeating: Samples.answer(.english).answer + "\n\n", count: 8)
        let pieces = text.split(separator: " ").map { String($0) + " " }
        let streaming = median("frame with a new token", of: 120) { step in
            play.send(.turnAdvanced(201, .text(pieces[step % pieces.count])))
            _ = play.frame
        }
        let typing = median("frame with a new key", of: 40) { _ in
            play.press(.character("字"))
            _ = play.frame
        }
        #expect(max(still, streaming, typing) < .milliseconds(120))
    }

    @Test("A resize lays out what is seen, not the whole conversation")
    func resizesQuickly() {
        var play = longConversation()
        let resized = median("first frame of a new size", of: 20) { step in
            play.send(.input(.resize(Size(columns: 140 + step, rows: 50))))
            _ = play.frame
        }
        #expect(resized < .milliseconds(200))
    }
}
