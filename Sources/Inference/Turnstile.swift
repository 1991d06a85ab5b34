import Synchronization

/// Decides which requests the engine works on at the same time, in the order they came.
///
/// Several answers are written at once, but one prompt is read at a time: sharing the processor would only make both wait for
/// their first word. Requests of one session follow each other, and together they never need more cache than there is.
///
/// It stands beside the engine's actor, not inside: a request that waits can be called off at once, even while
/// the engine is deep in a computation.
final class Turnstile: Sendable {
    /// Whoever wants to get in.
    struct Ticket: Sendable {
        enum Purpose: Sendable {
            case answer
            /// An answer that must be computed by itself.
            case soleAnswer
            /// Not to compute anything.
            case closing
        }

        let session: SessionID
        /// The most tokens that it will have in the cache.
        let tokens: Int
        let purpose: Purpose
        let flag: CancelFlag
        fileprivate var isReading = true

        init(_ session: SessionID, tokens: Int = 0, purpose: Purpose, flag: CancelFlag) {
            self.session = session
            self.tokens = tokens
            self.purpose = purpose
            self.flag = flag
        }
    }

    private struct Waiter {
        let ticket: Ticket
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var inside: [Ticket] = []
        var waiters: [Waiter] = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Answers that are written together.
    static let mostAnswers = 4

    /// - Parameter capacity: the cache's tokens.
    init(capacity: Int) { self.capacity = capacity }

    /// The sessions whose requests are inside.
    var sessions: Set<SessionID> { state.withLock { Set($0.inside.map(\.session)) } }

    /// Waits for the turn. False: called off meanwhile; then there is no turn to give back.
    func enter(_ ticket: Ticket) async -> Bool {
        await withCheckedContinuation { continuation in
            change { $0.waiters.append(Waiter(ticket: ticket, continuation: continuation)) }
        }
    }

    /// The prompt is read: the next may begin.
    func hasRead(_ ticket: Ticket) {
        change { state in
            for index in state.inside.indices where state.inside[index].flag === ticket.flag {
                state.inside[index].isReading = false
            }
        }
    }

    /// Gives the turn back.
    func leave(_ ticket: Ticket) {
        change { state in state.inside.removeAll { $0.flag === ticket.flag } }
    }

    /// Sends away whoever waits with a raised flag. Call it after raising one.
    func dismissCancelled() { change { _ in } }

    /// Whoever may go in now goes in; whoever was called off is sent away.
    private func change(_ body: (inout State) -> Void) {
        let (admitted, dismissed) = state.withLock { state in
            body(&state)
            let (calledOff, others) = state.waiters.calledOff(\.ticket.flag)
            state.waiters = others
            return (admit(&state), calledOff)
        }
        for waiter in dismissed { waiter.continuation.resume(returning: false) }
        for waiter in admitted { waiter.continuation.resume(returning: true) }
    }

    private func admit(_ state: inout State) -> [Waiter] {
        var admitted: [Waiter] = []
        var waiting: [Waiter] = []
        // Sessions in front of which nobody of theirs may get.
        var busy = Set(state.inside.map(\.session))
        var isBlocked = false
        for waiter in state.waiters {
            let ticket = waiter.ticket
            if busy.contains(ticket.session) {
                waiting.append(waiter)
            } else if ticket.purpose == .closing || (!isBlocked && hasRoom(for: ticket, beside: state.inside)) {
                state.inside.append(ticket)
                admitted.append(waiter)
            } else {
                // Nobody overtakes one that needs much room.
                isBlocked = true
                waiting.append(waiter)
            }
            busy.insert(ticket.session)
        }
        state.waiters = waiting
        return admitted
    }

    private func hasRoom(for ticket: Ticket, beside inside: [Ticket]) -> Bool {
        let others = inside.filter { $0.purpose != .closing }
        guard !others.isEmpty else { return true }
        return ticket.purpose == .answer && others.allSatisfy { $0.purpose == .answer && !$0.isReading }
            && others.count < Self.mostAnswers
            && others.reduce(ticket.tokens) { $0 + $1.tokens } <= capacity
    }
}
