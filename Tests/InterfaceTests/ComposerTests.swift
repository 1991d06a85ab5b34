import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct ComposerTests {
    private func composer(_ text: String, cursor: Int? = nil) -> Composer {
        var composer = Composer(text)
        if let cursor { composer.move(to: cursor) }
        return composer
    }

    @Test("Deleting backward takes one character as a reader counts them, in any script")
    func deletesWholeCharacters() {
        for (text, rest) in [("血压", "血"), ("cafe\u{301}", "caf"), ("👨‍👩‍👧", ""), ("🇨🇳", ""), ("a\n", "a")] {
            var composer = composer(text)
            composer.deleteBackward()
            #expect(composer.text == rest)
        }
    }

    @Test("A combining mark typed after its letter joins it")
    func joinsMarks() {
        var composer = composer("e")
        composer.insert("\u{301}")
        #expect(composer.cursor == 1)
        #expect(composer.text == "e\u{301}")
    }

    @Test("The cursor goes by words in English, by runs in Chinese, and stops at signs")
    func movesByWords() {
        var composer = composer("eGFR 低于45，减量 now")
        var stops: [Int] = []
        while composer.cursor > 0 {
            composer.moveWordLeft()
            stops.append(composer.cursor)
        }
        #expect(stops == [13, 10, 9, 7, 5, 0])
        composer.moveWordRight()
        #expect(composer.cursor == 4)
    }

    @Test("Ctrl+K, Ctrl+U and Ctrl+W cut, and Ctrl+Y puts back what was cut last")
    func cutsAndPutsBack() {
        var composer = composer("first line\nsecond line", cursor: 17)
        composer.deleteToLineEnd()
        #expect(composer.text == "first line\nsecond")
        composer.deleteToLineStart()
        #expect(composer.text == "first line\n")
        composer.pasteCut()
        #expect(composer.text == "first line\nsecond")
        composer.deleteWordBackward()
        #expect(composer.text == "first line\n")
        composer.deleteBackward()
        composer.moveToLineStart()
        composer.deleteToLineEnd()
        #expect(composer.text == "")
    }

    @Test("Undo takes back a stretch of typing at once, and a deletion by itself")
    func undoes() {
        var composer = Composer()
        for character in "血糖" { composer.insert(character) }
        composer.deleteBackward()
        composer.undo()
        #expect(composer.text == "血糖")
        composer.undo()
        #expect(composer.text == "")
        composer.undo()
        #expect(composer.text == "")
    }

    @Test("A megabyte pasted stays as it came, and is one folded element")
    func foldsLargePastes() {
        let text = String(repeating: "血压 120/80 mmHg\u{1B}[31m\r\n", count: 50_000)
        var composer = composer("See: ")
        composer.insert(paste: text)
        #expect(composer.elements.count == 6)
        #expect(composer.text == "See: " + text.replacing("\r\n", with: "\n"))
        let layout = ComposerLayout(composer, columns: 60, wording: Wording(.english))
        #expect(layout.rows == ["See: [pasted 1,000,000 characters]"])
        composer.deleteBackward()
        #expect(composer.text == "See: ")
    }

    @Test("Control characters of a small paste are kept for sending and never shown")
    func showsNoControls() {
        var composer = Composer()
        composer.insert(paste: "a\u{1B}[31mb\u{7}")
        #expect(composer.text == "a\u{1B}[31mb\u{7}")
        let layout = ComposerLayout(composer, columns: 40, wording: Wording(.english))
        #expect(layout.rows == ["a·[31mb·"])
    }

    @Test(
        "The cursor stands where the next character will appear, in wrapped text of both scripts",
        arguments: [8, 11, 20])
    func placesTheCursor(columns: Int) {
        let composer = Composer("空腹血糖7.6 mmol/L怎么办？\nAnd the HbA1c then?")
        for position in 0...composer.elements.count {
            var moved = composer
            moved.move(to: position)
            let layout = ComposerLayout(moved, columns: columns, wording: Wording(.english))
            #expect(layout.rows.indices.contains(layout.cursorRow))
            #expect((0..<columns).contains(layout.cursorColumn))
            guard position < composer.elements.count, case .character(let next) = composer.elements[position],
                !next.isWhitespace
            else { continue }
            let row = layout.rows[layout.cursorRow]
            var column = 0
            let shown = row.first { character in
                defer { column += DisplayWidth.of(character) }
                return column == layout.cursorColumn
            }
            #expect(shown == next)
        }
    }

    @Test("Up and down keep the column over lines of both scripts")
    func movesVertically() {
        let composer = composer("abcdef\n血压血压\nxy", cursor: 4)
        let layout = ComposerLayout(composer, columns: 40, wording: Wording(.english))
        #expect(layout.position(rowsFromCursor: 1) == 9)
        #expect(layout.position(rowsFromCursor: 2) == 14)
        #expect(layout.position(rowsFromCursor: -1) == nil)
        #expect(layout.position(rowsFromCursor: 3) == nil)
    }
}
