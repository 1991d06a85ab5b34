import Foundation

/// The words that tell who a patient is: the name, its parts, the numbers.
struct PersonalWords {
    /// Longest first, so that a whole name goes before its parts.
    private(set) var names: [String]
    private(set) var numbers: [String]

    init(_ patient: Patient) {
        let name = patient.name
        let parts = name.split { $0 == " " || $0 == "·" || $0 == "," || $0 == "-" }.map(String.init)
        let isWord = { (part: String) in
            part.count >= 3 || (part.count == 2 && PersonName.isEastAsian(part))
        }
        names = ([name] + parts).filter { !$0.isEmpty && isWord($0) }
        // A Chinese name of three characters is often written without its family name.
        if PersonName.isEastAsian(name), name.count >= 3 { names.append(String(name.dropFirst())) }
        numbers = [patient.id, patient.identifier ?? ""].filter { $0.count >= 3 }
        names.sort { $0.count > $1.count }
    }

    init(all words: [PersonalWords]) {
        names = words.flatMap(\.names).sorted { $0.count > $1.count }
        numbers = words.flatMap(\.numbers)
    }
}

/// Replaces in a text what tells who somebody is: known names and numbers, titled names, addresses of mail and web, long
/// numbers, days.
struct TextCleaning {
    let words: PersonalWords
    let shift: Int
    /// How many places were replaced.
    private(set) var changes = 0

    init(words: PersonalWords, shift: Int) {
        self.words = words
        self.shift = shift
    }

    mutating func cleaned(_ evidence: Evidence?) -> Evidence? {
        guard var evidence else { return nil }
        evidence.text = cleaned(evidence.text)
        return evidence
    }

    mutating func cleaned(_ text: String) -> String {
        var text = withoutWords(text)
        text = withMovedDays(text)
        return withoutNumbers(text)
    }

    private mutating func withoutWords(_ original: String) -> String {
        var text = original
        for (list, mark) in [(words.names, "[name]"), (words.numbers, "[number]")] {
            for word in list {
                let pieces = pieces(of: text, without: word)
                guard pieces.count > 1 else { continue }
                changes += pieces.count - 1
                text = pieces.joined(separator: mark)
            }
        }
        return withoutTitledNames(text)
    }

    /// The text between whole occurrences of a word, whatever their case: "Ann" isn't the beginning of "annual".
    private func pieces(of text: String, without word: String) -> [String] {
        var pieces: [String] = []
        var start = text.startIndex
        var from = text.startIndex
        while let found = text.range(of: word, options: .caseInsensitive, range: from..<text.endIndex) {
            let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
            let after = found.upperBound < text.endIndex ? text[found.upperBound] : " "
            let isPart = [before, after].contains { $0.isASCII && ($0.isLetter || $0.isNumber) }
            from = found.upperBound
            guard !isPart || PersonName.isEastAsian(word) else { continue }
            pieces.append(String(text[start..<found.lowerBound]))
            start = found.upperBound
        }
        return pieces + [String(text[start...])]
    }

    /// "Dr. Smith", "Mrs Jane Miller": the capitalised words after a title.
    private mutating func withoutTitledNames(_ text: String) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var index = 0
        while index + 1 < words.count {
            let title = words[index].trimmingCharacters(in: .punctuationCharacters)
            guard ["Dr", "Mr", "Mrs", "Ms", "Prof", "Miss"].contains(title) else {
                index += 1
                continue
            }
            var next = index + 1
            while next < words.count, next <= index + 2, words[next].first?.isUppercase == true {
                let rest = words[next].drop { $0.isLetter || $0 == "-" || $0 == "'" }
                words[next] = "[name]" + rest
                changes += 1
                next += 1
                if !rest.isEmpty { break }
            }
            index = next
        }
        return words.joined(separator: " ")
    }

    private mutating func withMovedDays(_ text: String) -> String {
        let note = NoteText(text)
        let found = NoteDates(note).dates(overlapping: note.tokens.indices).filter { $0.date.month != nil }
        guard !found.isEmpty else { return text }
        var scalars = note.text.original
        for (date, tokens) in found.reversed() {
            let places =
                note.tokens[tokens.lowerBound].range.lowerBound..<note.tokens[tokens.upperBound - 1].range.upperBound
            let moved = DateShift.moved(date, by: shift)?.text ?? "[date]"
            scalars.replaceSubrange(places, with: Array(moved.unicodeScalars))
            changes += 1
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Numbers of seven digits and more (records, telephones, identity cards), and addresses of mail and web. The days
    /// that `withMovedDays` wrote have no such run of digits.
    private mutating func withoutNumbers(_ text: String) -> String {
        let pieces = text.split(separator: " ", omittingEmptySubsequences: false).map { piece -> String in
            if piece.contains("@") && piece.contains(".") { return "[address]" }
            if piece.hasPrefix("http://") || piece.hasPrefix("https://") || piece.hasPrefix("www.") {
                return "[address]"
            }
            return withoutLongDigits(String(piece))
        }
        let result = pieces.joined(separator: " ")
        if result != text { changes += 1 }
        return result
    }

    private func withoutLongDigits(_ piece: String) -> String {
        var output = ""
        var run = ""
        func flush() {
            let digits = run.count { $0.isNumber }
            output += digits >= 7 && !isDay(run) ? "[number]" : run
            run = ""
        }
        for character in piece {
            if character.isASCII, character.isNumber || (!run.isEmpty && "-".contains(character)) {
                run.append(character)
            } else {
                flush()
                output.append(character)
            }
        }
        flush()
        return output
    }

    private func isDay(_ run: String) -> Bool { PartialDate(run) != nil }
}
