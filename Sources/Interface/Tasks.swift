import Clinical
public import Consultation
import Foundation
import Screen

/// A task as it is asked for: its id and input. For an interview the answers so far.
public struct TaskCall: Sendable, Equatable {
    public var id: String
    public var text: String?
    public var about: String?
    /// Nil: that of the text.
    public var language: Language?
    /// Nil for all but interviews.
    public var answers: [String]?

    public init(
        id: String, text: String? = nil, about: String? = nil, language: Language? = nil, answers: [String]? = nil
    ) {
        self.id = id
        self.text = text
        self.about = about
        self.language = language
        self.answers = answers
    }
}

/// How far an interview is.
public struct InterviewProgress: Sendable, Equatable {
    public var task: String
    public var answers: [String]
}

extension State {
    /// The program's commands, then one for each task.
    var commands: [Command] { Command.all + tasks.map(Command.init) }

    func command(named word: String) -> Command? {
        Command.named(word) ?? tasks.first { $0.id == word.lowercased() }.map(Command.init)
    }

    /// Fills a form, or begins an interview.
    mutating func begin(_ task: TaskDescription, _ argument: String) -> [Effect] {
        if task.isInterview {
            interview = InterviewProgress(task: task.id, answers: [])
            return ask("/" + task.id, task: TaskCall(id: task.id, language: interfaceLanguage, answers: []))
        }
        let call = TaskCall(task, argument, language: argument.isEmpty ? interfaceLanguage : nil)
        var request = Consultation.TaskRequest(
            patient: patient?.patient, text: call.text, about: call.about, now: .distantPast)
        request.usesModel = false
        if let missing = task.missingInput(request, in: interfaceLanguage) {
            let name = task.name.text(in: interfaceLanguage.rawValue)
            remark = name + (interfaceLanguage.isChinese ? "：" : ": ") + missing
            composer.replace(with: "/\(task.id) ")
            focus = .composer
            return []
        }
        return ask(("/" + task.id + " " + argument).trimmed, task: call)
    }

    /// A note is pasted with its lines: `/case` and what follows is a task too, where it would else be a question.
    mutating func pastedTask(_ text: String) -> [Effect]? {
        guard text.hasPrefix("/"), text.contains("\n") else { return nil }
        let name = text.dropFirst().prefix { !$0.isWhitespace }
        guard let task = tasks.first(where: { $0.id == name.lowercased() }) else { return nil }
        return begin(task, text.dropFirst(name.count + 1).trimmed)
    }

    /// What is sent while an interview is under way is its next answer; nil where none is.
    mutating func answerInterview(_ text: String) -> [Effect]? {
        guard let progress = interview, let task = tasks.first(where: { $0.id == progress.task }) else { return nil }
        let language = exchanges.last { $0.task?.id == progress.task }?.task?.language ?? interfaceLanguage
        let answers = progress.answers + [text.trimmed]
        interview?.answers = answers
        if let rules = draft.rules {
            // The last answer ends it: what is sent then is a question again.
            if case .ask = Interview.replay(answers, task, triage: rules, language: language) {
            } else {
                interview = nil
            }
        }
        return ask(text, task: TaskCall(id: task.id, language: language, answers: answers))
    }
}

extension TaskCall {
    /// What follows the command is the topic where the task wants one, else the text.
    init(_ task: TaskDescription, _ argument: String, language: Language?) {
        self.init(id: task.id, language: language)
        guard !argument.isEmpty else { return }
        if task.inputs.about == .required || task.inputs.text == .unused {
            about = argument
        } else {
            text = argument
        }
    }
}

extension Command {
    init(_ task: TaskDescription) {
        let inputs = task.inputs
        let takesWords = inputs.text != .unused || inputs.about != .unused
        self.init(
            name: task.id, aliases: [], argument: takesWords ? .words : .none, english: task.summary.english,
            chinese: task.summary.chinese, isArgumentOptional: inputs.text != .required && inputs.about != .required,
            run: { state, argument in state.begin(task, argument) })
    }
}
