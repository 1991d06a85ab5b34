import Clinical
import Foundation

/// Fields that calculators, tables and rules fill.
struct ToolFieldSource: Sendable {
    let context: TaskContext

    private var language: String { context.language.rawValue }
    private var wording: TaskWording { context.wording }

    func content(
        _ part: TaskSource.ToolPart, of field: TaskDescription.Field, _ ledger: inout TaskLedger
    ) -> TaskContent {
        switch part {
        case .computed(let tools): computed(tools, &ledger)
        case .alerts(let kinds): alerts(kinds, &ledger)
        case .triage: triage(field)
        case .table(let topic): table(topic, field, &ledger)
        case .calculator(let name): CalculatorSource(context: context, field: field).content(name, &ledger)
        case .drugAdvice: drugAdvice()
        }
    }

    private func computed(_ tools: [String], _ ledger: inout TaskLedger) -> TaskContent {
        let facts = context.computed.filter { tools.isEmpty || tools.contains($0.tool) }
        let lines = facts.map { PlainText.line($0.text(in: language)).marked([ledger.note($0)]) }
        return lines.isEmpty ? .missing(wording.notComputable) : TaskContent(lines: lines)
    }

    private func alerts(_ kinds: [ChartAlert.Kind], _ ledger: inout TaskLedger) -> TaskContent {
        guard context.record != nil else { return .missing(wording.noChart) }
        let found = context.alerts.filter { kinds.isEmpty || kinds.contains($0.kind) }
        let lines = found.prefix(10).map { alert in
            let value = ComputedValue(
                n: "", tool: "medication-safety", inputs: ["drugs": alert.drugs.joined(separator: ", ")], value: nil,
                unit: "", text: alert.text(in: language), source: alert.source, status: alert.status)
            return (wording.severity(alert.severity) + wording.colon + value.text).marked([ledger.note(value)])
        }
        let checked = context.record?.activeMedications.isEmpty == false
        guard lines.isEmpty else {
            let left = found.count - lines.count
            return TaskContent(lines: lines, detail: left > 0 ? wording.more(left) : nil)
        }
        return .missing(checked ? wording.noRuleApplied : wording.nothingToCheck)
    }

    /// Rules that apply to the text; in a form for clinicians also those that are still open.
    private func triage(_ field: TaskDescription.Field) -> TaskContent {
        let said = [context.text.ofNow, context.about].filter { !$0.isEmpty }.joined(separator: "\n")
        guard !said.isEmpty else { return .missing(wording.noText) }
        let hits = context.triage.assess(said, language: language).hits
        if field.id.hasSuffix("exclude") {
            let open = context.triage.open(in: said, language: language).filter { $0.level >= .urgent }
            var seen: Set<String> = []
            let lines = open.compactMap { hit -> String? in
                let sentence = Sentences.split(hit.message).first ?? hit.message
                return seen.insert(sentence).inserted ? PlainText.line(sentence) + wording.bracket(hit.source) : nil
            }
            return lines.isEmpty
                ? .missing(wording.noOpenRule) : TaskContent(lines: Array(lines.prefix(field.limit ?? 8)))
        }
        let lines = hits.map { hit in
            wording.level(hit.level) + wording.colon + PlainText.line(hit.message)
                + wording.bracket("“\(PlainText.line(hit.matched))”, \(hit.source)")
        }
        return lines.isEmpty ? .missing(wording.noRedFlag) : TaskContent(lines: lines)
    }

    /// What the tables of a topic say; the text's figures count, and where one decides and is missing, nothing does.
    private func table(
        _ topic: String, _ field: TaskDescription.Field, _ ledger: inout TaskLedger
    ) -> TaskContent {
        guard let query = field.query, let question = context.filled(query) else { return .missing(wording.noText) }
        let facts = tableFacts(
            for: question, patient: context.known, computed: context.computed, tables: context.tables,
            on: context.request.now)
        guard let fact = facts.first(where: { $0.tool == topic }) else { return .missing(wording.tableNeedsMore) }
        return TaskContent(lines: [PlainText.line(fact.text(in: language)).marked([ledger.note(fact)])])
    }

    /// One line a drug: what it is, as the program's own list has it, and what the chart has against it.
    private func drugAdvice() -> TaskContent {
        guard let patient = context.record else { return .missing(wording.noChart) }
        guard !patient.activeMedications.isEmpty else { return .missing(wording.notRecorded) }
        var asks: [String] = []
        let lines = patient.activeMedications.map { drug in
            if drug.dosage == nil { asks.append(wording.dosageOf(drug.text)) }
            let names = context.safety.recognise(drug.text).compactMap { match in
                context.safety.vocabulary[match.id]?.name(in: language)
            }
            let name = names.first.map { wording.bracket($0) } ?? ""
            return drug.text + name + wording.colon + (drug.dosage ?? wording.noDosage)
        }
        return TaskContent(lines: lines, asks: asks)
    }
}

/// A calculator fed from chart and text. What neither says is asked for, never assumed.
struct CalculatorSource: Sendable {
    let context: TaskContext
    let field: TaskDescription.Field

    private var language: String { context.language.rawValue }

    /// Inputs that the program knows under another name in the list of analytes.
    private static let analytes = [
        "respiratory_rate": "respiratory-rate", "oxygen_saturation": "oxygen-saturation", "systolic_bp": "systolic",
        "diastolic_bp": "diastolic", "heart_rate": "heart-rate", "temperature": "temperature",
        "creatinine": "creatinine", "weight": "weight", "height": "height", "bmi": "bmi", "urea": "urea",
    ]

    func content(_ name: String, _ ledger: inout TaskLedger) -> TaskContent {
        guard let tool = try? ClinicalTool.named(name) else { return .missing(context.wording.notComputable) }
        var given: [String: GivenValue] = [:]
        for input in tool.inputs {
            if let value = value(of: input, in: tool) { given[input.name] = value }
        }
        let open = tool.inputs.filter { !$0.isOptional && given[$0.name] == nil }
        guard open.isEmpty else {
            let known = given.count
            let asks = open.map { context.wording.input($0.label.text(in: language), of: tool.name.text(in: language)) }
            return .missing(context.wording.inputsMissing(open.count, known: known), asks: asks)
        }
        do throws(ToolError) {
            let result = try tool.run(given)
            let fact = ComputedFact(
                tool: tool.id, inputs: result.inputs, value: result.number, unit: result.unit,
                english: Self.text(result, tool, "en"), chinese: Self.text(result, tool, "zh"),
                source: tool.source.citation, formula: tool.formula, limits: tool.limits,
                status: tool.source.status.rawValue)
            let inputs = tool.inputs.compactMap { input in
                result.inputs[input.name].map { shown($0, of: input) }
            }
            return TaskContent(
                lines: [PlainText.line(fact.text(in: language)).marked([ledger.note(fact)])],
                detail: context.wording.from + inputs.joined(separator: context.wording.comma))
        } catch {
            return .missing(error.text(in: language))
        }
    }

    /// An input with its answer in the form's language.
    private func shown(_ value: String, of input: ToolInput) -> String {
        let label = input.label.text(in: language) + " "
        switch input.kind {
        case .choice(let choices): return label + (choices.first { $0.id == value }?.label.text(in: language) ?? value)
        case .yesNo: return label + context.wording.yesNo(value)
        case .number: return label + value
        }
    }

    private static func text(_ result: ToolResult, _ tool: ClinicalTool, _ language: String) -> String {
        let meaning = result.interpretation.text(in: language)
        let gap = language == "en" ? ": " : "："
        return tool.name.text(in: language) + gap + result.valueText(in: language)
            + (meaning.isEmpty ? "" : (language == "en" ? "; " : "；") + meaning)
    }

    private func value(of input: ToolInput, in tool: ClinicalTool) -> GivenValue? {
        let calculator = field.calculator
        if let cues = calculator?.cues[input.name] { return answer(cues) }
        if calculator?.lengths.contains(input.name) == true { return length }
        switch input.name {
        case "age":
            guard let age = context.known?.age(on: context.request.now) else { return nil }
            return .number(Double(age))
        case "sex":
            guard let sex = context.known?.sex, sex == .female || sex == .male else { return nil }
            return .text(sex.rawValue)
        default: break
        }
        guard let analyte = Self.analytes[input.name] else { return nil }
        return newest(analyte)
    }

    /// The newest of the last day on which anything was measured: scores mix no days.
    private func newest(_ analyte: String) -> GivenValue? {
        guard let patient = context.known else { return nil }
        let last = patient.observations.compactMap { $0.time?.dayText }.max()
        let result = patient.series(analyte: analyte).last { $0.calculatorInput != nil }
        guard let result, result.time?.dayText == last || result.time == nil else { return nil }
        return result.calculatorInput
    }

    /// The answer whose words stand in text or problems; the longest words win, so that "no spiculation" is a no.
    private func answer(_ cues: [String: [String]]) -> GivenValue? {
        let problems = context.record?.activeProblems.map(\.text) ?? []
        var best: (answer: String, length: Int)?
        var answers: Set<String> = []
        for sentence in context.text.sentences + problems + [context.about] {
            var own: (answer: String, length: Int)?
            for (answer, words) in cues {
                for word in words where word.count > own?.length ?? 0 && Words.stands(word, in: sentence) {
                    own = (answer, word.count)
                }
            }
            guard let own else { continue }
            answers.insert(own.answer)
            best = own
        }
        // Two sentences that say different things are for a person to judge.
        guard let best, answers.count == 1 else { return nil }
        return .text(best.answer)
    }

    /// The one length of the text in millimetres; two different ones leave open which is meant.
    private var length: GivenValue? {
        let text = context.text.text + " " + context.about
        let found = text.matches(of: /([0-9]+(?:\.[0-9]+)?)\s?(mm|毫米|cm|厘米)/).compactMap { match -> Double? in
            guard let value = Double(match.1) else { return nil }
            return match.2 == "mm" || match.2 == "毫米" ? value : value * 10
        }
        let isPair = text.contains(/[0-9]\s?(?:mm|毫米)?\s?[×x*]\s?[0-9]/)
        guard let first = found.first, Set(found).count == 1, !isPair else { return nil }
        return .text("\(first) mm")
    }
}
