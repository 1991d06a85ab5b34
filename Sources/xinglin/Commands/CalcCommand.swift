import Clinical
import Consultation
import Foundation

extension Subcommand {
    static let calc = Subcommand(
        name: "calc", summary: "Calculators, scores and decision tables.",
        usage: "calc list | calc [OPTIONS] NAME key=value…", options: [.json, .jsonLines, .language],
        run: { arguments in
            let calculators = try Calculators()
            if arguments.has(.jsonLines) {
                try await JSONLines.each(CalculationInput.self) { CalculationOutput.running($0, calculators.all) }
                return .done
            }
            guard let name = arguments.words.first else {
                throw UsageError(
                    "Which calculator? xinglin calc list names them; xinglin calc NAME key=value… runs one.")
            }
            let language = try arguments.choice(.language, Language.self) ?? Language(of: arguments.text)
            if name == "list" {
                if arguments.has(.json) {
                    try Output.json(ToolListOutput(calculators.all))
                } else {
                    Output.line(CalcText.list(calculators.all))
                }
                return .done
            }
            try calculators.answer(name, Array(arguments.words.dropFirst()), isJSON: arguments.has(.json), language)
            return .done
        },
        detail: { arguments in
            guard let name = arguments.words.first, let all = try? Calculators().all,
                let tool = try? ClinicalTool.named(name, in: all)
            else { return nil }
            let language = try? arguments.choice(.language, Language.self)
            return CalcText.help(tool, language ?? .english)
        })
}

/// Everything that `calc` knows: the calculators and the decision tables.
struct Calculators {
    let all: [ClinicalTool]

    /// - Throws: what is wrong with a table's file.
    init() throws {
        let folder = Grove.tablesFolder(in: try Resources.locate().prompts)
        all = ClinicalTool.all + (try DecisionTables.load(from: folder).tables.map(ClinicalTool.init))
    }

    /// - Throws: `UsageError` where the line names a tool or an input wrongly or leaves one out, `RefusedInput` where a
    ///   value can't be used.
    func answer(_ name: String, _ words: [String], isJSON: Bool, _ language: Language) throws {
        do {
            let tool = try ClinicalTool.named(name, in: all)
            let result = try tool.run(Self.inputs(words))
            if isJSON {
                try Output.json(CalculationOutput(id: nil, result, of: tool))
            } else {
                Output.line(PlainText.clean(CalcText.result(result, of: tool, language)))
            }
        } catch let error as ToolError {
            let message = PlainText.clean(error.text(in: language.rawValue))
            switch error {
            case .unknownTool, .unknownInput, .givenTwice, .missing: throw UsageError(message)
            case .notUnderstood, .foreignUnit, .outOfRange, .notApplicable: throw RefusedInput(message)
            }
        }
    }

    /// `creatinine=1.2mg/dL age=60`; a word without "=" belongs to the value before it, so that a space may stand before
    /// a unit.
    static func inputs(_ words: [String]) throws -> [String: GivenValue] {
        var texts: [String: String] = [:]
        var last: String?
        for word in words {
            guard let sign = word.firstIndex(of: "=") else {
                guard let last else { throw UsageError("\"\(PlainText.clean(word))\" is no input: write key=value.") }
                texts[last]?.append(" " + word)
                continue
            }
            let key = String(word[..<sign])
            guard texts.updateValue(String(word[word.index(after: sign)...]), forKey: key) == nil else {
                throw ToolError.givenTwice(field: key)
            }
            last = key
        }
        return texts.mapValues(GivenValue.text)
    }
}
