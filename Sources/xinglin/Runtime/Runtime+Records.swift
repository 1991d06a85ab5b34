import Consultation
import Foundation
import Inference
import Interface
import Records

/// Conversations: begun, gone on with, closed.
extension Runtime {
    /// Made for the consultation's first turn.
    func seat(of consultation: ConsultationID) -> Seat {
        if let seat = seats[consultation] { return seat }
        let seat = Seat(log: ConversationLog(file: workplace.paths.conversations))
        seats[consultation] = seat
        return seat
    }

    /// The consultation's next question finds a new session and a new record, however long the old ones take to end:
    /// another patient may be meant by now.
    func endConversation(_ consultation: ConsultationID) {
        // What was still to be read of it must not come into a session that nobody closes any more.
        let ahead = readingAhead
        ahead?.cancel()
        guard let seat = seats.removeValue(forKey: consultation) else { return }
        Task {
            await ahead?.value
            await seat.log.close()
            await model.valueIfStarted()?.close(seat.session)
        }
    }

    /// Looks for conversations that nobody closed: the interface offers those that were cut off.
    func offerEarlier() async {
        do {
            let found = try await records.unfinished()
            for found in found.filter(\.wasCutOff) + found.filter({ !$0.wasCutOff }) {
                send(
                    .earlierConversationFound(
                        EarlierConversation(
                            id: String(found.id.number), startedAt: Self.minutes.string(from: found.startedAt),
                            questions: found.turns, lastQuestion: found.lastQuestion, patient: found.patient,
                            wasCutOff: found.wasCutOff)))
            }
        } catch {
            send(.failed(Failure(records: error)))
        }
    }

    func resume(_ interrupted: EarlierConversation, in consultation: ConsultationID) async {
        guard let number = Int64(interrupted.id) else { return }
        do {
            let turns = try await seat(of: consultation).log.resume(ConversationID(number))
            send(.conversationResumed(interrupted, turns.map(StoredExchange.init), in: consultation))
        } catch {
            send(.failed(Failure(records: error)))
        }
    }

    func declineConversation(_ id: String) async {
        guard let number = Int64(id) else { return }
        do {
            try await records.decline(ConversationID(number))
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

/// What one open consultation has of the engine and of the records.
struct Seat {
    let session = SessionID()
    let log: ConversationLog
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
