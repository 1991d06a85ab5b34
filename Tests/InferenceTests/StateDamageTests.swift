import Foundation
import Sealing
import Testing

@testable import Inference

@Suite("Damaged states")
struct StateDamageTests {
    private static let origin = StateOrigin(engine: "1", layout: "f16 f16", model: "small", file: "small.gguf")
    private static let tokens = [Array(Int32(1)...150), Array(Int32(1001)...1150)]

    private func saved(_ place: StatesFolder) async -> [URL] {
        var files: [URL] = []
        for tokens in Self.tokens {
            let states = place.states()
            states.open(for: Self.origin)
            states.put([UInt8](repeating: 7, count: 3_000_000), of: tokens, under: .base, for: SessionID())
            await states.written()
            files += place.files.filter { !files.contains($0) }
        }
        return files
    }

    @Test(
        "are found whatever was changed, removed with one note, and nothing of them is given out", arguments: Damage.all
    )
    func found(_ damage: Damage) async throws {
        let place = try StatesFolder()
        let files = await saved(place)
        #expect(files.count == 2)
        try damage.change(files[0], files[1])
        let states = place.states()
        states.open(for: Self.origin)
        for _ in 0..<2 {
            let match = states.match(Self.tokens[0], under: .base, moreThan: 0, most: 1000)
            #expect(match.flatMap { states.bytes(of: $0, keepsGoing: { true }) } == nil)
        }
        #expect(place.notes() == [damage.note] && !place.files.contains(files[0]))
    }

    @Test("a reading that is called off gives nothing and costs nothing")
    func calledOff() async throws {
        let place = try StatesFolder()
        _ = await saved(place)
        let states = place.states()
        states.open(for: Self.origin)
        let match = try #require(states.match(Self.tokens[0], under: .base, moreThan: 0, most: 1000))
        var pieces = 0
        let bytes = states.bytes(of: match) {
            pieces += 1
            return pieces < 3
        }
        #expect(bytes == nil && place.notes().isEmpty && place.files.count == 2)
        #expect(states.bytes(of: match, keepsGoing: { true })?.count == 3_000_000)
    }
}

extension EngineTests {
    /// Whatever happens to a file, the answer is the one without it.
    @Suite struct DiscardedStateTests {
        private static let question: [ChatMessage] = [
            .system(String(TestModel.longText.prefix(400))), .user("Which number follows number 7?"),
        ]
        private static let options = GenerationOptions(maxTokens: 6)

        @Test("a damaged, foreign or stale state is discarded with a note, and the answer is that of a fresh start")
        func discarded() async throws {
            let manager = try await TestModel.load(TestModel.options(contextLength: 512, maxSessions: 2))
            let place = try StatesFolder()
            let origin = StateOrigin(engine: "1", layout: "f16 f16", model: "small", file: "small.gguf")
            func asked(_ states: SavedStates, _ origin: StateOrigin) async throws -> (Transcript, left: [URL]) {
                await manager.keep(in: states, origin: origin)
                let session = SessionID()
                let answer = try await manager.transcript(Self.question, session: session, options: Self.options)
                let left = place.files
                await manager.saveStates(within: .seconds(24 * 3600))
                await manager.rollBack(session, to: 0)
                return (answer, left)
            }
            let (fresh, _) = try await asked(place.states(), origin)
            let file = try #require(place.files.first)
            let kept = try Data(contentsOf: file)
            func putBack(_ data: Data) throws {
                SavedStates.removeAll(in: place.folder)
                try data.write(to: file)
            }
            let (sound, _) = try await asked(place.states(), origin)
            #expect(try #require(sound.cachedTokens) == #require(sound.summary?.promptTokens) - 1)
            #expect(fresh.cachedTokens == 0 && place.notes().isEmpty)

            var damaged = kept
            damaged[kept.count / 2] ^= 1
            var (engine, layout, model) = (origin, origin, origin)
            (engine.engine, layout.layout, model.model) = ("2", "q8_0 f16", "other")
            for (data, key, origin, reason) in [
                (damaged, place.key, origin, .damaged), (kept, try SealingKey(), origin, .foreign),
                (kept, place.key, engine, .stale), (kept, place.key, layout, .stale), (kept, place.key, model, .stale),
            ] as [(Data, SealingKey, StateOrigin, SavedStateNote.Reason)] {
                try putBack(data)
                let (answer, left) = try await asked(place.states(key: key), origin)
                #expect(answer.text == fresh.text && answer.cachedTokens == 0, "\(reason)")
                #expect(place.notes() == [.discarded(reason, count: 1)] && !left.contains(file), "\(reason)")
            }
        }
    }
}

/// Does something to a state's file; the other one is another conversation's.
struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let note: SavedStateNote
    let change: @Sendable (_ file: URL, _ other: URL) throws -> Void

    init(
        _ name: String, _ note: SavedStateNote = .discarded(.damaged, count: 1),
        _ change: @escaping @Sendable (URL, URL) throws -> Void
    ) {
        testDescription = name
        self.note = note
        self.change = change
    }

    static func flip(
        _ name: String, _ note: SavedStateNote.Reason = .damaged, at place: @escaping @Sendable (Int) -> Int
    )
        -> Damage
    {
        Damage("a flipped bit in " + name, .discarded(note, count: 1)) { file, _ in
            var bytes = [UInt8](try Data(contentsOf: file))
            bytes[place(bytes.count)] ^= 1
            try Data(bytes).write(to: file)
        }
    }

    static func cut(_ name: String, to length: @escaping @Sendable (Int) -> Int) -> Damage {
        Damage("a file cut off " + name) { file, _ in
            let bytes = try Data(contentsOf: file)
            try bytes.prefix(length(bytes.count)).write(to: file)
        }
    }

    static let all: [Damage] = [
        .flip("the mark") { _ in 0 },
        .flip("the key's fingerprint", .foreign) { _ in 9 },
        .flip("the random header") { _ in 30 },
        .flip("the label's length") { _ in 48 },
        .flip("the label") { _ in 90 },
        .flip("the tokens") { _ in 600 },
        .flip("the keys and values") { $0 / 2 },
        .flip("the end") { $0 - 1 },
        .cut("to nothing") { _ in 0 },
        .cut("in the label") { _ in 100 },
        .cut("in the middle") { $0 / 2 },
        .cut("before its end") { $0 - 21 },
        Damage("a file with something behind its end") { file, _ in
            try (Data(contentsOf: file) + Data([0])).write(to: file)
        },
        Damage("another's file under its name, and the other way round", .discarded(.damaged, count: 2)) {
            let (one, two) = (try Data(contentsOf: $0), try Data(contentsOf: $1))
            try two.write(to: $0)
            try one.write(to: $1)
        },
    ]
}
