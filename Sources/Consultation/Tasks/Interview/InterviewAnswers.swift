import Clinical

/// A short answer to "is it there too?".
enum YesNo: Sendable, Equatable {
    case yes, no, open

    init(_ text: String) {
        let word = text.lowercased().trimmingMarks
        if Self.noes.contains(word) || Self.noStarts.contains(where: word.hasPrefix) {
            self = .no
        } else if Self.yeses.contains(word) || Self.yesStarts.contains(where: word.hasPrefix) {
            self = .yes
        } else {
            self = .open
        }
    }

    private static let yeses: Set<String> = ["y", "yes", "yeah", "yep", "true", "是", "有", "对", "嗯", "是的", "有的"]
    private static let noes: Set<String> = [
        "n", "no", "none", "nope", "not", "never", "否", "无", "没", "没有", "不", "不是", "無", "沒有",
    ]
    private static let yesStarts = ["yes,", "yes ", "有一", "有点", "有些"]
    private static let noStarts = ["no,", "no ", "not ", "没有", "沒有", "不是", "不痛", "不疼"]
}

extension String {
    /// Without spaces and marks around it.
    fileprivate var trimmingMarks: String {
        let isMark = { (character: Character) in character.isWhitespace || "。.!！,，".contains(character) }
        let start = drop(while: isMark)
        guard let last = start.lastIndex(where: { !isMark($0) }) else { return "" }
        return String(start[...last])
    }
}

/// Reads an answer as its question wants it; nil where it can't be used.
struct AnswerReading: Sendable {
    private let kind: TaskDescription.Field.Answer
    private let language: Language

    init(_ kind: TaskDescription.Field.Answer, _ language: Language) {
        self.kind = kind
        self.language = language
    }

    func value(of text: String) -> String? {
        guard !text.isEmpty else { return nil }
        switch kind {
        case .words: return text
        case .scale: return number(in: text, 0...10).map { "\($0)/10" }
        case .age: return number(in: text, 0...120).map(String.init)
        case .sex: return sex(text)
        }
    }

    /// The one whole number of the answer; two leave open which is meant, except in "7/10".
    private func number(in text: String, _ range: ClosedRange<Int>) -> Int? {
        let plain = text.replacing("/10", with: "")
        let numbers = plain.matches(of: /[0-9]+/).compactMap { Int($0.output) }
        guard numbers.count == 1, let number = numbers.first, range.contains(number) else { return nil }
        return plain.contains("-") || plain.contains(".") ? nil : number
    }

    private func sex(_ text: String) -> String? {
        let word = text.lowercased()
        let words = word.split { !$0.isLetter }.map(String.init)
        if words.contains(where: ["female", "woman", "f", "girl"].contains) || word.contains("女") {
            return language.isChinese ? "女" : "female"
        }
        if words.contains(where: ["male", "man", "m", "boy"].contains) || word.contains("男") {
            return language.isChinese ? "男" : "male"
        }
        return nil
    }
}

/// The fixed words of an interview.
struct InterviewWording: Sendable {
    var language: Language

    func alsoThere(_ symptom: String) -> String {
        language.pick("Is there \(symptom) too? (yes / no)", "是否还有\(symptom)？（是/否）", "是否還有\(symptom)？（是/否）")
    }
    func again(_ kind: TaskDescription.Field.Answer) -> String {
        switch kind {
        case .scale: language.pick("Please give one whole number from 0 to 10.", "请回答0到10之间的一个整数。", "請回答0到10之間的一個整數。")
        case .age: language.pick("Please give the age in whole years.", "请回答整数年龄。", "請回答整數年齡。")
        case .sex: language.pick("Please answer female or male.", "请回答男或女。", "請回答男或女。")
        case .words: ""
        }
    }
    var notAnswered: String { language.pick("not answered", "未回答", "未回答") }
    var yes: String { language.pick("yes: ", "有：", "有：") }
    var no: String { language.pick("no: ", "无：", "無：") }
    var stop: String { language.pick(". ", "。", "。") }
    func aged(_ years: String) -> String { language.pick("\(years) years old", "\(years)岁", "\(years)歲") }
    func stated(_ symptom: BilingualText) -> String {
        language.pick("I have \(symptom.english) now", "现在有\(symptom.chinese)", "現在有\(symptom.chinese)")
    }

    func isUnknown(_ text: String) -> Bool {
        let word = text.lowercased().trimmingMarks
        return Self.unknown.contains(word)
    }

    private static let unknown: Set<String> = [
        "don't know", "dont know", "i don't know", "i dont know", "not sure", "skip", "?", "？", "-", "不知道", "不清楚",
        "不确定", "跳过",
        "不記得", "不记得",
    ]
}
