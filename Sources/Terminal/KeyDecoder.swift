public import Screen

/// Turns the bytes of a terminal into keys, pastes and mouse events. Pure: it neither reads nor waits, and gives the
/// same whatever pieces the bytes come in.
public struct KeyDecoder: Sendable {
    private enum State {
        case ground
        /// Inside a UTF-8 character of that many bytes.
        case character(length: Int, isAlt: Bool)
        case escape
        /// After ESC [ : parameters so far are in `held`.
        case control
        /// After ESC O.
        case single
        /// After ESC [ [ : the function keys of the Linux console.
        case console
        /// A report nobody asked for (ESC ] P _ ^): skipped up to its end.
        case report(introducer: UInt8)
        case paste
    }

    private var state = State.ground
    private var held: [UInt8] = []
    private var output: [TerminalInput] = []

    public init() {}

    /// Whether bytes are held that mean one thing if nothing follows soon and another if something does: a lone ESC.
    public var isAmbiguous: Bool {
        switch state {
        case .escape, .single: true
        case .control, .report: held.isEmpty
        default: false
        }
    }

    /// Takes bytes and gives what they complete.
    public mutating func decode(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
        output.removeAll()
        for byte in bytes { take(byte) }
        return output
    }

    /// Nothing followed for a while (25 ms do): what is held is a key by itself.
    public mutating func settle() -> [TerminalInput] {
        output.removeAll()
        guard isAmbiguous else { return output }
        switch state {
        case .escape: emit(.escape)
        case .control: emit(.alt("["))
        case .single: emit(.alt("O"))
        case .report(let introducer): emit(.alt(Character(Unicode.Scalar(introducer))))
        default: break
        }
        state = .ground
        return output
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: takeFirst(byte, isAlt: false)
        case .character(let length, let isAlt): takeContinuation(byte, length: length, isAlt: isAlt)
        case .escape: takeAfterEscape(byte)
        case .control: takeControl(byte)
        case .single: takeSingle(byte)
        case .console: takeConsole(byte)
        case .report: takeReport(byte)
        case .paste: takePasted(byte)
        }
    }

    private mutating func emit(_ key: Key) {
        output.append(.key(key))
    }

    // MARK: Plain keys

    private mutating func takeFirst(_ byte: UInt8, isAlt: Bool) {
        state = .ground
        switch byte {
        case 0x1B: state = .escape
        case 0x0D: emit(isAlt ? .altEnter : .enter)
        case 0x0A: emit(isAlt ? .altEnter : .ctrl("j"))
        case 0x09: emit(isAlt ? .backTab : .tab)
        case 0x7F, 0x08: emit(isAlt ? .altBackspace : .backspace)
        case 0x00...0x1F:
            let character = Self.controlCharacter(byte)
            emit(isAlt ? .ctrlAlt(character) : .ctrl(character))
        case 0x20...0x7E:
            let character = Character(Unicode.Scalar(byte))
            emit(isAlt ? .alt(character) : .character(character))
        case 0xC2...0xDF: hold(byte, .character(length: 2, isAlt: isAlt))
        case 0xE0...0xEF: hold(byte, .character(length: 3, isAlt: isAlt))
        case 0xF0...0xF4: hold(byte, .character(length: 4, isAlt: isAlt))
        default: emit(.character("\u{FFFD}"))
        }
    }

    private mutating func hold(_ byte: UInt8, _ next: State) {
        held = [byte]
        state = next
    }

    private mutating func takeContinuation(_ byte: UInt8, length: Int, isAlt: Bool) {
        guard (0x80...0xBF).contains(byte) else {
            emit(.character("\u{FFFD}"))
            takeFirst(byte, isAlt: false)
            return
        }
        held.append(byte)
        guard held.count == length else { return }
        state = .ground
        let text = String(decoding: held, as: UTF8.self)
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
            emit(.character("\u{FFFD}"))
            return
        }
        // C1 controls in UTF-8 are no text.
        guard scalar.value >= 0xA0 else { return }
        emit(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
    }

    private static func controlCharacter(_ byte: UInt8) -> Character {
        byte == 0 ? " " : Character(Unicode.Scalar(byte < 0x1B ? byte + 0x60 : byte + 0x40))
    }

    // MARK: Sequences

    private mutating func takeAfterEscape(_ byte: UInt8) {
        held = []
        switch byte {
        case 0x1B: emit(.escape)
        case UInt8(ascii: "["): state = .control
        case UInt8(ascii: "O"): state = .single
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
            state = .report(introducer: byte)
        default: takeFirst(byte, isAlt: true)
        }
    }

    private mutating func takeControl(_ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case UInt8(ascii: "[") where held.isEmpty: state = .console
        // rxvt ends its shifted keys with a dollar, which elsewhere is an intermediate byte.
        case 0x40...0x7E, UInt8(ascii: "$"): finishControl(byte)
        case 0x20...0x3F:
            // No key is this long; what it is will be skipped up to its end.
            if held.count < 64 { held.append(byte) }
        default:
            state = .ground
            takeFirst(byte, isAlt: false)
        }
    }

    private mutating func finishControl(_ final: UInt8) {
        state = .ground
        let sequence = ControlSequence(parameters: held, final: final)
        held = []
        if sequence.isPasteStart {
            state = .paste
        } else if let input = sequence.input {
            output.append(input)
        }
    }

    private mutating func takeSingle(_ byte: UInt8) {
        state = .ground
        switch byte {
        case 0x1B: state = .escape
        case UInt8(ascii: "M"): emit(.enter)
        case UInt8(ascii: "a"): emit(.ctrlUp)
        case UInt8(ascii: "b"): emit(.ctrlDown)
        case UInt8(ascii: "c"): emit(.ctrlRight)
        case UInt8(ascii: "d"): emit(.ctrlLeft)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            // An old way to give modifiers: ESC O 5 A.
            held.append(byte)
            state = .single
        default:
            let modifier = held.isEmpty ? [] : Array("1;".utf8) + held
            if let input = ControlSequence(parameters: modifier, final: byte).input { output.append(input) }
        }
    }

    private mutating func takeConsole(_ byte: UInt8) {
        state = .ground
        if (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) { emit(.function(Int(byte) - 0x40)) }
    }

    private mutating func takeReport(_ byte: UInt8) {
        let isEnd = byte == 0x07 || (byte == UInt8(ascii: "\\") && held.last == 0x1B)
        if isEnd {
            state = .ground
            held = []
        } else {
            // The last byte is all that has to be known.
            held = [byte]
        }
    }

    // MARK: Paste

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    private mutating func takePasted(_ byte: UInt8) {
        held.append(byte)
        guard byte == UInt8(ascii: "~"), held.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else { return }
        held.removeLast(Self.pasteEnd.count)
        output.append(.paste(Self.text(held)))
        held = []
        state = .ground
    }

    /// Terminals send the line ends of a paste as the Enter key: CR.
    private static func text(_ bytes: [UInt8]) -> String {
        var unified: [UInt8] = []
        unified.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D {
                unified.append(0x0A)
            } else if byte != 0x0A || previous != 0x0D {
                unified.append(byte)
            }
            previous = byte
        }
        return String(decoding: unified, as: UTF8.self)
    }
}
