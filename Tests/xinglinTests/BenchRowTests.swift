import Foundation
import TestSupport
import Testing

@Suite("A row of the bench")
struct BenchRowTests {
    private static let adapters = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Data/adapters")

    @Test(
        "Another adapter has everything read again, an activated one only its invocation and what follows",
        .enabled(if: Dependencies.has(Dependencies.smallModel)))
    func adapters() throws {
        let run = try Program().run(
            "bench", "--row", "adapters", "--adapters", Self.adapters.path, "--threads", "1",
            variables: ["XINGLIN_DEPS": Dependencies.folder.path])
        let row = try run.json()
        for name in ["plain", "activated"] {
            let figures = try #require(row[name] as? [String: Any])
            let prompt = try #require(figures["prompt_tokens"] as? Int)
            let read = try #require(figures["read_tokens"] as? Int)
            #expect(prompt > 200 && (name == "plain" ? read == prompt : read <= 16), "\(figures)")
            #expect(figures["staying_read_tokens"] as? Int == 1)
            #expect((figures["first_token_ms"] as? Double ?? 0) > 0)
        }
    }

    @Test("A name that no row has is wrong usage, and so is a row without what it needs")
    func wrongUsage() throws {
        let unknown = try Program().run("bench", "--row", "everything")
        #expect(unknown.status == 2 && unknown.notes.contains("consultation"), "\(unknown.notes)")
        let alone = try Program().run("bench", "--row", "consultation")
        #expect(alone.status == 2 && alone.notes.contains("--server"), "\(alone.notes)")
    }
}
