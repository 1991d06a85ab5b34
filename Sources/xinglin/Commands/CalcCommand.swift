import Clinical
import Consultation
import Foundation

extension Subcommand {
    static let calc = Subcommand(
        name: "calc", summary: "Calculators, scores and decision tables.",
        usage: "calc list | calc [OPTIONS] NAME key=value…", options: [.json, .jsonLines, .language],
        run: { arguments in
            if arguments.has(.jsonLines) {
                try await JSONLines.each(CalculationInput.self) { CalculationOutput.running($0) }
                return .done
            }
            guard let name = arguments.words.first else {
                throw UsageError(
                    "Which calculator? xinglin calc list names them; xinglin calc NAME key=value… runs one.")
            }
            let language = try arguments.choice(.language, Language.self) ?? Language(of: arguments.text)
            if name == "list" {
                let tools = Calculators.all
                if arguments.has(.json) {
                    try Output.json(ToolListOutput(tools))
                } else {
                    Output.line(CalcText.list(tools))
                }
                return .done
            }
            try Calculators.answer(name, Array(arguments.words.dropFirst()), isJSON: arguments.has(.json), language)
            return .done
        },
        detail: { arguments in
            guard let name = arguments.words.first, let tool = try? ClinicalTool.named(name, in: Calculators.all) else {
                return nil
            }
            let language = try? arguments.choice(.language, Language.self)
            return CalcText.help(tool, language ?? .english)
        })
}

enum Calculators {
    /// Everything that `calc` knows.
    static var all: [ClinicalTool] { ClinicalTool.all }

    /// - Throws: `UsageError` where the line names a tool or an input wrongly or leaves one out, `RefusedInput` where a
    ///   value can't be used.
    static func answer(_ name: String, _ words: [String], isJSON: Bool, _ language: Language) throws {
        do {
            let tool = try ClinicalTool.named(name, in: all)
            let result = try tool.run(inputs(words))
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
