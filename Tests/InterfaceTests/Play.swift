import Consultation
import Screen
import Testing

@testable import Interface

/// Plays events into a state and keeps the effects of the last.
struct Play {
    var state: State
    private(set) var effects: [Effect] = []

    init(_ state: State = Samples.state()) { self.state = state }

    mutating func send(_ events: Event...) {
        for event in events { effects = update(&state, event) }
    }

    mutating func press(_ keys: Key...) {
        for key in keys { effects = update(&state, .input(.key(key))) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func ask(_ question: String) {
        type(question)
        press(.enter)
    }

    /// Sends an event and fails on any change but the ones told and on any other effects.
    mutating func expect(
        _ event: Event, effects expected: [Effect] = [], location: SourceLocation = #_sourceLocation,
        changes: (inout State) -> Void = { _ in }
    ) {
        var wanted = state
        effects = update(&state, event)
        changes(&wanted)
        #expect(state == wanted, sourceLocation: location)
        #expect(effects == expected, sourceLocation: location)
    }

    /// Loads the sample patient and the model, asks the sample question and has it answered.
    mutating func answerSample(_ language: Language = .english) {
        send(
            Samples.patientRead(), .modelLoaded(ModelSummary(name: "qwen2.5-coder-1.5b-instruct", contextLength: 8192)))
        ask(Samples.question(language))
        let id = state.exchanges.last?.id ?? 0
        send(.turnAdvanced(id, .finished(Samples.answer(language))))
    }

    /// Three consultations: an emergency with the first patient and an answer of the second came while the third is
    /// asked, which is in front and has no patient.
    mutating func consultTwo(_ language: Language) {
        answerSample(language)
        ask(language.isChinese ? "她胸痛出汗" : "She has chest pain and sweats")
        press(.ctrl("n"))
        send(Samples.patientRead([Samples.otherPatient], for: ConsultationID(2)))
        ask(language.isChinese ? "他需要查糖尿病吗？" : "Should he be screened for diabetes?")
        press(.ctrl("n"))
        ask("/close-patient")
        var urgent = Samples.answer(language, status: .escalated)
        urgent.triage = Samples.emergency
        send(
            .turnAdvanced(2, .triaged(Samples.emergency)), .turnAdvanced(2, .finished(urgent)),
            .turnAdvanced(3, .finished(Samples.answer(language))))
        ask(language.isChinese ? "血压多少开始用药？" : "At what blood pressure are drugs begun?")
        send(.turnAdvanced(4, .evidence(Samples.citations(language))))
        type(language.isChinese ? "那老" : "And in the ol")
    }

    /// The effects but for what the model may read if it has nothing else to do.
    var orders: [Effect] { effects.filter { if case .readAhead = $0 { false } else { true } } }
    /// The request that the model may read ahead.
    var ahead: Interface.TurnRequest? {
        effects.compactMap { if case .readAhead(let request) = $0 { request } else { nil } }.first
    }

    var frame: Frame { render(state, theme: .plain, size: state.size) }
    var rows: [String] { frame.textRows }
    var screen: String { rows.joined(separator: "\n") }

    func row(containing text: String) -> Int? { rows.firstIndex { $0.contains(text) } }
}

extension Frame {
    /// What a reader sees, row by row, without the blanks at the ends.
    var textRows: [String] {
        (0..<size.rows).map { row in
            var text = buffer[row: row].map(\.text).joined()
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
    }
}

extension Play: CustomTestStringConvertible {
    /// A failure shows the screen, not the whole state.
    var testDescription: String { "\n" + screen + "\n" }
}
