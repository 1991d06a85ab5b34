import Consultation
import Screen

extension Command {
    /// Every command, in the order of the help.
    public static let all: [Command] = chart + views + program

    private static let chart: [Command] = [
        Command(
            name: "patient", aliases: ["p", "open"], argument: .file, english: "Load a patient file (FHIR R4 Bundle)",
            chinese: "载入患者文件（FHIR R4 Bundle）", run: loadPatient),
        Command(
            name: "close-patient", aliases: [], argument: .none, english: "Close the patient and begin anew",
            chinese: "关闭患者并开始新的咨询", run: { state, _ in state.closePatient() }),
    ]

    private static let program: [Command] = [
        Command(
            name: "specialty", aliases: ["s"], argument: .specialty,
            english: "Pin the specialty, or auto to route by meaning",
            chinese: "固定专科；auto 表示按语义自动选择", run: pinSpecialty),
        Command(
            name: "audience", aliases: [], argument: .audience, english: "Write for a clinician or for a patient",
            chinese: "回答写给医生或患者", run: chooseAudience),
        Command(
            name: "phrasing", aliases: [], argument: .phrasing, english: "What the model adds to the quotations",
            chinese: "模型在引文之外补充什么", run: choosePhrasing),
        Command(
            name: "new", aliases: ["n"], argument: .none, english: "Open a new consultation beside; the patient stays",
            chinese: "另开新的咨询（保留患者）", run: { state, _ in state.beginConsultation() }),
        Command(
            name: "consultations", aliases: ["c"], argument: .none, english: "Turn to another open consultation",
            chinese: "切换到其他咨询",
            run: { state, _ in
                state.openConsultationChooser()
                return []
            }),
        Command(
            name: "close", aliases: [], argument: .none, english: "Close this consultation for good",
            chinese: "关闭本次咨询", run: { state, _ in state.close(state.desk.front.id) }),
        Command(
            name: "retry", aliases: ["r"], argument: .none, english: "Ask the last question again",
            chinese: "重新提出上一个问题", run: retry),
        Command(
            name: "resume", aliases: [], argument: .none, english: "Go on with the conversation left last",
            chinese: "继续上次的对话", run: { state, _ in state.resumeEarlier() }),
        Command(
            name: "language", aliases: ["lang"], argument: .language, english: "The interface's language",
            chinese: "界面语言", run: chooseLanguage),
        Command(
            name: "theme", aliases: [], argument: .theme, english: "Change the colours", chinese: "更换配色主题",
            run: chooseTheme),
        Command(
            name: "help", aliases: ["h", "?"], argument: .none, english: "Keys and commands", chinese: "按键与命令",
            run: { state, _ in
                state.overlay = .help(state.focus, scroll: 0)
                return []
            }),
        Command(
            name: "quit", aliases: ["q", "exit"], argument: .none, english: "Leave; finished answers are kept",
            chinese: "退出（已完成的回答会保留）", run: { _, _ in [.quit] }),
    ]

    private static func loadPatient(_ state: inout State, _ argument: String) -> [Effect] {
        guard !argument.isEmpty else { return state.askForArgument(of: "patient") }
        return [.readPatient(path: argument, for: state.desk.front.id)]
    }

    private static func pinSpecialty(_ state: inout State, _ argument: String) -> [Effect] {
        let wanted = argument.lowercased()
        if wanted == "auto" {
            state.pin(nil)
            return []
        }
        let match = state.specialties.first { [$0.id, $0.english.lowercased(), $0.chinese].contains(wanted) }
        guard let match else {
            return state.refuse(argument, of: "specialty", choices: state.specialties.map(\.id) + ["auto"])
        }
        state.pin(match.id)
        return []
    }

    private static func chooseAudience(_ state: inout State, _ argument: String) -> [Effect] {
        let words: [String: Audience] = [
            "clinician": .clinician, "patient": .patient, "医生": .clinician, "患者": .patient,
        ]
        guard let audience = words[argument.lowercased()] else {
            return state.refuse(argument, of: "audience", choices: Audience.allCases.map(\.rawValue))
        }
        state.audience = audience
        state.remark = state.wording.fill(.remarkAudience, state.wording[audience])
        return []
    }

    private static func choosePhrasing(_ state: inout State, _ argument: String) -> [Effect] {
        guard let phrasing = Phrasing.forUse.first(where: { $0.rawValue == argument.lowercased() }) else {
            return state.refuse(argument, of: "phrasing", choices: Phrasing.forUse.map(\.rawValue))
        }
        state.phrasing = phrasing
        state.remark = state.wording.fill(.remarkPhrasing, state.wording[phrasing])
        return []
    }

    private static func chooseLanguage(_ state: inout State, _ argument: String) -> [Effect] {
        switch argument.lowercased() {
        case "en", "english": state.interfaceLanguage = .english
        case "zh", "zh-hans", "中文": state.interfaceLanguage = .simplifiedChinese
        default: return state.refuse(argument, of: "language", choices: ["en", "zh"])
        }
        state.remark = state.wording[.remarkLanguage]
        return []
    }

    private static func chooseTheme(_ state: inout State, _ argument: String) -> [Effect] {
        guard state.themeNames.contains(argument) else {
            return state.refuse(argument, of: "theme", choices: state.themeNames)
        }
        return [.useTheme(name: argument)]
    }

    private static func retry(_ state: inout State, _ argument: String) -> [Effect] {
        guard let last = state.exchanges.last else {
            state.remark = state.wording[.remarkNothingToRetry]
            return []
        }
        return state.ask(last.question, task: last.task)
    }
}

extension State {
    /// A command without its argument is put into the composer, ready for it.
    mutating func askForArgument(of command: String) -> [Effect] {
        composer.replace(with: "/\(command) ")
        focus = .composer
        return refreshCompletion()
    }

    mutating func refuse(_ argument: String, of command: String, choices: [String]) -> [Effect] {
        guard !argument.isEmpty else { return askForArgument(of: command) }
        show(
            Failure(
                what: wording.fill(.failureArgument, "/" + command, SafeText.oneLine(argument)), why: "",
                whatToDo: wording.fill(.failureChoices, choices.joined(separator: ", "))))
        return []
    }

    /// Runs the text of a command line (with its slash).
    mutating func runCommand(name: String, argument: String) -> [Effect] {
        guard let command = command(named: name) else {
            show(
                Failure(
                    what: wording.fill(.failureUnknownCommand, "/" + SafeText.oneLine(name)), why: "",
                    whatToDo: wording[.failureUnknownCommandAdvice]))
            return []
        }
        return command.run(&self, argument)
    }
}
