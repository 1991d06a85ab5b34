import Clinical
import Consultation
import Screen
import Testing

@testable import Interface

/// The patient pane as one works in it.
@Suite struct PatientPaneScenarioTests {
    private func pane(_ language: Language = .english, columns: Int = 90, rows: Int = 150) -> Play {
        var play = Play(Samples.charted(Samples.state(language, columns: columns, rows: rows), language))
        play.press(.alt("3"))
        return play
    }

    @Test("Alerts come first, the most urgent first, each with sign and word; allergies stand above all that folds")
    func ordersAlerts() throws {
        for (language, words) in [
            (Language.english, ["‼ CONTRAINDICATED", "△ moderate", "Allergies (2)", "▾ Problems"]),
            (.simplifiedChinese, ["‼ 禁忌", "△ 中度", "过敏 (2)", "▾ 诊断"]),
        ] {
            var play = pane(language)
            let rows = try words.map { try #require(play.row(containing: $0)) }
            #expect(rows == rows.sorted())
            play.press(.character("-"))
            for word in words.prefix(3) { #expect(play.screen.contains(word)) }
            #expect(play.screen.contains(words[3].replacing("▾", with: "▸")))
        }
    }

    @Test("Enter opens an alert and shows its source and whether the rule was verified; Enter again folds it")
    func opensAlerts() {
        var play = pane()
        play.press(.down, .down)
        #expect(play.state.browsing.selected == "alerts.0")
        play.press(.enter)
        #expect(play.screen.contains("Source: example-rule-1"))
        #expect(play.screen.contains("verified"))
        play.press(.down, .enter)
        #expect(play.screen.contains("⚠ RULE NOT VERIFIED"))
        play.press(.up, .enter)
        #expect(!play.screen.contains("Source: example-rule-1"))
    }

    @Test("→ opens and ← folds, first the entry and then its section; + and - do it for all")
    func folds() {
        var play = pane()
        play.press(.character("]"), .character("]"), .character("]"), .character("]"))
        #expect(play.state.browsing.selected == "section.medications")
        play.press(.down, .right)
        #expect(play.screen.contains("ordered 2026-10-12"))
        play.press(.left)
        #expect(!play.screen.contains("ordered 2026-10-12"))
        play.press(.left, .left)
        #expect(play.state.browsing.selected == "section.medications")
        #expect(play.screen.contains("▸ Medications (2)"))
        #expect(!play.screen.contains("Empagliflozin 10 mg tablet"))
        play.press(.right)
        #expect(play.screen.contains("Empagliflozin 10 mg tablet"))
        play.press(.character("-"))
        #expect(play.screen.contains("▸ Latest values (7)"))
        play.press(.character("+"))
        #expect(play.screen.contains("▾ Latest values (7)"))
    }

    @Test("A value shows its course, direction, span and reference band, and what lies outside is marked")
    func showsCourses() {
        let play = pane()
        #expect(play.screen.contains("Creatinine 132 µmol/L ↑H  2026-10-12"))
        #expect(play.screen.contains("▁▁▁▂▃▃▄▅▇▇▇█ ↑ 2023-11–2026-10 ref 41–81"))
        #expect(pane(.simplifiedChinese).screen.contains("参考 41–81"))
    }

    @Test("A value without a flag of its own is measured by the reference band")
    func measuresByTheBand() {
        var patient = Samples.patient
        patient.observations = [
            Observation(
                loinc: "2160-0", name: "Creatinine", value: Quantity(value: 90, unit: "umol/L"),
                time: PartialDate("2026-10-12"))
        ]
        let band = ReferenceBand(low: 0.46, high: 0.92, unit: "mg/dL")
        var state = Samples.state(columns: 90, rows: 60)
        _ = state.adopt(
            LoadedPatient(
                patient, of: Samples.reading([patient]), file: "a.json", today: Samples.today,
                supplement: ChartSupplement(bands: ["creatinine": band])), in: Samples.first)
        var play = Play(state)
        play.press(.alt("3"))
        #expect(play.screen.contains("Creatinine 90 µmol/L ↑H"))
        #expect(play.screen.contains("ref 40.7–81.3"))
    }

    @Test("f or / filters as one types, in either language and whatever is folded; Enter keeps it, Esc shows all")
    func filters() {
        for key in [Key.character("f"), .character("/")] {
            var play = pane()
            play.press(.character("-"), key)
            play.type("Metf")
            #expect(play.screen.contains("Metformin 500 mg tablet"))
            #expect(!play.screen.contains("Empagliflozin"))
            #expect(play.screen.contains("/ Metf"))
            #expect(play.state.composer.isEmpty)
            play.press(.enter)
            #expect(!play.state.browsing.isTyping)
            play.press(.escape)
            #expect(play.state.browsing.filter == nil)
            #expect(play.state.focus == .patient)
        }
        var chinese = pane(.simplifiedChinese)
        chinese.press(.character("f"))
        chinese.type("双胍")
        #expect(chinese.screen.contains("盐酸二甲双胍片"))
        #expect(!chinese.screen.contains("恩格列净"))
        chinese.press(.backspace, .backspace)
        #expect(chinese.screen.contains("恩格列净"))
        chinese.press(.escape)
        #expect(chinese.state.browsing == ChartBrowsing(selected: nil))
    }

    @Test("n and N go round the alerts and abnormal values, and open a folded section for it")
    func jumps() {
        var play = pane()
        play.press(.character("-"))
        var seen: [String] = []
        for _ in 0..<6 {
            play.press(.character("n"))
            seen.append(play.state.browsing.selected ?? "")
        }
        #expect(seen.prefix(2) == ["alerts.0", "alerts.1"])
        #expect(seen.dropFirst(2).contains { $0.hasPrefix("values.") })
        #expect(play.screen.contains("▾ Latest values"))
        #expect(play.screen.contains("▸ Medications"))
        #expect(seen.count > Set(seen).count || Set(seen).count == 6)
        play.press(.character("N"))
        #expect(play.state.browsing.selected == seen[4])
    }

    @Test("[ and ] go from section to section, ↑ and ↓ from entry to entry, and what is chosen is always seen")
    func moves() {
        var play = pane(columns: 80, rows: 24)
        for _ in 0..<60 {
            play.press(.down)
            #expect(play.rows.contains { $0.hasPrefix("▌") || $0.hasPrefix("▸") || $0.hasPrefix("▾") })
        }
        let last = play.state.browsing.selected
        play.press(.down)
        #expect(play.state.browsing.selected == last)
        for _ in 0..<12 { play.press(.character("[")) }
        #expect(play.state.browsing.selected == "section.alerts")
    }

    @Test("Computed values are one line each, cut with a mark, and open to formula, inputs and dates")
    func opensComputed() {
        var play = pane()
        #expect(play.screen.contains("▾ Computed by the program"))
        for _ in 0..<12 where play.state.browsing.selected != "section.computed" { play.press(.character("]")) }
        play.press(.down, .enter)
        #expect(play.screen.contains("Formula: 142 × min(Scr") && play.screen.contains("Limits: not for acute kidney"))
        #expect(play.screen.contains("date = 2026-10-12"))
        #expect(play.screen.contains("creatinine = 132 umol/L"))
    }

    @Test("An entry that was read from a note opens to the words that it rests on")
    func opensWords() {
        var patient = Samples.patient
        let words = Clinical.Evidence(text: "no known asthma, has gout", line: 2, start: 0, end: 25)
        patient.problems = [
            Problem(text: "gout", status: "active", verification: "unconfirmed", evidence: words)
        ]
        var play = Play(Samples.state(columns: 120, rows: 60))
        play.send(Samples.patientRead([patient]))
        play.press(.tab, .tab, .tab)
        #expect(play.state.focus == .patient)
        for _ in 0..<12 where play.state.browsing.selected != "section.problems" { play.press(.character("]")) }
        play.press(.down, .enter)
        #expect(play.screen.contains("“no known asthma, has gout”"))
    }

    @Test("A click chooses an entry, a second one opens it")
    func clicks() throws {
        var play = pane(columns: 80, rows: 40)
        let row = try #require(play.row(containing: "CONTRAINDICATED"))
        play.send(.input(.click(Point(column: 10, row: row))))
        #expect(play.state.browsing.selected == "alerts.0")
        play.send(.input(.click(Point(column: 10, row: row))))
        #expect(play.screen.contains("Source: example-rule-1"))
    }

    @Test("A hostile chart can't break the pane, its charts or tables")
    func survivesHostileText() {
        let evil = "x\u{1B}[2J\n\u{202E}y" + String(repeating: "长", count: 300)
        var patient = Samples.patient
        patient.problems = [Problem(text: evil, status: "active", onset: PartialDate("2020"))]
        patient.observations = ["2020-01-01", "2021-01-01"].map {
            Observation(
                name: evil, value: Quantity(value: 5, unit: "\u{1B}[31m"), time: PartialDate($0), flag: "\u{7}!")
        }
        let alert = ChartAlert(
            id: "1", kind: .doubt, severity: .minor, english: evil, chinese: evil, drugs: [evil], source: evil,
            status: evil)
        for command in ["", "/trend", "/trend x", "/timeline", "/compare"] {
            var state = Samples.state(columns: 80, rows: 24)
            _ = state.adopt(
                LoadedPatient(
                    patient, of: Samples.reading([patient]), file: evil, today: Samples.today, alerts: [alert]),
                in: Samples.first)
            var play = Play(state)
            if command.isEmpty {
                play.press(.alt("3"), .character("+"), .down, .down, .enter)
            } else {
                play.ask(command)
            }
            #expect(!play.screen.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
            for row in 0..<24 {
                #expect(play.frame.buffer[row: row].reduce(0) { $0 + Int($1.width) } == 80)
            }
        }
    }
}
