/// Ends a stream of text where a stop string begins, and holds back what could become one.
struct StopStringFilter {
    private let stops: [[UInt8]]
    private var held: [UInt8] = []

    init(_ stops: [String]) {
        self.stops = stops.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }

    /// The text that is certain to belong to the answer, and whether a stop string was met.
    mutating func append(_ text: String) -> (text: String, isStopped: Bool) {
        guard !stops.isEmpty else { return (text, false) }
        held.append(contentsOf: text.utf8)
        if let start = stops.compactMap({ firstIndex(of: $0) }).min() {
            defer { held = [] }
            return (String(decoding: held[..<start], as: UTF8.self), true)
        }
        let certain = held.count - (stops.map(overlap).max() ?? 0)
        defer { held.removeFirst(certain) }
        return (String(decoding: held[..<certain], as: UTF8.self), false)
    }

    /// What was held back, once nothing follows.
    mutating func finish() -> String {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    private func firstIndex(of stop: [UInt8]) -> Int? {
        guard held.count >= stop.count else { return nil }
        return (0...(held.count - stop.count)).first { held[$0..<($0 + stop.count)].elementsEqual(stop) }
    }

    /// Bytes at the end that are the beginning of `stop`.
    private func overlap(_ stop: [UInt8]) -> Int {
        let longest = min(stop.count - 1, held.count)
        return (0...longest).reversed().first { held.suffix($0).elementsEqual(stop.prefix($0)) } ?? 0
    }
}
