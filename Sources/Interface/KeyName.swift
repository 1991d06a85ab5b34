public import Screen

extension Key {
    private static let named: [(String, Key)] = [
        ("enter", .enter), ("alt+enter", .altEnter), ("tab", .tab), ("shift+tab", .backTab), ("escape", .escape),
        ("backspace", .backspace), ("alt+backspace", .altBackspace), ("ctrl+backspace", .ctrlBackspace),
        ("delete", .delete), ("ctrl+delete", .ctrlDelete), ("insert", .insert),
        ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
        ("pageup", .pageUp), ("pagedown", .pageDown),
        ("shift+up", .shiftUp), ("shift+down", .shiftDown), ("shift+left", .shiftLeft), ("shift+right", .shiftRight),
        ("shift+home", .shiftHome), ("shift+end", .shiftEnd),
        ("ctrl+up", .ctrlUp), ("ctrl+down", .ctrlDown), ("ctrl+left", .ctrlLeft), ("ctrl+right", .ctrlRight),
        ("ctrl+home", .ctrlHome), ("ctrl+end", .ctrlEnd),
        ("alt+up", .altUp), ("alt+down", .altDown), ("alt+left", .altLeft), ("alt+right", .altRight),
        ("space", .character(" ")), ("comma", .character(",")), ("alt+comma", .alt(",")), ("ctrl+space", .ctrl(" ")),
    ]

    /// `ctrl+s`, `alt+enter`, `f1`, `pageup`, `?` …; the case of the words doesn't matter.
    public init?(name: String) {
        let lower = name.lowercased()
        if let key = Self.named.first(where: { $0.0 == lower })?.1 {
            self = key
        } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
            self = .function(number)
        } else if let letter = Self.single(lower, after: "ctrl+alt+") {
            self = .ctrlAlt(letter)
        } else if let letter = Self.single(lower, after: "ctrl+") {
            self = .ctrl(letter)
        } else if let letter = Self.single(lower, after: "alt+") {
            self = .alt(letter)
        } else if name.count == 1, let character = name.first {
            self = .character(character)
        } else {
            return nil
        }
    }

    private static func single(_ name: String, after prefix: String) -> Character? {
        let rest = name.dropFirst(prefix.count)
        return name.hasPrefix(prefix) && rest.count == 1 ? rest.first : nil
    }

    /// The name that `init(name:)` reads.
    public var name: String {
        switch self {
        case .ctrl(let letter) where letter != " ": "ctrl+\(letter)"
        case .alt(let letter) where letter != ",": "alt+\(letter)"
        case .ctrlAlt(let letter): "ctrl+alt+\(letter)"
        case .function(let number): "f\(number)"
        case .character(let character) where character != " " && character != ",": String(character)
        default: Self.named.first { $0.1 == self }?.0 ?? ""
        }
    }

    /// As a reader expects it: `Ctrl+G`, `Alt+Enter`, `PageUp`.
    var label: String {
        let parts = name.split(separator: "+", omittingEmptySubsequences: false)
        guard parts.count > 1 || name.count > 1 else { return name }
        return parts.map { part in
            switch part {
            case "comma": ","
            case "pageup": "PageUp"
            case "pagedown": "PageDown"
            case "escape": "Esc"
            case "up": "↑"
            case "down": "↓"
            case "left": "←"
            case "right": "→"
            default: part.prefix(1).uppercased() + part.dropFirst()
            }
        }.joined(separator: "+")
    }
}
