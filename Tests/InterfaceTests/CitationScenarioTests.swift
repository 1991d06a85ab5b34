import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct CitationScenarioTests {
    private func lit(_ play: Play) throws -> [String] {
        let theme = try Theme.parse("[roles]\ncitation.active = black on white", name: "t", file: "t.theme")
        let frame = render(play.state, theme: theme, size: play.state.size)
        let style = theme.style("citation.active")
        return (0..<frame.size.rows).flatMap { row -> [String] in
            let text = frame.buffer[row: row].map { $0.style.background == style.background ? $0.text : "\n" }.joined()
            return text.split(separator: "\n").map(String.init)
        }
    }

    @Test("[2] and Enter light up the marker in the answer and the passage's card together")
    func opensByNumber() throws {
        var play = Play()
        play.answerSample()
        #expect(try lit(play).isEmpty)
        play.ask("[2]")
        #expect(play.effects.isEmpty)
        #expect(play.state.exchanges.count == 1)
        #expect(play.state.selectedMarker == "2")
        #expect(try lit(play) == ["[2]", "[2]"])
        #expect(play.rows.contains { $0.contains("▌[2] ADA 2026") })
        play.press(.escape)
        #expect(play.state.selectedMarker == nil)
    }

    @Test(
        "A source is named by its abbreviation, never by a remark in brackets",
        arguments: [
            ("American Diabetes Association (ADA)", "ADA 2026"), ("AHA/ACC (multisociety)", "AHA/ACC 2026"),
            ("Department of Veterans Affairs (VA/DoD)", "VA/DoD 2026"), ("国家卫生健康委员会", "国家卫生健康委员会 2026"),
            ("CSC and partners (China)", "CSC and partners 2026"),
        ])
    func namesTheSource(_ organisation: String, _ shown: String) {
        var citation = Samples.citations(.english)[0]
        citation.organisation = organisation
        citation.year = 2026
        #expect(citation.sourceName == shown)
    }

    @Test("At 80 columns the citations come to the front, with the chosen card in sight")
    func opensOnANarrowScreen() {
        var play = Play(Samples.state(columns: 80, rows: 24))
        play.answerSample()
        play.ask("[4]")
        #expect(play.state.tab == .citations)
        #expect(play.screen.contains("▌[4] " + Struck.text("VA/DoD 2017")))
        #expect(play.screen.contains("SUPERSEDED EDITION"))
    }

    @Test("In the citations pane, up and down go from passage to passage")
    func walks() {
        var play = Play()
        play.answerSample()
        play.press(.tab, .tab)
        #expect(play.state.focus == .citations)
        play.press(.down)
        #expect(play.state.selectedMarker == "1")
        play.press(.down, .down, .down, .down)
        #expect(play.state.selectedMarker == "4")
        #expect(play.screen.contains("▌[4]"))
        play.press(.up)
        #expect(play.state.selectedMarker == "3")
    }

    @Test("A number without a passage is told and changes nothing")
    func tellsTheUnknown() {
        var play = Play()
        play.answerSample()
        play.ask("[9]")
        #expect(play.state.selectedMarker == nil)
        #expect(play.screen.contains("There is no citation [9] here"))
    }

    @Test("A click on a marker opens its passage; a click on a card lights up the marker")
    func clicks() throws {
        var play = Play(Samples.state(columns: 200, rows: 60))
        play.answerSample()
        let row = try #require(play.row(containing: "falls below 45 [2]"))
        let cells = Array(play.frame.buffer[row: row])
        let column = try #require(cells.indices.first { cells[$0].text == "[" })
        play.send(.input(.click(Point(column: column + 1, row: row))))
        #expect(play.state.selectedMarker == "2")
        let card = try #require(play.row(containing: "[1] ADA 2026"))
        play.send(.input(.click(Point(column: 150, row: card))))
        #expect(play.state.selectedMarker == "1")
    }

    @Test("Left and right in a pane go to the passages of another question")
    func goesThroughQuestions() {
        var play = Play()
        play.answerSample()
        play.ask("And then?")
        var answer = Samples.answer(.english)
        answer.citations = [answer.citations[3]]
        answer.citations[0].n = 1
        play.send(.turnAdvanced(2, .finished(answer)))
        #expect(play.screen.contains("Citations (1)"))
        play.press(.tab, .left)
        #expect(play.screen.contains("Citations (4)"))
        play.press(.right)
        #expect(play.screen.contains("Citations (1)"))
    }

    @Test(
        "Unverified and superseded passages say so in words, in both languages",
        arguments: [
            (Language.english, ["UNVERIFIED FIGURE", "SUPERSEDED EDITION"]),
            (.simplifiedChinese, ["数值未经核实", "已被新版取代"]),
        ])
    func flags(language: Language, words: [String]) {
        var play = Play(Samples.state(language, columns: 200, rows: 70))
        play.answerSample(language)
        for (sign, word) in zip(["⚠", "✗"], words) { #expect(play.screen.contains("\(sign) \(word)")) }
    }
}
