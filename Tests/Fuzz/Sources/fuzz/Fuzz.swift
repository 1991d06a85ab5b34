import Foundation

@testable import Clinical

/// What is fuzzed: chosen by FUZZ_READER when the process starts.
enum Reader: String {
    case json, ndjson, hl7, note, figure
    case html, markdown, text

    /// Of a document's file name; nil where charts are read.
    var ending: String? {
        switch self {
        case .html: "html"
        case .markdown: "md"
        case .text: "txt"
        default: nil
        }
    }

    static let chosen = Reader(rawValue: ProcessInfo.processInfo.environment["FUZZ_READER"] ?? "") ?? .json
}

let today = Date(timeIntervalSince1970: 1_800_000_000)

let vocabulary: NoteVocabulary = {
    let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../../../Prompts/lexicon").standardized
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return NoteVocabulary(tables: files.compactMap { try? String(contentsOf: $0, encoding: .utf8) })
}()

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer,
    _ test: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// The package manager names the entry of a program after its target; libFuzzer would bring a `main` of its own.
@_cdecl("fuzz_main")
public func main(_ count: CInt, _ arguments: UnsafeMutableRawPointer) -> CInt {
    var count = count
    var arguments = unsafe arguments
    return unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
        unsafe runFuzzer(&count, UnsafeMutableRawPointer(pointer), fuzzOneInput)
    }
}

/// LibFuzzer's entry: reads the bytes and checks what holds of every chart, however it was read.
/// - Returns: -1 where the bytes aren't of the chosen reader's kind, so that they don't enter the corpus.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let data = unsafe Data(bytes: bytes, count: count)
    if Reader.chosen == .figure {
        checkFigure(data)
        return 0
    }
    if let ending = Reader.chosen.ending {
        checkDocument(data, ending: ending)
        return 0
    }
    guard isOfKind(data) else { return -1 }
    guard let reading = try? PatientReader.read(data, name: "fuzz", vocabulary: vocabulary) else { return 0 }
    check(reading)
    return 0
}

func isOfKind(_ data: Data) -> Bool {
    guard let format = try? PatientFormat.detect(data, name: "fuzz") else { return Reader.chosen == .json }
    switch (format, Reader.chosen) {
    case (.json, .json), (.json, .ndjson), (.hl7, .hl7), (.note, .note): return true
    default: return false
    }
}

/// The text that leaves is one line of JSON without control characters; its own reader and every view take it.
func check(_ reading: PatientReading) {
    precondition(!reading.patients.isEmpty)
    let json = PatientJSON.data(reading, on: today)
    precondition(json.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    let bytes = [UInt8](json)
    precondition((try? JSONParser.parse(bytes, in: 0..<bytes.count)) != nil)
    for patient in reading.patients {
        let facts = chartFacts(for: patient, language: "zh-Hans", on: today)
        precondition(!facts.isEmpty)
        for fact in facts {
            precondition(PlainText.clean(fact.text, limit: 100_000) == fact.text || fact.text.contains("  "))
        }
        for observation in patient.observations {
            precondition(observation.value?.value.isFinite ?? true && observation.original?.value.isFinite ?? true)
        }
    }
    let (cleaned, _) = Deidentification(seed: 1, on: today).applied(to: reading)
    precondition(
        cleaned.patients.count == reading.patients.count && cleaned.patients.allSatisfy { $0.identifier == nil })
}

/// "number unit": a number is read or not, a unit is normalised once and for all, a conversion comes back.
func checkFigure(_ data: Data) {
    let text = String(decoding: data, as: UTF8.self)
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let unit = UnitConversion.normalised(parts.last ?? "")
    precondition(UnitConversion.normalised(unit) == unit)
    _ = UnitConversion.display(unit)
    _ = PartialDate(text).map { DateShift.moved($0, by: -100) }
    _ = HL7Time.date(text, zone: "+08:00")
    _ = HL7Range.flag(4, in: text)
    guard let number = NumberText.read(parts.first ?? "")?.value, number.isFinite else { return }
    for analyte in Analyte.all {
        guard let there = analyte.convert(number, from: unit, to: analyte.siUnit), there.isFinite, abs(number) < 1e12,
            let back = analyte.convert(there, from: analyte.siUnit, to: unit)
        else { continue }
        precondition(abs(back - number) <= 1e-6 * max(1, abs(number)) || abs(number) < 1e-9)
    }
}
