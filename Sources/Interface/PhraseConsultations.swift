extension Phrase {
    /// Several consultations beside each other.
    var consultationWords: (english: String, chinese: String) {
        switch self {
        case .consultationsTitle: ("Open consultations", "已打开的咨询")
        case .consultationsHint:
            ("1–9 or Enter chooses · Delete closes · %1 new · Esc", "1–9 或 Enter 选择 · Delete 关闭 · %1 新建 · Esc")
        case .consultationEmpty: ("nothing asked", "尚未提问")
        case .consultationWaiting: ("… waiting", "… 等待中")
        case .consultationWriting: ("… writing", "… 生成中")
        case .consultationAnswered: ("answered", "已回答")
        case .consultationFailed: ("✗ failed", "✗ 失败")
        case .consultationStopped: ("■ incomplete", "■ 不完整")
        case .consultationEmergency: ("‼ emergency", "‼ 急症")
        case .consultationNews: ("● new", "● 新")
        case .consultationDraft: ("draft: %1", "草稿：%1")
        case .closeTitle: ("Close this consultation?", "关闭此咨询？")
        case .closeStopsAnswer: ("Its answer is still being written and will be stopped.", "回答仍在生成，将被停止。")
        case .closeLosesDraft: ("What is being written in it will be lost.", "其中未发送的内容将丢失。")
        case .closeKeys: ("Enter or y closes · any other key keeps it", "Enter 或 y 关闭 · 其他键保留")
        case .quitOthers:
            (
                "Another consultation is being answered or holds a draft.",
                "另一咨询仍在生成回答，或有未发送的内容。"
            )
        case .remarkStillBlank: ("This consultation is still empty", "本次咨询尚未提问")
        case .remarkDeskFull: ("%1 consultations are open: close one first", "已打开 %1 个咨询，请先关闭一个")
        case .remarkOnlyOne: ("No other consultation is open: %1 opens one", "没有其他咨询：%1 新建")
        case .remarkClosed: ("The consultation is closed", "咨询已关闭")
        default: ("", "")
        }
    }
}
