import Foundation
import Testing

@testable import Script

@Suite("Simplified and Traditional Chinese")
struct ScriptConverterTests {
    private let converter: ScriptConverter

    init() throws { converter = try ScriptConverter() }

    private static let prompts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Prompts")

    /// The lexicon's Simplified and Traditional names, of those lines where both are one name in two scripts.
    private func sameNames() throws -> [(simplified: String, traditional: String)] {
        let folder = Self.prompts.appending(path: "lexicon")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "tsv" && $0.lastPathComponent != "organisations.tsv" }
        let names = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
                .filter { !$0.hasPrefix("#") }
                .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
                .map { (simplified: $0[1], traditional: $0[2]) }
        }
        return names.filter { converter.simplified($0.traditional) == $0.simplified }
    }

    /// The lexicon itself writes these now one way, now the other.
    private func level(_ name: String) -> String { name.replacing("皰", with: "疱").replacing("溼", with: "濕") }

    @Test("Every term of the lexicon that is one name in two scripts becomes the lexicon's own Traditional name")
    func agreesWithTheLexicon() throws {
        let names = try sameNames()
        #expect(names.count > 1_300)
        for name in names {
            #expect(level(converter.traditional(name.simplified)) == level(name.traditional))
        }
    }

    @Test("OpenCC's other configurations agree with the lexicon less, and the one that exchanges words does harm")
    func otherConfigurations() throws {
        let names = try sameNames()
        func agreeing(_ configuration: String) throws -> Int {
            let other = try OpenCC(configuration)
            return names.count { other.convert($0.simplified) == $0.traditional }
        }
        let own = names.count { converter.traditional($0.simplified) == $0.traditional }
        for configuration in ["s2t.json", "s2tw.json", "s2hk.json", "s2twp.json"] {
            #expect(own > (try agreeing(configuration)), "\(configuration)")
        }
        #expect(try OpenCC("s2twp.json").convert("循环") == "迴圈")
        #expect(converter.traditional("血液循环衰竭，局部用药，队列研究") == "血液循環衰竭，局部用藥，隊列研究")
    }

    @Test(
        "Words of medicine that the general tables get wrong are right",
        arguments: [
            ("低钾血症", "低鉀血症"), ("癥结", "癥結"), ("阿托伐他汀和卡托普利", "阿托伐他汀和卡托普利"), ("委托书", "委託書"),
            ("造影后3天后每周复查", "造影後3天後每週複查"), ("伊伐布雷定", "伊伐布雷定"),
            ("皮肤干燥，躯干皮疹，干预", "皮膚乾燥，軀幹皮疹，干預"), ("口服制剂，SGLT2抑制剂", "口服製劑，SGLT2抑制劑"),
        ])
    func medicine(simplified: String, traditional: String) {
        #expect(converter.traditional(simplified) == traditional)
    }

    @Test("Figures, units, marks and Latin names stay byte for byte")
    func untouched() {
        let text = "≥130/80 mmHg [1][C2] **AHA/ACC 2025** (COR 1) HbA1c <7.0–7.5% 😀 ½ µmol/L"
        #expect(converter.traditional(text) == text)
        #expect(converter.simplified(text) == text)
        let mixed = converter.traditional("eGFR <30 mL/min/1.73 m²时停用二甲双胍[2]。")
        #expect(mixed == "eGFR <30 mL/min/1.73 m²時停用二甲雙胍[2]。")
    }

    @Test("A text that arrives in pieces becomes what the whole becomes, wherever it is cut")
    func streams() {
        let long = String(repeating: "造影后发现血压升高后复查", count: 12)
        for text in ["**目标：**HbA1c <7.0%后，每3个月复查；干预[1]。\n- 头发后", "后", "", long, "😀后e\u{301}后"] {
            let whole = converter.traditional(text)
            let scalars = Array(text.unicodeScalars)
            for cut in 0...scalars.count {
                var stream = TraditionalStream(converter)
                var told = ""
                for part in [scalars[..<cut], scalars[cut...]] {
                    told += stream.append(String(String.UnicodeScalarView(part)))
                }
                #expect(told + stream.finish() == whole)
            }
            var stream = TraditionalStream(converter)
            let told = scalars.reduce("") { $0 + stream.append(String($1)) }
            #expect(told + stream.finish() == whole)
        }
    }

    @Test("A stream holds back no more than the run of characters that isn't at its end")
    func holdsBackLittle() {
        var stream = TraditionalStream(converter)
        #expect(stream.append("血压目标：130") == "血壓目標：130")
        #expect(stream.append("以") == "")
        #expect(stream.append("下。") == "以下。")
        #expect(stream.append(String(repeating: "压", count: 70)).count == ScriptRuns.longest)
    }

    @Test("A Traditional text is told from a Simplified one by most of its characters")
    func recognises() {
        for text in ["頭暈怎麼辦", "貧血需要補鐵嗎？", "氣喘", "糖尿病的目標", "HbA1c 目標應該是多少？", "著名的指引說明"] {
            #expect(converter.isTraditional(text), "\(text)")
        }
        for text in ["头晕怎么办", "显著降低", "高血糖", "", "HbA1c", "乾隆年间的药方", "于是复查"] {
            #expect(!converter.isTraditional(text), "\(text)")
        }
    }

    @Test("Where OpenCC's data is missing, the error says what to install")
    func missingData() {
        #expect(throws: ScriptError.self) { _ = try OpenCC("no-such-configuration.json") }
        let error = ScriptError.unavailable(configuration: "s2tw.json", why: "not found")
        #expect("\(error)".contains("libopencc-data"))
    }
}
