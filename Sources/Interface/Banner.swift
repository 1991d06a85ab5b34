import Clinical
import Consultation
import Screen

/// An emergency stands across the screen, whichever pane is shown and however it is scrolled, until the next question.
enum Banner {
    private static let most = 3

    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        guard let exchange = state.exchanges.last(where: { $0.phase != .queued }),
            exchange.triage.level == .emergency
        else { return [] }
        let wording = Wording(exchange.language)
        let messages = exchange.triage.rules.map { SafeText.oneLine($0.message) }
        let text = "‼ \(wording[.emergencyBanner]) ‼  " + messages.joined(separator: " ")
        let lines = StyledLine.wrapped(
            text, .emergency, columns: max(1, columns - 1), indent: 1, hanging: 2, fill: .emergency)
        guard lines.count > most else { return lines }
        var shown = Array(lines.prefix(most))
        shown[most - 1].spans.append(Span(text: "…", role: .emergency))
        return shown
    }
}
