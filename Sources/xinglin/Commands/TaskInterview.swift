import Clinical
import Consultation
import Foundation

/// The interview on the command line: a question, a line of answer, and so on; it works in a pipe too.
enum TaskInterview {
    /// - Parameter isJSON: the questions then go to standard error, since standard output carries the history alone.
    static func run(_ task: TaskDescription, _ workplace: Workplace, isJSON: Bool) throws -> ExitStatus {
        let language =
            workplace.settings.language ?? Language.interface(workplace.settings, ProcessInfo.processInfo.environment)
        var interview = Interview(task, triage: workplace.grove.triageRules, language: language)
        var step = interview.current
        while case .ask(let question, _) = step {
            if isJSON { Output.note(question) } else { Output.line(question) }
            // Where the answers end, what wasn't answered stays empty and is asked for in the history.
            guard let line = readLine(strippingNewline: true) else {
                step = .finished(interview.unfinished)
                break
            }
            step = interview.answer(line)
        }
        switch step {
        case .ask: break
        case .emergency(let form), .finished(let form):
            if isJSON {
                try Output.json(form)
            } else {
                Output.line("\n" + TaskOutput(form).text(columns: SideBySide.terminalColumns))
            }
        }
        return .done
    }
}
