import Clinical
import Consultation
import Foundation
import Inference

extension Subcommand {
    private static let text = Option.value(
        "--text", "FILE", "A report, a note or a person's own words (- for standard input).")
    private static let about = Option.value("--about", "TOPIC", "What it is about.")
    private static let withoutModel = Option.flag("--no-model", "Leave empty what the model would write.")

    static let task = Subcommand(
        name: "task", summary: "Fill a form: a note, a letter, a report read, a plan. `task list` names them.",
        usage: "task list|NAME [OPTIONS]",
        options: [
            .patient, text, about, .language, .library, .model, .seed, .temperature, .threads, .memory, .json,
            withoutModel,
        ],
        run: { arguments in
            let workplace = try Workplace(arguments)
            let tasks = try workplace.grove.tasks
            guard let name = arguments.words.first else {
                throw UsageError("Which task? xinglin task list names them.")
            }
            if name == "list" { return try list(tasks, arguments, workplace) }
            guard let task = tasks.first(where: { $0.id == name }) else {
                throw UsageError("There is no task \"\(name)\". There are: \(tasks.map(\.id).joined(separator: ", ")).")
            }
            if task.isInterview { return try TaskInterview.run(task, workplace, isJSON: arguments.has(.json)) }
            let about =
                arguments[about]
                ?? (arguments.words.count > 1 ? arguments.words.dropFirst().joined(separator: " ") : nil)
            let request = TaskRequest(
                patient: try arguments[.patient].map { try onlyPatient(of: $0) },
                text: try arguments[text].map(TextFile.read), about: about, language: workplace.settings.language,
                usesModel: !arguments.has(withoutModel), now: Date())
            if let missing = task.missingInput(request, in: request.language ?? .english) {
                throw UsageError(
                    "\(task.name.text(in: request.language ?? .english)): \(missing) \(TaskHelp.inputs(of: task))"
                )
            }
            return try await fill(task, request, workplace, isJSON: arguments.has(.json))
        },
        detail: { arguments in
            guard let name = arguments.words.first, let grove = try? Workplace(arguments).grove,
                let task = try? grove.tasks.first(where: { $0.id == name })
            else { return nil }
            return TaskHelp.text(of: task)
        })

    private static func fill(
        _ task: TaskDescription, _ request: TaskRequest, _ workplace: Workplace, isJSON: Bool
    ) async throws -> ExitStatus {
        let library = try await workplace.openLibrary()
        let runner = TaskRunner(
            grove: workplace.grove, evidence: library, vocabulary: { NoteWords.vocabulary },
            model: { try await workplace.loadModelTelling() }, digest: workplace.knownDigest,
            options: workplace.settings.generation)
        let form = try await runner.run(task, request)
        if isJSON {
            try Output.json(form)
        } else {
            Output.line(TaskOutput(form).text(columns: SideBySide.terminalColumns))
        }
        return form.status == .abstained ? .nothingFound : .done
    }

    private static func list(
        _ tasks: [TaskDescription], _ arguments: Arguments, _ workplace: Workplace
    ) throws -> ExitStatus {
        if arguments.has(.json) {
            try Output.json(TaskList(tasks))
        } else {
            let language = workplace.settings.language ?? .english
            let width = (tasks.map(\.id.count).max() ?? 0) + 2
            for task in tasks {
                let row = task.id.padding(toLength: width, withPad: " ", startingAt: 0)
                Output.line(row + task.summary.text(in: language))
            }
        }
        return .done
    }
}

/// `xinglin.tasks/1`.
private struct TaskList: Encodable {
    struct Entry: Encodable {
        var id: String
        var en: String
        var zh: String
        var summaryEn: String
        var summaryZh: String
        var audience: Audience
        var chart: String
        var text: String
        var about: String
    }

    var schema = "xinglin.tasks/1"
    var tasks: [Entry]

    init(_ tasks: [TaskDescription]) {
        self.tasks = tasks.map { task in
            Entry(
                id: task.id, en: task.name.english, zh: task.name.chinese, summaryEn: task.summary.english,
                summaryZh: task.summary.chinese, audience: task.audience, chart: task.inputs.chart.rawValue,
                text: task.inputs.text.rawValue, about: task.inputs.about.rawValue)
        }
    }
}

/// A form on standard output: its text, then the passages and what was computed, with their sources.
struct TaskOutput {
    private let form: TaskForm

    init(_ form: TaskForm) { self.form = form }

    /// - Parameter columns: where lines are broken; 0 leaves them whole.
    func text(columns: Int) -> String {
        var lines = [TaskMarkdown(form).text]
        lines += form.citations.map { citation in
            let year = citation.year.map { " \($0)" } ?? ""
            let mark = citation.status == "verified" ? "" : " (\(citation.status))"
            let place = [citation.guideline, citation.section].compactMap { $0 }.joined(separator: ", ")
            return "[\(citation.n)] \(citation.organisation)\(year)\(mark): \(place)"
        }
        lines += form.computed.map { "[\($0.n)] \($0.source)" }
        lines += form.warnings.map { "! \($0.message)" }
        let text = lines.map(PlainText.clean).joined(separator: "\n")
        return columns > 20 ? SideBySide.wrap(text, to: columns).joined(separator: "\n") : text
    }
}

/// What a task takes, for help and errors.
enum TaskHelp {
    static func inputs(of task: TaskDescription) -> String {
        var words = ["xinglin task \(task.id)"]
        func add(_ need: TaskDescription.Need, _ option: String) {
            if need == .required { words.append(option) }
            if need == .optional { words.append("[\(option)]") }
        }
        add(task.inputs.chart, "--patient FILE")
        add(task.inputs.text, "--text FILE|-")
        add(task.inputs.about, "--about TOPIC")
        return words.joined(separator: " ")
    }

    static func text(of task: TaskDescription) -> String {
        var lines = ["\(task.name.english) · \(task.name.chinese)", task.summary.english, task.summary.chinese, ""]
        lines.append("Usage: " + inputs(of: task))
        if let text = task.inputs.textLabel { lines.append("  --text   \(text.english) · \(text.chinese)") }
        if let about = task.inputs.aboutLabel { lines.append("  --about  \(about.english) · \(about.chinese)") }
        return lines.joined(separator: "\n")
    }
}

/// A text from a file or from standard input, within bounds.
enum TextFile {
    private static let largest = 1 << 20

    static func read(_ name: String) throws -> String {
        let data: Data
        do {
            data =
                name == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(fileURLWithPath: name))
        } catch {
            throw RefusedInput(
                "The text \(name) can't be read: \(error.localizedDescription) Check the name and its permissions.")
        }
        guard data.count <= largest else { throw RefusedInput("The text \(name) is larger than \(largest >> 20) MB.") }
        guard let text = String(data: data, encoding: .utf8) else {
            throw RefusedInput("The text \(name) isn't UTF-8. Save it as UTF-8.")
        }
        return text
    }
}
