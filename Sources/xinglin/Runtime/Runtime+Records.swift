import Consultation
import Foundation
import Inference
import Interface
import Records

/// Conversations: begun, gone on with, closed.
extension Runtime {
    /// The next question must find a new session and a new record, however long the old ones take to end: another
    /// patient may be meant by now.
    func beginConversation() {
        let (oldLog, oldSession) = (conversation, session)
        conversation = ConversationLog(file: workplace.paths.conversations)
        session = SessionID()
        Task {
            await oldLog.close()
            await model.valueIfStarted()?.close(oldSession)
        }
    }

    /// Looks for a conversation that was cut off and offers to go on.
    func offerInterrupted() async {
        do {
            guard let found = try await conversation.newestUnfinished() else { return }
            send(
                .interruptedConversationFound(
                    InterruptedConversation(
                        id: String(found.id.number), startedAt: Self.minutes.string(from: found.startedAt),
                        questions: found.turns, lastQuestion: found.lastQuestion, patient: found.patient)))
        } catch {
            send(.failed(Failure(records: error)))
        }
    }

    func resumeConversation(_ id: String) async {
        guard let number = Int64(id) else { return }
        do {
            let turns = try await conversation.resume(ConversationID(number))
            send(.conversationResumed(turns.map(StoredExchange.init)))
        } catch {
            send(.failed(Failure(records: error)))
        }
    }

    func declineConversation(_ id: String) async {
        guard let number = Int64(id) else { return }
        do {
            try await conversation.decline(ConversationID(number))
        } catch {
            send(.failed(Failure(records: error)))
        }
    }

    private static var minutes: DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd HH:mm"
        return formatter
    }
}

extension StoredExchange {
    init(_ turn: StoredTurn) {
        let answer = turn.payload.flatMap { try? JSONDecoder().decode(Answer.self, from: $0) }
        self.init(question: turn.question, answer: answer, partialText: turn.text)
    }
}

extension Failure {
    /// The consultation goes on without its record; the user must know.
    init(records error: any Error) {
        self.init(what: "This conversation isn't being stored.", why: "\(error)", whatToDo: "")
    }
}
