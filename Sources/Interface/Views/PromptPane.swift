import Consultation
import Screen

/// `/prompt`: the exact text that the model was given for the shown answer, part by part.
enum PromptPane {
    static func draw(_ view: PromptView, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        ViewPane.hint(.promptKeys, state, in: rect, on: &canvas)
        let inner = body(of: rect)
        let all = lines(state, columns: inner.columns)
        let top = min(view.scroll, max(0, all.count - inner.rows))
        canvas.draw(all.dropFirst(top), in: inner)
        More.draw(above: top, below: all.count - top - inner.rows, in: inner, on: &canvas)
    }

    static func body(of rect: Rect) -> Rect { rect.inset(right: 1, bottom: 1) }

    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        let exchange = state.shown
        return state.memo.lines(
            LayoutMemo.PromptInput(
                parts: exchange?.prompt, total: exchange?.promptTokens, columns: columns,
                language: state.interfaceLanguage)
        ) { make($0) }
    }

    private static func make(_ input: LayoutMemo.PromptInput) -> [StyledLine] {
        let wording = Wording(input.language)
        guard let parts = input.parts else {
            return StyledLine.wrapped(wording[.promptAbsent], .dim, columns: input.columns)
        }
        let total = input.total.map { wording.fill(.promptTotal, Wording.grouped($0)) }
        var lines = StyledLine.wrapped(
            [wording[.promptIntroduction], total].compactMap { $0 }.joined(separator: " "), .dim,
            columns: input.columns)
        for (index, part) in parts.enumerated() {
            let tokens = part.tokens.map { " · " + wording.fill(.tokenCount, Wording.grouped($0)) } ?? ""
            let title = "\(index + 1) \(wording[part.kind])\(tokens)"
            var head = StyledLine(title, .heading)
            // The jump from part to part goes by this.
            head.card = "part"
            lines += [.empty, head]
            lines += StyledLine.wrapped(part.text, .text, columns: input.columns, indent: 2)
        }
        return lines
    }
}

extension PromptPart.Kind: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .system: ("System: the rules", "系统：规则")
        case .patient: ("System: the patient", "系统：患者资料")
        case .earlierQuestion: ("History: an earlier question", "历史：之前的问题")
        case .earlierAnswer: ("History: its answer", "历史：之前的回答")
        case .passages: ("Passages", "指南段落")
        case .question: ("Question", "问题")
        case .lead: ("The answer's beginning, by the program", "回答的开头（由程序写出）")
        }
    }
}
