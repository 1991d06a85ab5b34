import Foundation

/// The days that a note names, and which of them a value belongs to.
struct NoteDates {
    private var found: [(date: PartialDate, tokens: Range<Int>, sentence: Int)] = []
    private var covered: Set<Int> = []
    private let sentences: [Int]
    /// The day of the note itself.
    private(set) var ofNote: PartialDate?

    private static let months = [
        "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6,
        "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10,
        "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
    ]

    init(_ note: NoteText) {
        let text = note.text
        let tokens = text.tokens
        sentences = note.sentences
        var index = 0
        while index < tokens.count {
            guard let (date, end) = Self.date(at: index, text) else {
                index += 1
                continue
            }
            found.append((date, index..<end, sentences[end - 1]))
            covered.formUnion(index..<end)
            if ofNote == nil, isLabelled(index, tokens) { ofNote = date }
            index = end
        }
    }

    func covers(_ token: Int) -> Bool { covered.contains(token) }

    func dates(overlapping range: Range<Int>) -> [(date: PartialDate, tokens: Range<Int>)] {
        found.filter { $0.tokens.overlaps(range) }.map { ($0.date, $0.tokens) }
    }

    /// The date before the value in its own sentence, else the day of the note.
    func date(at token: Int, orOfNote isNow: Bool) -> PartialDate? {
        let ofNote = isNow ? ofNote : nil
        guard let last = found.last(where: { $0.tokens.lowerBound <= token }), token < sentences.count else {
            return ofNote
        }
        return last.sentence == sentences[token] ? last.date : ofNote
    }

    private func isLabelled(_ index: Int, _ tokens: [TriageToken]) -> Bool {
        let before = tokens[max(0, index - 4)..<index].map(\.text)
        if before.isEmpty { return true }
        let label = before.joined()
        if ["dob", "birth", "born", "出生", "生日"].contains(where: { label.contains($0) }) { return false }
        return ["date", "日期", "时间", "seen", "visit", "dated", "就诊"].contains { label.hasSuffix($0) }
    }

    // MARK: Forms

    /// 2026-01-09, 2026/1/9, 2026.1.9, 2026年1月9日, 9 Jan 2026, January 9, 2026. A date in figures with the year last is
    /// read only where a figure above 12 tells the day from the month.
    private static func date(at index: Int, _ text: TriageText) -> (PartialDate, Int)? {
        let tokens = text.tokens
        let first = tokens[index]
        if let month = months[first.text], first.kind == .word { return monthFirst(month, index, text) }
        guard first.kind == .number else { return nil }
        if first.text.contains(".") { return dotted(index, text) }
        guard let value = whole(first) else { return nil }
        if (1850...2200).contains(value) { return yearFirst(value, index, text) }
        guard (1...31).contains(value), index + 2 < tokens.count else { return nil }
        if let month = months[tokens[index + 1].text], let year = year(tokens[index + 2]) {
            return made(year, month, value).map { ($0, index + 3) }
        }
        guard first.isFollowedBySlash || mark(text, index) == "-" || mark(text, index) == ".",
            let second = whole(tokens[index + 1]), let year = year(tokens[index + 2]), (1...31).contains(second)
        else { return nil }
        if value > 12, second <= 12 { return made(year, second, value).map { ($0, index + 3) } }
        if second > 12, value <= 12 { return made(year, value, second).map { ($0, index + 3) } }
        return nil
    }

    private static func monthFirst(_ month: Int, _ index: Int, _ text: TriageText) -> (PartialDate, Int)? {
        let tokens = text.tokens
        guard index + 1 < tokens.count else { return nil }
        if let year = year(tokens[index + 1]) { return made(year, month, nil).map { ($0, index + 2) } }
        guard index + 2 < tokens.count, let day = whole(tokens[index + 1]), let year = year(tokens[index + 2]) else {
            return nil
        }
        return made(year, month, day).map { ($0, index + 3) }
    }

    private static func yearFirst(_ year: Int, _ index: Int, _ text: TriageText) -> (PartialDate, Int)? {
        let tokens = text.tokens
        let sign = mark(text, index)
        if index + 1 < tokens.count, tokens[index + 1].text == "年" {
            guard index + 3 < tokens.count, let month = whole(tokens[index + 2]), tokens[index + 3].text == "月" else {
                return made(year, nil, nil).map { ($0, index + 2) }
            }
            guard index + 4 < tokens.count, let day = whole(tokens[index + 4]), index + 5 < tokens.count,
                ["日", "号"].contains(tokens[index + 5].text)
            else { return made(year, month, nil).map { ($0, index + 4) } }
            return made(year, month, day).map { ($0, index + 6) }
        }
        guard ["-", "/", "."].contains(sign), index + 1 < tokens.count, let month = whole(tokens[index + 1]) else {
            return nil
        }
        guard mark(text, index + 1) == sign, index + 2 < tokens.count, let day = whole(tokens[index + 2]) else {
            return sign == "." ? nil : made(year, month, nil).map { ($0, index + 2) }
        }
        return made(year, month, day).map { ($0, index + 3) }
    }

    /// "2026.1.9" is read as the numbers 2026.1 and 9.
    private static func dotted(_ index: Int, _ text: TriageText) -> (PartialDate, Int)? {
        let tokens = text.tokens
        let parts = tokens[index].text.split(separator: ".")
        guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), (1850...2200).contains(year),
            let month = Int(parts[1]), mark(text, index) == ".", let day = whole(tokens[index + 1])
        else { return nil }
        return made(year, month, day).map { ($0, index + 2) }
    }

    private static func mark(_ text: TriageText, _ index: Int) -> String {
        let tokens = text.tokens
        guard index + 1 < tokens.count else { return "" }
        let between = text.folded[tokens[index].range.upperBound..<tokens[index + 1].range.lowerBound]
        return between.count == 1 ? String(String.UnicodeScalarView(between)) : ""
    }

    private static func whole(_ token: TriageToken) -> Int? {
        guard token.kind == .number, let value = token.value, value == value.rounded(), value >= 0, value < 10_000
        else {
            return nil
        }
        return Int(value)
    }

    private static func year(_ token: TriageToken) -> Int? {
        whole(token).flatMap { (1850...2200).contains($0) ? $0 : nil }
    }

    private static func made(_ year: Int, _ month: Int?, _ day: Int?) -> PartialDate? {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let parts = ["\(year)"] + [month, day].compactMap { $0.map(two) }
        return PartialDate(parts.joined(separator: "-"))
    }
}
