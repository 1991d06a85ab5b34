import Clinical
import Consultation
import Foundation

extension Subcommand {
    static let interactions = Subcommand(
        name: "interactions", summary: "Look drugs up in the interaction list.",
        usage: "interactions [OPTIONS] DRUG DRUG…", options: [.patient, .json, .jsonLines, .language]
    ) { arguments in
        let workplace = try Workplace(arguments)
        let safety = try workplace.grove.medication
        let patient = try arguments[.patient].map { try onlyPatient(of: $0) }
        let look = { (id: String?, drugs: [String]) in
            InteractionsOutput(
                id: id, InteractionLookup(drugs: drugs, patient: patient, safety: safety),
                language: workplace.settings.language ?? Language(of: drugs.joined(separator: " ")))
        }
        if arguments.has(.jsonLines) {
            try await JSONLines.each(InteractionsInput.self) { look($0.id, $0.drugs) }
            return .done
        }
        guard arguments.words.count > (patient == nil ? 1 : 0) else {
            throw UsageError("Which drugs? xinglin interactions DRUG DRUG…, or one with --patient FILE.")
        }
        guard arguments.words.count <= 100 else { throw UsageError("At most 100 drugs can be looked up at once.") }
        let output = look(nil, arguments.words)
        if arguments.has(.json) { try Output.json(output) } else { Output.line(output.text) }
        return output.pairs.isEmpty && (output.alerts ?? []).isEmpty ? .nothingFound : .done
    }
}

private struct InteractionsInput: Decodable {
    var id: String?
    var drugs: [String]
}

/// The drugs that were asked for, among themselves and against a patient's list.
struct InteractionLookup {
    private(set) var pairs: [(interaction: DrugInteraction, names: [String])] = []
    private(set) var unrecognised: [String] = []
    /// What else a chart has against the drugs: allergy, kidney function, pregnancy …; nil without a chart.
    private(set) var alerts: [ChartAlert]?
    let listLength: Int

    init(drugs words: [String], patient: Patient?, safety: MedicationSafety) {
        listLength = safety.pairs.count
        let asked = Self.entries(words, safety)
        unrecognised = asked.filter { !$0.isRecognised }.map(\.text)
        let taken = (patient?.activeMedications ?? []).map { safety.vocabulary.named($0.text) }
        let all = asked.filter(\.isRecognised) + taken
        let askedCount = all.count - taken.count
        for interaction in safety.interactions(of: all) {
            for row in interaction.combinations where row.contains(where: { $0 < askedCount }) {
                pairs.append((interaction, row.map { all[$0].text }))
            }
        }
        guard var patient else { return }
        let texts = asked.map(\.text)
        patient.medications += texts.map { Medication(text: $0, status: "active") }
        alerts = chartAlerts(for: patient, on: Date(), using: safety).filter { alert in
            alert.kind != .interaction && alert.kind != .duplicate && alert.drugs.contains(where: texts.contains)
        }
    }

    /// One entry an argument; "St John's wort" may come in three, and "warfarin, ibuprofen" in one.
    private static func entries(_ words: [String], _ safety: MedicationSafety) -> [NamedDrug] {
        var entries: [NamedDrug] = []
        var rest = words[...]
        while let word = rest.first {
            let joined = (2...4).reversed().first { count in
                guard rest.count >= count else { return false }
                let text = rest.prefix(count).joined(separator: " ")
                let found = safety.recognise(text)
                return found.count == 1 && found.first?.text == text
            }
            let text = rest.prefix(joined ?? 1).joined(separator: " ")
            rest = rest.dropFirst(joined ?? 1)
            let found = safety.recognise(joined == nil ? word : text)
            if found.count > 1 {
                entries += found.map { safety.vocabulary.named($0.text) }
            } else {
                entries.append(safety.vocabulary.named(text))
            }
        }
        return entries.map { entry in
            var entry = entry
            entry.text = PlainText.clean(entry.text)
            return entry
        }
    }
}

/// `xinglin.interactions/1`.
struct InteractionsOutput: Encodable {
    struct Pair: Encodable {
        var a: String
        var b: String
        var severity: ChartAlert.Severity
        /// In the language of the output; the Chinese is always there too.
        var mechanism: String
        var action: String
        var mechanismZh: String
        var actionZh: String
        var source: String
        var status: String
        var id: String
        /// The sides in the source's words: the pair may be narrower than what was asked ("simvastatin or lovastatin").
        var statement: String
        var partial: Bool
        var isRestricted: Bool

        enum CodingKeys: String, CodingKey {
            case a, b, severity, mechanism, action, mechanismZh, actionZh, source, status, id, statement, partial
        }
    }

    var schema = "xinglin.interactions/1"
    var id: String?
    var pairs: [Pair]
    var unrecognised: [String]
    var alerts: [ChartAlert]?
    /// How long the list is, and that what isn't in it isn't proved safe.
    var note: String

    private let language: Language

    enum CodingKeys: String, CodingKey { case schema, id, pairs, unrecognised, alerts, note }

    init(id: String?, _ lookup: InteractionLookup, language: Language) {
        self.id = id
        self.language = language
        unrecognised = lookup.unrecognised
        alerts = lookup.alerts
        let isChinese = language.isChinese
        let length = lookup.listLength
        if lookup.pairs.isEmpty {
            note =
                isChinese
                ? "我们的名单（\(length)对）中没有相互作用；这不能证明安全。"
                : "No interaction in our list of \(length) pairs; that is not proof of safety."
        } else {
            note =
                isChinese
                ? "我们的名单共\(length)对；未列入不能证明安全。"
                : "Our list has \(length) pairs; what isn't in it isn't proved safe."
        }
        pairs = lookup.pairs.map { interaction, names in
            let pair = interaction.pair
            return Pair(
                a: names.first ?? "", b: names.dropFirst().joined(separator: " + "), severity: pair.severity,
                mechanism: isChinese ? pair.chineseMechanism : pair.mechanism,
                action: isChinese ? pair.chineseAction : pair.action, mechanismZh: pair.chineseMechanism,
                actionZh: pair.chineseAction, source: pair.source, status: pair.status, id: pair.id,
                statement: isChinese ? "\(pair.chineseA) + \(pair.chineseB)" : "\(pair.a) + \(pair.b)",
                partial: interaction.isPartial, isRestricted: pair.scope != nil)
        }
    }

    var text: String {
        var lines = pairs.map(line)
        lines += (alerts ?? []).map { Subcommand.alertLine($0, language) }
        if !unrecognised.isEmpty {
            let names = unrecognised.joined(separator: language.isChinese ? "、" : ", ")
            lines.append((language.isChinese ? "未识别：" : "Not recognised: ") + names)
        }
        lines.append(note)
        return lines.map(PlainText.clean).joined(separator: "\n")
    }

    private func line(_ pair: Pair) -> String {
        let label = pair.severity.label(in: language)
        let isNarrow = pair.partial || pair.isRestricted
        let scope = isNarrow ? (language.isChinese ? "（指：\(pair.statement)）" : " (\(pair.statement))") : ""
        let source = language.isChinese ? "来源" : "Source"
        return """
            \(pair.a) + \(pair.b) · \(label)\(scope)
              \(pair.mechanism)
              → \(pair.action)
              \(source): \(pair.source) (\(pair.status))
            """
    }
}
