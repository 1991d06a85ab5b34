import Foundation
import Testing

@testable import Evidence

/// The terms as they are shipped, line by line.
@Suite("The lexicon's lines")
struct LexiconDataTests {
    struct Line {
        var place: String
        var english, chinese, traditional, abbreviation, status: String
        var synonyms: [String]
        var forms: [String] { [english, chinese, traditional, abbreviation] + synonyms }
    }

    private func lines() throws -> [Line] {
        let folder = Resources.prompts.appending(path: "lexicon")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "tsv" && $0.lastPathComponent != "organisations.tsv" }
        return try files.flatMap { file in
            let text = try String(contentsOf: file, encoding: .utf8)
            return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst()
                .filter { !$1.isEmpty && !$1.hasPrefix("#") }
                .map { index, line in
                    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(\.trimmed)
                    return Line(
                        place: "\(file.lastPathComponent), line \(index + 1)", english: cells[0], chinese: cells[1],
                        traditional: cells[2], abbreviation: cells[3], status: cells[6],
                        synonyms: cells[4].split(separator: ";").map(\.trimmed))
                }
        }
    }

    private func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains(where: Folding.isHan) }

    @Test("There are at least 1,500, each with a name in both languages and its status")
    func complete() throws {
        let lines = try lines()
        #expect(lines.count >= 1_500)
        for line in lines {
            #expect(!line.english.isEmpty && !isChinese(line.english), "\(line.place)")
            #expect(isChinese(line.chinese) && isChinese(line.traditional), "\(line.place)")
            #expect(!isChinese(line.abbreviation), "\(line.place)")
            #expect(["unchecked", "checked"].contains(line.status), "\(line.place)")
        }
    }

    @Test("No name stands twice, and no form twice on a line")
    func unique() throws {
        var english: [String: String] = [:]
        var chinese: [String: String] = [:]
        for line in try lines() {
            let name = line.english.lowercased().replacing("ae", with: "e").replacing("oe", with: "e")
            if let first = english.updateValue(line.place, forKey: name) {
                Issue.record("\(line.place) repeats \(first)")
            }
            if let first = chinese.updateValue(line.place, forKey: line.chinese) {
                Issue.record("\(line.place) repeats \(first)")
            }
            #expect(Set(line.synonyms).count == line.synonyms.count, "\(line.place)")
        }
    }

    @Test("Traditional Chinese is written in its own script, and differs only where the script or the name does")
    func traditional() throws {
        // Characters that are right in both scripts, though a plain conversion changes them.
        let either = Set("台舍胜沉里后只干面松症疱占布斗折向征胡范系致了合周谷郁板表卷托余制采岳症皰著")
        for line in try lines() {
            let converted = line.traditional.applyingTransform(StringTransform("Hans-Hant"), reverse: false)
            let changed = zip(line.traditional, converted ?? "").filter { $0 != $1 && !either.contains($0) }
            #expect(changed.isEmpty, "\(line.place): \(line.traditional)")
            let needsScript =
                line.chinese.applyingTransform(StringTransform("Hans-Hant"), reverse: false) != line.chinese
            if line.traditional == line.chinese, needsScript {
                #expect(line.chinese.contains { either.contains($0) }, "\(line.place): \(line.chinese)")
            }
        }
    }

    @Test("Sixty terms at least have an everyday name, one a language, and one of their own synonyms")
    func plain() throws {
        let concepts = try Resources.lexicon().concepts.filter { !$0.plain.isEmpty }
        #expect(concepts.count >= 60 && concepts.count { $0.plain.contains(where: isChinese) } >= 50)
        for concept in concepts {
            #expect(concept.plain.count { isChinese($0) } <= 1 && concept.plain.count { !isChinese($0) } <= 1)
            #expect(concept.plain.allSatisfy { !concept.terms.contains($0) }, "\(concept.terms)")
        }
    }

    @Test("No abbreviation is taken for a word of the passages or a stop word")
    func abbreviations() throws {
        let lexicon = try Resources.lexicon()
        let texts = Resources.packs.flatMap { GuidelineReview(folder: $0.folder, specialty: $0.specialty).entries }
            .flatMap { [$0.passage.english ?? ""] + $0.passage.questions }
        let words = Set(texts.joined(separator: " ").split { !$0.isASCII || !$0.isLetter }.map(String.init))
            .filter { $0.count > 1 && $0 == $0.lowercased() }
        let all = words.union(StopWords.english)
        for line in try lines() {
            let written = line.forms.filter { form in
                form.count > 1 && form.allSatisfy { $0.isASCII && $0.isLetter } && form == form.uppercased()
            }
            for form in written where all.contains(form.lowercased()) && !line.synonyms.contains(form.lowercased()) {
                #expect(
                    lexicon.mentions(in: form.lowercased()).allSatisfy {
                        lexicon.concepts[$0.concept].names[0] != line.english
                    }, "\(line.place): \(form)")
            }
        }
    }
}
