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

    @Test("The catalogue has the models that are pinned, with the same names, licences, files, sizes and hashes")
    func catalogueAgrees() throws {
        let catalogue = try Repository.text("Prompts/models.json")
        let pins = try Repository.text("Scripts/pins").split(separator: "\n[").filter { $0.contains(".gguf\n") }
        #expect(pins.count == 2)
        for pin in pins {
            let key = try #require(pin.firstMatch(of: /^model (\w+)\]/)?.1)
            let start = try #require(catalogue.range(of: "\"name\": \"\(key)\"")?.upperBound)
            let entry = catalogue[start...].prefix(while: { $0 != "]" }) + catalogue[start...].split(separator: "]")[1]
            for (pinned, name) in [("name", "title"), ("licence", "licence"), ("file", "name"), ("sha256", "sha256")] {
                let value = try #require(pin.firstMatch(of: try Regex("\n\(pinned) = (.+)"))?[1].substring)
                #expect(entry.contains("\"\(name)\": \"\(value)\""), "\(key): \(pinned)")
            }
            let bytes = try #require(pin.firstMatch(of: /\nbytes = (\d+)/)?.1)
            #expect(entry.contains("\"bytes\": \(bytes),"))
        }
        #expect(!catalogue.contains("http"), "addresses come from the configuration")
    }
}
