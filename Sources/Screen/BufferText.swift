extension Buffer {
    /// The characters row by row, without the blanks at the ends of lines: the form of golden files.
    public var text: String {
        (0..<size.rows).map { row in
            var line = self[row: row].map(\.text).joined()
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// The text, then the same grid with one letter for each style (a dot for plain), then what the letters mean.
    /// A person can read from it which words light up.
    public var dump: String {
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        let names = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let map = (0..<size.rows).map { row in
            let line = self[row: row].map { cell -> Character in
                if let letter = letters[cell.style] { return letter }
                let letter = legend.count < names.count ? names[legend.count] : "?"
                letters[cell.style] = letter
                legend.append("\(letter) \(cell.style.summary)")
                return letter
            }
            return String(line)
        }
        return ([text, "--"] + map + ["--"] + legend).joined(separator: "\n")
    }
}

extension Style {
    /// The style in the words of a theme file, such as `#d7af5f on 236 bold`.
    public var summary: String {
        var words = [foreground.summary]
        if background != .default { words += ["on", background.summary] }
        if isBold { words.append("bold") }
        if isDim { words.append("dim") }
        if isItalic { words.append("italic") }
        if isUnderlined { words.append("underline") }
        if isReversed { words.append("reverse") }
        return words.joined(separator: " ")
    }
}

extension Color {
    var summary: String {
        switch self {
        case .default: return "default"
        case .indexed(let index): return String(index)
        case .rgb(let red, let green, let blue):
            return "#"
                + [red, green, blue].map { value in
                    let digits = String(value, radix: 16)
                    return digits.count < 2 ? "0" + digits : digits
                }.joined()
        }
    }
}
