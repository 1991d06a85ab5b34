import Clinical
import Consultation
import Screen

/// A red flag stands across the screen, whichever pane is shown and however it is scrolled: one in what is being
/// written as long as it stands there, an emergency in what was asked until the next question.
enum Banner {
    private static let most = 3

    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        let draft = state.draft.notice
        let asked = asked(state, columns: columns)
        guard draft.level != .none else { return asked }
        let wording = Wording(state.draft.language)
        let own = lines(
            draft, title: wording[draft.level.phrase] + wording[.draftBanner], role: draft.level.role,
            columns: columns)
        return draft.level == .emergency || asked.isEmpty ? own : asked + own.prefix(1)
    }

    private static func asked(_ state: State, columns: Int) -> [StyledLine] {
        guard let exchange = state.desk.front.newestAsked, exchange.triage.level == .emergency else { return [] }
        return lines(
            exchange.triage, title: Wording(exchange.language)[.emergencyBanner], role: .emergency, columns: columns)
    }

    private static func lines(_ notice: TriageNotice, title: String, role: Role, columns: Int) -> [StyledLine] {
        let messages = notice.rules.map { SafeText.oneLine($0.message) }
        let sign = notice.level == .emergency ? "‼" : "⚠"
        let text = "\(sign) \(title) \(sign)  " + messages.joined(separator: " ")
        let lines = StyledLine.wrapped(text, role, columns: max(1, columns - 1), indent: 1, hanging: 2, fill: role)
        guard lines.count > most else { return lines }
        var shown = Array(lines.prefix(most))
        shown[most - 1].spans.append(Span(text: "…", role: role))
        return shown
    }
}

extension TriageLevel {
    fileprivate var phrase: Phrase {
        switch self {
        case .emergency: .emergencyBanner
        case .urgent: .urgent
        case .soon, .none: .soon
        }
    }

    fileprivate var role: Role {
        switch self {
        case .emergency: .emergency
        case .urgent: .urgent
        case .soon, .none: .soon
        }
    }
}
