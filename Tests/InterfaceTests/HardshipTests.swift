import Clinical
import Consultation
import Screen
import TestSupport
import Testing

@testable import Interface

/// Small screens, large texts and a thousand random events.
@Suite struct HardshipTests {
    private static let sizes = [
        Size(columns: 1, rows: 1), Size(columns: 2, rows: 2), Size(columns: 20, rows: 5), Size(columns: 40, rows: 3),
        Size(columns: 40, rows: 10), Size(columns: 99, rows: 24), Size(columns: 100, rows: 12),
        Size(columns: 240, rows: 70), Size(columns: 0, rows: 0),
    ]

    @Test("Every scene can be drawn at every size, the cursor inside", arguments: Scene.allCases, sizes)
    func draws(scene: Scene, size: Size) {
        for language in [Language.english, .simplifiedChinese] {
            let state = scene.play(Samples.state(language, columns: size.columns, rows: size.rows), language)
            check(state)
        }
    }

    @Test("Random events never break it", arguments: 1...12 as ClosedRange<UInt64>)
    func survives(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var play = Play(Samples.state(seed % 2 == 0 ? .english : .simplifiedChinese))
        for _ in 0..<400 {
            play.send(event(&random, play.state))
            check(play.state)
        }
    }

    @Test("A pasted megabyte and a question of one are drawn without delay")
    func carriesMegabytes() {
        var play = Play(Samples.state(.simplifiedChinese))
        let text = String(repeating: "血压一百四十，", count: 150_000)
        play.send(.input(.paste(text)))
        #expect(play.screen.contains("[粘贴 1,050,000 个字符]"))
        play.press(.enter)
        guard case .startTurn(let request) = play.effects.first else {
            Issue.record("no turn was started")
            return
        }
        #expect(request.question == text)
        #expect(play.screen.contains("共 1,050,000 个字符"))
        let time = ProcessorTime.measure { for _ in 0..<10 { _ = play.frame } }
        #expect(time < .seconds(3))
    }

    // MARK: What must always hold

    private func check(_ state: State) {
        let frame = render(state, theme: .plain, size: state.size)
        #expect(frame.size == state.size)
        #expect((0...state.composer.elements.count).contains(state.composer.cursor))
        if let cursor = frame.cursor { #expect(Rect(state.size).contains(cursor)) }
        if state.size.columns >= 40, state.size.rows >= 2 {
            let shown = frame.textRows[0]
            let name =
                state.patient.map { SafeText.oneLine($0.patient.name).prefix(6) } ?? state.wording[.noPatient][...]
            #expect(shown.contains(name))
            if let loaded = state.patient { #expect(shown.contains(state.wording[loaded.patient.sex])) }
        }
        for row in 0..<state.size.rows {
            let columns = frame.buffer[row: row].reduce(0) { $0 + Int($1.width) }
            #expect(columns == state.size.columns)
        }
    }

    private func event(_ random: inout SeededGenerator, _ state: State) -> Event {
        let id = max(1, state.exchanges.count)
        let point = Point(column: random.below(state.size.columns + 4), row: random.below(state.size.rows + 4))
        switch random.below(22) {
        case 0..<8: return .input(.key(Self.keys[random.below(Self.keys.count)]))
        case 8: return .input(.paste(Self.texts[random.below(Self.texts.count)]))
        case 9: return .input(.click(point))
        case 10: return .input(.wheel(isUp: random.below(2) == 0, at: point))
        case 11: return .input(.resize(Self.sizes[random.below(Self.sizes.count)]))
        case 12: return .turnAdvanced(id, .text(Self.texts[random.below(Self.texts.count)]))
        case 13: return .turnAdvanced(id, .evidence(Samples.citations(.english)))
        case 14:
            return .turnAdvanced(id, .finished(Samples.answer(random.below(2) == 0 ? .english : .simplifiedChinese)))
        case 15: return .turnAdvanced(id, .triaged(Samples.emergency))
        case 16: return .turnFailed(id, Samples.failure)
        case 17 where random.below(2) == 0: return .turnAdvanced(id, .promptBuilt(Samples.prompt))
        case 17:
            return Samples.patientRead(
                random.below(2) == 0 ? [Samples.patient] : [Samples.otherPatient, Samples.patient],
                for: ConsultationID(1 + random.below(3)))
        case 18: return .modelLoadProgressed(name: "m", fraction: Double(random.below(300)) / 100 - 1)
        case 19: return .failed(Samples.failure)
        case 20: return .filesListed(prefix: "", paths: ["a/", "b.json"])
        default:
            return .earlierConversationFound(
                EarlierConversation(id: "1", startedAt: "today", questions: 1, lastQuestion: "血压？"))
        }
    }

    private static let keys: [Key] =
        Array(Set(KeyMap.standard.bindings.values.flatMap(\.keys)).filter { $0 != .ctrl("d") }).sorted {
            $0.name < $1.name
        }
        + ["/", "?", "血", "a", "[", "1", "]", "\u{301}", "👩‍⚕️"].map(Key.character)

    private static let texts = [
        "目标 **血压** <130/80 mmHg [1]。", "[1]", "/patient ", "/theme d", "/trend hba1c", "/timeline", "/compare",
        "/prompt", "\u{1B}[31m\u{7}", "| a | b |\n|---|---|\n",
        String(repeating: "很长的一段文字，with words ", count: 300), "\r\n\r\n\t", "e\u{301}\u{301}\u{301}",
    ]
}
