import Consultation
import Foundation
import Records

/// An open consultation's way to the records: one conversation, begun with its first question.
actor ConversationLog {
    private let file: URL
    private var store: ConversationStore?
    private var current: ConversationID?
    private var isClosed = false

    init(file: URL) { self.file = file }

    func startTurn(_ question: String, patient: String?) async throws(RecordsError) -> TurnID {
        let store = try open()
        let conversation: ConversationID
        if let current {
            conversation = current
        } else {
            conversation = try await store.begin(patient: patient, at: Date())
            current = conversation
        }
        let turn = try await store.startTurn(conversation, question: question, at: Date())
        // A question that was on its way when the consultation was closed mustn't open its record again.
        if isClosed { try await store.close(conversation, at: Date()) }
        return turn
    }

    func append(_ text: String, to turn: TurnID) async throws(RecordsError) {
        try await open().append(text, to: turn)
    }

    func commit(_ answer: Answer, to turn: TurnID) async throws {
        let payload = try Output.encoder().encode(answer)
        try await open().commit(
            turn, answer: answer.answer, status: answer.status.rawValue, payload: payload, at: Date())
    }

    /// Ends the conversation on the user's wish.
    func close() async {
        isClosed = true
        guard let current, let store else { return }
        try? await store.close(current, at: Date())
    }

    /// The program ends; the conversation can be gone on with.
    func leave() async {
        guard let current, let store else { return }
        try? await store.leave(current, at: Date())
    }

    // MARK: Going on

    /// Newest first.
    func unfinished() async throws(RecordsError) -> [ConversationSummary] { try await open().unfinished() }

    func resume(_ conversation: ConversationID) async throws(RecordsError) -> [StoredTurn] {
        let store = try open()
        let turns = try await store.turns(of: conversation)
        try await store.resume(conversation)
        current = conversation
        return turns
    }

    func decline(_ conversation: ConversationID) async throws(RecordsError) {
        try await open().close(conversation, at: Date())
    }

    private func open() throws(RecordsError) -> ConversationStore {
        if let store { return store }
        let store = try ConversationStore(file: file)
        self.store = store
        return store
    }
}
