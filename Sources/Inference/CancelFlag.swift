import Synchronization

/// A one-way switch that any thread may raise and the engine reads between and inside its computations.
final class CancelFlag: Sendable {
    private let state = Atomic<Bool>(false)

    var isRaised: Bool { state.load(ordering: .relaxed) }

    func raise() { state.store(true, ordering: .relaxed) }
}

extension Array {
    /// Those whose flag is raised, and the others, in their order. Each flag is read once: one that is raised between two
    /// readings would leave its owner in neither part, waiting for ever.
    func calledOff(_ flag: (Element) -> CancelFlag) -> (calledOff: [Element], others: [Element]) {
        reduce(into: ([], [])) { parts, element in
            if flag(element).isRaised { parts.0.append(element) } else { parts.1.append(element) }
        }
    }
}
