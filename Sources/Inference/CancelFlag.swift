import Synchronization

/// A one-way switch that any thread may raise and the engine reads between and inside its computations.
final class CancelFlag: Sendable {
    private let state = Atomic<Bool>(false)

    var isRaised: Bool { state.load(ordering: .relaxed) }

    func raise() { state.store(true, ordering: .relaxed) }
}
