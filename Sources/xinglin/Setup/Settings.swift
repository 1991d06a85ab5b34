import Consultation
import Foundation
import Inference

/// Settings in the order of the contract: flag, then environment, then `config.json`, then the default.
struct Settings: Sendable, Equatable {
    /// What `config.json` may hold; every entry is optional. Lines that start with `//` are comments.
    struct File: Codable, Equatable {
        var model: String?
        /// Addresses of folders that hold model files, for `model pull`.
        var mirrors: [String]?
        var theme: String?
        var language: String?
        var audience: String?
        var phrasing: String?
        var specialty: String?
        var contextLength: Int?
        var threads: Int?
        /// The most that the model may take of the memory, such as "3GiB".
        var memory: String?
        var temperature: Double?
        var seed: UInt32?
        var maxTokens: Int?
        /// Room for what the model had read of consultations; 0: none of it is kept on disk.
        var savedStatesMB: Int?
        /// Servers that answer in this machine's place where the model is called `remote`.
        var remote: [RemoteEntry]?
    }

    var model: String
    var mirrors: [String]
    var theme: String?
    var language: Language?
    var audience: Audience
    var phrasing: Phrasing
    var specialty: String?
    var load: LoadOptions
    var generation: GenerationOptions
    var savedStatesMegabytes: Int
    var remote: [RemoteEntry]

    init(
        _ arguments: Arguments, paths: Paths, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let file = try Self.read(paths.settings)
        let set = { (name: String) in environment["XINGLIN_" + name].flatMap { $0.isEmpty ? nil : $0 } }

        model = arguments[.model] ?? set("MODEL") ?? file.model ?? "default"
        let mirrorWords = set("MODEL_MIRRORS")?.split { $0.isWhitespace || $0 == "," }
        mirrors = mirrorWords?.map(String.init) ?? file.mirrors ?? []
        theme = set("THEME") ?? file.theme
        language =
            try arguments.choice(.language, Language.self)
            ?? (set("LANG") ?? file.language).flatMap(Language.init(rawValue:))
        audience =
            try arguments.choice(.audience, Audience.self)
            ?? (set("AUDIENCE") ?? file.audience).flatMap(Audience.init(rawValue:)) ?? .clinician
        phrasing =
            try arguments.choice(.phrasing, Phrasing.self)
            ?? (set("PHRASING") ?? file.phrasing).flatMap(Phrasing.init(rawValue:)) ?? .standard
        let pinned = arguments[.specialty] ?? set("SPECIALTY") ?? file.specialty
        specialty = pinned == "auto" ? nil : pinned

        load = LoadOptions()
        load.threads = try arguments.integer(.threads, in: 1...256) ?? set("THREADS").flatMap(Int.init) ?? file.threads
        if let length = set("CONTEXT").flatMap(Int.init) ?? file.contextLength { load.contextLength = length }
        load.memoryBytes =
            try arguments[.memory].map { try Self.bytes($0, of: Option.memory.name) }
            ?? set("MEMORY").map { try Self.bytes($0, of: "XINGLIN_MEMORY") }
            ?? file.memory.map { try Self.bytes($0, of: "memory in config.json") }
        generation = GenerationOptions()
        generation.temperature =
            try arguments.number(.temperature, in: 0...2) ?? set("TEMPERATURE").flatMap(Double.init) ?? file.temperature
            ?? 0
        if let seed = try arguments.integer(.seed, in: 0...Int(UInt32.max)) {
            generation.seed = UInt32(seed)
        } else if let seed = file.seed {
            generation.seed = seed
        }
        if let most = file.maxTokens { generation.maxTokens = most }
        savedStatesMegabytes = try Self.megabytes(set("SAVED_STATES_MB"), file.savedStatesMB)
        remote = file.remote ?? []
    }

    /// Not read with a default: whoever means to switch saving off must not be misunderstood.
    private static func megabytes(_ variable: String?, _ entry: Int?) throws(Failure) -> Int {
        let number = variable.map { Int($0) ?? -1 } ?? entry ?? 2048
        guard 0...(1 << 20) ~= number else {
            throw Failure(
                what: "The settings can't be read.",
                why: "\(variable == nil ? "savedStatesMB" : "XINGLIN_SAVED_STATES_MB") isn't a number of megabytes.",
                whatToDo: "Write one, such as 2048, or 0 to keep no states of consultations on disk.")
        }
        return number
    }

    private static func bytes(_ text: String, of place: String) throws(UsageError) -> Int {
        if let bytes = ByteSize.bytes(text) { return bytes }
        throw UsageError("\(place) takes a size with its unit, such as 3GiB or 1500MB.")
    }

    private static func read(_ file: URL) throws(Failure) -> File {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return File() }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let json = lines.map { $0.drop(while: \.isWhitespace).hasPrefix("//") ? "" : $0 }.joined(separator: "\n")
        do {
            return try JSONDecoder().decode(File.self, from: Data(json.utf8))
        } catch {
            throw Failure(
                what: "The settings can't be read.", why: "\(file.path) isn't valid JSON: \(error).",
                whatToDo: "Correct the file or move it away.")
        }
    }
}
