import Synchronization

/// Which endpoints failed lately: they are tried last until they have rested.
final class EndpointStanding: Sendable {
    private let rest: Duration
    private let resting = Mutex<[String: ContinuousClock.Instant]>([:])

    init(rest: Duration) { self.rest = rest }

    func failed(_ endpoint: Endpoint) {
        resting.withLock { $0[endpoint.name] = .now + rest }
    }

    func answered(_ endpoint: Endpoint) {
        resting.withLock { $0[endpoint.name] = nil }
    }

    /// In the order given, those that failed lately last.
    func ordered(_ endpoints: [Endpoint]) -> [Endpoint] {
        let now = ContinuousClock.now
        let tired = resting.withLock { resting in Set(resting.filter { $0.value > now }.keys) }
        return endpoints.filter { !tired.contains($0.name) } + endpoints.filter { tired.contains($0.name) }
    }
}
