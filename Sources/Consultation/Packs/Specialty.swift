public import Foundation
public import Inference

/// A specialty pack: one folder under `Prompts/` with everything that makes the base model a specialist. No code.
public struct Specialty: Sendable, Equatable, Identifiable {
    /// The pack's manifest, `manifest.json`.
    struct Manifest: Codable {
        var id: String
        var version: String
        var name: [String: String]
        var summary: [String: String]
        /// The subjects that questions of the pack are about, for people who choose one. They don't choose by themselves:
        /// nearest to them were 0.56 of the development questions' own packs, by the passages found 0.88.
        var routing: [String: String]?
        var starters: [String: [String]]
        /// The calculators and decision tables that belong to the pack's questions.
        var calculators: [String]?
        var tables: [String]?
        var adapter: AdapterEntry?
    }

    /// The adapter that the pack brings for one model, if any.
    struct AdapterEntry: Codable, Equatable {
        /// Its name in the pack's folder.
        var file: String
        /// SHA-256 of the file, and of the model's file that it was trained on.
        var sha256: String
        var base: String
        var scale: Double?
    }

    public var id: String
    public var version: String
    public var folder: URL
    /// By language code, `en` and `zh-Hans`.
    var names: [String: String]
    var summaries: [String: String]
    var routings: [String: String] = [:]
    var starterQuestions: [String: [String]]
    /// The ids of the calculators and of the decision tables that belong to its questions.
    public var calculators: [String] = []
    public var tables: [String] = []
    var adapterEntry: AdapterEntry?
    /// The system prompts by `<audience>.<language>`.
    var prompts: [String: String]

    public func name(in language: Language) -> String { pick(names, language) ?? id }
    public func summary(in language: Language) -> String { pick(summaries, language) ?? "" }
    /// What its questions are about; its summary where the manifest doesn't say.
    public func routing(in language: Language) -> String { pick(routings, language) ?? summary(in: language) }
    public func starters(in language: Language) -> [String] { pick(starterQuestions, language) ?? [] }

    func systemPrompt(for audience: Audience, in language: Language) -> String {
        prompts[Self.promptKey(audience, language)] ?? ""
    }

    /// The adapter that its answers are given with, where the model is the one it was trained on.
    public var adapter: AdapterSource? {
        adapterEntry.map {
            AdapterSource(
                name: id, file: folder.appendingPathComponent($0.file), sha256: $0.sha256.lowercased(),
                base: $0.base.lowercased(), scale: $0.scale ?? 1)
        }
    }

    public var guidelinesFolder: URL { folder.appendingPathComponent("guidelines", isDirectory: true) }

    private func pick<T>(_ values: [String: T], _ language: Language) -> T? {
        values[language.promptLanguage.rawValue] ?? values[Language.english.rawValue]
    }

    static func promptKey(_ audience: Audience, _ language: Language) -> String {
        "\(audience.rawValue).\(language.promptLanguage == .english ? "en" : "zh")"
    }
}

extension Language {
    /// Prompts are written in English and Simplified Chinese; Traditional uses the latter.
    var promptLanguage: Language { self == .english ? .english : .simplifiedChinese }
}
