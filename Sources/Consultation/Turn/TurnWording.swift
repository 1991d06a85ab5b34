import Evidence

/// What a turn says on its own account, in the answer's language.
struct TurnWording {
    var language: Language

    /// What the model's part of an answer begins with, behind the quotations.
    func opening(for audience: Audience) -> String {
        switch (language, audience) {
        case (.english, .clinician): "In short:"
        case (.english, .patient): "In plain words:"
        case (.simplifiedChinese, .clinician): "简而言之："
        case (.simplifiedChinese, .patient): "通俗地说："
        case (.traditionalChinese, .clinician): "簡而言之："
        case (.traditionalChinese, .patient): "通俗地說："
        }
    }

    /// What people call the terms of an answer.
    func plainWords(_ names: [PlainName]) -> String {
        let pairs = names.map { $0.term + (language.isChinese ? "＝" : " = ") + $0.plain }
        let list = pairs.joined(separator: language.isChinese ? "；" : "; ")
        return language.pick("Plain words: \(list).", "通俗名称：\(list)。", "通俗名稱：\(list)。")
    }

    /// Why a sentence that the checks found supported isn't part of the answer all the same.
    var notCarried: String {
        language.pick(
            "no sentence of the evidence says all of it", "依据中没有一句话完整说明这一点", "依據中沒有一句話完整說明這一點")
    }

    /// Sentences of the model that aren't part of the answer: how many, the first one, and why.
    func withdrawn(_ first: CheckedSentence, of count: Int) -> String {
        let text = PlainText.line(first.text)
        let reason = first.detail ?? first.verdict.rawValue
        let more = count - 1
        return switch language {
        case .english:
            "A sentence of the model was withdrawn (\(reason)) “\(text)”" + (more > 0 ? " and \(more) more; /why" : "")
        case .simplifiedChinese:
            "模型的一句话已撤回（\(reason)）“\(text)”" + (more > 0 ? "，另有\(more)句，见 /why" : "")
        case .traditionalChinese:
            "模型的一句話已撤回（\(reason)）“\(text)”" + (more > 0 ? "，另有\(more)句，見 /why" : "")
        }
    }

    /// How far a passage's figures were checked, where they weren't seen on a page of their own.
    func status(_ status: String) -> String? {
        switch (status, language) {
        case ("secondary", .english): "from a secondary source"
        case ("secondary", .simplifiedChinese): "出自二手资料"
        case ("secondary", .traditionalChinese): "出自二手資料"
        case ("unverified", .english): "not verified"
        case ("unverified", .simplifiedChinese): "未核实"
        case ("unverified", .traditionalChinese): "未核實"
        default: nil
        }
    }

    var answerCut: String {
        switch language {
        case .english: "The answer reached its longest length and was cut."
        case .simplifiedChinese: "回答达到长度上限，已截断。"
        case .traditionalChinese: "回答達到長度上限，已截斷。"
        }
    }

    func historyLeftOut(_ turns: Int) -> String {
        switch language {
        case .english: "The conversation is long: the model no longer sees its first \(turns) turn(s)."
        case .simplifiedChinese: "对话较长：模型不再看到最早的\(turns)轮。"
        case .traditionalChinese: "對話較長：模型不再看到最早的\(turns)輪。"
        }
    }

    func chartLeftOut(_ facts: Int) -> String {
        switch language {
        case .english: "\(facts) less important chart entries were not given to the model; allergies and drugs were."
        case .simplifiedChinese: "有\(facts)条次要病历信息未提供给模型；过敏和用药已全部提供。"
        case .traditionalChinese: "有\(facts)條次要病歷資訊未提供給模型；過敏和用藥已全部提供。"
        }
    }

    func hardToRead(_ level: ReadingLevel) -> String {
        let value = Int(level.value.rounded())
        switch language {
        case .english:
            return "This is hard to read for many people: school grade \(value), where plain text has up to "
                + "\(Int(ReadingLevel.plainGrade)). Explain it in your own words."
        case .simplifiedChinese:
            return "对很多人来说较难读懂：平均每句\(value)个字，浅显的文字不超过\(Int(ReadingLevel.plainCharacters))个字。请用自己的话解释。"
        case .traditionalChinese:
            return "對很多人來說較難讀懂：平均每句\(value)個字，淺顯的文字不超過\(Int(ReadingLevel.plainCharacters))個字。請用自己的話解釋。"
        }
    }
}
