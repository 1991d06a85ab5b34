import Foundation
import Testing

@Suite("The pinned versions")
struct PinsTests {
    @Test("Every archive that is fetched carries a SHA-256 and a size")
    func everyArchiveIsPinned() throws {
        let pins = try Repository.text("Scripts/pins")
        let parts = pins.split(separator: "\n").filter { $0.contains(".whl ") }
        #expect(parts.count >= 24)
        for part in parts {
            let words = part.split(separator: " ")
            #expect(words.count == 6 && (Int(words[3]) ?? 0) > 0, "\(part)")
            #expect(words.count == 6 && words[4].wholeMatch(of: /[0-9a-f]{64}/) != nil, "\(part)")
        }
        for section in pins.split(separator: "\n[").dropFirst() where section.contains("\nbytes") {
            #expect(section.contains(/\nsha256 = [0-9a-f]{64}/), "\(section.prefix(30))")
            #expect(section.contains("\nlicence = "), "\(section.prefix(30))")
        }
    }

    @Test("The program knows the models by the hashes that are pinned")
    func programKnowsThePinnedModels() throws {
        let pins = try Repository.text("Scripts/pins")
        let known = try Repository.text("Sources/Inference/ModelLocator.swift")
        let hashes = pins.split(separator: "\n[").filter { $0.contains(".gguf\n") }
            .compactMap { $0.firstMatch(of: /\nsha256 = ([0-9a-f]{64})/)?.1 }
        #expect(hashes.count == 2)
        for hash in hashes { #expect(known.contains("\"\(hash)\"")) }
    }

    @Test("The Makefile asks for the model files that are pinned")
    func makefileNamesThePinnedModels() throws {
        let pins = try Repository.text("Scripts/pins")
        let files = pins.matches(of: /\nfile = (.+\.gguf)/).map { String($0.1) }
        #expect(files.count == 2)
        let makefile = try Repository.text("Makefile")
        for file in files { #expect(makefile.contains("$(DEPS)/models/\(file)")) }
    }
}
