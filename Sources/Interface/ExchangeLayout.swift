import Clinical
import Consultation
import Screen

/// One exchange as lines of the conversation pane.
struct ExchangeLayout {
    private let exchange: Exchange
    private let columns: Int
    private let wording: Wording
    private let waiting: String?
    private let currentPatient: String?
    private let listsPassages: Bool
    private let specialtyName: String?
    private var lines: [StyledLine] = []

    /// More of a question than this isn't shown: a pasted megabyte stays readable.
    static let shownQuestionCharacters = 2000
    private static let indent = 2

    static func lines(_ input: LayoutMemo.ExchangeInput) -> [StyledLine] {
        var layout = ExchangeLayout(input)
        layout.build()
        return layout.lines
    }

    private init(_ input: LayoutMemo.ExchangeInput) {
        exchange = input.exchange
        columns = max(4, input.columns)
        wording = Wording(input.language)
        waiting = input.waiting
        currentPatient = input.currentPatient
        listsPassages = input.listsPassages
        specialtyName = input.specialtyName
    }

    private mutating func build() {
        question()
        triage()
        meta()
        if listsPassages { passages() }
        answer()
        ending()
        lines.append(.empty)
    }

    private mutating func add(_ text: String, _ role: Role, hanging: Int = 0, fill: Role? = nil) {
        lines += StyledLine.wrapped(
            text, role, columns: columns, indent: Self.indent, hanging: hanging, fill: fill)
    }

    // MARK: Parts

    private mutating func question() {
        var text = String(exchange.question.prefix(Self.shownQuestionCharacters))
        if exchange.questionCharacters > Self.shownQuestionCharacters {
            text += "… " + wording.fill(.questionShortened, Wording.grouped(exchange.questionCharacters))
        }
        var shown = StyledLine.wrapped(text.trimmed, .user, columns: columns, indent: Self.indent)
        if !shown.isEmpty {
            shown[0].indent = 0
            shown[0].spans.insert(Span(text: "› ", role: .user, attributes: .bold), at: 0)
        }
        lines += shown
        if let name = exchange.patientName, name != currentPatient {
            add("⚠ " + wording.fill(.askedAboutOther, name), .verdictWarning, hanging: 2)
        }
    }

    private mutating func triage() {
        let level = exchange.triage.level
        guard level != .none else { return }
        let own = Wording(exchange.language)
        let (phrase, sign, role): (Phrase, String, Role) =
            switch level {
            case .emergency: (.emergency, "‼ ", .emergency)
            case .urgent: (.urgent, "▲ ", .urgent)
            case .soon, .none: (.soon, "△ ", .soon)
            }
        for rule in exchange.triage.rules {
            add(sign + own[phrase] + own[.colon] + rule.message, role, hanging: 2, fill: role)
        }
    }

    /// One line on how the answer comes about: specialty, passages, time.
    private mutating func meta() {
        var parts: [String] = []
        if let specialty = exchange.specialty {
            parts.append(
                (specialtyName ?? SafeText.oneLine(specialty.id))
                    + (specialty.how == .pinned ? "" : wording[.routedSuffix]))
        } else if exchange.isNobodysField {
            parts.append("∅ " + wording[.notMyField])
        }
        if let citations = exchange.citations {
            parts.append(wording.fill(.passagesFound, String(citations.count)))
        }
        if let milliseconds = exchange.answer?.timings.retrievalMilliseconds {
            parts.append(Wording.duration(milliseconds))
        }
        if !parts.isEmpty {
            add(parts.joined(separator: " · "), exchange.isNobodysField ? .verdictWarning : .dim)
        }
        if !exchange.leansOn.isEmpty {
            let before = exchange.leansOn.map { "“\(SafeText.oneLine($0))”" }.joined(separator: " ")
            add("↳ " + wording.fill(.searchedWith, before), .dim, hanging: 2)
        }
        if let reason = exchange.specialty?.reason?.text(in: wording.language), !reason.isEmpty {
            add("↳ " + SafeText.oneLine(reason), .dim, hanging: 2)
        }
    }

    /// On a narrow screen the citations are behind a tab, so until the answer's first word they are named here.
    private mutating func passages() {
        guard exchange.isRunning, exchange.text.isEmpty else { return }
        for citation in exchange.citations ?? [] {
            let title =
                "[\(citation.n)] " + CitationCard.signs(citation) + citation.sourceName + " · "
                + SafeText.oneLine(citation.text)
            let fitted = DisplayWidth.truncate(title, to: max(4, columns - Self.indent), ellipsis: "…")
            lines.append(StyledLine(fitted, .dim, indent: Self.indent))
        }
    }

    private mutating func answer() {
        guard !exchange.text.isEmpty else { return }
        let sentences = exchange.answer?.sentences ?? []
        let document = SentenceMarks.apply(sentences, to: MarkdownReader.read(exchange.text))
        lines += MarkdownLayout(document, verdicts: sentences.map(\.verdict))
            .lines(columns: columns, indent: Self.indent)
    }

    // MARK: How it stands

    private mutating func ending() {
        switch exchange.phase {
        case .queued: add(wording[.phaseQueued], .note)
        case .preparing:
            let usual: Phrase = exchange.citations == nil ? .phaseSearching : .phasePreparing
            add(waiting ?? wording[usual], .progress)
        case .readingPrompt(let done, let total): readingPrompt(done, total)
        case .generating: if exchange.text.isEmpty { add(wording[.phaseWriting], .progress) }
        case .cancelling: add(wording[.phaseCancelling], .note)
        case .finished: finished()
        case .interrupted: add("■ " + wording[.phaseInterrupted], .verdictWarning, hanging: 2)
        case .failed(let failure):
            add("✗ " + SafeText.oneLine(failure.what), .error, hanging: 2)
            for part in [failure.why, failure.whatToDo] where !part.isEmpty {
                add("  " + SafeText.oneLine(part), .note)
            }
        }
    }

    private mutating func readingPrompt(_ done: Int, _ total: Int) {
        let text = wording.fill(.phaseReadingPrompt, Wording.grouped(done), Wording.grouped(total))
        let bar = ProgressBar.text(fraction: Double(done) / Double(max(1, total)), columns: 12)
        add(bar + " " + text, .progress)
    }

    private mutating func finished() {
        guard let answer = exchange.answer else { return }
        switch answer.status {
        case .cancelled: add("■ " + wording[.phaseCancelled], .verdictWarning, hanging: 2)
        case .abstained: add("∅ " + wording[.phaseAbstained], .verdictWarning, hanging: 2)
        case .escalated: add("‼ " + wording[.phaseEscalated], .verdictWarning, hanging: 2)
        case .answered: break
        }
        verdicts(answer)
        for warning in answer.warningsBesideTriage {
            add("⚠ " + SafeText.oneLine(warning.message), .verdictWarning, hanging: 2)
        }
    }

    /// What the checks found, below the answer: unsupported sentences one by one, the rest as counts.
    private mutating func verdicts(_ answer: Answer) {
        guard !answer.sentences.isEmpty else { return }
        lines.append(.empty)
        let supported = answer.sentences.count { $0.verdict == .supported }
        let isWhole = supported == answer.sentences.count
        add(
            (isWhole ? "✓ " : "⚠ ")
                + wording.fill(.sentencesSupported, String(supported), String(answer.sentences.count)),
            isWhole ? .verdictSupported : .verdictWarning, hanging: 2)
        for sentence in answer.sentences where sentence.verdict.role == .verdictUnsupported {
            let quote = DisplayWidth.truncate(SafeText.oneLine(sentence.text), to: 32, ellipsis: "…")
            let detail = sentence.detail.map { wording[.colon] + SafeText.oneLine($0) } ?? ""
            let verdict = "\(sentence.verdict.sign ?? "") \(wording[sentence.verdict])"
            lines += StyledLine.wrapped(
                [
                    Span(text: verdict, role: sentence.verdict.role),
                    Span(text: " “\(quote)”\(detail)", role: .note),
                ], columns: columns, indent: Self.indent, hanging: 2)
        }
        let mild = [Verdict.weakSupport, .uncited].compactMap { verdict in
            let count = answer.sentences.count { $0.verdict == verdict }
            return count > 0 ? "\(verdict.sign ?? "") \(wording[verdict]): \(count)" : nil
        }
        if !mild.isEmpty { add(mild.joined(separator: " · "), .verdictWarning) }
        for sentence in answer.sentences where sentence.verdict == .supported {
            if let detail = sentence.detail { add("✎ " + SafeText.oneLine(detail), .note, hanging: 2) }
        }
    }
}

enum ProgressBar {
    /// Full and empty blocks; the eighths of the last one make it move smoothly.
    static func text(fraction: Double, columns: Int) -> String {
        let eighths = Int((min(max(0, fraction), 1) * Double(columns * 8)).rounded(.down))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let bar = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return bar + String(repeating: "░", count: max(0, columns - bar.count))
    }
}
