import Testing

@testable import Inference

@Suite("Who may compute, and who waits")
struct TurnstileTests {
    private let turnstile = Turnstile(capacity: 100)

    private func ticket(
        _ session: SessionID = SessionID(), _ tokens: Int = 10, _ purpose: Turnstile.Ticket.Purpose = .answer
    ) -> Turnstile.Ticket {
        Turnstile.Ticket(session, tokens: tokens, purpose: purpose, flag: CancelFlag())
    }

    /// Comes in line; the task ends when it is admitted or sent away. One after the other, so that the order is known.
    private func line(_ ticket: Turnstile.Ticket) -> Task<Bool, Never> {
        Task.immediate { await turnstile.enter(ticket) }
    }

    private func isInside(_ ticket: Turnstile.Ticket) -> Bool { turnstile.sessions.contains(ticket.session) }

    @Test("One prompt is read at a time; then its answer is written while the next is read")
    func reading() async {
        let (first, second) = (ticket(), ticket())
        let tasks = [line(first), line(second)]
        #expect(isInside(first) && !isInside(second))
        turnstile.hasRead(first)
        #expect(isInside(first) && isInside(second))
        for task in tasks { #expect(await task.value) }
    }

    @Test("Requests of one session follow each other; others pass by")
    func sessions() async {
        let session = SessionID()
        let (first, second, other) = (ticket(session), ticket(session), ticket())
        _ = line(first)
        turnstile.hasRead(first)
        let waiting = line(second)
        _ = line(other)
        #expect(isInside(other))
        turnstile.leave(first)
        #expect(!isInside(second))
        turnstile.hasRead(other)
        #expect(isInside(second))
        #expect(await waiting.value)
    }

    @Test("What doesn't fit into the cache together with the others waits, and nobody overtakes it")
    func room() async {
        let (first, large, small) = (ticket(SessionID(), 60), ticket(SessionID(), 50), ticket(SessionID(), 5))
        let tasks = [line(first), line(large), line(small)]
        turnstile.hasRead(first)
        #expect(!isInside(large) && !isInside(small))
        turnstile.leave(first)
        #expect(isInside(large) && !isInside(small))
        turnstile.hasRead(large)
        #expect(isInside(small))
        for task in tasks { #expect(await task.value) }
    }

    @Test("One that is larger than the cache is let in alone")
    func tooLarge() {
        let huge = ticket(SessionID(), 500)
        _ = line(huge)
        #expect(isInside(huge))
    }

    @Test("No more than four write together")
    func most() {
        let tickets = (0..<5).map { _ in ticket() }
        for ticket in tickets {
            _ = line(ticket)
            turnstile.hasRead(ticket)
        }
        #expect(tickets.map(isInside) == [true, true, true, true, false])
        turnstile.leave(tickets[1])
        #expect(isInside(tickets[4]))
    }

    @Test("An answer that must be computed by itself waits for all, and all wait for it")
    func sole() {
        let (first, sole, last) = (ticket(), ticket(SessionID(), 10, .soleAnswer), ticket())
        for ticket in [first, sole, last] { _ = line(ticket) }
        turnstile.hasRead(first)
        #expect(!isInside(sole) && !isInside(last))
        turnstile.leave(first)
        turnstile.hasRead(sole)
        #expect(isInside(sole) && !isInside(last))
        turnstile.leave(sole)
        #expect(isInside(last))
    }

    @Test("A session is closed once its own request is through, whatever others do")
    func closing() {
        let session = SessionID()
        let (first, other) = (ticket(session), ticket(SessionID(), 10, .soleAnswer))
        let closing = ticket(session, 0, .closing)
        for ticket in [first, other, closing] { _ = line(ticket) }
        turnstile.leave(first)
        #expect(turnstile.sessions == [other.session, session])
        turnstile.leave(closing)
        #expect(turnstile.sessions == [other.session])
    }

    @Test("Whoever is called off while waiting is sent away, and those behind move up")
    func calledOff() async {
        let (first, sole, last) = (ticket(), ticket(SessionID(), 10, .soleAnswer), ticket())
        _ = line(first)
        turnstile.hasRead(first)
        let (dismissed, admitted) = (line(sole), line(last))
        sole.flag.raise()
        turnstile.dismissCancelled()
        #expect(await dismissed.value == false)
        #expect(await admitted.value)
        let late = ticket()
        late.flag.raise()
        #expect(await turnstile.enter(late) == false)
    }

    @Test("Whoever is called off while those who wait are told apart is found in one part or the other")
    func calledOffMeanwhile() {
        let flags = [CancelFlag(), CancelFlag(), CancelFlag()]
        flags[1].raise()
        let (calledOff, others) = [0, 1, 2].calledOff { index in
            if index == 2 { flags[0].raise() }
            return flags[index]
        }
        #expect(calledOff == [1] && others == [0, 2])
        #expect([0, 1, 2].calledOff { flags[$0] }.calledOff == [0, 1])
    }
}
