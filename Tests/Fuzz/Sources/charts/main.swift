import Clinical
import Foundation

/// `charts read FILE…`: reads charts as the program does and tells how long that took.
func read(_ names: [String]) throws {
    for name in names {
        let clock = ContinuousClock()
        var reading: PatientReading?
        let time = try clock.measure {
            let data = try Data(contentsOf: URL(fileURLWithPath: name), options: .mappedIfSafe)
            reading = try PatientReader.read(data, name: name)
        }
        let patients = reading?.patients ?? []
        let entries = patients.reduce(0) {
            $0 + $1.observations.count + $1.problems.count + $1.medications.count + $1.allergies.count
        }
        print("\(name): \(time), \(patients.count) patients, \(entries) entries")
    }
}

/// `charts show FILE…`: what `xinglin patient --json` would write.
func show(_ names: [String]) throws {
    let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../../../Prompts/lexicon").standardized
    let tables = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "tsv" && $0.lastPathComponent != "organisations.tsv" }
        .map { try String(contentsOf: $0, encoding: .utf8) }
    for name in names {
        do {
            let reading = try PatientReader.read(
                Data(contentsOf: URL(fileURLWithPath: name)), name: name, vocabulary: NoteVocabulary(tables: tables))
            print(String(decoding: PatientJSON.data(reading, on: Date()), as: UTF8.self))
        } catch {
            print("refused: \(error)")
        }
    }
}

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "read": try read(Array(words.dropFirst()))
case "show": try show(Array(words.dropFirst()))
default: print("usage: charts read|show FILE…")
}
