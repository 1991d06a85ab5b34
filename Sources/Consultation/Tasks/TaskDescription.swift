public import Clinical

/// A task as its file describes it: what it takes, and the form that comes out. `Prompts/tasks/README.md` explains the file.
public struct TaskDescription: Sendable, Equatable, Identifiable {
    /// Whether a task takes an input.
    public enum Need: String, Sendable, Codable { case required, optional, unused }

    public struct Inputs: Sendable, Equatable {
        public var chart: Need
        public var text: Need
        public var about: Need
        /// The task does nothing without one of chart and text.
        public var needsChartOrText: Bool
        /// What the text and the topic are, as a person is asked for them.
        public var textLabel: BilingualText?
        public var aboutLabel: BilingualText?
    }

    /// Fictitious input, by language.
    public struct Example: Sendable, Equatable {
        /// Below `Prompts/samples/`.
        public var chart: String?
        public var text: String?
        public var about: String?
    }

    struct Section: Sendable, Equatable, Identifiable {
        var id: String
        var title: BilingualText
        var fields: [Field]
    }

    /// The file's name without its ending, and the command's name.
    public var id: String
    public var name: BilingualText
    public var summary: BilingualText
    public var audience: Audience
    public var inputs: Inputs
    /// Without a passage on the subject there is nothing to say.
    public var restsOnEvidence: Bool
    /// Asked answer by answer instead of filled at once.
    public var isInterview: Bool
    /// A standing remark under the title.
    public var remark: BilingualText?
    var sections: [Section]
    var examples: [String: Example]

    public func example(in language: Language) -> Example? { examples[language.isChinese ? "zh" : "en"] }

    /// What of the required input is missing, as a sentence for the user; nil where all is there.
    public func missingInput(_ request: TaskRequest, in language: Language) -> String? {
        let wording = TaskWording(language: language)
        let text = request.text.map { !$0.allSatisfy(\.isWhitespace) } ?? false
        let about = request.about.map { !$0.allSatisfy(\.isWhitespace) } ?? false
        if inputs.chart == .required, request.patient == nil { return wording.needsChart }
        if inputs.text == .required, !text { return wording.needs(inputs.textLabel ?? wording.anyText) }
        if inputs.about == .required, !about { return wording.needs(inputs.aboutLabel ?? wording.anyTopic) }
        if inputs.needsChartOrText, request.patient == nil, !text { return wording.needsChartOrText }
        return nil
    }
}

extension TaskDescription {
    /// One field of the form.
    struct Field: Sendable, Equatable, Identifiable {
        var id: String
        var label: BilingualText
        /// Tried in this order: the first that has something fills the field.
        var sources: [TaskSource]
        var isRequired: Bool
        /// What a person is asked where the field stays empty.
        var question: BilingualText
        /// What is searched for, or asked of a table; `{problems}`, `{drugs}`, `{about}`, `{text}` are filled in.
        var query: BilingualText?
        var packs: [String]
        /// Passages, lines or sentences at most.
        var limit: Int?
        /// By language, in lower case.
        var words: [String: [String]]
        var plan: [TaskPlanItem]
        var calculator: TaskCalculator?
        /// What the model is told to write, choose or pick.
        var instruction: BilingualText?
        var choices: [Choice]
        /// A person ticks them; the program never does.
        var boxes: [BilingualText]
        var remark: BilingualText?
        /// Left out of the form where it is empty: another subject's table.
        var isQuiet = false
        /// How an interview reads the answer.
        var answer: Answer = .words
        /// In an interview: asked only where another field's answer has one of the words.
        var condition: Condition?
        /// Symptoms that an interview asks about where the red-flag rules would then say more.
        var symptoms: [BilingualText] = []

        enum Answer: String, Sendable, Codable { case words, scale, sex, age }

        struct Condition: Sendable, Equatable, Decodable {
            var field: String
            var words: [String]
        }

        func words(in language: Language) -> [String] { (words["en"] ?? []) + (words["zh"] ?? []) }
    }

    /// An answer that the model may choose, with the statement that chart or text must support.
    struct Choice: Sendable, Equatable, Identifiable {
        var id: String
        var label: BilingualText
        /// Nil for "not stated": the field stays empty then.
        var statement: BilingualText?
    }

    var fields: [Field] { sections.flatMap(\.fields) }
}

/// Something to be done again after an interval that a passage names.
struct TaskPlanItem: Sendable, Equatable {
    struct Interval: Sendable, Equatable {
        /// The shortest and the longest time.
        var months: ClosedRange<Int>
        /// The passage's own words for it, by language: where they don't stand there, no date is given.
        var words: BilingualText
        /// For whom it holds, in our words.
        var condition: BilingualText
        /// KDIGO's G category, 1 to 5, of which alone it holds.
        var kidneyStage: Int?
    }

    var label: BilingualText
    var passage: String
    var intervals: [Interval]
    /// The analyte whose last day counts; or words of a report's title.
    var analyte: String?
    var report: [String]
    /// Words of a problem that makes the item due; none: always.
    var problems: [String]
}

/// How a calculator's inputs are told from words of a text.
struct TaskCalculator: Sendable, Equatable {
    /// Input, then its answer, then the words that mean it; the longest words decide.
    var cues: [String: [String: [String]]]
    /// Inputs that are a length in millimetres of the text.
    var lengths: [String]
}
