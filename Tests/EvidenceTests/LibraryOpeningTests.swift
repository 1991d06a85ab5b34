import Foundation
import Testing

@testable import Evidence

@Suite("Documents behind passages")
struct LibraryOpeningTests {
    @Test("A passage opens its document with all passages in order, and an unknown one opens nothing")
    func opens() async throws {
        try await Resources.withFolder { root in
            let shelf = try await LibraryTests.Shelf(root)
            _ = try await shelf.library.synchronise(shelf.packs)
            let document = try #require(try await shelf.library.document(holding: "home-reading"))
            #expect(document.guideline.id == "new" && document.guideline.year == 2025)
            #expect(document.passages.map(\.id) == ["new-threshold", "home-reading"])
            #expect(document.path?.hasSuffix("/new.md") == true)
            #expect(try await shelf.library.document(holding: "nowhere") == nil)
        }
    }

    @Test("What replaced a passage is found: the passage that says so, else the document")
    func replaces() async throws {
        try await Resources.withFolder { root in
            let shelf = try await LibraryTests.Shelf(root)
            try shelf.write(
                "old",
                LibraryTests.Shelf.front("old", 2017, nil)
                    + "## old-threshold\nen: Start drugs at 140/90 mmHg.\n\n## old-salt\nen: Eat less salt.\n")
            _ = try await shelf.library.synchronise(shelf.packs)
            let found = try await shelf.library.replacements(of: ["old-threshold", "old-salt", "home-reading"])
            #expect(Set(found.keys) == ["old-threshold", "old-salt"])
            #expect(found["old-threshold"]?.passage == "new-threshold")
            #expect(found["old-threshold"]?.year == 2025)
            #expect(found["old-salt"]?.passage == "" && found["old-salt"]?.year == 2025)
        }
    }
}
