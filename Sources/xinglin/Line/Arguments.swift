/// What stands after the subcommand's name, taken apart by its options.
struct Arguments: Sendable {
    private(set) var values: [String: String] = [:]
    private(set) var words: [String] = []

    init(_ words: [String], options: [Option]) throws(UsageError) {
        let known = Dictionary(uniqueKeysWithValues: (options + [.help]).map { ($0.name, $0) })
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                self.words += rest
                return
            }
            guard word.hasPrefix("-"), word != "-" else {
                self.words.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts[0] == "-h" ? "--help" : parts[0]
            guard let option = known[name] else { throw UsageError("There is no option \(name) here.") }
            guard let placeholder = option.value else {
                values[name] = "true"
                continue
            }
            guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                throw UsageError("\(name) needs a value: \(name) \(placeholder).")
            }
            values[name] = value
        }
    }

    subscript(option: Option) -> String? { values[option.name] }
    func has(_ option: Option) -> Bool { values[option.name] != nil }
    var text: String { words.joined(separator: " ") }

    func integer(_ option: Option, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = self[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError("\(option.name) takes a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func number(_ option: Option, in range: ClosedRange<Double>) throws(UsageError) -> Double? {
        guard let text = self[option] else { return nil }
        guard let number = Double(text), range.contains(number) else {
            throw UsageError("\(option.name) takes a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// A value out of a closed list, such as an audience.
    func choice<T: RawRepresentable & CaseIterable>(_ option: Option, _ type: T.Type) throws(UsageError) -> T?
    where T.RawValue == String {
        guard let text = self[option] else { return nil }
        guard let value = T(rawValue: text) else {
            let list = T.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("\(option.name) takes one of: \(list).")
        }
        return value
    }
}

/// The command line was written wrong; exit status 2.
struct UsageError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
