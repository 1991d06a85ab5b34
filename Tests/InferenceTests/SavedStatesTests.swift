import Foundation
import Sealing
import Testing

@testable import Inference

@Suite("Saved states in their folder")
struct SavedStatesTests {
    private static let origin = StateOrigin(engine: "engine 1", layout: "f16 f16", model: "abc", file: "/m/a.gguf")
    private static let patient = Array(Int32(1)...100)
    private let place: StatesFolder

    init() throws { place = try StatesFolder() }

    private func opened(_ limits: SavedStates.Limits = SavedStates.Limits()) -> SavedStates {
        let states = place.states(limits: limits)
        states.open(for: Self.origin)
        return states
    }

    /// Bytes that tell which state they are.
    private func bytes(_ mark: UInt8, count: Int = 5000) -> [UInt8] { [UInt8](repeating: mark, count: count) }

    private func found(_ states: SavedStates, _ prompt: [Int32], under adapter: StateAdapter = .base) -> [UInt8]? {
        states.match(prompt, under: adapter, moreThan: 0, most: 1 << 20)
            .flatMap { states.bytes(of: $0, keepsGoing: { true }) }
    }

    @Test("a state is found at once, and after a restart, by the tokens that a prompt begins with")
    func found() async throws {
        let states = opened()
        states.put(bytes(7), of: Self.patient, under: .base, for: SessionID())
        #expect(found(states, Self.patient + [500]) == bytes(7))
        await states.written()
        for states in [states, opened()] {
            #expect(found(states, Self.patient + [500]) == bytes(7))
            #expect(found(states, [9] + Self.patient) == nil)
            let match = states.match(Self.patient.prefix(80) + [500], under: .base, moreThan: 3, most: 100)
            #expect(match?.usable == 80)
            // The prompt's last token is always computed: a state holds no scores.
            #expect(states.match(Self.patient, under: .base, moreThan: 0, most: 100)?.usable == 99)
            #expect(states.match(Self.patient, under: .base, moreThan: 50, most: 100) == nil, "too little is gained")
            #expect(states.match(Self.patient, under: .base, moreThan: 0, most: 99) == nil, "there is no room for it")
        }
        #expect(place.notes().isEmpty)
    }

    @Test("what was fetched is there without the file, once")
    func fetched() async throws {
        let states = opened()
        states.put(bytes(7), of: Self.patient, under: .base, for: SessionID())
        await states.written()
        let match = try #require(states.match(Self.patient, under: .base, moreThan: 0, most: 100))
        await states.fetch(match) { false }
        await states.fetch(match) { true }
        for file in place.files { try FileManager.default.removeItem(at: file) }
        #expect(states.bytes(of: match, keepsGoing: { true }) == bytes(7))
        #expect(states.bytes(of: match, keepsGoing: { true }) == nil)
        await states.fetch(match) { true }
        #expect(states.match(Self.patient, under: .base, moreThan: 0, most: 100) == nil, "it is gone with its file")
    }

    @Test("the folder and its files are this user's alone, and neither names nor contents tell anything")
    func privacy() async throws {
        let states = opened()
        states.put(bytes(7), of: Self.patient, under: .base, for: SessionID())
        await states.written()
        let file = try #require(place.files.first)
        let mode = { try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int }
        #expect(try mode(place.folder.path) == 0o700 && mode(file.path) == 0o600)
        #expect(place.files.count == 1 && file.lastPathComponent.wholeMatch(of: /[0-9a-f]{32}\.state/) != nil)
        let data = try Data(contentsOf: file)
        for secret in [Data(bytes(7).prefix(16)), Data("gguf".utf8), Data([1, 0, 0, 0, 2, 0, 0, 0])] {
            #expect(data.range(of: secret) == nil)
        }
        #expect(SavedStates.usage(of: place.folder) == (1, data.count))
        SavedStates.removeAll(in: place.folder)
        #expect(SavedStates.usage(of: place.folder) == (0, 0))
    }

    @Test("short conversations, what is there already, and more than fits into memory meanwhile aren't saved")
    func wanted() async throws {
        var limits = SavedStates.Limits()
        limits.pendingBytes = 9000
        let states = opened(limits)
        #expect(!states.wants(Array(Self.patient.prefix(63)), under: .base))
        #expect(states.wants(Array(Self.patient.prefix(64)), under: .base))
        states.writing.suspend()
        states.put(bytes(1), of: Self.patient, under: .base, for: SessionID())
        states.put(bytes(2), of: Array(300...400), under: .base, for: SessionID())
        #expect(found(states, Array(300...400)) == nil && found(states, Self.patient) == bytes(1))
        states.writing.resume()
        await states.written()
        #expect(
            !states.wants(Self.patient, under: .base) && !states.wants(Array(Self.patient.prefix(70)), under: .base))
        let ward = StateAdapter(sha256: "ward", scale: 1, start: 0)
        #expect(states.wants(Self.patient, under: ward) && states.wants(Self.patient + [1], under: .base))
        #expect(place.files.count == 1)
    }

    @Test("a state serves its own adapter at its own scale, and others up to where an activated one begins")
    func adapters() async throws {
        let states = opened()
        let (ward, other) = (
            StateAdapter(sha256: "ward", scale: 1, start: 0), StateAdapter(sha256: "other", scale: 1, start: 0)
        )
        let activated = StateAdapter(sha256: "ward", scale: 1, start: 90)
        let faint = StateAdapter(sha256: "ward", scale: 0.5, start: 0)
        states.put(bytes(1), of: Self.patient, under: ward, for: SessionID())
        await states.written()
        for states in [states, opened()] {
            #expect(found(states, Self.patient, under: ward) == bytes(1))
            for stranger in [other, faint, .base, activated] {
                #expect(found(states, Self.patient, under: stranger) == nil)
            }
        }
        states.remove(place.files.map { $0.deletingPathExtension().lastPathComponent })
        states.put(bytes(2), of: Self.patient, under: activated, for: SessionID())
        for (adapter, usable) in [(activated, 99), (.base, 90), (ward, nil)] as [(StateAdapter, Int?)] {
            #expect(states.match(Self.patient, under: adapter, moreThan: 0, most: 100)?.usable == usable)
        }
    }

    @Test("those used longest ago go first when there are too many bytes, one by one")
    func leastRecentlyUsed() async throws {
        var limits = SavedStates.Limits()
        limits.bytes = 18_000
        let states = opened(limits)
        let prompts: [[Int32]] = [Array(1...100), Array(1001...1100), Array(2001...2100), Array(3001...3100)]
        for (number, prompt) in prompts.prefix(3).enumerated() {
            states.put(bytes(UInt8(number)), of: prompt, under: .base, for: SessionID())
            await states.written()
            place.pass(days: 0.1)
        }
        #expect(found(states, prompts[0]) == bytes(0), "now used last")
        place.pass(days: 0.1)
        states.put(bytes(3), of: prompts[3], under: .base, for: SessionID())
        await states.written()
        for states in [states, opened(limits)] {
            let left: [UInt8?] = prompts.map { found(states, $0)?.first }
            #expect(left == [0, nil, 2, 3])
        }
        limits.bytes = 6000
        #expect(prompts.count { found(opened(limits), $0) != nil } == 1)
        #expect(place.notes().isEmpty)
    }

    @Test("after its lifetime a state isn't used and its file is gone")
    func lifetime() async throws {
        let states = opened()
        states.put(bytes(1), of: Self.patient, under: .base, for: SessionID())
        await states.written()
        place.pass(days: 6.9)
        #expect(found(states, Self.patient) == bytes(1))
        place.pass(days: 0.2)
        #expect(found(states, Self.patient) == nil && place.files.count == 1)
        _ = opened()
        #expect(place.files.isEmpty && place.notes().isEmpty)
    }

    @Test("closing a session removes its states, one that is still being written too, and no other's")
    func closing() async throws {
        let states = opened()
        let (mine, other) = (SessionID(), SessionID())
        states.put(bytes(1), of: Self.patient, under: .base, for: mine)
        states.put(bytes(2), of: Array(300...400), under: .base, for: other)
        await states.written()
        states.writing.suspend()
        states.put(bytes(3), of: Array(500...600), under: .base, for: mine)
        states.remove(of: mine)
        states.writing.resume()
        await states.written()
        #expect(place.files.count == 1)
        for states in [states, opened()] {
            #expect(found(states, Self.patient) == nil && found(states, Array(500...600)) == nil)
            #expect(found(states, Array(300...400)) == bytes(2))
        }
    }

    @Test("a state of an earlier run belongs to the session that goes on from the larger part of it")
    func adopted() async throws {
        let first = opened()
        first.put(bytes(1), of: Self.patient, under: .base, for: SessionID())
        await first.written()
        let states = opened()
        let (stranger, owner, late) = (SessionID(), SessionID(), SessionID())
        let little = try #require(
            states.match(Self.patient.prefix(70) + [500], under: .base, moreThan: 0, most: 100))
        states.adopt(StateIndex.Match(name: little.name, tokens: little.tokens, usable: 49), by: stranger)
        states.remove(of: stranger)
        #expect(place.files.count == 1)
        states.adopt(little, by: owner)
        states.adopt(little, by: late)
        states.remove(of: late)
        #expect(place.files.count == 1)
        states.remove(of: owner)
        #expect(place.files.isEmpty)
    }

    @Test("a newer state of a conversation takes the place of the older one, under the same adapter alone")
    func superseded() async throws {
        let states = opened()
        let session = SessionID()
        let ward = StateAdapter(sha256: "ward", scale: 1, start: 0)
        let next = Array(Self.patient.prefix(60)) + Array(200...260)
        states.put(bytes(1), of: Self.patient, under: .base, for: session)
        states.put(bytes(2), of: Self.patient, under: ward, for: session)
        states.put(bytes(3), of: next, under: .base, for: session)
        await states.written()
        #expect(place.files.count == 2 && found(states, next) == bytes(3))
        #expect(found(states, Self.patient, under: ward) == bytes(2))
        // A beginning of it has no use of its own, whoever saved it.
        states.put(bytes(4), of: next + [1, 2, 3], under: .base, for: SessionID())
        await states.written()
        #expect(place.files.count == 2 && found(states, next) == bytes(4))
    }

    @Test("states that nobody can use any more are removed and told once; another model's stay")
    func stale() async throws {
        var other = Self.origin
        (other.model, other.file) = ("def", "/m/b.gguf")
        for (mark, origin) in [(1, Self.origin), (2, other)] as [(UInt8, StateOrigin)] {
            let states = place.states()
            states.open(for: origin)
            states.put(bytes(mark), of: Self.patient, under: .base, for: SessionID())
            states.put(bytes(mark + 10), of: Array(300...400), under: .base, for: SessionID())
            await states.written()
        }
        #expect(found(opened(), Self.patient) == bytes(1) && place.files.count == 4 && place.notes().isEmpty)
        var replaced = Self.origin
        replaced.model = "ghi"
        let states = place.states()
        states.open(for: replaced)
        #expect(found(states, Self.patient) == nil && place.notes() == [.discarded(.stale, count: 2)])
        var (engine, layout) = (other, other)
        (engine.engine, layout.layout) = ("engine 2", "q8_0 q8_0")
        for origin in [layout, engine] {
            let states = place.states()
            states.open(for: other)
            states.put(bytes(3), of: Self.patient, under: .base, for: SessionID())
            await states.written()
            #expect(found(states, Self.patient) != nil)
            let changed = place.states()
            changed.open(for: origin)
            #expect(found(changed, Self.patient) == nil && place.files.isEmpty)
            #expect(place.notes() == [.discarded(.stale, count: origin == layout ? 2 : 1)])
        }
    }

    @Test("a disk that can't be written costs the state, is told once, and again after it could be")
    func unwritable() async throws {
        let states = opened()
        try FileManager.default.removeItem(at: place.folder)
        try Data().write(to: place.folder)
        for _ in 0..<2 {
            states.put(bytes(1), of: Self.patient, under: .base, for: SessionID())
            await states.written()
            #expect(found(states, Self.patient) == nil)
        }
        #expect(place.notes() == [.notWritten(code: ENOTDIR)])
        try FileManager.default.removeItem(at: place.folder)
        let again = opened()
        again.put(bytes(1), of: Self.patient, under: .base, for: SessionID())
        await again.written()
        #expect(found(again, Self.patient) == bytes(1) && place.notes().isEmpty)
    }

    @Test("what another process removes or adds is noticed, and what was left half-written goes")
    func otherProcesses() async throws {
        let (one, two) = (opened(), opened())
        one.put(bytes(1), of: Self.patient, under: .base, for: SessionID())
        await one.written()
        two.tidy()
        #expect(found(two, Self.patient) == bytes(1))
        SavedStates.removeAll(in: place.folder)
        #expect(found(one, Self.patient) == nil && found(two, Self.patient) == nil && place.notes().isEmpty)
        for (name, age) in [("old.part", 7200), ("new.part", 60)] as [(String, TimeInterval)] {
            let file = place.folder.appending(path: name)
            try Data("x".utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
        }
        _ = opened()
        #expect(place.files.map(\.lastPathComponent) == ["new.part"])
    }
}
