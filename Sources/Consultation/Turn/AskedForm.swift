/// The forms in which a question asks for something that no guideline passage can hold, in both languages.
///
/// Words of form only, none of subject: whatever is asked about, the form tells that it isn't the evidence's to answer.
enum AskedForm {
    /// One person's value: "what is my latest …", 我最近一次的……是多少.
    case ownValue
    /// One person's fate: guidelines speak of groups.
    case ownFate
    /// A calculation to be carried out, not one to be explained.
    case calculation
    /// A question that takes for granted what it asks the reason or the author of.
    case presupposition

    func matches(_ question: String) -> Bool {
        let text = question.lowercased()
        return switch self {
        case .ownValue: Self.asksForOwnValue(text)
        case .ownFate: Self.asksForOwnFate(text)
        case .calculation: Self.asksForCalculation(text)
        case .presupposition: Self.takesForGranted(text)
        }
    }

    private static func asksForOwnValue(_ text: String) -> Bool {
        let whose =
            /\b(?:my|his|her|their|(?:the|this) patient[’']?s)\b.{0,20}\b(?:latest|last|newest|most recent|current)\b/
        let when =
            /\b(?:latest|last|newest|most recent|current)\b.{0,30}\b(?:of mine|i had|he had|she had|the patient had)\b/
        let whoseChinese = /(?:我|他|她|患者|病人).{0,12}(?:最近|上次|上回|最新|末次|最后一次|目前|现在).{0,8}(?:多少|是几|几号|什么结果|结果是)/
        let whenChinese = /(?:最近|上次|上回|最新|末次|最后)(?:一次)?.{0,4}(?:我|他|她|患者|病人).{0,8}(?:多少|是几|什么结果|结果是)/
        return text.contains(whose) || text.contains(when) || text.contains(whoseChinese) || text.contains(whenChinese)
    }

    private static func asksForOwnFate(_ text: String) -> Bool {
        let exactly =
            /\b(?:exact|exactly|precise|precisely)\b.{0,40}\b(?:cured?|surviv\w*|chances?|odds|probability|live|die|left)\b.{0,60}\b(?:my|me|i|his|her|him|this patient)\b/
        let howLong =
            /\b(?:how long|when)\b.{0,10}\b(?:do|will|have)\b.{0,6}\b(?:i|he|she)\b.{0,12}\b(?:live|die|left)\b/
        let exactlyChinese = /(?:确切|准确|精确|到底|究竟|具体).{0,12}(?:治愈率|生存率|存活率|概率|几率|能活多久|还能活)/
        let howLongChinese = /(?:我|他|她|我\w{1,2}).{0,8}(?:还能活多久|什么时候会死)/
        return text.contains(exactly) || text.contains(howLong) || text.contains(exactlyChinese)
            || text.contains(howLongChinese)
    }

    private static func asksForCalculation(_ text: String) -> Bool {
        guard
            !text.contains(/\bhow (?:is|are|do|does|can|should|to)\b.{0,20}\b(?:calculat|comput)|(?:怎么|如何|怎样)(?:计算|算)/)
        else { return false }
        return text.contains(/\b(?:calculate|compute|work out)\b|(?:帮|给|替)\w{0,3}算|计算|算一下|算一算|算算|算出/)
    }

    private static func takesForGranted(_ text: String) -> Bool {
        text.contains(/^\s*why\b|\bwhich (?:guideline|societ|trial|stud)\w*.{0,12}\b(?:recommend|advis|approv|support)/)
            || text.contains(/为什么|为何|(?:哪个|哪部|哪些|哪份|什么)指南.{0,6}(?:推荐|建议|支持)/)
    }
}
