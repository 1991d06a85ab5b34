import Clinical
import Consultation
import Foundation

extension Subcommand {
    static let triage = Subcommand(
        name: "triage", summary: "Look for red flags in a text.", usage: "triage [OPTIONS] TEXT…",
        options: [.json, .jsonLines, .language]
    ) { arguments in
        let workplace = try Workplace(arguments)
        let assess = { (id: String?, text: String) in
            let language = workplace.settings.language ?? Language(of: text)
            let result = workplace.grove.triageRules.assess(text, language: language.rawValue)
            return TriageOutput(id: id, notice: TriageNotice(result))
        }
        if arguments.has(.jsonLines) {
            try await JSONLines.each(TriageInput.self) { assess($0.id, $0.text) }
            return .done
        }
        guard !arguments.words.isEmpty else { throw UsageError("Which text? xinglin triage TEXT…") }
        let output = assess(nil, arguments.text)
        if arguments.has(.json) { try Output.json(output) } else { Output.line(output.text) }
        return .done
    }
}

private struct TriageInput: Decodable {
    var id: String?
    var text: String
}

/// `xinglin.triage/1`.
private struct TriageOutput: Encodable {
    var schema = "xinglin.triage/1"
    var id: String?
    var level: TriageLevel
    var rules: [TriageNotice.Rule]

    init(id: String?, notice: TriageNotice) {
        self.id = id
        level = notice.level
        rules = notice.rules
    }

    var text: String {
        ([level.rawValue]
            + rules.map { rule in
                let source = rule.source.map { " [\($0)]" } ?? ""
                return "- \(rule.message)\(source)\n  \(rule.id): \(rule.matched)"
            }).joined(separator: "\n")
    }
}
