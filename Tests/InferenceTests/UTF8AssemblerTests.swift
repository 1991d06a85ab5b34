import Testing

@testable import Inference

@Suite struct UTF8AssemblerTests {
    @Test("bytes that arrive one by one give whole characters only", arguments: ["血压 130/80 mmHg", "naïve 👩‍⚕️ ½", ""])
    func oneByOne(_ text: String) {
        var assembler = UTF8Assembler()
        var result = ""
        for byte in text.utf8 {
            let piece = assembler.append([byte])
            #expect(!piece.contains("\u{FFFD}"))
            result += piece
        }
        #expect(result + assembler.finish() == text)
    }

    @Test("a character split over two tokens comes with the second")
    func split() {
        var assembler = UTF8Assembler()
        #expect(assembler.append([0x41, 0xE8, 0xA1]) == "A")
        #expect(assembler.append([0x80]) == "血")
    }

    @Test("bytes that can't be text become replacement characters instead of waiting for ever")
    func invalid() {
        var assembler = UTF8Assembler()
        #expect(assembler.append([0xFF, 0x41]) == "\u{FFFD}A")
        #expect(assembler.append([0x80]) == "\u{FFFD}")
        #expect(assembler.append([0xE8, 0x41]) == "\u{FFFD}A")
        #expect(assembler.append([0xE8]) == "")
        #expect(assembler.finish() == "\u{FFFD}")
        #expect(assembler.finish() == "")
    }
}
