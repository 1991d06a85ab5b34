import Clinical
import Evidence
import Foundation

extension PackCheck {
    // MARK: Guidelines

    func guidelines(_ review: GuidelineReview, _ elsewhere: [GuidelineReview.Entry]) -> PackReport.Row {
        var mistakes = review.mistakes.map {
            PackReport.Finding(file: $0.file, line: $0.line, problem: $0.problem + ".", cure: $0.cure)
        }
        if review.files == 0 {
            mistakes.append(
                PackReport.Finding(
                    file: folder.appendingPathComponent("guidelines").path, problem: "There is no guideline file.",
                    cure: "Put one Markdown file a document there; `specialty new` writes an example."))
        }
        mistakes += repeated(review.entries, elsewhere, what: "passage") { $0.passage.id }
        mistakes += repeated(Self.firstOfEachFile(review.entries), Self.firstOfEachFile(elsewhere), what: "document") {
            $0.guideline.id
        }
        let statuses = EvidenceStatus.allCases.map { status in
            "\(review.entries.count { $0.passage.status == status }) \(status.rawValue)"
        }
        return PackReport.Row(
            part: "guidelines",
            found: "\(review.files) documents, \(review.entries.count) passages (\(statuses.joined(separator: ", ")))",
            mistakes: mistakes)
    }

    private static func firstOfEachFile(_ entries: [GuidelineReview.Entry]) -> [GuidelineReview.Entry] {
        var seen: Set<String> = []
        return entries.filter { seen.insert($0.file).inserted }
    }

    private func repeated(
        _ entries: [GuidelineReview.Entry], _ elsewhere: [GuidelineReview.Entry], what: String,
        _ id: (GuidelineReview.Entry) -> String
    ) -> [PackReport.Finding] {
        var places = Dictionary(elsewhere.map { (id($0), $0.file) }, uniquingKeysWith: { first, _ in first })
        var mistakes: [PackReport.Finding] = []
        for entry in entries {
            if let first = places[id(entry)] {
                mistakes.append(
                    PackReport.Finding(
                        file: entry.file, line: what == "document" ? 2 : entry.line,
                        problem: "The \(what) id \"\(id(entry))\" stands in \(first) already.",
                        cure: "Give this \(what) another id."))
            }
            places[id(entry)] = entry.file
        }
        return mistakes
    }

    /// Whether the two languages of a passage give the same measurements with the same units. Counts and times are left
    /// out, since they are often written in words; a unit can be understood as well, so a difference is no mistake.
    func figures(_ review: GuidelineReview) -> PackReport.Row {
        var count = 0
        var doubts: [PackReport.Finding] = []
        for entry in review.entries {
            let english = Figure.all(in: entry.passage.english ?? "")
            let chinese = Figure.all(in: entry.passage.chinese ?? "")
            count += english.count + chinese.count
            guard entry.passage.english != nil, entry.passage.chinese != nil else { continue }
            let only = [("English", english, chinese), ("Chinese", chinese, english)].flatMap { name, own, other in
                own.filter { figure in Self.isMeasured(figure) && !other.contains { Self.agree(figure, $0) } }
                    .map { "\($0.text) (\(name) only)" }
            }
            if !only.isEmpty {
                doubts.append(
                    PackReport.Finding(
                        file: entry.file, line: entry.line,
                        problem: "Figures of \"\(entry.passage.id)\" differ: \(only.joined(separator: ", ")).",
                        cure: "Give the same figures and units in both texts."))
            }
        }
        return PackReport.Row(
            part: "figures", found: "\(count) figures, \(doubts.count) passages differ between the languages",
            doubts: doubts)
    }

    private static func isMeasured(_ figure: Figure) -> Bool {
        guard let unit = figure.unit else { return false }
        return !["y", "month", "week", "day", "h", "min", "times"].contains(unit)
    }

    private static func agree(_ one: Figure, _ other: Figure) -> Bool {
        one.value == other.value && FigureUnit.agree(one.unit, other.unit)
    }

    func references(_ review: GuidelineReview, known: Set<String>) -> PackReport.Row {
        var count = 0
        var mistakes: [PackReport.Finding] = []
        for entry in review.entries {
            let names = entry.passage.conflictsWith + [entry.passage.supersedes].compactMap { $0 }
            count += names.count
            for name in names where !known.contains(name) {
                mistakes.append(
                    PackReport.Finding(
                        file: entry.file, line: entry.line,
                        problem: "\"\(entry.passage.id)\" refers to \"\(name)\", which no pack has.",
                        cure: "Correct the id, or leave the reference out."))
            }
        }
        return PackReport.Row(part: "references", found: "\(count) to other passages", mistakes: mistakes)
    }

    // MARK: Red flags and terms

    func redFlags(known: Set<String>) -> PackReport.Row {
        let file = folder.appendingPathComponent("red-flags.json")
        guard let json = try? Data(contentsOf: file) else { return PackReport.Row(part: "red flags", found: "none") }
        do {
            var rules = try Grove.rules([commonRules])
            let before = rules.loadedRules.count
            try rules.load(json: json, file: file.path)
            let own = rules.loadedRules.dropFirst(before)
            let mistakes = own.flatMap { rule in
                rule.source.facts.filter { !known.contains($0) }.map { fact in
                    PackReport.Finding(
                        file: file.path, line: Self.line(of: "\"\(fact)\"", in: file),
                        problem: "The rule \"\(rule.id)\" rests on \"\(fact)\", which no pack has.",
                        cure:
                            "Name the passage that supports the rule, or leave \"facts\" out and the status unverified."
                    )
                }
            }
            return PackReport.Row(part: "red flags", found: "\(own.count) rules", mistakes: mistakes)
        } catch {
            let problem = "\((error as? PackError)?.problem ?? "\(error)")"
            let mistake = PackReport.Finding(file: file.path, problem: problem, cure: "")
            return PackReport.Row(part: "red flags", found: "unreadable", mistakes: [mistake])
        }
    }

    func terms() -> PackReport.Row {
        let file = folder.appendingPathComponent("lexicon.tsv")
        guard FileManager.default.fileExists(atPath: file.path) else {
            return PackReport.Row(part: "lexicon", found: "no terms of its own")
        }
        do {
            let review = try LexiconReview(file: file, beside: lexicon)
            let mistakes = review.repetitions.map { repetition in
                PackReport.Finding(
                    file: file.path, line: repetition.line,
                    problem: "\"\(repetition.name)\" stands "
                        + (repetition.firstLine.map { "in line \($0)" } ?? "among the terms of all packs")
                        + " already.",
                    cure: "Remove one of the two, and put further words for it into its synonyms.")
            }
            return PackReport.Row(part: "lexicon", found: "\(review.concepts) terms of its own", mistakes: mistakes)
        } catch {
            let mistake = PackReport.Finding(file: file.path, problem: "\(error)", cure: "")
            return PackReport.Row(part: "lexicon", found: "unreadable", mistakes: [mistake])
        }
    }

    // MARK: Questions

    func questions(_ review: GuidelineReview) -> PackReport.Row {
        let file = folder.appendingPathComponent(PackQuestion.fileName)
        let (questions, unreadable) = PackQuestion.read(file)
        let own = Set(review.entries.map(\.passage.id))
        let mistakes = questions.flatMap { line, question in
            question.passages.filter { !own.contains($0) }.map { id in
                PackReport.Finding(
                    file: file.path, line: line, problem: "The pack has no passage \"\(id)\".",
                    cure: "Name passages of this pack.")
            }
        }
        let counts = [Language.english, .simplifiedChinese].map { language in
            questions.count { $0.question.language == language && !$0.question.passages.isEmpty }
        }
        let foreign = questions.count { $0.question.passages.isEmpty }
        var doubts: [PackReport.Finding] = []
        if unreadable.isEmpty, counts.contains(where: { $0 < 8 }) || foreign == 0 {
            doubts.append(
                PackReport.Finding(
                    file: file.path, problem: "The examination is short.",
                    cure: "Write eight questions a language and some that the pack must not answer."))
        }
        return PackReport.Row(
            part: "questions",
            found: "\(counts[0]) English, \(counts[1]) Chinese, \(foreign) for others", mistakes: unreadable + mistakes,
            doubts: doubts)
    }
}
