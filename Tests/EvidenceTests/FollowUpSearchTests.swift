import TestSupport
import Testing

@testable import Evidence

@Suite(
    "Questions cut short",
    .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
struct FollowUpSearchTests {
    @Test("Searched with the question before, they find a passage that answers among the first five, nine times of ten")
    func together() async throws {
        let library = try await PackLibrary.shared.opened().library
        let pairs = try FollowUpCase.all()
        var (alone, together) = (0, 0)
        for pair in pairs {
            func isFound(_ query: String) async throws -> Bool {
                let found = try await library.search(query, limit: 5).results.map(\.passage.id)
                return !Set(found).isDisjoint(with: pair.passages)
            }
            if try await isFound(pair.then) { alone += 1 }
            let isFoundTogether = try await isFound(pair.first + " " + pair.then)
            if isFoundTogether { together += 1 } else { print("not found:", pair.first, pair.then) }
        }
        print("of \(pairs.count) questions cut short \(alone) found a passage alone, \(together) with the one before")
        #expect(together * 10 >= pairs.count * 9)
    }
}
