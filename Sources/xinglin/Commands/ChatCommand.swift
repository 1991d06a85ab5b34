import Foundation

extension Subcommand {
    static let theme = Option.value("--theme", "NAME", "dark (default), light or high-contrast.")

    static let chat = Subcommand(
        name: "chat", summary: "Open the interface (also without a subcommand).", usage: "[chat] [OPTIONS]",
        options: [
            .patient, .specialty, .audience, .language, .phrasing, .model, .seed, .temperature, .threads, .memory,
            .library,
            theme,
        ]
    ) { arguments in
        guard arguments.words.isEmpty else {
            throw UsageError("There is no subcommand \"\(arguments.words[0])\". To ask: xinglin ask QUESTION…")
        }
        guard isatty(0) == 1, isatty(1) == 1 else {
            throw UsageError("The interface needs a terminal. Without one, use `xinglin ask QUESTION…`.")
        }
        let workplace = try Workplace(arguments)
        return try await Runtime.run(
            workplace, theme: arguments[theme] ?? workplace.settings.theme ?? "dark",
            patientFile: arguments[.patient])
    }
}
