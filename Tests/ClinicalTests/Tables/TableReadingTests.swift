import Foundation
import Testing

@testable import Clinical

@Suite struct TableReadingTests {
    private func refusal(_ json: String) -> String {
        do throws(TableFileError) {
            _ = try Tables.read(json)
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test("broken JSON is refused with the line and the reason")
    func brokenJSON() {
        let text = refusal(Tables.json(rows: "{ \"id\": }"))
        #expect(text.hasPrefix("t.json, line 11: not valid JSON"), "\(text)")
        #expect(refusal("{").contains("ends too early"))
    }

    @Test(
        "a wrong spot is refused with line, place and cure",
        arguments: [
            (#""x": { "belwo": 6 }"#, "line 11, rows[0].when.x.belwo", "above, below, from, to"),
            (#""x": { "from": "6" }"#, "line 11, rows[0].when.x.from", "without quotes"),
            (#""x": { "from": 6, "above": 6 }"#, "line 11, rows[0].when.x", "Keep the one that is meant"),
            (#""x": { "above": 6, "below": 6 }"#, "line 11, rows[0].when.x", "empty"),
            (#""x": { "from": 60 }"#, "line 11, rows[0]", "60 lies outside the range of \"x\""),
            (#""y": { "from": 6 }"#, "line 11, rows[0].when.y", "The inputs are: x, side"),
            (#""side": "middle""#, "line 11, rows[0].when.side", "The values are: left, right"),
            (#""x": "absent""#, "line 11, rows[0].when.x", "optional"),
        ])
    func wrongSpots(_ condition: String, _ place: String, _ cure: String) {
        let text = refusal(Tables.json(rows: Tables.row("r", condition)))
        #expect(text.hasPrefix("t.json, \(place)"), "\(text)")
        #expect(text.contains(cure), "\(text)")
    }

    @Test("missing members, other schemas, repeated ids and one-language texts are refused")
    func shapes() {
        let all = Tables.row("all", "")
        let good = Tables.json(rows: all)
        #expect(refusal(good) == "accepted")
        #expect(refusal(good.replacing("\"year\": 2024", with: "\"year\": 24")).contains("that isn't a year"))
        #expect(refusal(good.replacing("table/1", with: "table/9")).contains("This program reads"))
        #expect(refusal(good.replacing(#", "zh": "行""#, with: "")).contains(#""zh" is missing"#))
        #expect(refusal(good.replacing(#""facts": ["f"]"#, with: #""facts": []"#)).contains("rests on no fact"))
        #expect(refusal(good.replacing("verified", with: "sure")).contains("verified, secondary, unverified"))
        #expect(refusal(Tables.json(rows: all + "," + all)).contains("stands twice"))
        #expect(refusal(good.replacing(#""id": "t","#, with: #""id": "t t","#)).contains("isn't an id"))
        #expect(refusal(Tables.json(rows: "")).contains("no rows"))
    }

    @Test("printed equivalents must agree with the arithmetic, and rise")
    func equivalents() {
        let all = Tables.row("all", "")
        func text(_ pairs: String) -> String {
            refusal(Tables.json(rows: all, x: #""from": 0, "to": 10, "equivalents": { "cm": \#(pairs) }"#))
        }
        #expect(text("[[6, 0.6], [8, 0.8]]") == "accepted")
        #expect(text("[[6, 6]]").contains("aren't the same"))
        #expect(text("[[8, 0.8], [6, 0.6]]").contains("don't rise"))
    }

    @Test("a table's texts lose control characters")
    func controlCharacters() throws {
        let json = Tables.json(rows: Tables.row("all", "")).replacing(#""en": "all""#, with: #""en": "a\u001b[2Jll""#)
        #expect(try Tables.read(json).scope.english == "a [2Jll")
    }

    @Test("two tables of one id, an unknown topic and an unknown verdict are refused")
    func collections() throws {
        let topics =
            #"{"schema":"xinglin.table-topics/1","topics":[{"id":"t","title":{"en":"T","zh":"题"},"verdicts":[]}]}"#
        let json = Tables.json(rows: Tables.row("all", ""))
        func text(_ tables: [String]) -> String {
            do throws(TableFileError) {
                _ = try DecisionTables.load(
                    topics: (Data(topics.utf8), "topics.json"),
                    tables: tables.enumerated().map { (Data($0.element.utf8), "\($0.offset).json") })
                return "accepted"
            } catch {
                return error.description
            }
        }
        #expect(text([json]) == "accepted")
        #expect(text([json, json]) == "1.json: the id \"t\" is also that of 0.json. Give one of them another id.")
        #expect(
            text([json.replacing(#""topic": "t""#, with: #""topic": "u""#)]).contains("the topic \"u\" isn't known"))
        let judged = json.replacing(#""when""#, with: #""verdict": "v", "when""#)
        #expect(text([judged]).contains("the verdict \"v\" isn't one of the topic's"))
    }

    @Test("a missing folder is refused by name")
    func missingFolder() {
        let error = #expect(throws: TableFileError.self) {
            _ = try DecisionTables.load(from: URL(filePath: "/nowhere/tables"))
        }
        #expect(error?.description.contains("/nowhere/tables") == true)
    }
}
