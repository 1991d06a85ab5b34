import Clinical
public import Evidence
public import Foundation

/// Looks at a pack's files without opening a library: each part by itself, so that one mistake doesn't hide another.
public struct PackCheck {
    let folder: URL
    /// The packs beside it.
    let others: Grove
    /// The rules that all packs share, `common/red-flags.json`.
    let commonRules: URL
    /// The terms that all packs share.
    let lexicon: Lexicon

    public init(folder: URL, others: Grove, prompts: URL, lexicon: Lexicon) {
        self.folder = folder
        self.others = others
        commonRules = prompts.appendingPathComponent("common/red-flags.json")
        self.lexicon = lexicon
    }

    public func run() -> PackReport {
        var report = PackReport(id: folder.lastPathComponent)
        let review = GuidelineReview(
            folder: folder.appendingPathComponent("guidelines", isDirectory: true), specialty: report.id)
        let elsewhere = others.specialties.flatMap {
            GuidelineReview(folder: $0.guidelinesFolder, specialty: $0.id).entries
        }
        let known = Set((review.entries + elsewhere).map(\.passage.id))
        report.rows = [
            manifest(), prompts(), guidelines(review, elsewhere), figures(review), references(review, known: known),
            redFlags(known: known), terms(), questions(review),
        ]
        return report
    }

    // MARK: Manifest and prompts

    private func manifest() -> PackReport.Row {
        let file = folder.appendingPathComponent("manifest.json")
        func mistake(_ problem: String, _ cure: String, at key: String = "id") -> PackReport.Finding {
            PackReport.Finding(
                file: file.path, line: Self.line(of: "\"\(key)\"", in: file), problem: problem, cure: cure)
        }
        let manifest: Specialty.Manifest
        do {
            manifest = try JSONDecoder().decode(Specialty.Manifest.self, from: Data(contentsOf: file))
        } catch {
            let finding = mistake(
                PackError.explain(error), "Compare it with another pack's, or begin with `specialty new`.")
            return PackReport.Row(part: "manifest", found: "unreadable", mistakes: [finding])
        }
        var mistakes: [PackReport.Finding] = []
        if manifest.id != folder.lastPathComponent {
            mistakes.append(mistake("The id \"\(manifest.id)\" isn't the folder's name.", "Make both the same."))
        }
        if let other = others[manifest.id] {
            mistakes.append(mistake("\(other.folder.path) has this id already.", "Choose another id and folder name."))
        }
        for language in ["en", "zh-Hans"] {
            for (key, texts) in [("name", manifest.name), ("summary", manifest.summary)]
            where texts[language]?.isEmpty != false {
                mistakes.append(mistake("\"\(key)\" has no \(language).", "Write it in both languages.", at: key))
            }
            let starters = manifest.starters[language] ?? []
            if starters.count < 3 {
                mistakes.append(
                    mistake(
                        "There are \(starters.count) starters in \(language).", "Write three or more.", at: "starters"))
            }
        }
        mistakes += tools(manifest).map { mistake($0.problem, $0.cure, at: $0.id) }
        if let adapter = manifest.adapter {
            mistakes += adapterMistakes(adapter).map { mistake($0.problem, $0.cure, at: "adapter") }
        }
        let count = manifest.starters.values.reduce(0) { $0 + $1.count }
        return PackReport.Row(
            part: "manifest",
            found: "version \(manifest.version), \(count) starters, \(manifest.calculators?.count ?? 0) calculators, "
                + "\(manifest.tables?.count ?? 0) tables", mistakes: mistakes)
    }

    private func adapterMistakes(_ adapter: Specialty.AdapterEntry) -> [(problem: String, cure: String)] {
        var mistakes: [(String, String)] = []
        if adapter.file.contains("/") || !FileManager.default.fileExists(atPath: folder.path + "/" + adapter.file) {
            mistakes.append(
                ("There is no adapter \"\(adapter.file)\" in the pack.", "Put the file beside the manifest."))
        }
        for (key, hash) in [("sha256", adapter.sha256), ("base", adapter.base)]
        where hash.wholeMatch(of: /[0-9a-fA-F]{64}/) == nil {
            mistakes.append(
                ("The adapter's \"\(key)\" isn't a SHA-256.", "Write what `sha256sum` says of the file: 64 digits."))
        }
        if let scale = adapter.scale, !(scale > 0 && scale <= 10) {
            mistakes.append(("The adapter's scale \(scale) makes no sense.", "Write 1, or leave it out."))
        }
        return mistakes
    }

    /// Calculators and tables that there aren't, and those that are named twice.
    private func tools(_ manifest: Specialty.Manifest) -> [(id: String, problem: String, cure: String)] {
        let tables = ((try? others.tables)?.tables ?? []).map(\.id)
        let kinds = [
            ("calculator", manifest.calculators ?? [], ClinicalTool.all.map(\.id)),
            ("table", manifest.tables ?? [], tables),
        ]
        return kinds.flatMap { kind, named, known in
            named.enumerated().compactMap { index, id in
                if !known.contains(id) {
                    return (
                        id, "There is no \(kind) \"\(id)\".",
                        "`xinglin calc list` has the ids; correct it or leave it out."
                    )
                }
                guard named[..<index].contains(id) else { return nil }
                return (id, "The \(kind) \"\(id)\" is named twice.", "Keep one of the two.")
            }
        }
    }

    private func prompts() -> PackReport.Row {
        var mistakes: [PackReport.Finding] = []
        for (audience, language) in Grove.promptVersions {
            let file = folder.appendingPathComponent("system.\(Specialty.promptKey(audience, language)).md")
            guard let text = try? String(contentsOf: file, encoding: .utf8), text.contains(where: { !$0.isWhitespace })
            else {
                mistakes.append(
                    PackReport.Finding(
                        file: file.path, problem: "The prompt is missing, empty or not UTF-8.",
                        cure: "Write what the model is told of the specialty, in one or two sentences."))
                continue
            }
        }
        let count = Grove.promptVersions.count
        return PackReport.Row(part: "prompts", found: "\(count - mistakes.count) of \(count) files", mistakes: mistakes)
    }

    /// The first line that has a text; 1 where none has.
    static func line(of text: String, in file: URL) -> Int {
        let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(
            separator: "\n", omittingEmptySubsequences: false)
        return (lines.firstIndex { $0.contains(text) } ?? 0) + 1
    }
}
