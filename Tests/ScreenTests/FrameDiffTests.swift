import Screen
import Testing

@Suite struct FrameDiffTests {
    private func buffer(_ lines: [String]) -> Buffer {
        var buffer = Buffer(size: Size(columns: 12, rows: lines.count))
        for (row, line) in lines.enumerated() { buffer.write(line, at: Point(column: 0, row: row)) }
        return buffer
    }

    private func changes(_ old: [String], _ new: [String]) -> [String] {
        FrameDiff.changes(from: buffer(old), to: buffer(new)).map { run in
            "\(run.origin.row):\(run.origin.column) " + run.cells.map(\.text).joined()
        }
    }

    @Test("only the cells that changed are drawn")
    func minimal() {
        #expect(changes(["glucose 7.1", "血糖"], ["glucose 7.1", "血糖"]) == [])
        #expect(changes(["glucose 7.1", "血糖"], ["glucose 7.2", "血糖"]) == ["0:10 2"])
        #expect(changes(["a b c"], ["x b z"]) == ["0:0 x", "0:4 z"])
        #expect(changes(["血糖高"], ["血压高"]) == ["0:2 压"])
    }

    @Test("a streamed word costs that word")
    func streaming() {
        #expect(changes(["目标", "HbA1c"], ["目标低于", "HbA1c < 7"]) == ["0:4 低于", "1:6 <", "1:8 7"])
    }

    @Test("wide characters are drawn whole when narrow ones take their place or theirs is taken")
    func wide() {
        #expect(changes(["糖x"], ["abx"]) == ["0:0 ab"])
        #expect(changes(["abx"], ["糖x"]) == ["0:0 糖"])
        #expect(changes(["a糖b"], ["糖ab"]) == ["0:0 糖a"])
        let runs = FrameDiff.changes(from: buffer(["a糖"]), to: buffer(["糖a"]))
        for run in runs { #expect(run.cells.first?.isRightHalf == false) }
    }

    @Test("a new style alone is a change, and applying the runs gives the new buffer")
    func applies() {
        let old = buffer(["eGFR 34", "肌酐 160"])
        var new = buffer(["eGFR 34 mL", "血肌酐 160"])
        new.restyle(Rect(column: 5, row: 0, columns: 2, rows: 1)) { $0.isBold = true }
        let runs = FrameDiff.changes(from: old, to: new)
        #expect(runs.first?.origin == Point(column: 5, row: 0))
        var patched = old
        for run in runs {
            for (offset, cell) in run.cells.enumerated() {
                patched[Point(column: run.origin.column + offset, row: run.origin.row)] = cell
            }
        }
        #expect(patched == new)
    }

    @Test("with no old buffer, or one of another size, every row is drawn")
    func whole() {
        #expect(FrameDiff.changes(from: nil, to: buffer(["a", "b"])).count == 2)
        #expect(FrameDiff.changes(from: buffer(["a"]), to: buffer(["a", "b"])).map(\.cells.count) == [12, 12])
    }

    @MainActor @Test("the recording backend keeps frames and what each of them cost")
    func records() {
        let backend = RecordingBackend(size: Size(columns: 12, rows: 1))
        backend.start()
        backend.draw(Frame(buffer: buffer(["血糖 7.1"])))
        backend.draw(Frame(buffer: buffer(["血糖 7.2"]), cursor: Point(column: 8, row: 0)))
        #expect(backend.text == "血糖 7.2")
        #expect(backend.runs.map(\.count) == [1, 1])
        #expect(backend.runs.last?.first?.cells.map(\.text) == ["2"])
        backend.redrawAll()
        backend.draw(Frame(buffer: buffer(["血糖 7.2"])))
        #expect(backend.runs.last?.first?.cells.count == 12)
    }
}
