import Foundation
import TestSupport
import Testing

@testable import Records

@Suite("Whatever moment the program is killed at, the files open with what was committed by then")
struct CrashTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)
    private static let gone = ProcessIdentity(id: 1, start: "another boot 1")
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("crash-\(UUID().uuidString)")
    private var file: URL { folder.appendingPathComponent("conversations.sqlite") }

    /// What the store must hold, kept beside it in the plainest way.
    private struct Model: Equatable {
        struct Turn: Equatable {
            var text = ""
            var state = TurnState.interrupted
        }

        var turns: [ConversationID: [TurnID: Turn]] = [:]
    }

    private func read(_ file: URL) async throws -> Model {
        let store = try ConversationStore(file: file)
        var model = Model()
        for conversation in try await store.list() {
            model.turns[conversation.id] = [:]
            for turn in try await store.turns(of: conversation.id) {
                model.turns[conversation.id]?[turn.id] = Model.Turn(text: turn.text, state: turn.state)
            }
        }
        return model
    }

    /// One operation on the store and on the model alike.
    private func step(_ store: ConversationStore, _ model: inout Model, _ dice: inout SeededGenerator) async throws {
        let conversations = model.turns.keys.sorted { $0.number < $1.number }
        guard let conversation = conversations.randomElement(using: &dice), Int.random(in: 0..<8, using: &dice) > 0
        else {
            model.turns[try await store.begin(patient: nil, at: Self.day)] = [:]
            return
        }
        let open = (model.turns[conversation] ?? [:]).filter { $0.value.state != .committed }.keys
        let turn = open.sorted { $0.number < $1.number }.randomElement(using: &dice)
        switch (Int.random(in: 0..<20, using: &dice), turn) {
        case (0, _):
            try await store.delete(conversation)
            model.turns[conversation] = nil
        case (1...7, let turn?):
            try await store.append("部分 part ", to: turn)
            model.turns[conversation]?[turn]?.text += "部分 part "
        case (8...13, let turn?):
            let answer = String(repeating: "答 answer ", count: Int.random(in: 1..<400, using: &dice))
            try await store.commit(turn, answer: answer, status: "answered", payload: Data("{}".utf8), at: Self.day)
            model.turns[conversation]?[turn] = Model.Turn(text: answer, state: .committed)
        default:
            let turn = try await store.startTurn(conversation, question: "问 question", at: Self.day)
            model.turns[conversation]?[turn] = Model.Turn()
        }
    }

    private func image(_ name: String, logBytes: Int? = nil) throws -> URL {
        let copy = folder.appendingPathComponent("image-\(name).sqlite")
        try FileManager.default.copyItem(atPath: file.path, toPath: copy.path)
        var log = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
        if let logBytes { log = log.prefix(logBytes) }
        try log.write(to: URL(fileURLWithPath: copy.path + "-wal"))
        return copy
    }

    @Test("Between any two operations", arguments: [1, 2, 3])
    func anyOperations(seed: UInt64) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try ConversationStore(file: file, owner: Self.gone)
        var model = Model()
        var dice = SeededGenerator(seed: seed)
        for number in 0..<60 {
            try await step(store, &model, &dice)
            #expect(try await read(image("\(number)")) == model, "after operation \(number) of seed \(seed)")
        }
    }

    @Test("In the middle of a write: a torn log gives one of the states before, never a mixture")
    func tornLog() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try ConversationStore(file: file, owner: Self.gone)
        _ = try await store.begin(patient: nil, at: Self.day)
        var model = try await read(image("start"))
        var states = [model]
        var dice = SeededGenerator(seed: 7)
        for _ in 0..<25 {
            let before = model
            try await step(store, &model, &dice)
            // A deletion takes the log into the file and begins it anew: what came before can't be torn any more.
            if model.turns.count < before.turns.count { states = [] }
            states.append(model)
        }
        let size = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal")).count
        var latest = -1
        for cut in stride(from: 0, through: size, by: max(1, size / 60)) {
            let state = try await read(image("cut-\(cut)", logBytes: cut))
            let index = states.lastIndex(of: state) ?? (cut == 0 || state.turns.isEmpty ? latest : nil)
            let found = try #require(index, "the log cut at \(cut) of \(size) bytes gives a state that never was")
            #expect(found >= latest, "a longer log must not know less")
            latest = found
        }
        #expect(try await read(image("whole")) == model)
    }
}
