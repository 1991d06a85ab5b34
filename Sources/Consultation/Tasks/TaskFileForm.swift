import Clinical

/// A task's file as it is written; a key that isn't known is refused, since it was meant to do something.
extension TaskDescription {
    struct Written: Decodable {
        struct Inputs: Decodable {
            var chart: Need
            var text: Need
            var about: Need
            var chartOrText: Bool?
            var textIs: WrittenText?
            var aboutIs: WrittenText?

            enum CodingKeys: String, CodingKey, CaseIterable {
                case chart, text, about
                case chartOrText = "chart_or_text"
                case textIs = "text_is"
                case aboutIs = "about_is"
            }

            init(from decoder: any Decoder) throws {
                try decoder.refuse(except: CodingKeys.allCases.map(\.rawValue))
                let values = try decoder.container(keyedBy: CodingKeys.self)
                chart = try values.decodeIfPresent(Need.self, forKey: .chart) ?? .unused
                text = try values.decodeIfPresent(Need.self, forKey: .text) ?? .unused
                about = try values.decodeIfPresent(Need.self, forKey: .about) ?? .unused
                chartOrText = try values.decodeIfPresent(Bool.self, forKey: .chartOrText)
                textIs = try values.decodeIfPresent(WrittenText.self, forKey: .textIs)
                aboutIs = try values.decodeIfPresent(WrittenText.self, forKey: .aboutIs)
            }
        }

        struct Section: Decodable {
            var id: String
            var title: WrittenText
            var fields: [WrittenField]
        }

        struct Example: Decodable {
            var chart: String?
            var text: String?
            var about: String?
        }

        var schema: String
        var id: String
        var name: WrittenText
        var summary: WrittenText
        var audience: Audience
        var inputs: Inputs
        var restsOnEvidence: Bool?
        var interview: Bool?
        var remark: WrittenText?
        var sections: [Section]
        var examples: [String: Example]

        enum CodingKeys: String, CodingKey, CaseIterable {
            case schema, id, name, summary, audience, inputs, interview, remark, sections, examples
            case restsOnEvidence = "rests_on_evidence"
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuse(except: CodingKeys.allCases.map(\.rawValue))
            let values = try decoder.container(keyedBy: CodingKeys.self)
            schema = try values.decode(String.self, forKey: .schema)
            guard schema == TaskDescription.schema else {
                throw TaskFileMistake(
                    "The schema \"\(schema)\" isn't known.", "Write \"\(TaskDescription.schema)\".")
            }
            id = try values.decode(String.self, forKey: .id)
            name = try values.decode(WrittenText.self, forKey: .name)
            summary = try values.decode(WrittenText.self, forKey: .summary)
            audience = try values.decode(Audience.self, forKey: .audience)
            inputs = try values.decode(Inputs.self, forKey: .inputs)
            restsOnEvidence = try values.decodeIfPresent(Bool.self, forKey: .restsOnEvidence)
            interview = try values.decodeIfPresent(Bool.self, forKey: .interview)
            remark = try values.decodeIfPresent(WrittenText.self, forKey: .remark)
            sections = try values.decode([Section].self, forKey: .sections)
            examples = try values.decode([String: Example].self, forKey: .examples)
        }
    }

    init(_ written: Written) {
        id = written.id
        name = written.name.both
        summary = written.summary.both
        audience = written.audience
        inputs = Inputs(
            chart: written.inputs.chart, text: written.inputs.text, about: written.inputs.about,
            needsChartOrText: written.inputs.chartOrText ?? false, textLabel: written.inputs.textIs?.both,
            aboutLabel: written.inputs.aboutIs?.both)
        restsOnEvidence = written.restsOnEvidence ?? false
        isInterview = written.interview ?? false
        remark = written.remark?.both
        sections = written.sections.map { section in
            Section(id: section.id, title: section.title.both, fields: section.fields.map(\.field))
        }
        examples = written.examples.mapValues { Example(chart: $0.chart, text: $0.text, about: $0.about) }
    }
}

/// `{"en": …, "zh": …}`; neither may be missing.
struct WrittenText: Decodable {
    var en: String
    var zh: String

    var both: BilingualText { BilingualText(en, zh) }
}

struct WrittenField: Decodable {
    let field: TaskDescription.Field

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, label, source, required, question, query, packs, limit, words, plan, calculator, instruction, choices
        case boxes, remark, quiet, answer, when, symptoms
    }

    private struct Choice: Decodable {
        var id: String
        var label: WrittenText
        var statement: WrittenText?
    }

    private struct Calculator: Decodable {
        var cues: [String: [String: [String]]]?
        var lengths: [String]?
    }

    private struct PlanItem: Decodable {
        struct Interval: Decodable {
            var months: [Int]
            var words: WrittenText
            var condition: WrittenText
            var kidneyStage: Int?

            enum CodingKeys: String, CodingKey {
                case months, words, condition
                case kidneyStage = "kidney_stage"
            }
        }
        var label: WrittenText
        var passage: String
        var intervals: [Interval]
        var analyte: String?
        var report: [String]?
        var problems: [String]?
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuse(except: CodingKeys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> BilingualText? {
            try values.decodeIfPresent(WrittenText.self, forKey: key)?.both
        }
        let id = try values.decode(String.self, forKey: .id)
        let several = try? values.decode([String].self, forKey: .source)
        let names = try several ?? [values.decode(String.self, forKey: .source)]
        let sources = try names.map { name in
            guard let source = TaskSource(name) else {
                throw TaskFileMistake(
                    "The source \"\(name)\" of the field \"\(id)\" isn't known.", "README.md lists the sources.")
            }
            return source
        }
        field = TaskDescription.Field(
            id: id, label: try values.decode(WrittenText.self, forKey: .label).both, sources: sources,
            isRequired: try values.decodeIfPresent(Bool.self, forKey: .required) ?? false,
            question: try values.decode(WrittenText.self, forKey: .question).both, query: try text(.query),
            packs: try values.decodeIfPresent([String].self, forKey: .packs) ?? [],
            limit: try values.decodeIfPresent(Int.self, forKey: .limit),
            words: try values.decodeIfPresent([String: [String]].self, forKey: .words) ?? [:],
            plan: try values.decodeIfPresent([PlanItem].self, forKey: .plan)?.map(Self.item) ?? [],
            calculator: try values.decodeIfPresent(Calculator.self, forKey: .calculator).map {
                TaskCalculator(cues: $0.cues ?? [:], lengths: $0.lengths ?? [])
            },
            instruction: try text(.instruction),
            choices: try values.decodeIfPresent([Choice].self, forKey: .choices)?.map {
                TaskDescription.Choice(id: $0.id, label: $0.label.both, statement: $0.statement?.both)
            } ?? [],
            boxes: try values.decodeIfPresent([WrittenText].self, forKey: .boxes)?.map(\.both) ?? [],
            remark: try text(.remark), isQuiet: try values.decodeIfPresent(Bool.self, forKey: .quiet) ?? false,
            answer: try values.decodeIfPresent(TaskDescription.Field.Answer.self, forKey: .answer) ?? .words,
            condition: try values.decodeIfPresent(TaskDescription.Field.Condition.self, forKey: .when),
            symptoms: try values.decodeIfPresent([WrittenText].self, forKey: .symptoms)?.map(\.both) ?? [])
    }

    private static func item(_ item: PlanItem) throws -> TaskPlanItem {
        TaskPlanItem(
            label: item.label.both, passage: item.passage,
            intervals: try item.intervals.map { interval in
                guard let first = interval.months.first, let last = interval.months.last, 0 < first, first <= last
                else {
                    throw TaskFileMistake(
                        "The months of \"\(item.label.en)\" aren't one or two rising numbers.", "Write [3] or [3, 6].")
                }
                return TaskPlanItem.Interval(
                    months: first...last, words: interval.words.both, condition: interval.condition.both,
                    kidneyStage: interval.kidneyStage)
            },
            analyte: item.analyte, report: item.report ?? [], problems: item.problems ?? [])
    }
}

extension Decoder {
    /// - Throws: `TaskFileMistake` at the first key that means nothing here.
    fileprivate func refuse(except known: [String]) throws {
        let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        guard let strange = keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw TaskFileMistake(
            "The key \"\(strange)\" isn't known.", "Remove it, or write one of: \(known.joined(separator: ", ")).")
    }
}

private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
