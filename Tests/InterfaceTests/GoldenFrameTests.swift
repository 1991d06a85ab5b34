import Consultation
import Foundation
import Screen
import Testing

@testable import Interface

/// Whole screens as text, for a person to read. `XINGLIN_REWRITE_GOLDEN=1 swift test --filter GoldenFrame` rewrites them.
@Suite struct GoldenFrameTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36), Size(columns: 200, rows: 60)]
    static let languages: [Language] = [.english, .simplifiedChinese]

    @Test("A screen shows what its golden file shows", arguments: Scene.allCases, languages)
    func matchesGoldenFile(scene: Scene, language: Language) throws {
        for size in Self.sizes {
            var state = Samples.state(language, columns: size.columns, rows: size.rows)
            state = scene.play(state, language)
            let shown = render(state, theme: .plain, size: size).textRows.joined(separator: "\n") + "\n"
            let name = "\(scene.rawValue)-\(language.rawValue)-\(size.columns)x\(size.rows).txt"
            try compare(shown, with: name)
        }
    }

    private func compare(_ shown: String, with name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["XINGLIN_REWRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(shown.utf8).write(to: file)
        }
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(shown == expected, "\(name):\n\(difference(expected, shown))")
    }

    private func difference(_ expected: String, _ shown: String) -> String {
        zip(
            expected.split(separator: "\n", omittingEmptySubsequences: false),
            shown.split(separator: "\n", omittingEmptySubsequences: false)
        ).enumerated().filter { $1.0 != $1.1 }.map { "\($0): expected \($1.0)\n\($0):      got \($1.1)" }
            .joined(separator: "\n")
    }
}

/// The moments of a consultation that have a golden file.
enum Scene: String, CaseIterable, Sendable {
    case start, loading, streaming, answered, citations, patient, emergency, help, chooser, failure
    case chart, opened, filtered, trend, overlaid, values, comparison, timeline, prompt, draft
    case struck, dissent, dissents, document, sources, routing, nofield, why
    case consultations, beside

    func play(_ state: State, _ language: Language) -> State {
        var play = Play(state)
        let name = "qwen2.5-coder-1.5b-instruct"
        switch self {
        case .start: break
        case .loading:
            play.send(Samples.patientRead(), .modelLoadProgressed(name: name, fraction: 0.43))
            play.type(Samples.question(language))
            play.press(.enter)
            play.send(
                .turnAdvanced(1, .routed(Samples.routed)), .turnAdvanced(1, .evidence(Samples.citations(language))))
            play.type(language.isChinese ? "那血压" : "And her blood")
        case .streaming:
            play.send(
                Samples.patientRead(), .modelLoaded(ModelSummary(name: name, contextLength: 8192)))
            play.type(Samples.question(language))
            play.press(.enter)
            let text = Samples.answer(language).answer
            play.send(
                .turnAdvanced(1, .routed(SpecialtyChoice(id: "diabetes", how: .routed, score: 0.83))),
                .turnAdvanced(1, .evidence(Samples.citations(language))),
                .turnAdvanced(1, .generating(promptTokens: 1184, cachedTokens: 812)),
                .turnAdvanced(1, .text(String(text.prefix(text.count * 2 / 3)))),
                .turnMeasured(1, Meter(firstTokenMilliseconds: 1930, tokensPerSecond: 27.1, answerTokens: 60)))
        case .answered: play.answerSample(language)
        case .citations:
            play.answerSample(language)
            play.type("[3]")
            play.press(.enter)
        case .patient:
            play.answerSample(language)
            play.press(.alt("3"))
        case .emergency:
            play.answerSample(language)
            play.type(language.isChinese ? "她胸痛出汗" : "She has chest pain and sweats")
            play.press(.enter)
            play.send(.turnAdvanced(2, .triaged(Samples.emergency)))
        case .chart:
            play.state = Samples.charted(play.state, language)
            play.press(.alt("3"), .down)
        case .opened:
            play.state = Samples.charted(play.state, language)
            play.press(.alt("3"), .down, .down, .enter)
        case .filtered:
            play.state = Samples.charted(play.state, language)
            play.press(.alt("3"), .character("f"))
            play.type(language.isChinese ? "血红" : "hemo")
        case .trend:
            play.state = Samples.charted(play.state, language)
            play.ask("/trend hba1c")
            play.press(.left, .left, .left)
        case .overlaid:
            play.state = Samples.charted(play.state, language)
            play.ask("/trend hba1c weight")
        case .values:
            play.state = Samples.charted(play.state, language)
            play.ask("/trend")
        case .comparison:
            play.state = Samples.charted(play.state, language)
            play.ask("/compare 2025-05 2026-10")
        case .timeline:
            play.state = Samples.charted(play.state, language)
            play.ask("/timeline creatinine")
        case .prompt:
            play.send(Samples.patientRead())
            play.ask(Samples.question(language))
            play.send(.turnAdvanced(1, .promptBuilt(Samples.prompt)))
            play.send(.turnAdvanced(1, .finished(Samples.answer(language))))
            play.ask("/prompt")
        case .why:
            play.send(Samples.patientRead())
            play.ask(Samples.question(language))
            play.send(.turnAdvanced(1, .finished(Samples.explained(language))))
            play.ask("/why")
        case .draft:
            play.answerSample(language)
            play.state.draft = Samples.draftTriage
            play.type(language.isChinese ? "她剧烈胸痛，大汗" : "She has crushing chest pain and sweats")
        case .struck:
            play.answerDisputed(language)
            play.choose(4)
        case .dissent:
            play.answerDisputed(language)
            play.choose(1)
        case .dissents:
            play.answerDisputed(language)
            play.choose(1)
            play.press(.character("c"))
        case .document:
            play.answerDisputed(language)
            play.choose(1)
            play.press(.enter)
            play.send(.documentRead(Samples.document, passage: "ada-hba1c-goal"))
        case .sources:
            play.answerDisputed(language)
            play.ask("/sources ")
        case .routing:
            play.answerDisputed(language)
            play.press(.function(2))
        case .nofield:
            play.ask(language.isChinese ? "空调怎么清洗？" : "How do I clean an air conditioner?")
            play.send(.turnAdvanced(1, .finished(Samples.abstained(language))))
        case .consultations:
            play.consultTwo(language)
            play.press(.function(3))
        case .beside: play.consultTwo(language)
        case .help: play.press(.function(1))
        case .chooser: play.send(Samples.patientRead([Samples.patient, Samples.otherPatient]))
        case .failure:
            play.answerSample(language)
            play.send(.failed(Samples.failure))
            play.type("/sp")
        }
        return play.state
    }
}
