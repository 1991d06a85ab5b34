/// Who a PID segment speaks of.
struct HL7Person {
    var patient: Patient
    /// The numbers by which two messages speak of one person.
    var identifiers: [(value: String, system: String?)]

    /// - Parameter facility: MSH-4, which gives the numbers that name no authority of their own.
    init(_ segment: HL7Segment, facility: String?, log: inout ReadingLog) {
        let numbers = [segment[3], segment[2], segment[4]].flatMap(\.repetitions)
            .compactMap { field -> (value: String, authority: String?, kind: String?)? in
                guard let value = field.component(1, limit: 60) else { return nil }
                return (value, field.component(4, limit: 60), field.component(5, limit: 10))
            }
        let record = numbers.first { $0.kind == "MR" } ?? numbers.first { $0.kind == "PI" } ?? numbers.first
        // One number alone: an account or an insurance can be shared.
        identifiers = [record].compactMap { $0 }.map { number in
            (number.value, (number.authority ?? facility ?? "") + " " + (number.kind ?? ""))
        }
        patient = Patient(id: record?.value ?? "", name: Self.name(segment[5]) ?? "")
        patient.identifier = record?.value
        patient.birthDate = HL7Time.date(segment[7].component(1), zone: nil).map(Self.day)
        patient.sex = Self.sex(segment[8].component(1))
        patient.deceasedDate = HL7Time.date(segment[29].component(1), zone: nil)
        patient.deceased = segment[30].component(1) == "Y" || patient.deceasedDate != nil
        warn(segment, log: &log)
    }

    private func warn(_ segment: HL7Segment, log: inout ReadingLog) {
        let who = patient.name.isEmpty ? "Patient \(patient.id)" : patient.name
        if patient.name.isEmpty { log.warn("\(who): the message gives no name.") }
        if patient.birthDate == nil {
            let isGiven = !segment[7].isEmpty
            log.warn("\(who): the birth date \(isGiven ? "can't be read" : "is missing"), so no age is known.")
        }
    }

    /// A birth date with an hour (of the newborn) is kept to the day.
    private static func day(_ date: PartialDate) -> PartialDate { PartialDate(date.dayText) ?? date }

    private static func sex(_ code: String?) -> Sex {
        switch code?.uppercased() {
        case "F", "女": .female
        case "M", "男": .male
        case "O", "A": .other
        default: .unknown
        }
    }

    /// The legal name before others, of two spellings the ideographic one; aliases and maiden names come last.
    private static func name(_ field: HL7Field) -> String? {
        let names = field.repetitions.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }
        return names.lazy.compactMap { text($0.element) }.first
    }

    private static func rank(_ name: HL7Field) -> Int {
        let kind = ["L": 0, "D": 0, "N": 6, "A": 6, "M": 6, "S": 8, "U": 8][name.component(7) ?? ""] ?? 2
        return kind + (name.component(8) == "I" ? 0 : 1)
    }

    private static func text(_ name: HL7Field) -> String? {
        let family = name.firstPart(1)
        let given = [name.component(2, limit: 60), name.component(3, limit: 60)].compactMap { $0 }
        let all = [family].compactMap { $0 } + given
        guard !all.isEmpty else { return nil }
        return PersonName.joined(family: family, given: given)
    }
}

/// How the parts of a name make a whole.
enum PersonName {
    /// Han, kana and Hangul names are written family first and without a space.
    static func joined(family: String?, given: [String]) -> String {
        let all = [family].compactMap { $0 } + given
        if all.contains(where: isEastAsian) { return all.joined() }
        return (given + [family].compactMap { $0 }).joined(separator: " ")
    }

    static func isEastAsian(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x323AF:
                true
            default: false
            }
        }
    }
}
