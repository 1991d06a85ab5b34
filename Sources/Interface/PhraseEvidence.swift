extension Phrase {
    /// Passages, their documents, and the specialty that they come from.
    var evidenceWords: (english: String, chinese: String) {
        switch self {
        // A passage
        case .page: ("p. %1", "第%1页")
        case .supersededBy: ("SUPERSEDED EDITION, replaced by %1", "已被新版取代：%1")
        case .dissent: ("%1 says otherwise", "%1 有不同建议")
        case .dissentOfSeveral: ("%1 say otherwise", "%1 有不同建议")
        case .alsoIn: ("also: %1", "另见：%1")
        case .whyRanked: ("Why: %1", "排序理由：%1")
        case .signDissent: ("another organisation says otherwise", "其他机构有不同建议")
        case .noText: ("(its text isn't at hand)", "（无其原文）")
        case .keyOpensPage: ("%1 opens p. %2", "%1 打开第%2页")
        case .keyOpensDocument: ("%1 opens the document", "%1 打开文件")
        case .keyCompares: ("%1 compares", "%1 对照")
        case .remarkNoDissent: ("No other organisation is known to differ here", "未见其他机构对此有不同建议")
        case .remarkNoDocument: ("Only a passage has a document: choose one first", "请先选择一段引文，再打开其文件")
        // Sources, documents, recommendations that differ
        case .dissentsTitle: ("Recommendations that differ", "不同机构的建议对照")
        case .documentTitle: ("Document", "文件")
        case .sourcesTitle: ("Sources", "全部来源")
        case .dissentsIntroduction:
            ("Figures that one of the texts lacks stand out.", "突出显示的是其中一方没有的数值。")
        case .dissentPlace: ("Passage %1 of %2 with another opinion", "有不同建议的段落：第 %1 段，共 %2 段")
        case .dissentKeys: ("←→ passage · ↑↓ scroll · Esc back", "←→ 段落 · ↑↓ 滚动 · Esc 返回")
        case .documentKeys: ("↑↓ scroll · Esc back", "↑↓ 滚动 · Esc 返回")
        case .documentKeysPaged: ("↑↓ scroll · [ ] page · Esc back", "↑↓ 滚动 · [ ] 翻页码 · Esc 返回")
        case .sourcesKeys: ("↑↓ scroll · [ ] passage · Esc back", "↑↓ 滚动 · [ ] 上下段落 · Esc 返回")
        case .documentOpening: ("Opening the document …", "正在打开文件……")
        case .documentGone: ("The library no longer has this passage.", "资料库中已没有该段。")
        case .documentGoneAdvice:
            ("Its document was removed or changed since the answer: ask again.", "其文件在回答后已移除或更改，请重新提问。")
        case .documentCurrent: ("current edition", "现行版本")
        case .passagesInAll: ("%1 passages", "%1 段")
        // The specialty
        case .notMyField: ("not my field", "不属于任何专科")
        case .specialtyTitle: ("Which specialty answers?", "由哪个专科回答？")
        case .specialtyHint:
            ("Enter asks the last question again · %1 auto · Esc", "Enter 以所选专科重新提问 · %1 自动 · Esc")
        case .specialtyHintNext:
            ("Enter pins it for the next question · %1 auto · Esc", "Enter 用于下一个问题 · %1 自动 · Esc")
        case .specialtyByMeaning: ("chosen by meaning", "按语义选择")
        case .specialtyRouted: ("← routed here", "← 自动选中")
        case .specialtyPinned: ("← pinned", "← 已固定")
        case .specialtyRoutedBecause: ("%1, since: %2", "%1，理由：%2")
        // Arguments of commands
        case .argumentCitation: ("NUMBER", "编号")
        case .argumentWords: ("TEXT", "文字")
        default: consultationWords
        }
    }
}
