import Consultation
import Evidence
import Screen
import Testing

@testable import Interface

@Suite struct EvidenceScenarioTests {
    private func disputed(_ language: Language = .english, columns: Int = 200, rows: Int = 60) -> Play {
        var play = Play(Samples.state(language, columns: columns, rows: rows))
        play.answerDisputed(language)
        return play
    }

    /// The words on the screen in a role.
    private func words(in role: Role, _ play: Play) throws -> [String] {
        let theme = try Theme.parse("[roles]\n\(role.rawValue) = black on white", name: "t", file: "t.theme")
        let frame = render(play.state, theme: theme, size: play.state.size)
        let white = theme.style(role.rawValue).background
        return (0..<frame.size.rows).flatMap { row -> [String] in
            frame.buffer[row: row].map { $0.style.background == white ? $0.text : "\n" }.joined()
                .split(separator: "\n").map { String($0).trimmed }
        }
    }

    @Test(
        "A closed card says in words who says otherwise, what it repeats, its page and grade, and how far it was checked",
        arguments: [
            (
                Language.english,
                [
                    "[1] ADA 2026 · grade A · p. 141 · verified", "≠ ACP 2018, VA/DoD 2023 say otherwise",
                    "also: CDS 2024", "⚠ FROM A SECONDARY SOURCE", "⚠ UNVERIFIED FIGURE",
                    "✗ SUPERSEDED EDITION, replaced by VA/DoD 2023",
                ]
            ),
            (
                .simplifiedChinese,
                [
                    "[1] ADA 2026 · 推荐等级 A · 第141页 · 已核实", "≠ ACP 2018、VA/DoD 2023 有不同建议", "另见：CDS 2024",
                    "⚠ 来自二手资料", "⚠ 数值未经核实", "✗ 已被新版取代：VA/DoD 2023",
                ]
            ),
        ])
    func marksCards(language: Language, words: [String]) {
        let rows = disputed(language, rows: 90).screen
        for word in words { #expect(rows.contains(word), "\(word)\n\(rows)") }
        #expect(!rows.contains("Why:") && !rows.contains("排序理由"))
    }

    @Test("The source of a superseded edition is struck letter by letter, and its text looks otherwise than others")
    func strikes() throws {
        #expect(Struck.text("A 2") == "A\u{336} 2\u{336}")
        #expect(DisplayWidth.of(Struck.text("VA/DoD 2017 中")) == DisplayWidth.of("VA/DoD 2017 中"))
        let play = disputed(rows: 90)
        #expect(play.screen.contains("[4] " + Struck.text("VA/DoD 2017")))
        #expect(try words(in: .citationSuperseded, play).contains { $0.hasPrefix("VA/DoD 2017 used ranges") })
    }

    @Test("The chosen card opens: why it ranks, its id and address, the keys that work there")
    func opens() {
        var play = disputed()
        play.choose(1)
        #expect(play.screen.contains("Why: 2nd by words, 1st by meaning · names HbA1c · chart: older"))
        #expect(play.screen.contains("ada-hba1c-goal"))
        #expect(play.screen.contains("Enter opens p. 141 · c compares"))
        #expect(play.screen.contains("│ ≠ ACP 2018"))
        play.press(.down)
        #expect(!play.screen.contains("ada-hba1c-goal"))
        #expect(play.screen.contains("ada-metformin-egfr"))
    }

    @Test("Texts that differ stand side by side where the pane is wide, below each other where it isn't")
    func comparesInTheCard() throws {
        var wide = disputed()
        wide.choose(1)
        #expect(wide.rows.contains { $0.contains("ADA 2026 ") && $0.contains("│ ≠ ACP 2018") })
        var narrow = disputed(columns: 120, rows: 60)
        narrow.choose(1)
        let own = try #require(narrow.row(containing: "General goal for many"))
        let other = try #require(narrow.row(containing: "≠ ACP 2018"))
        #expect(own < other)
    }

    @Test("Only figures that the other text lacks stand out, and no year of an edition")
    func marksFigures() {
        let spans = DifferingFigures.spans(
            of: "NICE 2022: start at 140/90 mmHg, aim for 7.0% within 3 months.",
            besides: ["ESC 2024: aim for 7 % or start at 130/80 mmHg."], .text)
        #expect(spans.filter { $0.role == DifferingFigures.role }.map(\.text) == ["140/90 mmHg", "3 months"])
        #expect(spans.map(\.text).joined() == "NICE 2022: start at 140/90 mmHg, aim for 7.0% within 3 months.")
    }

    @Test("c opens the comparison over the whole screen, ←→ go through the passages, Esc leads back to the card")
    func comparesOnTheWholeScreen() throws {
        var play = disputed(columns: 120, rows: 36)
        play.choose(1)
        play.press(.character("c"))
        #expect(play.state.view == .dissents(DissentView(number: 1)))
        let row = try #require(play.row(containing: "[1] ADA 2026"))
        #expect(play.rows[row].contains("≠ ACP 2018"))
        #expect(play.rows[row].contains("≠ VA/DoD 2023 [3]"), "it is cited too")
        #expect(play.screen.contains("A range instead of an upper limit"))
        #expect(!play.screen.contains("Citations ("))
        let standingOut = try words(in: DifferingFigures.role, play)
        #expect(standingOut.contains("7.0–8.5%") && standingOut.contains("53 mmol/mol"))
        #expect(!standingOut.contains("7%"), "all of them have it")
        play.press(.right)
        #expect(play.state.view == .dissents(DissentView(number: 1)), "there is no other")
        play.press(.escape)
        #expect(play.state.view == nil)
        #expect(play.state.focus == .citations && play.state.selectedMarker == "1")
    }

    @Test("Where nobody differs the comparison isn't opened, and that is said")
    func tellsOfNoDissent() {
        var play = disputed()
        play.choose(2)
        play.press(.character("c"))
        #expect(play.state.view == nil)
        #expect(play.rows.last?.contains("No other organisation is known to differ here") ?? false)
    }

    // MARK: The document

    @Test(
        "Enter on a passage asks for its document and shows it at the cited page, in both languages",
        arguments: [
            (Language.english, "── p. 141 ──", "[1] General goal"), (.simplifiedChinese, "── 第141页 ──", "[1] 多数非妊娠成人"),
        ])
    func opensTheDocument(language: Language, page: String, text: String) throws {
        var play = disputed(language, columns: 80, rows: 24)
        play.choose(1)
        play.press(.enter)
        #expect(play.effects == [.readDocument(passage: "ada-hba1c-goal")])
        #expect(play.screen.contains(language.isChinese ? "正在打开文件" : "Opening the document"))
        play.send(.documentRead(nil, passage: "another"))
        #expect(play.screen.contains(language.isChinese ? "正在打开文件" : "Opening the document"), "not its answer")
        play.send(.documentRead(Samples.document, passage: "ada-hba1c-goal"))
        #expect(play.screen.contains("Standards of Care in Diabetes—2026"))
        #expect(play.screen.contains("https://diabetesjournals.org"))
        let separator = try #require(play.row(containing: page))
        let cited = try #require(play.row(containing: "▌  " + text))
        #expect(separator < cited)
        play.press(.escape)
        #expect(play.state.focus == .citations && play.state.tab == .citations)
    }

    @Test("A document without pages opens at the cited passage's heading, however far down it stands")
    func opensAtTheHeading() throws {
        var document = Samples.document
        let before = (1...40).map { Passage(id: "p\($0)", guideline: "g", section: "S\($0)", english: "Text \($0).") }
        for index in document.passages.indices { document.passages[index].page = nil }
        document.passages = before + document.passages + before
        var play = disputed(columns: 80, rows: 24)
        play.choose(1)
        play.press(.enter)
        play.send(.documentRead(document, passage: "ada-hba1c-goal"))
        let heading = try #require(play.row(containing: "Rec. 6.3a"))
        #expect(play.row(containing: "▌  [1] General goal") == heading + 1)
        #expect(!play.screen.contains("Sec. 9"))
        #expect(play.screen.contains("↑↓ scroll · Esc back"))
    }

    @Test("In the document ↑↓ scroll, [ and ] go from page to page, Home and End to its ends")
    func movesInTheDocument() throws {
        var play = disputed(columns: 80, rows: 16)
        play.choose(1)
        play.press(.enter)
        play.send(.documentRead(Samples.document, passage: "ada-hba1c-goal"))
        play.press(.home)
        #expect(play.screen.contains("── p. 140 ──"))
        play.press(.character("]"))
        let head = try #require(play.row(containing: "── p. 141 ──"))
        #expect(!play.screen.contains("p. 140"))
        play.press(.down)
        #expect(play.row(containing: "Rec. 6.3a") == head)
        play.press(.character("["), .character("["))
        #expect(play.screen.contains("── p. 140 ──"))
        play.press(.end)
        #expect(play.screen.contains("⚠ UNVERIFIED FIGURE"))
    }

    @Test("A document that is gone or can't be read says so in the view, not in silence")
    func tellsOfTheMissingDocument() {
        var play = disputed()
        play.choose(1)
        play.press(.enter)
        play.send(.documentRead(nil, passage: "ada-hba1c-goal"))
        #expect(play.screen.contains("The library no longer has this passage."))
        play.press(.escape, .enter)
        play.send(.documentReadFailed(Samples.failure, passage: "ada-hba1c-goal"))
        #expect(play.screen.contains("✗ The file three-highs.json can't be read."))
    }

    @Test("From the composer, [1] again and /sources 1 open the document too; /sources lists everything")
    func opensFromTheComposer() {
        var play = disputed()
        play.ask("[1]")
        play.ask("[1]")
        #expect(play.effects == [.readDocument(passage: "ada-hba1c-goal")])
        play.press(.escape)
        #expect(play.state.view == nil && play.state.focus == .composer)
        play.ask("/sources 2")
        #expect(play.effects == [.readDocument(passage: "ada-metformin-egfr")])
        play.ask("/sources 9")
        #expect(play.screen.contains("Use one of: 1, 2, 3, 4."))
        play.ask("/sources ")
        #expect(play.state.view == .sources(SourcesView()))
        let wide = play.rows.map { $0.prefix(120) }.joined(separator: "\n")
        for id in ["Why: 2nd by words", "ada-metformin-egfr", "vadod-hba1c-2023", "vadod-hba1c-2017"] {
            #expect(wide.contains(id))
        }
    }

    @Test("Enter in the citations without a choice leads back to the composer, on a computed value it says why not")
    func entersWithoutChoice() {
        var play = disputed()
        play.press(.alt("2"), .enter)
        #expect(play.state.focus == .composer && play.effects.isEmpty)
        var answer = Samples.disputed(.english)
        answer.computed = [
            ComputedValue(n: "C1", tool: "t", inputs: [:], value: 1, unit: "1", text: "one", source: "s")
        ]
        play.ask("And?")
        play.send(.turnAdvanced(2, .finished(answer)))
        play.ask("[C1]")
        play.press(.alt("2"), .enter)
        #expect(play.effects.isEmpty && play.state.view == nil)
        #expect(play.rows.last?.contains("Only a passage has a document") ?? false)
    }

    @Test("Words of documents can't reach the terminal as anything but text")
    func neutralises() {
        var answer = Samples.disputed(.english)
        answer.citations[0].dissents[0].english = "evil \u{1B}[2J\u{202E}text 9%"
        answer.citations[0].dissents[0].organisation = "\u{1B}]0;x\u{7}NICE"
        answer.citations[0].why = ["\u{1B}[31mwhy"]
        var document = Samples.document
        document.guideline.title = "\u{1B}[2Jtitle"
        document.passages[1].english = "\u{9B}2J cited\u{202E} words"
        document.passages[1].section = "\u{1B}[5msection"
        var play = Play(Samples.state(columns: 200, rows: 60))
        play.ask("What?")
        play.send(.turnAdvanced(1, .finished(answer)))
        play.choose(1)
        for _ in 0..<2 {
            for scalar in play.screen.unicodeScalars {
                #expect(scalar == "\n" || !(0x00...0x1F).contains(scalar.value) && scalar.value != 0x202E)
            }
            play.press(.enter)
            play.send(.documentRead(document, passage: "ada-hba1c-goal"))
        }
        #expect(play.screen.contains("cited words"))
    }
}
