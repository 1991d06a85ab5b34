import Consultation
import Screen

/// What went wrong, above the composer, which stays usable.
enum FailurePane {
    static func rows(_ state: State, columns: Int, limit: Int) -> Int {
        guard !state.failures.isEmpty else { return 0 }
        return min(max(1, limit), lines(state, columns: columns).count)
    }

    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        guard let failure = state.failures.last else { return [] }
        let wording = state.wording
        let more = state.failures.count > 1 ? wording.fill(.moreFailures, String(state.failures.count - 1)) + " " : ""
        let parts = [failure.what, failure.why, failure.whatToDo].map { SafeText.oneLine($0) }.filter { !$0.isEmpty }
        var spans = [Span(text: "✗ " + (parts.first ?? ""), role: .error)]
        for part in parts.dropFirst() { spans.append(Span(text: " " + part, role: .text)) }
        spans.append(Span(text: "  " + more + wording[.escDismisses], role: .dim))
        return StyledLine.wrapped(spans, columns: max(4, columns - 1), indent: 1, hanging: 2)
    }

    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        guard !regions.failure.isEmpty else { return }
        canvas.draw(lines(state, columns: regions.failure.columns), in: regions.failure)
    }
}
