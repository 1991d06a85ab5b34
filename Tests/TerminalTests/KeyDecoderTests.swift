import Screen
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
    static let sequences: [(String, [TerminalInput])] = [
        ("a", [.key(.character("a"))]), ("中", [.key(.character("中"))]), ("😀", [.key(.character("😀"))]),
        ("é", [.key(.character("é"))]),
        ("\r", [.key(.enter)]), ("\n", [.key(.ctrl("j"))]), ("\t", [.key(.tab)]), ("\u{7F}", [.key(.backspace)]),
        ("\u{3}", [.key(.ctrl("c"))]), ("\u{0}", [.key(.ctrl(" "))]), ("\u{1F}", [.key(.ctrl("_"))]),
        ("\u{1B}\r", [.key(.altEnter)]), ("\u{1B}x", [.key(.alt("x"))]), ("\u{1B}1", [.key(.alt("1"))]),
        ("\u{1B}中", [.key(.alt("中"))]), ("\u{1B}\u{7F}", [.key(.altBackspace)]),
        ("\u{1B}\u{6}", [.key(.ctrlAlt("f"))]),
        ("\u{1B}[A", [.key(.up)]), ("\u{1B}OA", [.key(.up)]), ("\u{1B}[1;5C", [.key(.ctrlRight)]),
        ("\u{1B}[1;2D", [.key(.shiftLeft)]), ("\u{1B}[1;3B", [.key(.altDown)]), ("\u{1B}O5D", [.key(.ctrlLeft)]),
        ("\u{1B}Od", [.key(.ctrlLeft)]), ("\u{1B}[H", [.key(.home)]), ("\u{1B}[4~", [.key(.end)]),
        ("\u{1B}[1;5H", [.key(.ctrlHome)]), ("\u{1B}[7~", [.key(.home)]), ("\u{1B}[3~", [.key(.delete)]),
        ("\u{1B}[3;5~", [.key(.ctrlDelete)]), ("\u{1B}[3^", [.key(.ctrlDelete)]), ("\u{1B}[2~", [.key(.insert)]),
        ("\u{1B}[5~", [.key(.pageUp)]), ("\u{1B}[6~", [.key(.pageDown)]), ("\u{1B}[Z", [.key(.backTab)]),
        ("\u{1B}OP", [.key(.function(1))]), ("\u{1B}[11~", [.key(.function(1))]),
        ("\u{1B}[[A", [.key(.function(1))]), ("\u{1B}[15~", [.key(.function(5))]),
        ("\u{1B}[24~", [.key(.function(12))]), ("\u{1B}[1;2P", [.key(.function(13))]),
        ("\u{1B}[25~", [.key(.function(13))]),
        ("\u{1B}[13;2u", [.key(.altEnter)]), ("\u{1B}[27;5;13~", [.key(.altEnter)]),
        ("\u{1B}[97;5u", [.key(.ctrl("a"))]), ("\u{1B}[127;5u", [.key(.ctrlBackspace)]),
        ("\u{1B}[I\u{1B}[O", [.focus(isGained: true), .focus(isGained: false)]),
        ("\u{1B}[<64;10;5M", [.wheel(isUp: true, at: Point(column: 9, row: 4))]),
        ("\u{1B}[<69;1;1M", [.wheel(isUp: false, at: Point(column: 0, row: 0))]),
        ("\u{1B}[<0;200;60M\u{1B}[<0;200;60m", [.click(Point(column: 199, row: 59))]),
        ("\u{1B}[<2;1;1M\u{1B}[<32;4;4M", []),
        (
            "\u{1B}[200~line one\r糖尿病 ~[201~\r\nend\u{1B}[201~x",
            [
                .paste("line one\n糖尿病 ~[201~\nend"), .key(.character("x")),
            ]
        ),
        ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
        ("\u{1B}[200~\u{1B}[31m\u{3}\u{1B}[201~", [.paste("\u{1B}[31m\u{3}")]),
        // Answers of the terminal and sequences that nobody knows leave nothing behind.
        ("\u{1B}]11;rgb:0000/0000/0000\u{7}a", [.key(.character("a"))]),
        ("\u{1B}P1$r0m\u{1B}\\a", [.key(.character("a"))]), ("\u{1B}[?62;22ca", [.key(.character("a"))]),
        ("\u{1B}[999~a", [.key(.character("a"))]), ("\u{1B}[1;2;3;4;5;6;7;8;9Xa", [.key(.character("a"))]),
        ("\u{1B}[99999999999999999999~a", [.key(.character("a"))]),
        ("\u{1B}\u{1B}[A", [.key(.escape), .key(.up)]),
        ("血压\r", [.key(.character("血")), .key(.character("压")), .key(.enter)]),
    ]

    @Test("bytes mean the same in one piece, one by one and cut at any place", arguments: sequences)
    func everySplit(text: String, expected: [TerminalInput]) {
        let bytes = Array(text.utf8)
        var whole = KeyDecoder()
        #expect(whole.decode(bytes) == expected)
        #expect(!whole.isAmbiguous)

        var single = KeyDecoder()
        #expect(bytes.flatMap { single.decode([$0]) } == expected)

        for cut in 0...bytes.count {
            var decoder = KeyDecoder()
            let first = decoder.decode(bytes[..<cut])
            #expect(first + decoder.decode(bytes[cut...]) == expected, "cut at \(cut)")
        }
    }

    @Test("all sequences after one another, in pieces of every size")
    func stream() {
        let bytes = Self.sequences.flatMap { Array($0.0.utf8) }
        let expected = Self.sequences.flatMap(\.1)
        for size in 1...17 {
            var decoder = KeyDecoder()
            var inputs: [TerminalInput] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                inputs += decoder.decode(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(inputs == expected, "pieces of \(size)")
        }
    }

    @Test("a lone ESC is the Escape key once nothing follows")
    func loneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.isAmbiguous)
        #expect(decoder.settle() == [.key(.escape)])
        #expect(!decoder.isAmbiguous)
        #expect(decoder.settle() == [])
        #expect(decoder.decode(Array("[A".utf8)) == [.key(.character("[")), .key(.character("A"))])
    }

    @Test("Alt with a character that also starts sequences is a key once nothing follows")
    func altIntroducers() {
        for (bytes, key) in [("\u{1B}[", Key.alt("[")), ("\u{1B}O", .alt("O")), ("\u{1B}]", .alt("]"))] {
            var decoder = KeyDecoder()
            #expect(decoder.decode(Array(bytes.utf8)) == [])
            #expect(decoder.settle() == [.key(key)])
        }
    }

    @Test("a pause inside a longer sequence, a character or a paste loses nothing")
    func pauses() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array("\u{1B}[1;".utf8)) == [])
        #expect(decoder.settle() == [])
        #expect(decoder.decode(Array("5C".utf8)) == [.key(.ctrlRight)])
        #expect(decoder.decode([0xE7, 0xB3]) == [])
        #expect(decoder.settle() == [])
        #expect(decoder.decode([0x96]) == [.key(.character("糖"))])
        #expect(decoder.decode(Array("\u{1B}[200~abc\u{1B}".utf8)) == [])
        #expect(decoder.settle() == [])
        #expect(decoder.decode(Array("[201~".utf8)) == [.paste("abc")])
    }

    @Test("bytes that are no UTF-8 become a replacement character and never swallow a key")
    func invalid() {
        let replaced = TerminalInput.key(.character("\u{FFFD}"))
        for (bytes, expected) in [
            ([0xFF, 0x61], [replaced, .key(.character("a"))]),
            ([0xE7, 0x61], [replaced, .key(.character("a"))]),
            ([0xE7, 0x1B, 0x5B, 0x41], [replaced, .key(.up)]),
            ([0xED, 0xA0, 0x80, 0x0D], [replaced, .key(.enter)]),
            ([0xC2, 0x9B, 0x61], [.key(.character("a"))]),
        ] as [([UInt8], [TerminalInput])] {
            var decoder = KeyDecoder()
            #expect(decoder.decode(bytes) == expected, "\(bytes)")
        }
    }

    @Test("a paste of a megabyte arrives whole, in the pieces that a terminal gives")
    func largePaste() {
        let line = "空腹血糖 7.8 mmol/L, HbA1c 8.1% ~[201~ \u{1B}[20\n"
        let text = String(repeating: line, count: 1_048_576 / line.utf8.count + 1)
        let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
        #expect(bytes.count > 1_048_576)
        var decoder = KeyDecoder()
        var inputs: [TerminalInput] = []
        for start in stride(from: 0, to: bytes.count, by: 4095) {
            inputs += decoder.decode(bytes[start..<min(start + 4095, bytes.count)])
        }
        #expect(inputs == [.paste(text)])
    }
}
