import Evidence
import Foundation

/// Makes libraries of any size and measures the search in them (`xinglin bench --scale-build`, `--scale`).
///
/// There aren't a million medical texts here, nor the days to embed them. So the passages are made of parts of a real
/// corpus, which is a library itself: each is two or three parts from different diseases, and its direction the sum of
/// the parts' real directions with random weights, and a little noise. The questions and their directions are real.
struct ScaleBench {
    private static let batch = 2_000
    private static let noise: Float = 0.0026

    /// - Returns: what building took.
    static func build(_ count: Int, of parts: Library, in library: Library) async throws -> Built {
        let parts = try await parts.directions()
        let start = ContinuousClock.now
        let processor = clock()
        let guideline = Guideline(
            id: "recombined", title: "Recombined passages", organisation: "NIH", collection: "scale")
        let key = "scale/\(count)"
        // After an interruption it goes on where it stopped; the same numbers come out again.
        var done = try await library.passageCount(of: guideline.id)
        while done < count {
            var passages: [Passage] = []
            var directions: [[Float]] = []
            for number in done..<min(count, done + batch) {
                let (passage, direction) = recombine(parts, number, in: guideline.id)
                passages.append(passage)
                directions.append(direction)
            }
            done = try await library.append(passages, to: guideline, key: key, directions: directions)
        }
        try await library.finishAppending(key: key, fingerprint: key)
        return Built(
            passages: done, parts: parts.count, buildSeconds: (ContinuousClock.now - start) / .seconds(1),
            buildCPUSeconds: Double(clock() - processor) / Double(CLOCKS_PER_SEC),
            peakMegabytes: ProcessMemory.peakResidentBytes >> 20)
    }

    private static func recombine(
        _ parts: [(passage: Passage, direction: [Float])], _ number: Int, in guideline: String
    ) -> (Passage, [Float]) {
        var random = Random(state: UInt64(number))
        var chosen: [Int] = []
        let wanted = random.next().isMultiple(of: 2) ? 2 : 3
        while chosen.count < wanted {
            let part = Int(random.next() % UInt64(parts.count))
            let disease = disease(parts[part].passage)
            if chosen.allSatisfy({ Self.disease(parts[$0].passage) != disease }) { chosen.append(part) }
        }
        var direction = [Float](repeating: 0, count: parts[chosen[0]].direction.count)
        for part in chosen {
            let weight = random.number(in: 0.2...1)
            for place in direction.indices { direction[place] += weight * parts[part].direction[place] }
        }
        let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for place in direction.indices {
            direction[place] = direction[place] / length + random.number(in: -noise...noise)
        }
        let text = chosen.map { parts[$0].passage.text(in: "en") }.joined(separator: " ")
        let passage = Passage(
            id: "recombined-\(number)", guideline: guideline, english: text, title: parts[chosen[0]].passage.title)
        return (passage, direction)
    }

    /// The page that a part is from: its id is "NIH:0000123-4/0".
    private static func disease(_ part: Passage) -> Substring { part.id.prefix { $0 != "-" } }

    /// - Parameter opening: when the library began to be opened.
    static func measure(
        _ questions: [String], in library: Library, since opening: ContinuousClock.Instant
    ) async throws -> Searched {
        // The first search reads what is scanned.
        _ = try await library.search(questions.first ?? "")
        let opened = (ContinuousClock.now - opening) / .milliseconds(1)
        var times: [SearchTimes] = []
        for question in questions { times.append(try await library.times(question)) }
        let resident = ProcessMemory.residentBytes >> 20
        return Searched(
            passages: try await library.passageCount(), questions: questions.count, openAndFirstSearchMs: opened,
            residentMegabytes: resident, total: Latencies(times.map { .milliseconds($0.total) }),
            embedding: Latencies(times.map { .milliseconds($0.embedding) }),
            lexical: Latencies(times.map { .milliseconds($0.lexical) }),
            semantic: Latencies(times.map { .milliseconds($0.semantic) }),
            recallAt10: try await library.recallAtTen(questions))
    }

    struct Built: Encodable {
        var passages: Int
        var parts: Int
        var buildSeconds: Double
        var buildCPUSeconds: Double
        var peakMegabytes: Int
    }

    struct Searched: Encodable {
        var passages: Int
        var questions: Int
        var openAndFirstSearchMs: Double
        var residentMegabytes: Int
        var total: Latencies
        var embedding: Latencies
        var lexical: Latencies
        var semantic: Latencies
        var recallAt10: Double
    }
}

/// SplitMix64: the same numbers everywhere.
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    mutating func number(in range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * Float(next() >> 40) / Float(1 << 24)
    }
}
