import Foundation

/// How one tool is fed from a chart.
struct ChartRecipe: Sendable {
    /// A yes or no of the chart, with what it rests on.
    struct Answer: Sendable {
        var isYes: Bool
        /// The problem or drug, as the chart names it.
        var because: String?
    }

    var tool: ClinicalTool
    /// The first is the one whose day counts.
    var measures: [ChartMeasure] = []
    /// Used where the chart has them.
    var optional: [ChartMeasure] = []
    /// Inputs that an earlier fact gives: `egfr`.
    var earlier: [String] = []
    /// Yes-no inputs; nil where the chart doesn't tell.
    var answers: [String: @Sendable (Patient) -> Answer?] = [:]
    /// Whether the tool makes sense for this patient and these samples.
    var isDue: @Sendable (Patient, [Observation]) -> Bool = { _, _ in true }

    /// Nil where an input is missing, can't be used or lies outside the tool's range.
    func fact(of subject: ChartSubject) -> ComputedFact? {
        let patient = subject.patient
        let samples = measures.isEmpty ? [] : patient.samples(measures)
        guard let samples, isDue(patient, samples) else { return nil }
        var collected = ChartInputs()
        for (measure, sample) in zip(measures, samples) { collected.add(sample, as: measure.input) }
        for measure in optional {
            if let sample = patient.sample(measure, near: samples.first) { collected.add(sample, as: measure.input) }
        }
        for name in earlier { guard collected.add(subject, name) else { return nil } }
        guard collected.addIdentity(of: patient, for: tool, at: samples.first?.time, or: subject.date) else {
            return nil
        }
        for (name, answer) in answers {
            guard let found = answer(patient) else { return nil }
            collected.given[name] = .flag(found.isYes)
            collected.reasons[name] = found.because
        }
        // What the tool refuses isn't computed; the chart itself shows the values.
        guard let result = try? tool.run(collected.given) else { return nil }
        return ComputedFact(result, of: tool, inputs: collected.listed(result), text: collected.text(result, of: tool))
    }
}

/// What goes into one calculation, with the day of each value.
struct ChartInputs {
    var given: [String: GivenValue] = [:]
    /// Why a condition counts as present.
    var reasons: [String: String] = [:]
    private var days: [String: String] = [:]

    mutating func add(_ sample: Observation, as name: String) {
        given[name] = sample.given
        days[name] = sample.time?.dayText
    }

    /// The eGFR or BMI of an earlier fact, or the chart's own BMI.
    mutating func add(_ subject: ChartSubject, _ name: String) -> Bool {
        let tool = name == "egfr" ? ClinicalTool.chartNameOfFiltration : name
        if let fact = subject.fact(tool), let value = fact.value {
            given[name] = .text("\(NumberText.exact(value)) \(fact.unit)")
            days[name] = fact.inputs["date"]
            return true
        }
        guard name == "bmi", let own = subject.patient.usable("bmi").last else { return false }
        add(own, as: name)
        return true
    }

    /// Age and sex where the tool asks for them; false where the chart doesn't tell.
    mutating func addIdentity(
        of patient: Patient, for tool: ClinicalTool, at time: PartialDate?, or date: Date
    ) -> Bool {
        let names = Set(tool.inputs.map(\.name))
        if names.contains("age") {
            guard let age = patient.age(at: time, or: date) else { return false }
            given["age"] = .number(Double(age))
        }
        if names.contains("sex") { given["sex"] = .text(patient.sex.rawValue) }
        return true
    }

    /// The inputs with their days: one `date` where all are of one day.
    func listed(_ result: ToolResult) -> [String: String] {
        var listed = result.inputs
        let all = Set(days.values)
        if let day = all.first, all.count == 1 {
            listed["date"] = day
        } else {
            for (name, day) in days { listed["\(name)_date"] = day }
        }
        return listed
    }

    func text(_ result: ToolResult, of tool: ClinicalTool) -> BilingualText {
        BilingualText(text(result, of: tool, "en"), text(result, of: tool, "zh-Hans"))
    }

    private func text(_ result: ToolResult, of tool: ClinicalTool, _ language: String) -> String {
        let words = ChartWords(language)
        let value = result.valueText(in: language)
        let meaning = result.interpretation.text(in: language)
        var text = tool.name.text(in: language) + words.colon + value
        if !meaning.isEmpty { text += words.semicolon + meaning }
        text += words.semicolon + (words.isChinese ? "据" : "from ")
        let shared = Set(days.values).count == 1 ? days.values.first : nil
        text += used(result, tool, words, showsDays: shared == nil).joined(separator: words.isChinese ? "、" : ", ")
        text += words.bracket([shared])
        let absent = absent(tool).map { $0.label.text(in: language) }
        guard !absent.isEmpty else { return text }
        let list = absent.joined(separator: words.isChinese ? "、" : ", ")
        return text + words.semicolon + (words.isChinese ? "病历未见，按“无”计：" : "taken as absent, not in the chart: ") + list
    }

    /// Measured values, age and sex, and the conditions that are present.
    private func used(_ result: ToolResult, _ tool: ClinicalTool, _ words: ChartWords, showsDays: Bool) -> [String] {
        tool.inputs.compactMap { input in
            let label = input.label.text(in: words.language)
            switch given[input.name] {
            case .flag(let isYes)?: return isYes ? label + words.bracket([reasons[input.name]]) : nil
            case .number(let age)?: return words.age(Int(age)...Int(age))
            case .text(let id)? where input.name == "sex": return Sex(rawValue: id).map(words.sex)
            case .text?:
                guard let text = result.inputs[input.name] else { return nil }
                let day = showsDays ? days[input.name] : nil
                return label + (words.isChinese ? "" : " ") + figure(text) + words.bracket([day])
            case nil: return nil
            }
        }
    }

    /// "8.904151560234926 mg/dL" as a chart shows it: "8.9 mg/dL".
    private func figure(_ text: String) -> String {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = parts.first, let value = Double(first) else { return text }
        return NumberText.shown(value) + (parts.count == 2 ? ToolQuantity.suffix(parts[1]) : "")
    }

    private func absent(_ tool: ClinicalTool) -> [ToolInput] {
        tool.inputs.filter { given[$0.name] == .flag(false) }
    }
}
