import Screen

/// A finished sequence ESC [ parameters final, and what key or event it means (xterm, rxvt, Linux console, tmux).
struct ControlSequence {
    private let prefix: UInt8?
    private let numbers: [Int]
    private let final: UInt8

    init(parameters: [UInt8], final: UInt8) {
        var rest = parameters[...]
        if let first = rest.first, (0x3C...0x3F).contains(first) {
            prefix = first
            rest = rest.dropFirst()
        } else {
            prefix = nil
        }
        // kitty adds more to a number after a colon; none of it is needed here.
        numbers = rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
            field.prefix { $0 != UInt8(ascii: ":") }.reduce(0) { number, digit in
                (0x30...0x39).contains(digit) && number < 1_000_000 ? number * 10 + Int(digit - 0x30) : number
            }
        }
        self.final = final
    }

    var isPasteStart: Bool { prefix == nil && final == UInt8(ascii: "~") && numbers.first == 200 }

    /// nil for what is no input: an answer of the terminal, or a key that we don't know.
    var input: TerminalInput? {
        if prefix == UInt8(ascii: "<") { return mouse }
        guard prefix == nil else { return nil }
        if final == UInt8(ascii: "I") { return .focus(isGained: true) }
        if final == UInt8(ascii: "O") { return .focus(isGained: false) }
        return key.map { .key($0) }
    }

    // MARK: Mouse

    private var mouse: TerminalInput? {
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let point = Point(column: numbers[1] - 1, row: numbers[2] - 1)
        let isPress = final == UInt8(ascii: "M")
        // Bits 2–4 are Shift, Alt and Ctrl, bit 5 is movement.
        switch numbers[0] & ~0b11100 {
        case 0 where isPress: return .click(point)
        case 64 where isPress: return .wheel(isUp: true, at: point)
        case 65 where isPress: return .wheel(isUp: false, at: point)
        default: return nil
        }
    }

    // MARK: Keys

    private struct Modifiers: OptionSet {
        let rawValue: Int
        static let shift = Modifiers(rawValue: 1)
        static let alt = Modifiers(rawValue: 2)
        static let ctrl = Modifiers(rawValue: 4)
    }

    private var modifiers: Modifiers {
        if final == UInt8(ascii: "^") { return .ctrl }
        if final == UInt8(ascii: "$") { return .shift }
        if final == UInt8(ascii: "@") { return [.ctrl, .shift] }
        return numbers.count > 1 ? Modifiers(rawValue: max(0, numbers[1] - 1) & 7) : []
    }

    private var key: Key? {
        switch final {
        case UInt8(ascii: "A"): moved(.up, shift: .shiftUp, ctrl: .ctrlUp, alt: .altUp)
        case UInt8(ascii: "B"): moved(.down, shift: .shiftDown, ctrl: .ctrlDown, alt: .altDown)
        case UInt8(ascii: "C"): moved(.right, shift: .shiftRight, ctrl: .ctrlRight, alt: .altRight)
        case UInt8(ascii: "D"): moved(.left, shift: .shiftLeft, ctrl: .ctrlLeft, alt: .altLeft)
        case UInt8(ascii: "a"): .shiftUp
        case UInt8(ascii: "b"): .shiftDown
        case UInt8(ascii: "c"): .shiftRight
        case UInt8(ascii: "d"): .shiftLeft
        case UInt8(ascii: "H"): moved(.home, shift: .shiftHome, ctrl: .ctrlHome)
        case UInt8(ascii: "F"): moved(.end, shift: .shiftEnd, ctrl: .ctrlEnd)
        case UInt8(ascii: "Z"): .backTab
        case UInt8(ascii: "P")...UInt8(ascii: "S"): function(Int(final) - 0x4F)
        case UInt8(ascii: "u"): coded(numbers.first ?? 0, modifiers)
        case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "@"): numbered(numbers.first ?? 0)
        default: nil
        }
    }

    private func moved(_ plain: Key, shift: Key, ctrl: Key, alt: Key? = nil) -> Key {
        if modifiers.contains(.ctrl) { return ctrl }
        if modifiers.contains(.alt) { return alt ?? plain }
        return modifiers.contains(.shift) ? shift : plain
    }

    private func function(_ number: Int) -> Key {
        .function(modifiers == .shift && number <= 12 ? number + 12 : number)
    }

    private func numbered(_ number: Int) -> Key? {
        switch number {
        case 1, 7: moved(.home, shift: .shiftHome, ctrl: .ctrlHome)
        case 2: .insert
        case 3: modifiers.contains(.ctrl) ? .ctrlDelete : .delete
        case 4, 8: moved(.end, shift: .shiftEnd, ctrl: .ctrlEnd)
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: function(number - 10)
        case 17...21: function(number - 11)
        case 23...26: function(number - 12)
        case 28, 29: function(number - 13)
        case 31...34: function(number - 14)
        // xterm's modifyOtherKeys: 27 ; modifiers ; character.
        case 27 where numbers.count > 2: coded(numbers[2], modifiers)
        default: nil
        }
    }

    /// A key told by its character, as xterm (when asked) and kitty do.
    private func coded(_ code: Int, _ modifiers: Modifiers) -> Key? {
        let isAlt = modifiers.contains(.alt)
        let isCtrl = modifiers.contains(.ctrl)
        switch code {
        // Shift+Enter and Ctrl+Enter make a new line in every other program that can tell them apart.
        case 13: return modifiers.isEmpty ? .enter : .altEnter
        case 9: return modifiers.contains(.shift) ? .backTab : .tab
        case 27: return .escape
        case 8, 127: return isCtrl ? .ctrlBackspace : isAlt ? .altBackspace : .backspace
        default:
            guard code >= 32, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            let character = Character(scalar)
            if isCtrl {
                let lower = Character(character.lowercased())
                return isAlt ? .ctrlAlt(lower) : .ctrl(lower)
            }
            return isAlt ? .alt(character) : .character(character)
        }
    }
}
