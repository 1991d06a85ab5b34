import Screen
import Testing

@Suite struct WrapTests {
    private func wrap(_ text: String, _ columns: Int) -> [String] {
        DisplayWidth.wrap(text, columns: columns).map(\.text)
    }

    @Test("English breaks between words and after hyphens, and a figure keeps its sign")
    func english() {
        let text = "Metformin is the usual first-line drug (unless eGFR < 30) [1], and HbA1c is checked every 3 months."
        #expect(
            wrap(text, 24) == [
                "Metformin is the usual",
                "first-line drug (unless",
                "eGFR < 30) [1], and",
                "HbA1c is checked every",
                "3 months.",
            ])
        #expect(wrap("usual first-line drug", 12) == ["usual first-", "line drug"])
        #expect(wrap("range 10-20 or -5", 8) == ["range", "10-20 or", "-5"])
    }

    @Test("Chinese breaks anywhere but before 。，）」 and after （「")
    func chinese() {
        let text = "二甲双胍是常用的一线药物（除非肾功能不全），每三个月复查糖化血红蛋白。"
        #expect(
            wrap(text, 20) == [
                "二甲双胍是常用的一线", "药物（除非肾功能不", "全），每三个月复查糖", "化血红蛋白。",
            ])
        for columns in 6...30 {
            for line in wrap(text, columns) {
                #expect(!"。，）」".contains(line.first ?? "x"), "\(columns): \(line)")
                #expect(!"（「".contains(line.last ?? "x"), "\(columns): \(line)")
            }
        }
    }

    @Test("mixed text breaks between the scripts, keeps figures with ≥ and %, and citations with their word")
    func mixed() {
        #expect(
            wrap("空腹血糖≥7.0 mmol/L可诊断糖尿病[1]。", 14) == ["空腹血", "糖≥7.0 mmol/L", "可诊断糖尿", "病[1]。"])
        #expect(wrap("HbA1c应低于7.0%。", 15) == ["HbA1c应低于", "7.0%。"])
        #expect(wrap("他说……好——行", 9) == ["他说……好", "——行"])
        #expect(wrap("他说一……好", 7) == ["他说一", "……好"])
    }

    @Test("a figure keeps its unit, unless the line is too narrow for both")
    func units() {
        #expect(wrap("target 7.0 mmol/L", 12) == ["target", "7.0 mmol/L"])
        #expect(wrap("target 7.0 mmol/L", 8) == ["target", "7.0", "mmol/L"])
        #expect(wrap("review in 4 weeks", 12) == ["review in", "4 weeks"])
    }

    @Test("a word longer than the line is cut at the edge, without a mark alone on the next line")
    func longWords() {
        #expect(wrap("hydrochlorothiazide 25 mg", 10) == ["hydrochlor", "othiazide", "25 mg"])
        #expect(wrap("abcdefghij。", 10) == ["abcdefghi", "j。"])
        #expect(wrap("，，，，", 4) == ["，，", "，，"])
        #expect(wrap("糖尿病", 1) == ["糖", "尿", "病"])
    }

    @Test("line feeds, indents and empty lines stay; blanks at a soft break go")
    func lineFeeds() {
        #expect(wrap("", 10) == [""])
        #expect(wrap("a\n\nb\n", 10) == ["a", "", "b", ""])
        #expect(wrap("  - one two three", 9) == ["  - one", "two three"])
        #expect(wrap("one     two", 5) == ["one", "two"])
        #expect(DisplayWidth.wrap("ab cd\nef", columns: 3).map(\.isHardEnd) == [false, true, true])
    }

    @Test(
        "the ranges of the lines cover the whole source in order, whatever the width",
        arguments: [
            "Blood pressure 150/95 mmHg;  target  below 130/80.\n\nReview in 4 weeks.",
            "血压 150/95 mmHg，目标低于 130/80 mmHg（能耐受时）。\n四周后复查👨‍👩‍👧‍👦e\u{301}。", "   ", "\n", "no\u{A0}break here",
        ])
    func ranges(text: String) {
        for columns in 1...40 {
            var next = text.startIndex
            for line in DisplayWidth.wrap(text, columns: columns) {
                if line.range.lowerBound != next {
                    #expect(text[next] == "\n" && text.index(after: next) == line.range.lowerBound)
                }
                #expect(text[line.range].hasPrefix(line.text))
                #expect(line.columns == DisplayWidth.of(line.text))
                #expect(line.columns <= max(columns, 2) || line.isHardEnd)
                next = line.range.upperBound
            }
            #expect(next == text.endIndex)
        }
    }
}
