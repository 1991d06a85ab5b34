/// Flags that a computation of the engine stops for.
///
/// Whoever is called off waits for the computation that is under way, their own or another's, so each stops for everybody.
final class CancelWatch: Sendable {
    private let flags: [CancelFlag]

    /// - Parameter others: of requests whose tokens aren't computed now. One that is raised already is no reason to stop once
    ///   more: its request is on the way out.
    init(_ flags: [CancelFlag], others: [CancelFlag] = []) { self.flags = flags + others.filter { !$0.isRaised } }

    var isRaised: Bool { flags.contains(where: \.isRaised) }

    /// For the engine's C callbacks: a pointer that is good while `body` runs.
    func withPointer<Result: ~Copyable>(_ body: (UnsafeMutableRawPointer) -> Result) -> Result {
        withExtendedLifetime(self) { unsafe body(Unmanaged.passUnretained(self).toOpaque()) }
    }

    static func isRaised(_ pointer: UnsafeMutableRawPointer?) -> Bool {
        guard let pointer = unsafe pointer else { return false }
        return unsafe Unmanaged<CancelWatch>.fromOpaque(pointer).takeUnretainedValue().isRaised
    }
}
