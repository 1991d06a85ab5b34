import Clinical
import Evidence

/// Fields that passages fill, word for word and with their marks.
struct EvidenceFieldSource: Sendable {
    let context: TaskContext
    let evidence: TaskEvidence

    /// A passage this much below the first is beside the point, as a share of its score.
    private static let leastScore = 0.65
    /// Characters of one quotation; Chinese says the same in half of them.
    private static let longest = 320
    private static let most = 3

    func content(of field: TaskDescription.Field, _ ledger: inout TaskLedger) -> TaskContent {
        let queries = context.queries(of: field)
        guard !queries.isEmpty else { return .missing(context.wording.nothingToSearch) }
        var content = TaskContent()
        var seen: Set<String> = []
        for query in queries {
            guard let response = evidence.found[query], response.isOnSubject else { continue }
            let fitting = response.results.filter { names(query, field, in: $0) }
            for result in Self.best(fitting, limit: field.limit ?? Self.most)
            where seen.insert(result.passage.id).inserted {
                let n = ledger.cite(result)
                content.citations.append(n)
                content.lines.append(line(result, n, query))
            }
        }
        if content.isEmpty { content.detail = context.wording.nothingFound }
        return content
    }

    /// Asked about one drug, only a passage that names it or its class is about it.
    private func names(_ query: String, _ field: TaskDescription.Field, in result: SearchResult) -> Bool {
        guard field.query?.english.contains("{drug}") == true else { return true }
        let drugs = (context.record?.activeMedications ?? []).map(\.text).filter(query.contains)
        let names = drugs.flatMap { drugsAsked(in: $0, using: context.safety) }.flatMap(\.names).map { $0.lowercased() }
        let text = [result.passage.english, result.passage.chinese].compactMap { $0 }.joined(separator: " ")
            .lowercased()
        return names.contains { $0.count > 1 && text.contains($0) }
    }

    /// What other organisations say otherwise than the passages that were found.
    func dissents(of field: TaskDescription.Field) -> TaskContent {
        let language = context.language.rawValue
        var lines: [String] = []
        for query in context.queries(of: field) {
            guard let response = evidence.found[query], response.isOnSubject else { continue }
            for result in Self.best(response.results, limit: 6) {
                for other in result.dissents {
                    let text = other.note(in: language) ?? (context.language.isChinese ? other.chinese : other.english)
                    let pair =
                        SourceName.short(result.guideline.organisation, result.guideline.year) + " ≠ "
                        + SourceName.short(other.organisation, other.year)
                    let line = pair + context.wording.colon + PlainText.line(text ?? "")
                    if !lines.contains(line) { lines.append(line) }
                }
            }
        }
        return lines.isEmpty ? .missing(context.wording.noDissent) : TaskContent(lines: Array(lines.prefix(8)))
    }

    /// What dissents may say, so that their figures are known.
    static func dissentTexts(_ evidence: TaskEvidence) -> [String] {
        evidence.found.values.flatMap(\.results).flatMap(\.dissents).map { other in
            [other.english, other.chinese, other.note, other.chineseNote].compactMap { $0 }.joined(separator: "\n")
                + " \(SourceName.short(other.organisation, other.year))"
        }
            + evidence.found.values.flatMap(\.results).map {
                SourceName.short($0.guideline.organisation, $0.guideline.year)
            }
    }

    private static func best(_ results: [SearchResult], limit: Int) -> [SearchResult] {
        let current = results.filter { $0.passage.edition == .current }
        let best = current.map(\.score).max() ?? 0
        return Array(current.filter { $0.score >= leastScore * best }.prefix(limit))
    }

    private func line(_ result: SearchResult, _ n: Int, _ query: String) -> String {
        let text = Instructions.withoutQuotations(result.passage.text(in: context.language.rawValue))
        let limit = text.contains(where: \.isHan) ? Self.longest / 2 : Self.longest
        let wording = TurnWording(language: context.language)
        let remarks = [result.passage.grade, wording.status(result.passage.status.rawValue)].compactMap { $0 }
        let bracket = remarks.isEmpty ? "" : context.wording.bracket(PlainText.line(remarks.joined(separator: ", ")))
        return "**" + SourceName.short(result.guideline.organisation, result.guideline.year) + "**" + bracket
            + context.wording.colon + Excerpt(of: text, for: query, limit: limit).text + " [\(n)]"
    }
}

/// What is to be done again, and by when: the interval stands in a passage, the last time in the chart, and the day is
/// reckoned here.
struct ScheduleSource: Sendable {
    let context: TaskContext
    let evidence: TaskEvidence

    private var wording: TaskWording { context.wording }
    private var language: String { context.language.rawValue }

    func content(of field: TaskDescription.Field, _ ledger: inout TaskLedger) -> TaskContent {
        guard let patient = context.record else { return .missing(wording.noChart) }
        var content = TaskContent()
        for item in field.plan where isDue(item, patient) {
            guard let result = evidence.named[item.passage] else { continue }
            let text = result.passage.text(in: language)
            let stage = SafetyProfile(patient, on: context.request.now, using: context.safety).filtrationCategory
            let intervals = item.intervals.filter { interval in
                text.contains(interval.words.text(in: language))
                    && (interval.kidneyStage == nil || interval.kidneyStage == stage)
            }
            guard !intervals.isEmpty else { continue }
            let label = item.label.text(in: language)
            guard let last = last(item, patient) else {
                content.asks.append(wording.lastTime(label))
                continue
            }
            let n = ledger.cite(result)
            content.citations.append(n)
            for interval in intervals {
                let line = line(label, last, interval, result)
                guard let line else { continue }
                content.lines.append(PlainText.line(line.text).marked([ledger.note(line), "\(n)"]))
            }
        }
        if content.isEmpty { content.detail = wording.noInterval }
        return content
    }

    private func isDue(_ item: TaskPlanItem, _ patient: Patient) -> Bool {
        item.problems.isEmpty
            || patient.activeProblems.contains { problem in
                item.problems.contains {
                    Words.stands($0, in: problem.text) || problem.code?.lowercased().hasPrefix($0) == true
                }
            }
    }

    private func last(_ item: TaskPlanItem, _ patient: Patient) -> PartialDate? {
        if let analyte = item.analyte { return patient.series(analyte: analyte).compactMap(\.time).max() }
        let reports = patient.reports.filter { report in item.report.contains { Words.stands($0, in: report.title) } }
        return reports.compactMap(\.time).max()
    }

    private func line(
        _ label: String, _ last: PartialDate, _ interval: TaskPlanItem.Interval, _ result: SearchResult
    ) -> ComputedValue? {
        guard let first = Calendar.adding(interval.months.lowerBound, to: last),
            let latest = Calendar.adding(interval.months.upperBound, to: last)
        else { return nil }
        let due = first == latest ? first : "\(first) – \(latest)"
        let source = SourceName.short(result.guideline.organisation, result.guideline.year)
        let quote = interval.words.text(in: language)
        let condition = interval.condition.text(in: language)
        return ComputedValue(
            n: "", tool: "follow-up-date",
            inputs: [
                "last": last.dayText, "interval_months": Calendar.text(interval.months), "passage": result.passage.id,
            ],
            value: nil, unit: "",
            text: wording.due(label, due: due, last: last.dayText, quote: quote, condition: condition),
            source: source, status: result.passage.status.rawValue)
    }

    /// Months counted on the calendar: the 31st becomes the month's last day.
    enum Calendar {
        static func adding(_ months: Int, to date: PartialDate) -> String? {
            guard let month = date.month else { return nil }
            let total = date.year * 12 + month - 1 + months
            let (year, next) = (total / 12, total % 12 + 1)
            guard let day = date.day else { return "\(year)-\(two(next))" }
            return "\(year)-\(two(next))-\(two(min(day, days(next, year))))"
        }

        static func text(_ months: ClosedRange<Int>) -> String {
            months.count == 1 ? "\(months.lowerBound)" : "\(months.lowerBound)–\(months.upperBound)"
        }

        private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

        private static func days(_ month: Int, _ year: Int) -> Int {
            switch month {
            case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }
    }
}
