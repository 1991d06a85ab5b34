import Database
import Foundation
import Testing

@testable import xinglin

@Suite("The record of an open consultation")
struct ConversationLogTests {
    private func withFile(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "conversations.sqlite"))
    }

    /// Of each conversation in turn: how many questions it has, and whether it is open.
    private func conversations(in file: URL) throws -> [String] {
        try Connection(path: file.path).rows(
            """
            SELECT (SELECT count(*) FROM turn WHERE conversation = conversation.id), closed_at IS NULL
            FROM conversation ORDER BY id
            """
        ) { "\($0.int(0)) \($0.bool(1) ? "open" : "closed")" }
    }

    @Test("Two consultations beside each other have a conversation each, and closing one leaves the other open")
    func keepsApart() async throws {
        try await withFile { file in
            let (first, second) = (ConversationLog(file: file), ConversationLog(file: file))
            _ = try await first.startTurn("血压目标？", patient: "A")
            _ = try await second.startTurn("HbA1c goal?", patient: "B")
            _ = try await first.startTurn("And then?", patient: "A")
            #expect(try conversations(in: file) == ["2 open", "1 open"])
            await first.close()
            #expect(try conversations(in: file) == ["2 closed", "1 open"])
        }
    }

    @Test("A question that comes when its consultation was closed leaves no conversation open")
    func closesLate() async throws {
        try await withFile { file in
            let log = ConversationLog(file: file)
            await log.close()
            _ = try await log.startTurn("Late?", patient: nil)
            #expect(try conversations(in: file) == ["1 closed"])
        }
    }
}
