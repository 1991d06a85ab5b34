import Foundation
import Testing

@testable import Clinical

/// One worked example with its tool, as the parameterised test shows it.
struct WorkedExample: Sendable, CustomTestStringConvertible {
    var tool: ClinicalTool
    var example: ToolExample

    static let all: [WorkedExample] = ClinicalTool.all.flatMap { tool in
        tool.examples.map { WorkedExample(tool: tool, example: $0) }
    }

    var testDescription: String {
        let inputs = example.inputs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.shown)" }
        return "\(tool.id): \(inputs.joined(separator: ", "))"
    }
}

@Suite struct ToolExamplesTests {
    @Test("every worked example comes out", arguments: WorkedExample.all)
    func workedExample(_ worked: WorkedExample) throws {
        let result = try worked.tool.run(worked.example.inputs)
        switch worked.example.expected {
        case .number(let expected):
            let value = try #require(result.number)
            #expect(abs(value - expected) <= worked.example.tolerance + 1e-9, "\(value), not \(expected)")
        case .category(let expected):
            guard case .category(let text) = result.value else {
                Issue.record("a number where a category was due")
                return
            }
            #expect(text.english == expected && !text.chinese.isEmpty)
        }
        for (name, expected) in worked.example.figures {
            let figure = try #require(result.figures.first { $0.name == name })
            #expect(abs(figure.value - expected) <= worked.example.tolerance + 0.051, "\(name) \(figure.value)")
        }
    }

    @Test("every result says in both languages what it means", arguments: WorkedExample.all)
    func interpretation(_ worked: WorkedExample) throws {
        let result = try worked.tool.run(worked.example.inputs)
        let interpretation = result.interpretation
        #expect(!interpretation.english.isEmpty && !interpretation.chinese.isEmpty)
        #expect(!result.valueText(in: "en").isEmpty && !result.valueText(in: "zh-Hans").isEmpty)
    }

    @Test(
        "every tool has at least two worked examples", arguments: ClinicalTool.all.map(\.id)
    )
    func examples(_ id: String) throws {
        #expect(try ClinicalTool.named(id).examples.count >= 2)
    }
}

@Suite(
    .enabled(
        if: TestFiles.exists(TestFiles.shared.appending(path: "eval/calculators/vectors.jsonl")),
        "the calculators' vectors lie beside the project, in ../shared"))
struct ToolVectorsTests {
    @Test("the figures on which two independent implementations agree come out, all of them")
    func vectors() throws {
        let file = TestFiles.shared.appending(path: "eval/calculators/vectors.jsonl")
        var wrong: [String] = []
        var count = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let bytes = Array(line.utf8)
            let vector = try JSONParser.parse(bytes, in: 0..<bytes.count)
            count += 1
            if let fault = fault(of: vector) { wrong.append("\(fault): \(line)") }
        }
        #expect(count > 200)
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    /// What came out instead; nil where the result agrees.
    private func fault(of vector: JSONValue) -> String? {
        do throws(ToolError) {
            let result = try ClinicalTool.named(vector["tool"].string ?? "").run(inputs(of: vector))
            return agrees(result, with: vector) ? nil : result.valueText(in: "en")
        } catch {
            return "\(error)"
        }
    }

    private func inputs(of vector: JSONValue) -> [String: GivenValue] {
        guard case .object(let members)? = vector["inputs"] else { return [:] }
        var inputs: [String: GivenValue] = [:]
        for member in members {
            switch member.value {
            case .number(let number): inputs[member.name] = .number(number)
            case .string(let text): inputs[member.name] = .text(text)
            case .bool(let flag): inputs[member.name] = .flag(flag)
            default: break
            }
        }
        return inputs
    }

    private func agrees(_ result: ToolResult, with vector: JSONValue) -> Bool {
        if let expected = vector["expected"].number {
            let tolerance = max(vector["tolerance"].number ?? 0, 0.005 * abs(expected)) + 1e-9
            return result.number.map { abs($0 - expected) <= tolerance } ?? false
        }
        return vector["expected"].string == result.valueText(in: "en")
    }
}
