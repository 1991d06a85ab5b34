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
        #expect(result == text)
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
    }

    @Test("an answer that is cut in the middle of a character ends before it")
    func cut() {
        var text = AnswerText(stop: [])
        #expect(text.append(Array("血".utf8) + [0xE5, 0x8E]).text == "血")
        #expect(text.finish() == "")
    }

    @Test("a token's place begins with the character that it goes on with, and ends with the one that it begins")
    func places() {
        var text = AnswerText(stop: ["END"])
        #expect(text.append(Array("血".utf8) + [0xE5, 0x8E]).place == 0..<5)
        #expect(text.append([0x8B]).place == 3..<6)
        #expect(text.append(Array("EN".utf8)).place == 6..<8)
        let last = text.append(Array("D.".utf8))
        #expect(last.place == 8..<10 && last.isStopped)
    }
}
