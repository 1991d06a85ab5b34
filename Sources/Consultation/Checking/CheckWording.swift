/// What a verdict's detail says, in the answer's language.
struct CheckWording {
    var language: Language

    func figuresNotFound(_ figures: [String]) -> String {
        let list = figures.joined(separator: language.isChinese ? "、" : ", ")
        return switch language {
        case .english: "Not found in the evidence, the chart or the question: \(list)."
        case .simplifiedChinese: "证据、病历和问题中均未找到：\(list)。"
        case .traditionalChinese: "證據、病歷和問題中均未找到：\(list)。"
        }
    }

    /// - Parameter reasons: whole sentences, the gravest first; one says enough in a line, the others are counted.
    func againstChart(_ reasons: [String]) -> String {
        let first = reasons.first ?? ""
        let more = Set(reasons).count - 1
        return switch language {
        case .english: "Against the chart. \(first)" + (more > 0 ? " (and \(more) more)" : "")
        case .simplifiedChinese: "与病历相悖。\(first)" + (more > 0 ? "（另有\(more)条）" : "")
        case .traditionalChinese: "與病歷相悖。\(first)" + (more > 0 ? "（另有\(more)條）" : "")
        }
    }

    func unknownCitation(_ numbers: [Int]) -> String {
        let marks = numbers.map { "[\($0)]" }.joined()
        return switch language {
        case .english: "The model cited \(marks), which doesn't exist, and no passage supports the sentence."
        case .simplifiedChinese: "模型引用了不存在的\(marks)，也没有段落支持这句话。"
        case .traditionalChinese: "模型引用了不存在的\(marks)，也沒有段落支持這句話。"
        }
    }

    func corrected(from wrong: [Int], to right: [Int]) -> String {
        let old = wrong.map { "[\($0)]" }.joined()
        let new = right.map { "[\($0)]" }.joined()
        return switch language {
        case .english: "Citation corrected: the model wrote \(old), the supporting passage is \(new)."
        case .simplifiedChinese: "引用已更正：模型写的是\(old)，支持这句话的是\(new)。"
        case .traditionalChinese: "引用已更正：模型寫的是\(old)，支持這句話的是\(new)。"
        }
    }

    var onlyUnverified: String {
        switch language {
        case .english: "The figure stands in unverified passages only: nobody has seen it in the guideline itself."
        case .simplifiedChinese: "该数字仅见于未核实的段落：尚未有人在指南原文中见到。"
        case .traditionalChinese: "該數字僅見於未核實的段落：尚未有人在指南原文中見到。"
        }
    }

    var contradicted: String {
        language.pick("The evidence says the opposite.", "证据所说与此相反。", "證據所說與此相反。")
    }

    var weakSupport: String {
        switch language {
        case .english: "Only partly supported by the passage."
        case .simplifiedChinese: "段落只部分支持这句话。"
        case .traditionalChinese: "段落只部分支持這句話。"
        }
    }

    var uncited: String {
        switch language {
        case .english: "No passage supports this sentence."
        case .simplifiedChinese: "没有段落支持这句话。"
        case .traditionalChinese: "沒有段落支持這句話。"
        }
    }
}
