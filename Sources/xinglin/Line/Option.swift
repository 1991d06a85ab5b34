/// One option of a subcommand. Help and parsing derive from it.
struct Option: Sendable {
    var name: String
    /// What the value is called in the help; nil for a switch.
    var value: String?
    var help: String

    static func flag(_ name: String, _ help: String) -> Option { Option(name: name, value: nil, help: help) }
    static func value(_ name: String, _ value: String, _ help: String) -> Option {
        Option(name: name, value: value, help: help)
    }
}

extension Option {
    static let json = flag("--json", "One JSON object on standard output.")
    static let jsonLines = flag("--jsonl", "Read one JSON object a line from standard input, write one a line.")
    static let specialty = value("--specialty", "ID", "Answer from this specialty's pack; auto (default) chooses.")
    static let patient = value(
        "--patient", "FILE", "The chart: FHIR R4, HL7 v2 or a note (FILE#ID for one of several).")
    static let library = value("--library", "FILE", "Work on another library file.")
    static let limit = value("-k", "N", "How many passages (default 8).")
    static let superseded = flag("--superseded", "Give passages too that a newer edition replaced.")
    static let language = value("--lang", "LANG", "en, zh-Hans or zh-Hant (default: the question's own).")
    static let model = value("--model", "NAME|PATH", "The model: default, small, a GGUF file, or remote (config.json).")
    static let audience = value("--audience", "WHO", "clinician (default) or patient.")
    static let phrasing = value(
        "--phrasing", "HOW",
        "phrased (default: the model's sentences stay where they are supported), free (all stay, marked), none; "
            + "to measure: bare (no quotations), alone (no evidence).")
    static let seed = value("--seed", "N", "The random generator's start (default 1).")
    static let temperature = value("--temperature", "T", "0 (default) takes the likeliest token every time.")
    static let threads = value("--threads", "N", "Threads that compute (default: physical cores).")
    static let memory = value(
        "--memory", "SIZE", "The most that the model may take, such as 3GiB (default: what is free).")
    static let help = flag("--help", "Show this help.")
}
