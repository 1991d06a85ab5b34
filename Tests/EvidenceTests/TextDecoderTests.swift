import Foundation
import Testing

@testable import Evidence

@Suite("Encodings")
struct TextDecoderTests {
    static let simplified = "高血压患者应当限盐，推荐首选血管紧张素转换酶抑制剂或钙通道阻滞剂；血压目标低于130/80 mmHg。糖尿病患者每年检查眼底。"
    static let traditional = "高血壓患者應當限鹽，推薦首選血管張力素受體阻斷劑；血壓目標低於130/80 mmHg。糖尿病患者每年檢查眼底。"
    static let french =
        "Le patient est traité par un inhibiteur à dose élevée ; la fréquence cardiaque a été contrôlée après repos."

    private func data(_ text: String, _ number: UInt) throws -> Data {
        try #require(text.data(using: String.Encoding(rawValue: number)))
    }

    @Test("What has a mark, or is valid UTF-8, is read as that")
    func unicode() throws {
        for text in [Self.simplified, Self.traditional, Self.french, "plain"] {
            #expect(try TextDecoder.decode(Data(text.utf8)).text == text)
            #expect(try TextDecoder.decode(Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)).text == text)
            let little = Data([0xFF, 0xFE]) + (try #require(text.data(using: .utf16LittleEndian)))
            #expect(try TextDecoder.decode(little) == .init(text: text, encoding: .utf16LittleEndian))
            let big = Data([0xFE, 0xFF]) + (try #require(text.data(using: .utf16BigEndian)))
            #expect(try TextDecoder.decode(big) == .init(text: text, encoding: .utf16BigEndian))
        }
    }

    @Test("GB18030, Big5 and Windows-1252 are told apart by their characters")
    func detected() throws {
        let gb = try data(Self.simplified + "㐀", 0x8000_0632)
        #expect(try TextDecoder.decode(gb) == .init(text: Self.simplified + "㐀", encoding: .gb18030))
        let big5 = try data(Self.traditional, 0x8000_0A03)
        #expect(try TextDecoder.decode(big5) == .init(text: Self.traditional, encoding: .big5))
        let latin = try #require(Self.french.data(using: .windowsCP1252))
        #expect(try TextDecoder.decode(latin) == .init(text: Self.french, encoding: .windows1252))
        // A page that declares the wrong one is read by what it holds.
        #expect(try TextDecoder.decode(gb, declared: "iso-8859-1").encoding == .gb18030)
        #expect(try TextDecoder.decode(big5, declared: "utf-8").encoding == .big5)
    }

    @Test("Passages of the packs come back from GB18030 and Big5 as they were, or are refused")
    func packs() throws {
        let texts = try Resources.packs.flatMap { pack in
            try FileManager.default.contentsOfDirectory(at: pack.folder, includingPropertiesForKeys: nil)
        }.filter { $0.pathExtension == "md" }.map { file in
            try GuidelineFile.read(
                String(contentsOf: file, encoding: .utf8), name: file.lastPathComponent, specialty: "x"
            ).passages.compactMap(\.chinese).joined(separator: "\n")
        }
        var (read, refused) = (0, 0)
        for text in texts {
            let traditional = try #require(Folding.traditional(text))
            let forms = [(text, TextDecoder.Encoding.gb18030, UInt(0x8000_0632)), (traditional, .big5, 0x8000_0A03)]
            for (text, encoding, number) in forms {
                guard let bytes = text.data(using: String.Encoding(rawValue: number)) else { continue }
                do {
                    let decoded = try TextDecoder.decode(bytes)
                    #expect(decoded == .init(text: text, encoding: encoding))
                    read += 1
                } catch {
                    #expect(error == .unknownEncoding)
                    refused += 1
                }
            }
        }
        // A line of abbreviations with three Chinese characters may be refused; nothing is read wrongly.
        #expect(read > 200 && refused * 50 <= read, "\(refused) refused, \(read) read")
    }

    @Test("What can't be told for certain is refused, and so is what is no text")
    func refused() throws {
        let random = Data((0..<4_000).map { UInt8(truncatingIfNeeded: ($0 &* 7_919) >> 3 | 0x80) })
        #expect(throws: TextDecoder.Failure.unknownEncoding) { try TextDecoder.decode(random) }
        let korean = try data("고혈압 환자는 소금 섭취를 줄여야 하며 매일 혈압을 측정해야 합니다.", 0x8000_0940)
        #expect(throws: TextDecoder.Failure.unknownEncoding) { try TextDecoder.decode(korean) }
        #expect(throws: TextDecoder.Failure.binary) { try TextDecoder.decode(Data("a\u{0}b".utf8)) }
        #expect(throws: TextDecoder.Failure.binary) { try TextDecoder.decode(Data([1, 2, 3, 4, 5, 0x61])) }
        #expect(throws: TextDecoder.Failure.garbled) { try TextDecoder.decode(Data("锟斤拷锟斤拷".utf8)) }
        let garbled = try #require(String(data: Data(Self.simplified.utf8.prefix(45)), encoding: .isoLatin1))
        #expect(throws: TextDecoder.Failure.garbled) { try TextDecoder.decode(Data(garbled.utf8)) }
        #expect(throws: TextDecoder.Failure.unsupported("koi8-r")) {
            try TextDecoder.decode(korean, declared: "koi8-r")
        }
    }

    @Test("A file that ends inside a character is read up to there, and it is said")
    func cutShort() throws {
        let decoded = try TextDecoder.decode(Data(Self.simplified.utf8.dropLast()))
        #expect(decoded == .init(text: String(Self.simplified.dropLast()), encoding: .utf8, isCutShort: true))
        let gb = try TextDecoder.decode(data(Self.simplified, 0x8000_0632).dropLast())
        #expect(gb.text == String(Self.simplified.dropLast()) && gb.isCutShort)
    }
}
