import Foundation
import Testing

@Suite("The repository")
struct RepositoryTests {
    static let required = ["Package.swift", "Sources", "Tests", "Prompts", "Themes", "README.md"]
    static let small = ["Makefile", "Scripts", ".ci", ".gitignore", ".swift-format", "LICENSE", "CHANGELOG.md"]

    @Test("The top level holds what the README explains and nothing else")
    func topLevel() throws {
        let found = Set(try Repository.names(in: ""))
        let expected = Set(Self.required + Self.small)
        #expect(found.subtracting(expected).isEmpty, "unexpected: \(found.subtracting(expected).sorted())")
        #expect(expected.subtracting(found).isEmpty, "missing: \(expected.subtracting(found).sorted())")
    }

    @Test("No Swift file is longer than 400 lines")
    func fileLength() throws {
        for file in try Repository.swiftFiles(below: "Sources") + Repository.swiftFiles(below: "Tests") {
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 401, "\(file) has \(lines - 1) lines")
        }
    }

    @Test("The README names the two commands", arguments: ["make run", "make test"])
    func readmeNamesTheCommands(command: String) throws {
        #expect(try Repository.text("README.md").contains(command))
    }

    @Test("The licence is Apache 2.0")
    func licence() throws {
        let text = try Repository.text("LICENSE")
        #expect(text.contains("Apache License") && text.contains("Version 2.0"))
    }

    @Test("No file names a folder of the machine it was written on")
    func noMachinePaths() throws {
        let folders = ["work", "root", "Users"].map { "/" + $0 + "/" } + ["/opt" + "/swift/usr"]
        let before = /[A-Za-z0-9_.\-}\/]/
        for file in try Repository.files(below: "") where !Self.isBinary(file) {
            guard let text = try? Repository.text(file) else { continue }
            for folder in folders {
                let hits = text.ranges(of: folder).filter { range in
                    range.lowerBound == text.startIndex
                        || String(text[text.index(before: range.lowerBound)]).wholeMatch(of: before) == nil
                }
                #expect(hits.isEmpty || Self.insideBareRoot(file), "\(file) names \(folder)")
            }
        }
    }

    @Test("Every script can be started")
    func scriptsAreExecutable() throws {
        for file in [
            "Scripts/bootstrap", "Scripts/test", "Scripts/lint", "Scripts/install", "Scripts/bench", ".ci/run",
        ] {
            let path = Repository.root.appending(path: file).path
            #expect(FileManager.default.isExecutableFile(atPath: path), "chmod +x \(file)")
        }
    }

    private static func isBinary(_ file: String) -> Bool {
        ["png", "jpg", "gif", "sqlite", "gguf", "bin"].contains { file.hasSuffix("." + $0) }
    }

    /// Its paths lie inside the root that it makes, not on the machine.
    private static func insideBareRoot(_ file: String) -> Bool { file == "Scripts/bare-debian" }
}
