/// Who a note is about: name, number, sex, age and birth date, as far as they are said of the patient.
struct NotePerson {
    private let note: NoteText
    private let dates: NoteDates
    private(set) var patient: Patient
    /// The words that the age was read from.
    private(set) var hasAge = false

    private var tokens: [TriageToken] { note.tokens }

    init(_ note: NoteText, dates: NoteDates) {
        self.note = note
        self.dates = dates
        patient = Patient(id: "", name: "")
        patient.name = labelled(["姓名", "患者姓名", "病人姓名", "name", "patient name", "patient"], limit: 60) ?? ""
        let number = labelled(
            ["mrn", "病历号", "住院号", "门诊号", "病案号", "就诊卡号", "id", "patient id", "hospital number", "nhs number"], limit: 40)
        patient.id = number ?? ""
        patient.identifier = number
        patient.birthDate = birthDate()
        patient.sex = labelledSex() ?? .unknown
        readAge()
        if patient.sex == .unknown { patient.sex = saidSex() ?? .unknown }
    }

    // MARK: Labels

    /// What follows a label and a colon, to the end of the item.
    private func labelled(_ names: [String], limit: Int) -> String? {
        place(of: names).flatMap { start in
            let folded = note.text.folded
            var end = start
            while end < folded.count, end - start < limit, !Self.ends.contains(folded[end]) {
                if folded[end] == " ", isFollowedByLabel(end + 1) { break }
                end += 1
            }
            return PlainText.clean(note.text.words(start..<end), limit: limit)
        }
    }

    /// Another space, or one word and a colon: the next item of the same line begins.
    private func isFollowedByLabel(_ start: Int) -> Bool {
        let rest = note.text.folded[min(start, note.text.folded.count)...].prefix(16)
        if rest.first == " " { return true }
        return rest.first { $0 == ":" || $0 == " " || $0 == "\n" } == ":"
    }

    private static let ends: Set<Unicode.Scalar> = [",", ";", "。", "\n", "\r", "\t", "|", "(", "、"]

    /// The offset after `label:`; the label begins a line or follows a mark or a space.
    private func place(of names: [String]) -> Int? {
        let folded = note.text.folded
        let written = names.map { Array($0.unicodeScalars) }
        for colon in folded.indices.prefix(20_000) where folded[colon] == ":" {
            let before = folded[..<colon].reversed().drop { $0 == " " }
            for name in written where before.prefix(name.count).elementsEqual(name.reversed()) {
                let outer = before.dropFirst(name.count).first
                guard outer.map({ !TriageText.isLatin($0) && !TriageText.isHan($0) }) ?? true else { continue }
                var start = colon + 1
                while start < folded.count, folded[start] == " " { start += 1 }
                return start
            }
        }
        return nil
    }

    private func labelledSex() -> Sex? {
        guard let start = place(of: ["性别", "sex", "gender"]) else { return nil }
        let word = note.string(start, length: 8)
        if word.hasPrefix("女") || word.hasPrefix("female") { return .female }
        if word.hasPrefix("男") || word.hasPrefix("male") { return .male }
        let isLetter = word.dropFirst().first.map { !$0.isLetter } ?? true
        return word.hasPrefix("f") && isLetter ? .female : word.hasPrefix("m") && isLetter ? .male : nil
    }

    private func birthDate() -> PartialDate? {
        guard let start = place(of: ["出生日期", "出生年月", "生日", "dob", "d.o.b", "date of birth", "born", "birth date"]),
            let first = tokens.firstIndex(where: { $0.range.lowerBound >= start })
        else { return nil }
        return dates.dates(overlapping: first..<first + 1).first?.date
    }

    // MARK: Age and sex in the text

    private mutating func readAge() {
        for index in tokens.indices where tokens[index].kind == .number {
            guard let value = tokens[index].value, (0...120).contains(value), value == value.rounded(),
                let found = age(at: index, value), note.standing(of: index..<index + 1) == .stated
            else { continue }
            hasAge = true
            if patient.birthDate == nil {
                patient.statedAge = StatedAge(years: found.years, on: dates.ofNote)
            }
            if patient.sex == .unknown { patient.sex = found.sex ?? sex(near: index) ?? .unknown }
            return
        }
    }

    /// "65岁", "65-year-old", "65 y/o", "65M", "aged 65", "年龄：65", "3个月大".
    private func age(at index: Int, _ value: Double) -> (years: Int, sex: Sex?)? {
        let after = note.string(tokens[index].range.upperBound, length: 16)
        let rest = after.drop { $0 == " " || $0 == "-" }
        let before = tokens[max(0, index - 2)..<index].map(\.text)
        if rest.hasPrefix("岁") {
            let next = rest.dropFirst().first
            let isPast = next.map { "时起前后至开左才就".contains($0) } ?? false
            return isPast ? nil : (Int(value), nil)
        }
        for unit in [
            "year-old", "year old", "years old", "years-old", "yr old", "yr-old", "yrs old", "y/o", "yo", "y.o", "yom",
            "yof",
        ]
        where rest.hasPrefix(unit) {
            return (Int(value), unit == "yom" ? .male : unit == "yof" ? .female : nil)
        }
        for unit in [
            "month-old", "month old", "months old", "week-old", "weeks old", "day-old", "days old", "个月大", "月龄", "天大",
        ]
        where rest.hasPrefix(unit) {
            return (unit.hasPrefix("month") || unit.hasPrefix("个月") ? Int(value / 12) : 0, nil)
        }
        if let sign = after.first, "mf".contains(sign), !(after.dropFirst().first?.isLetter ?? false), value >= 1,
            !note.string(tokens[index].range.upperBound, length: 2).contains("/")
        {
            return (Int(value), sign == "m" ? .male : .female)
        }
        let isLabelled = ["age", "aged"].contains(before.last ?? "") || before.joined() == "年龄"
        let isEvent = before.contains { ["at", "from", "since", "until", "before"].contains($0) }
        return isLabelled && !isEvent ? (Int(value), nil) : nil
    }

    /// A word for a man or a woman within a few words of the age.
    private func sex(near index: Int) -> Sex? {
        for place in (max(0, index - 6)..<min(tokens.count, index + 8))
        where note.sentences[place] == note.sentences[index] {
            if let sex = sex(at: place) { return sex }
        }
        return nil
    }

    private func sex(at place: Int) -> Sex? {
        if let sex = Self.words[tokens[place].text] { return sex }
        guard ["男", "女"].contains(tokens[place].text) else { return nil }
        let next = place + 1 < tokens.count ? tokens[place + 1] : nil
        let isApart = place + 1 < tokens.count && note.clauses[place + 1] != note.clauses[place]
        let isAlone =
            next.map { $0.kind != .han || isApart || "性患。".contains($0.text) } ?? true
        return isAlone ? (tokens[place].text == "男" ? .male : .female) : nil
    }

    private static let words: [String: Sex] = [
        "male": .male, "man": .male, "gentleman": .male, "boy": .male, "female": .female, "woman": .female,
        "lady": .female, "girl": .female,
    ]

    /// In the first sentences of the note, said of nobody else.
    private func saidSex() -> Sex? {
        for index in tokens.indices.prefix(60) where note.standing(of: index..<index + 1) != .ofRelative {
            if let sex = sex(at: index), sexIsPatients(index) { return sex }
        }
        return nil
    }

    private func sexIsPatients(_ index: Int) -> Bool {
        let before = index > 0 ? tokens[index - 1].text : ""
        return !["old", "young"].contains(before) || tokens[index].kind == .word
    }
}
