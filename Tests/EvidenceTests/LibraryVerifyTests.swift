import Database
import Foundation
import Testing

@testable import Evidence

@Suite("Verifying the library")
struct LibraryVerifyTests {
    private func withLibrary(_ body: (Library, URL, URL) async throws -> Void) async throws {
        try await Resources.withFolder { root in
            let pack = root.appending(path: "pack")
            try FileManager.default.createDirectory(at: pack, withIntermediateDirectories: true)
            let front = "---\nid: a\ntitle: A\norganisation: Alpha\nlanguage: en\nstatus: verified\n---\n\n"
            let file = pack.appending(path: "a.md")
            try Data((front + "## a-one\n\nen: Measure blood pressure at home.\n").utf8).write(to: file)
            let library = try Library(file: root.appending(path: "library.sqlite"), embedder: nil)
            try await library.synchronise([GuidelineSource(specialty: "bp", folder: pack)])
            try await body(library, file, root)
        }
    }

    @Test("Files that are what was read are unchanged, an edited one is changed, one that is gone is missing")
    func drift() async throws {
        try await withLibrary { library, file, _ in
            let sound = try await library.verify()
            #expect(sound.sources.map(\.state) == [.unchanged] && sound.faults.isEmpty && !sound.hasDrifted)
            #expect(sound.sources.first?.path == file.path && sound.passages == 1)
            try Data("something else".utf8).write(to: file)
            let changed = try await library.verify()
            #expect(changed.count(.changed) == 1 && changed.hasDrifted)
            try FileManager.default.removeItem(at: file)
            #expect(try await library.verify().sources.map(\.state) == [.missing])
        }
    }

    @Test("A file that was read before hashes were kept is unknown, which is no drift, and known after the next start")
    func unknown() async throws {
        try await withLibrary { library, file, root in
            let other = try Connection(path: root.appending(path: "library.sqlite").path)
            try other.execute("UPDATE source SET path = NULL, sha256 = NULL")
            let report = try await library.verify()
            #expect(report.sources.map(\.state) == [.unknown] && !report.hasDrifted)
            let pack = GuidelineSource(specialty: "bp", folder: file.deletingLastPathComponent())
            #expect(try await library.synchronise([pack]).changedFiles.isEmpty)
            #expect(try await library.verify().sources.map(\.state) == [.unchanged])
        }
    }

    @Test("A passage that lost its words is a fault")
    func words() async throws {
        try await withLibrary { library, _, root in
            let other = try Connection(path: root.appending(path: "library.sqlite").path)
            try other.execute("DELETE FROM words")
            let report = try await library.verify()
            #expect(report.faults == ["1 passages have no words in the index."] && report.hasDrifted)
        }
    }

    @Test("A damaged file is never called sound")
    func damage() async throws {
        try await withLibrary { library, _, root in
            let file = try FileHandle(forUpdating: root.appending(path: "library.sqlite"))
            let pages = try file.seekToEnd() / 4_096
            // Each page but those of the schema loses its head.
            for page in 3..<pages {
                try file.seek(toOffset: page * 4_096)
                try file.write(contentsOf: Data(repeating: 0xFF, count: 64))
            }
            try file.close()
            await #expect(throws: LibraryError.self) {
                let again = try Library(file: root.appending(path: "library.sqlite"), embedder: nil)
                _ = try await again.verify()
            }
            _ = library
        }
    }
}
