import Foundation
import Testing

@testable import Clinical

@Suite struct ToolDescriptorTests {
    @Test(
        "every text of a tool stands in both languages, and the Chinese one is Chinese",
        arguments: ClinicalTool.all.map(\.id))
    func languages(_ id: String) throws {
        let tool = try ClinicalTool.named(id)
        var texts = [tool.formula, tool.limits] + tool.bands.map(\.meaning)
        texts += [tool.source.note].compactMap { $0 }
        for text in texts {
            #expect(!text.english.isEmpty && !text.chinese.isEmpty)
            #expect(!text.english.contains(where: isHan), "\(text.english)")
        }
        #expect(tool.limits.chinese.contains(where: isHan))
        for input in tool.inputs {
            #expect(!input.label.english.isEmpty && !input.label.chinese.isEmpty)
            #expect(!input.accepted.english.isEmpty && !input.accepted.chinese.isEmpty)
        }
        #expect(
            tool.keywords.contains { $0.contains(where: isHan) } && tool.keywords.contains { $0.allSatisfy(\.isASCII) })
        #expect(tool.keywords.allSatisfy { $0 == $0.lowercased() && !$0.isEmpty })
    }

    @Test(
        "every tool names its source; what was seen says where, and what wasn't says so",
        arguments: ClinicalTool.all.map(\.id))
    func sources(_ id: String) throws {
        let source = try ClinicalTool.named(id).source
        #expect(!source.citation.isEmpty)
        #expect(source.status == .unverified || source.seenAt?.hasPrefix("https://") == true)
    }

    @Test("ids and aliases are unique, and so are the names of a tool's inputs")
    func names() throws {
        let names = ClinicalTool.all.flatMap { [$0.id] + $0.aliases }.map(ToolInput.folded)
        #expect(Set(names).count == names.count)
        for tool in ClinicalTool.all {
            let inputs = tool.inputs.flatMap { [$0.name] + $0.aliases }.map(ToolInput.folded)
            #expect(Set(inputs).count == inputs.count, "\(tool.id)")
            #expect(tool.inputs.allSatisfy { $0.name == ToolInput.folded($0.name) })
            #expect(tool.id == tool.id.lowercased())
        }
    }

    @Test(
        "the bands of a tool touch and never overlap",
        arguments: ClinicalTool.all.filter { !$0.bands.isEmpty }.map(\.id))
    func bands(_ id: String) throws {
        let tool = try ClinicalTool.named(id)
        guard case .number(_, let decimals) = tool.output else { return }
        let step = [1, 0.5, 0.01][min(decimals, 2)]
        let ends = tool.bands.flatMap { [$0.lower, $0.upper] }.filter(\.isFinite)
        let low = try #require(ends.min())
        let high = try #require(ends.max())
        for index in -2...Int((high - low) / step + 2) {
            let value = ToolResult.rounded(low + Double(index) * step, decimals: 2)
            #expect(tool.bands.filter { $0.contains(value) }.count == 1, "\(value)")
        }
    }

    @Test(
        "the file of facts is covered: every calculator in it is a tool",
        .enabled(
            if: TestFiles.exists(TestFiles.shared.appending(path: "facts/calculators.json")),
            "the facts lie beside the project, in ../shared"))
    func coverage() throws {
        let bytes = [UInt8](try Data(contentsOf: TestFiles.shared.appending(path: "facts/calculators.json")))
        let facts = try JSONParser.parse(bytes, in: 0..<bytes.count)
        #expect(facts.elements.count == 31)
        for fact in facts.elements {
            let tool = try ClinicalTool.named(fact["id"].string ?? "")
            #expect(tool.id == fact["id"].string && tool.source.status.rawValue == fact["status"].string)
            #expect(tool.source.seenAt == fact["verified_at"].string, "\(tool.id)")
        }
    }

    private func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }
}
