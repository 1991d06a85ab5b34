import Consultation
import Evidence

/// Loads once, however many ask for it at the same time; whoever is called off stops waiting at once.
actor OnceLoaded<Value: Sendable> {
    private let load: @Sendable () async throws -> Value
    private var task: Task<Value, any Error>?

    init(_ load: @escaping @Sendable () async throws -> Value) { self.load = load }

    /// With the steps that the load reports; the steps end with it.
    static func reporting<Step: Sendable>(
        _ load: @escaping @Sendable (_ report: @escaping @Sendable (Step) -> Void) async throws -> Value
    ) -> (steps: AsyncStream<Step>, value: OnceLoaded) {
        let (steps, reporter) = AsyncStream<Step>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let value = OnceLoaded {
            defer { reporter.finish() }
            return try await load { reporter.yield($0) }
        }
        return (steps, value)
    }

    func value() async throws -> Value {
        let task = self.task ?? Task { [load] in try await load() }
        self.task = task
        return try await task.valueUnlessCancelled()
    }

    /// Calls a load under way off.
    func stop() { task?.cancel() }

    /// What is there already or will be, for work that must not start a load.
    func valueIfStarted() async -> Value? { try? await task?.value }
}

extension Task where Failure == any Error {
    /// This task's value, or `CancellationError` as soon as the caller's task is cancelled: this one goes on for others.
    func valueUnlessCancelled() async throws -> Success {
        let (values, continuation) = AsyncThrowingStream<Success, any Error>.makeStream()
        let waiting = Task<Void, Never> {
            continuation.yield(with: await result)
            continuation.finish()
        }
        defer { waiting.cancel() }
        for try await value in values { return value }
        throw _Concurrency.CancellationError()
    }
}

/// The library as evidence while it may still be opening: triage doesn't wait for it, and a turn can be called off.
struct OpeningLibrary: EvidenceSource {
    var library: OnceLoaded<Library>

    func search(
        _ query: String, specialties: [String]?, limit: Int, context: SearchContext
    ) async throws -> SearchResponse {
        try await library.value().search(query, specialties: specialties, limit: limit, context: context)
    }

    func count(naming groups: [[String]]) async throws -> Int { try await library.value().count(naming: groups) }

    func passages(named ids: [String]) async throws -> [SearchResult] {
        try await library.value().passages(named: ids)
    }

    func plainNames(in text: String, inChinese: Bool) async throws -> [PlainName] {
        try await library.value().plainNames(in: text, inChinese: inChinese)
    }

    func replacements(of passages: [String]) async throws -> [String: OtherPassage] {
        try await library.value().replacements(of: passages)
    }
}
