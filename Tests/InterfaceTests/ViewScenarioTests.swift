import Clinical
import Consultation
import Foundation
import Screen
import TestSupport
import Testing

@testable import Interface

@Suite struct ViewScenarioTests {
    private func charted(_ language: Language = .english, columns: Int = 120, rows: Int = 36) -> Play {
        Play(Samples.charted(Samples.state(language, columns: columns, rows: rows), language))
    }

    private func comparison(_ play: Play) -> ComparisonView? {
        if case .comparison(let view) = play.state.view { view } else { nil }
    }

    private func timeline(_ play: Play) -> TimelineView? {
        if case .timeline(let view) = play.state.view { view } else { nil }
    }

    // MARK: Compare

    @Test(
        "/compare takes the latest two days, or those that begin as asked, whichever comes first",
        arguments: [
            ("", "2026-07-08", "2026-10-12"), (" 2025-05", "2025-05-14", "2026-10-12"),
            (" 2024-02 2025-11", "2024-02-14", "2025-11-12"), (" 2025-11-12 2024-02-14", "2024-02-14", "2025-11-12"),
            (" 2024 2025", "2024-11-20", "2025-11-12"), (" 2026-10-12", "2026-07-08", "2026-10-12"),
        ])
    func chooses(argument: String, first: String, second: String) {
        var play = charted()
        play.ask("/compare" + argument)
        #expect(comparison(play)?.first == first)
        #expect(comparison(play)?.second == second)
    }

    @Test("Days that the chart doesn't have are refused with those it has")
    func refuses() {
        for argument in ["2019", "2024 2025 2026", "2024-02 2024-02"] {
            var play = charted()
            play.ask("/compare " + argument)
            #expect(play.state.view == nil)
            #expect(play.screen.contains("2023-11-20"))
        }
    }

    @Test("The table tells the change, absolute and in percent, and where the value went")
    func compares() throws {
        var play = charted(columns: 200)
        play.ask("/compare 2025-05-14 2026-10-12")
        let row = try #require(play.rows.first { $0.contains("Serum creatinine (Cr)") })
        for part in ["108 µmol/L ↑", "132 µmol/L ↑", "↑ +24 (+22.2%)", "farther from the range"] {
            #expect(row.contains(part))
        }
        let lipid = try #require(play.rows.first { $0.contains("LDL cholesterol") })
        #expect(lipid.contains("↓ −0.9 (−27.3%)"))
        #expect(lipid.contains("now within range"))
        let bound = try #require(play.rows.first { $0.contains("High-sensitivity") })
        #expect(bound.contains("<0.5 mg/L") && !bound.contains("%"))
    }

    @Test("What began and ended in between is told with its day, and what ended at an unknown time is counted")
    func tellsEvents() {
        for (language, words) in [
            (
                Language.english,
                [
                    "• 2025-11-12  Chronic kidney disease", "• 2026-05-13  Empagliflozin", "• 2026-05-13  Glimepiride",
                    "Ended at an unknown time: 1",
                ]
            ),
            (.simplifiedChinese, ["• 2025-11-12  慢性肾脏病", "• 2026-05-13  恩格列净", "• 2026-05-13  格列美脲", "结束时间不明：1 项"]),
        ] {
            var play = charted(language)
            play.ask("/compare 2025-05-14 2026-10-12")
            for word in words { #expect(play.screen.contains(word)) }
            #expect(!play.screen.contains("• 2026-10-12  Metformin"), "a repeated order begins nothing")
        }
    }

    @Test("A doubtful value is shown as such and nothing is reckoned with it")
    func doubts() throws {
        var play = charted(columns: 200)
        play.ask("/compare 2025-09-30 2026-10-12")
        let row = try #require(play.rows.first { $0.contains("Glycated haemoglobin") })
        #expect(row.contains("?62%"))
        #expect(!row.contains("(−"))
        #expect(!row.contains("↓ "))
    }

    @Test("← and → choose the day, Tab the other one, ↑↓ scroll, Esc leaves")
    func movesDays() {
        var play = charted(columns: 80, rows: 24)
        play.ask("/compare 2025-05-14 2026-05-13")
        play.press(.left)
        #expect(comparison(play)?.first == "2025-02-19")
        play.press(.tab, .right)
        #expect(comparison(play)?.second == "2026-07-08")
        play.press(.right, .right, .right)
        #expect(comparison(play)?.second == "2026-10-12")
        play.press(.tab)
        for _ in 0..<30 { play.press(.right) }
        #expect(comparison(play)?.first == "2026-07-08", "the first day stays before the second")
        play.press(.down)
        #expect((comparison(play)?.scroll ?? 0) <= 1)
        play.press(.escape)
        #expect(play.state.view == nil)
    }

    // MARK: Timeline

    @Test("Bars go from onset to end or now; ends that the chart doesn't know are dots")
    func bars() throws {
        let window = TimeScale(range: 0...100)
        func cells(_ start: Double?, _ end: Double?, isOngoing: Bool) -> String {
            var text = Array(repeating: " ", count: 11)
            let bar = TimelineBar(kind: .problem, text: "x", start: start, end: end, isOngoing: isOngoing)
            for (column, sign) in TimelinePane.cells(bar, 90, window, columns: 11, .unicode) { text[column] = sign }
            return text.joined()
        }
        #expect(cells(20, 50, isOngoing: false) == "  ████     ")
        #expect(cells(20, nil, isOngoing: true) == "  ████████ ")
        #expect(cells(20, nil, isOngoing: false) == "  █…       ")
        #expect(cells(nil, nil, isOngoing: true) == "……………………………… ".prefix(10) + " ")
        #expect(cells(-50, 30, isOngoing: false) == "◂███       ")
        #expect(cells(-50, -20, isOngoing: false) == "◂          ")
        #expect(cells(200, nil, isOngoing: true).hasSuffix("▸"))
        var play = charted()
        play.ask("/timeline")
        let row = try #require(play.rows.first { $0.contains("Gout") })
        #expect(row.contains("…") || row.contains("◂"))
    }

    @Test("The timeline opens where its value is seen; + and - zoom, ← → move through time, ↑↓ through the bars")
    func movesThroughTime() {
        var play = charted(columns: 80, rows: 24)
        play.ask("/timeline creatinine")
        let zoom = timeline(play)?.zoom ?? 0
        #expect(zoom > 0)
        play.press(.character("-"))
        #expect(timeline(play)?.zoom == zoom - 1)
        play.press(.character("+"), .left)
        #expect((timeline(play)?.place ?? 1) < 1)
        play.press(.end)
        #expect(timeline(play)?.place == 1)
        play.press(.home)
        #expect(timeline(play)?.place == 0)
        play.press(.right)
        #expect((timeline(play)?.place ?? 0) > 0)
        let series = timeline(play)?.series
        play.press(.tab)
        #expect(timeline(play)?.series != series)
        play.press(.down, .down, .up)
        #expect((timeline(play)?.scroll ?? -1) >= 0)
        play.press(.escape)
        #expect(play.state.view == nil)
    }

    @Test("A chart without any value still has a timeline")
    func timelineWithoutValues() {
        var patient = Samples.patient
        patient.observations = []
        var play = Play()
        play.send(Samples.patientRead([patient]))
        play.ask("/timeline")
        #expect(play.screen.contains("Type 2 diabetes"))
        #expect(play.screen.contains("2020") || play.screen.contains("2015"))
    }

    // MARK: The prompt

    @Test("/prompt shows the exact parts with their tokens, [ ] jump, and says where there is none")
    func showsThePrompt() {
        var play = charted(columns: 80, rows: 24)
        play.ask("/prompt")
        #expect(play.screen.contains("there is no prompt"))
        play.press(.escape)
        play.ask("Why?")
        var parts = Samples.prompt
        parts[0].text += String(repeating: "\nrule", count: 40)
        play.send(.turnAdvanced(1, .promptBuilt(parts)), .turnAdvanced(1, .finished(Samples.answer(.english))))
        play.ask("/prompt")
        #expect(play.screen.contains("1 System: the rules · 412 tokens"))
        #expect(!play.screen.contains("2 System: the patient"))
        play.press(.character("]"), .character("]"))
        #expect(play.screen.contains("2 System: the patient · 96 tokens"))
        play.press(.end)
        #expect(play.screen.contains("4 Question · 88 tokens"))
        play.press(.character("["))
        play.press(.home)
        #expect(play.screen.contains("1,184 tokens in all"))
    }

    @Test("Every view can be drawn at every size, in both languages")
    func drawsAtEverySize() {
        for language in [Language.english, .simplifiedChinese] {
            for size in [(1, 1), (20, 5), (44, 12), (80, 24), (100, 12), (240, 70)] {
                for command in ["/trend hba1c", "/trend bp", "/trend", "/compare", "/timeline", "/prompt", "/why"] {
                    var play = charted(language, columns: size.0, rows: size.1)
                    play.ask(command)
                    play.press(.left, .down, .character("+"), .pageDown)
                    for row in 0..<size.1 {
                        #expect(play.frame.buffer[row: row].reduce(0) { $0 + Int($1.width) } == size.0)
                    }
                }
            }
        }
    }

    @Test("A frame with a view of a large chart is drawn without delay")
    func drawsQuickly() {
        var patient = Samples.patient
        patient.observations = (0..<2000).map { index -> Observation in
            let day = String(format: "20%02d-%02d-%02d", index / 100, index % 12 + 1, index % 28 + 1)
            let value = Quantity(value: 6 + Double(index % 40) / 10, unit: "%")
            return Observation(loinc: "4548-4", name: "HbA1c", value: value, time: PartialDate(day))
        }
        var play = Play(Samples.state(columns: 200, rows: 60))
        play.send(Samples.patientRead([patient]))
        for command in ["/trend hba1c", "/compare", "/timeline"] {
            play.ask(command)
            let time = ProcessorTime.measure { for _ in 0..<5 { _ = play.frame } } / 5
            print("\(command): \(time) a frame")
            #expect(time < .milliseconds(250))
        }
        play.press(.alt("3"), .down)
        let time = ProcessorTime.measure { for _ in 0..<5 { _ = play.frame } } / 5
        print("the pane of 2000 values: \(time) a frame")
        #expect(time < .milliseconds(250))
    }
}
