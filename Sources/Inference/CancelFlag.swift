import Synchronization

/// A one-way switch that any thread may raise and the engine reads between and inside its computations.
final class CancelFlag: Sendable {
    private let state = Atomic<Bool>(false)

    var isRaised: Bool { state.load(ordering: .relaxed) }

    func raise() { state.store(true, ordering: .relaxed) }
}

extension CancelFlag {
    /// For the engine's C callbacks: a pointer that is good while `body` runs.
    func withPointer<Result: ~Copyable>(_ body: (UnsafeMutableRawPointer) -> Result) -> Result {
        withExtendedLifetime(self) { unsafe body(Unmanaged.passUnretained(self).toOpaque()) }
    }

    static func isRaised(_ pointer: UnsafeMutableRawPointer?) -> Bool {
        guard let pointer = unsafe pointer else { return false }
        return unsafe Unmanaged<CancelFlag>.fromOpaque(pointer).takeUnretainedValue().isRaised
    }
}
