import Glibc
import Testing

@testable import Screen

@_silgen_name("wcwidth") private func libraryWidth(_ character: Int32) -> Int32

@Suite struct DisplayWidthTests {
    @Test(
        "text takes the columns that ncurses and tmux give it",
        arguments: [
            ("", 0), ("abc", 3), ("糖尿病", 6), ("HbA1c 7.0%", 10), ("空腹血糖≥7.0 mmol/L", 19),
            ("，。！？（）", 12), ("“引号”", 6), ("①…—·°±×", 7), ("ｱｲｳ", 3), ("カタカナ", 8), ("한국어", 6),
            ("e\u{301}", 1), ("a\u{300}\u{301}\u{302}", 1), ("\u{301}", 0), ("\u{200B}", 0), ("\u{200D}", 0),
            ("😀", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("🇨🇳", 2), ("❤️", 1), ("1️⃣", 1),
            ("\u{1B}[31m", 4), ("\u{7}\u{0}\u{9F}", 0), ("a\nb", 2), ("─│┌█", 4),
        ])
    func widthTable(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test("every assigned character of the system's library is as wide here as there")
    func agreesWithLibrary() {
        // The whole process changes its locale: the other tests here do not depend on it.
        let hasLocale = unsafe setlocale(LC_CTYPE, "C.UTF-8") != nil
        #expect(hasLocale)
        var wrong: [String] = []
        for value in UInt32(0x20)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected = libraryWidth(Int32(bitPattern: value))
            if expected >= 0, DisplayWidth.of(scalar) != Int(expected) {
                wrong.append("U+\(String(value, radix: 16)): here \(DisplayWidth.of(scalar)), there \(expected)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(20))")
    }

    @Test("a cut never halves a wide character and counts the ellipsis")
    func truncates() {
        #expect(DisplayWidth.truncate("糖尿病", to: 6) == "糖尿病")
        #expect(DisplayWidth.truncate("糖尿病", to: 5) == "糖尿")
        #expect(DisplayWidth.truncate("糖尿病", to: 5, ellipsis: "…") == "糖尿…")
        #expect(DisplayWidth.truncate("糖尿病", to: 4, ellipsis: "…") == "糖…")
        #expect(DisplayWidth.truncate("hypertension", to: 6, ellipsis: "…") == "hyper…")
        #expect(DisplayWidth.truncate("hypertension", to: 0, ellipsis: "…") == "")
        #expect(DisplayWidth.truncate("hypertension", to: -1, ellipsis: "…") == "")
        #expect(DisplayWidth.pad("血压", to: 6) == "血压  ")
        #expect(DisplayWidth.pad("血压计", to: 5) == "血压 ")
    }
}
