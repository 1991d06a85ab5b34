import Foundation
import Testing

@testable import Records

@Suite("Conversations survive whatever ends the program")
struct ConversationStoreTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)
    /// A process that can't be there any more.
    private static let gone = ProcessIdentity(id: 1, start: "another boot 1")
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("records-\(UUID().uuidString)")
    private var file: URL { folder.appendingPathComponent("state/conversations.sqlite") }

    @Test("A committed turn comes back as it was, in both languages")
    func committed() async throws {
        let store = try ConversationStore(file: file)
        let conversation = try await store.begin(patient: "示例患者", at: Self.day)
        let turn = try await store.startTurn(conversation, question: "血压目标?\nBP target?", at: Self.day)
        try await store.append("部分", to: turn)
        try await store.commit(turn, answer: "<130/80 mmHg", status: "answered", payload: Data("{}".utf8), at: Self.day)
        let turns = try await ConversationStore(file: file).turns(of: conversation)
        #expect(turns.map(\.question) == ["血压目标?\nBP target?"])
        #expect(turns.map(\.text) == ["<130/80 mmHg"])
        #expect(turns.map(\.state) == [.committed])
        #expect(turns.first?.payload == Data("{}".utf8))
    }

    @Test("A turn whose process is gone is interrupted and keeps its partial text; a living one is running")
    func interrupted() async throws {
        for (owner, state) in [(Self.gone, TurnState.interrupted), (ProcessIdentity.current, .running)] {
            let store = try ConversationStore(file: folder.appendingPathComponent("\(state).sqlite"), owner: owner)
            let conversation = try await store.begin(patient: nil, at: Self.day)
            let turn = try await store.startTurn(conversation, question: "HbA1c?", at: Self.day)
            try await store.append("ADA 2026: ", to: turn)
            try await store.append("<7%", to: turn)
            let turns = try await store.turns(of: conversation)
            #expect(turns.map(\.text) == ["ADA 2026: <7%"])
            #expect(turns.map(\.state) == [state])
            #expect(try await store.unfinished().map(\.id) == (state == .interrupted ? [conversation] : []))
        }
    }

    @Test("A killed process whose parent took no note of its end is gone")
    func unreaped() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The shell's child waits until it is told to end; the shell has become `cat` by then, which never asks for it.
        process.arguments = ["-c", "sleep 60 & echo $!; exec cat"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        defer {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let child = try #require(Int32(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        let identity = ProcessIdentity(of: Int(child))
        #expect(identity.isAlive)
        kill(child, SIGKILL)
        let end = ContinuousClock.now + .seconds(10)
        while identity.isAlive, .now < end { usleep(1000) }
        #expect(!identity.isAlive)
        #expect(FileManager.default.fileExists(atPath: "/proc/\(child)/stat"), "the entry is still there")
    }

    @Test("What was closed or resumed isn't offered again, and an empty conversation never is")
    func offers() async throws {
        let dead = try ConversationStore(file: file, owner: Self.gone)
        let one = try await dead.begin(patient: nil, at: Self.day)
        _ = try await dead.startTurn(one, question: "1", at: Self.day)
        let two = try await dead.begin(patient: nil, at: Self.day)
        _ = try await dead.startTurn(two, question: "2", at: Self.day)
        _ = try await dead.begin(patient: nil, at: Self.day)
        let store = try ConversationStore(file: file)
        #expect(try await store.unfinished().map(\.id) == [two, one])
        try await store.close(two, at: Self.day)
        #expect(try await store.unfinished().map(\.lastQuestion) == ["1"])
        try await store.resume(one)
        #expect(try await store.unfinished().isEmpty)
    }

    @Test("What was left with the program can be gone on with for a week, as something that wasn't cut off")
    func left() async throws {
        let dead = try ConversationStore(file: file, owner: Self.gone)
        let sooner = try await dead.begin(patient: "王芳", at: Self.day)
        let later = try await dead.begin(patient: nil, at: Self.day)
        for conversation in [sooner, later] { _ = try await dead.startTurn(conversation, question: "1", at: Self.day) }
        let store = try ConversationStore(file: file)
        try await dead.leave(sooner, at: Self.day)
        let week = Self.day.addingTimeInterval(7 * 24 * 3600)
        #expect(try await store.unfinished(at: week - 1).map(\.wasCutOff) == [true, false])
        #expect(try await store.unfinished(at: week).map(\.id) == [later])
        // Whoever goes on with it and is cut off then was cut off.
        try await dead.resume(sooner)
        #expect(try await store.unfinished(at: week).map(\.wasCutOff) == [true, true])
    }

    @Test("A copy of the files taken at any moment opens with exactly what was committed by then")
    func crashImages() async throws {
        let store = try ConversationStore(file: file, owner: Self.gone)
        let conversation = try await store.begin(patient: nil, at: Self.day)
        for number in 1...12 {
            let turn = try await store.startTurn(conversation, question: "question \(number)", at: Self.day)
            try await check(image("\(number)-started"), conversation, committed: number - 1, partial: "")
            try await store.append("partial", to: turn)
            try await check(image("\(number)-partial"), conversation, committed: number - 1, partial: "partial")
            try await store.commit(turn, answer: "answer \(number)", status: "answered", payload: Data(), at: Self.day)
            try await check(image("\(number)-committed"), conversation, committed: number, partial: nil)
        }
    }

    /// The database and its log as a kill would leave them.
    private func image(_ name: String) throws -> URL {
        let copy = folder.appendingPathComponent("image-\(name).sqlite")
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: file.path + suffix) {
            try FileManager.default.copyItem(atPath: file.path + suffix, toPath: copy.path + suffix)
        }
        return copy
    }

    private func check(_ image: URL, _ id: ConversationID, committed: Int, partial: String?) async throws {
        let turns = try await ConversationStore(file: image).turns(of: id)
        let done = turns.filter { $0.state == .committed }
        #expect(done.map(\.text) == (0..<committed).map { "answer \($0 + 1)" })
        #expect(turns.filter { $0.state == .interrupted }.map(\.text) == (partial.map { [$0] } ?? []))
    }

    @Test("Only the user can read the file and its folder")
    func modes() async throws {
        let store = try ConversationStore(file: file)
        _ = try await store.begin(patient: nil, at: Self.day)
        for (path, mode) in [
            (file.path, 0o600), (file.path + "-wal", 0o600), (file.deletingLastPathComponent().path, 0o700),
        ] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == mode)
        }
    }

    @Test("A damaged file is named, left as it is, and can be set aside")
    func damaged() async throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let rubbish = Data(repeating: 0x41, count: 8192)
        try rubbish.write(to: file)
        #expect(throws: RecordsError.damaged(file: file.path)) { try ConversationStore(file: file) }
        #expect(try Data(contentsOf: file) == rubbish)
        let aside = try ConversationStore.setAside(file)
        #expect(try Data(contentsOf: aside) == rubbish)
        #expect(try await ConversationStore(file: file).list().isEmpty)
    }

    @Test("A deleted conversation leaves no trace of its text in the files")
    func deletion() async throws {
        let store = try ConversationStore(file: file)
        let conversation = try await store.begin(patient: nil, at: Self.day)
        _ = try await store.startTurn(conversation, question: "UNIQUE-SECRET-QUESTION", at: Self.day)
        try await store.delete(conversation)
        for suffix in ["", "-wal"] {
            let bytes = (try? Data(contentsOf: URL(fileURLWithPath: file.path + suffix))) ?? Data()
            #expect(bytes.range(of: Data("UNIQUE-SECRET".utf8)) == nil)
        }
    }

    @Test("Going on with a conversation ends what was cut off as interrupted, and it stays so")
    func resuming() async throws {
        let dead = try ConversationStore(file: file, owner: Self.gone)
        let conversation = try await dead.begin(patient: nil, at: Self.day)
        let turn = try await dead.startTurn(conversation, question: "Q", at: Self.day)
        try await dead.append("half an ans", to: turn)
        let store = try ConversationStore(file: file)
        try await store.resume(conversation, at: Self.day)
        let next = try await store.startTurn(conversation, question: "Q2", at: Self.day)
        let turns = try await store.turns(of: conversation)
        #expect(turns.map(\.state) == [.interrupted, .running])
        #expect(turns.map(\.text) == ["half an ans", ""])
        try await store.commit(next, answer: "A", status: "answered", payload: Data("{}".utf8), at: Self.day)
        #expect(try await store.turns(of: conversation).map(\.state) == [.interrupted, .committed])
    }

    @Test("A conversation that a living process has open can't be taken over")
    func inUse() async throws {
        let store = try ConversationStore(file: file)
        let conversation = try await store.begin(patient: nil, at: Self.day)
        _ = try await store.startTurn(conversation, question: "Q", at: Self.day)
        let other = try ConversationStore(file: file, owner: Self.gone)
        #expect(try await other.unfinished().isEmpty)
        await #expect(throws: RecordsError.inUse(conversation)) { try await other.resume(conversation) }
    }

    @Test("A turn ends once: a second answer, or one for a deleted turn, is refused and told")
    func endsOnce() async throws {
        let store = try ConversationStore(file: file)
        let conversation = try await store.begin(patient: nil, at: Self.day)
        let turn = try await store.startTurn(conversation, question: "Q", at: Self.day)
        try await store.commit(turn, answer: "first", status: "answered", payload: Data("{}".utf8), at: Self.day)
        await #expect(throws: RecordsError.turnNotOpen(turn)) {
            try await store.commit(turn, answer: "second", status: "answered", payload: Data(), at: Self.day)
        }
        await #expect(throws: RecordsError.turnNotOpen(turn)) { try await store.append("more", to: turn) }
        #expect(try await store.turns(of: conversation).map(\.text) == ["first"])
        let lost = try await store.startTurn(conversation, question: "Q2", at: Self.day)
        try await store.delete(conversation)
        await #expect(throws: RecordsError.turnNotOpen(lost)) {
            try await store.commit(lost, answer: "late", status: "answered", payload: Data(), at: Self.day)
        }
    }

    @Test("Two stores on one file, as two windows have, see each other's turns")
    func twoWindows() async throws {
        let one = try ConversationStore(file: file)
        let two = try ConversationStore(file: file)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in [one, two] {
                group.addTask {
                    let conversation = try await store.begin(patient: nil, at: Self.day)
                    for number in 1...20 {
                        let turn = try await store.startTurn(conversation, question: "\(number)", at: Self.day)
                        try await store.commit(
                            turn, answer: "\(number)", status: "answered", payload: Data("{}".utf8), at: Self.day)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await one.list().map(\.turns) == [20, 20])
        #expect(try await two.list().map(\.turns) == [20, 20])
    }

    @Test("A file that others could read is closed to them when it is opened")
    func tightened() async throws {
        _ = try await ConversationStore(file: file).begin(patient: nil, at: Self.day)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        _ = try ConversationStore(file: file)
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
    }
}
