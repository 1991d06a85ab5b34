import Clinical
import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct WordingTests {
    private static let worded: [any Worded] =
        Phrase.allCases as [any Worded] + Action.allCases as [any Worded] + Verdict.allCases as [any Worded]
        + VisitComparison.Course.allCases as [any Worded] + PromptPart.Kind.allCases as [any Worded]
        + ChartAlert.Severity.allCases as [any Worded] + ChartAlert.Kind.allCases as [any Worded]
        + Audience.allCases as [any Worded] + Sex.allCases as [any Worded] + KeyMap.Place.allCases as [any Worded]

    @Test("Every phrase exists in both languages with the same blanks to fill")
    func isComplete() {
        let signsOnly: [Phrase] = [.colon, .comma, .semicolon, .argumentNone, .argumentAudience]
        for item in Self.worded {
            if let phrase = item as? Phrase, signsOnly.contains(phrase) { continue }
            let (english, chinese) = item.words
            #expect(!english.isEmpty && !chinese.isEmpty, "\(item)")
            #expect(chinese.unicodeScalars.contains { $0.properties.isIdeographic } || english == chinese, "\(item)")
            #expect(!english.unicodeScalars.contains { $0.properties.isIdeographic }, "\(item)")
            for blank in ["%1", "%2", "%3"] { #expect(english.contains(blank) == chinese.contains(blank), "\(item)") }
        }
    }

    @Test("Blanks are filled once, in any order, and a % stays a %")
    func fills() {
        let wording = Wording(.english)
        #expect(wording.fill(.phaseReadingPrompt, "%2", "9") == "Reading the prompt: %2 of 9 tokens")
        #expect(wording.fill(.phaseWaitingForModel, "43").contains("(43%)"))
    }

    @Test("Figures are written as readers expect them")
    func writesFigures() {
        #expect(Wording.grouped(1_048_576) == "1,048,576")
        #expect([812, 1184, 9960, 12_345, 32_768].map(Wording.thousands) == ["812", "1.2k", "10k", "12k", "33k"])
        #expect([41.4, 1930, .nan].map(Wording.duration) == ["41 ms", "1.9 s", "–"])
        let quantities = [
            Quantity(value: 8.2, unit: "%"), Quantity(value: 148, unit: "mm[Hg]"), Quantity(value: 0.05, unit: "ug/L"),
            Quantity(value: 5, unit: "10*9/L", comparator: "<"), Quantity(value: 0.0001, unit: ""),
            Quantity(value: 54.20, unit: "mL/min/{1.73_m2}"), Quantity(value: .infinity, unit: "1"),
        ]
        #expect(
            quantities.map(Wording.quantity) == [
                "8.2%", "148 mmHg", "0.05 µg/L", "<5 10^9/L", "0.0001", "54.2 mL/min/1.73 m2", "inf",
            ])
    }
}
