/// The text being written: a row of elements with a cursor between them.
///
/// An element is one character as a reader counts them, or a whole large paste, which stays as it came and is shown
/// folded, so that a megabyte costs no more than a word.
public struct Composer: Sendable, Equatable {
    enum Element: Sendable, Equatable {
        case character(Character)
        case pasted(String, characters: Int)
    }

    private(set) var elements: [Element] = []
    /// 0…elements.count.
    private(set) var cursor = 0
    /// What Ctrl+K, Ctrl+U and Ctrl+W took last, for Ctrl+Y.
    var cut: [Element] = []
    var past: [Snapshot] = []
    private var lastEdit: Edit = .other

    struct Snapshot: Sendable, Equatable {
        var elements: [Element]
        var cursor: Int
    }

    private enum Edit: Sendable, Equatable { case typing, other }

    /// Pastes of more characters or lines than this are folded.
    static let foldedCharacters = 2000
    static let foldedLines = 24
    private static let undoDepth = 100

    public init(_ text: String = "") {
        insert(paste: text)
        past = []
    }

    public var isEmpty: Bool { elements.isEmpty }

    /// A cheap look before the text is put together.
    var mayBeCommand: Bool {
        guard elements.count < 1000, elements.first == .character("/") else { return false }
        return elements.allSatisfy { if case .character = $0 { true } else { false } }
    }

    /// What is sent.
    public var text: String {
        elements.reduce(into: "") { text, element in
            switch element {
            case .character(let character): text.append(character)
            case .pasted(let pasted, _): text += pasted
            }
        }
    }

    // MARK: Inserting

    public mutating func insert(_ character: Character) {
        remember(.typing)
        // A combining mark or the second half of a flag joins the character before it.
        if cursor > 0, case .character(let before) = elements[cursor - 1],
            let joined = single(String(before) + String(character))
        {
            elements[cursor - 1] = .character(joined)
            return
        }
        elements.insert(.character(character), at: cursor)
        cursor += 1
    }

    private func single(_ text: String) -> Character? { text.count == 1 ? text.first : nil }

    /// Line ends become line feeds, as terminals send carriage returns; all else stays as it is.
    public mutating func insert(paste text: String) {
        guard !text.isEmpty else { return }
        remember(.other)
        let normal = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let characters = normal.count
        let isLarge =
            characters > Self.foldedCharacters || normal.utf8.lazy.filter { $0 == 0x0A }.count > Self.foldedLines
        let inserted = isLarge ? [.pasted(normal, characters: characters)] : normal.map(Element.character)
        elements.insert(contentsOf: inserted, at: cursor)
        cursor += inserted.count
    }

    public mutating func replace(with text: String) {
        remember(.other)
        elements = []
        cursor = 0
        insert(paste: text)
    }

    /// Emptied for the next question.
    public mutating func clear() { self = Composer() }

    // MARK: Deleting

    public mutating func deleteBackward() { delete(from: max(0, cursor - 1), to: cursor, keep: false) }
    public mutating func deleteForward() { delete(from: cursor, to: min(elements.count, cursor + 1), keep: false) }
    public mutating func deleteWordBackward() { delete(from: wordStart(before: cursor), to: cursor, keep: true) }
    public mutating func deleteWordForward() { delete(from: cursor, to: wordEnd(after: cursor), keep: true) }
    public mutating func deleteToLineStart() { delete(from: lineStart, to: cursor, keep: true) }

    /// At a line's end the line feed goes.
    public mutating func deleteToLineEnd() {
        let end = lineEnd
        delete(from: cursor, to: end > cursor ? end : min(elements.count, cursor + 1), keep: true)
    }

    public mutating func pasteCut() {
        guard !cut.isEmpty else { return }
        remember(.other)
        elements.insert(contentsOf: cut, at: cursor)
        cursor += cut.count
    }

    private mutating func delete(from start: Int, to end: Int, keep: Bool) {
        guard start < end else { return }
        remember(.other)
        if keep { cut = Array(elements[start..<end]) }
        elements.removeSubrange(start..<end)
        cursor = start
    }

    // MARK: Moving

    public mutating func moveLeft() { move(to: cursor - 1) }
    public mutating func moveRight() { move(to: cursor + 1) }
    public mutating func moveWordLeft() { move(to: wordStart(before: cursor)) }
    public mutating func moveWordRight() { move(to: wordEnd(after: cursor)) }
    public mutating func moveToLineStart() { move(to: lineStart) }
    public mutating func moveToLineEnd() { move(to: lineEnd) }
    public mutating func moveToStart() { move(to: 0) }
    public mutating func moveToEnd() { move(to: elements.count) }

    mutating func move(to position: Int) {
        cursor = min(max(0, position), elements.count)
        lastEdit = .other
    }

    private var lineStart: Int {
        (elements[..<cursor].lastIndex(of: .character("\n")) ?? -1) + 1
    }

    private var lineEnd: Int { elements[cursor...].firstIndex(of: .character("\n")) ?? elements.count }

    private func wordStart(before position: Int) -> Int {
        var index = position
        while index > 0, kind(at: index - 1) == .blank { index -= 1 }
        guard index > 0 else { return 0 }
        let word = kind(at: index - 1)
        index -= 1
        while word.isRun, index > 0, kind(at: index - 1) == word { index -= 1 }
        return index
    }

    private func wordEnd(after position: Int) -> Int {
        var index = position
        while index < elements.count, kind(at: index) == .blank { index += 1 }
        guard index < elements.count else { return index }
        let word = kind(at: index)
        index += 1
        while word.isRun, index < elements.count, kind(at: index) == word { index += 1 }
        return index
    }

    /// Han characters stand in runs of their own: without a dictionary a run up to the next sign is the best word.
    private enum Kind {
        case blank, latin, han, sign, paste
        var isRun: Bool { self == .latin || self == .han }
    }

    private func kind(at index: Int) -> Kind {
        guard case .character(let character) = elements[index] else { return .paste }
        if character.isWhitespace { return .blank }
        if character.unicodeScalars.contains(where: \.properties.isIdeographic) { return .han }
        return character.isLetter || character.isNumber || character == "_" ? .latin : .sign
    }

    // MARK: Undo

    public mutating func undo() {
        guard let snapshot = past.popLast() else { return }
        elements = snapshot.elements
        cursor = snapshot.cursor
        lastEdit = .other
    }

    /// A stretch of typing is undone as one.
    private mutating func remember(_ edit: Edit) {
        defer { lastEdit = edit }
        guard edit == .other || lastEdit != edit else { return }
        past.append(Snapshot(elements: elements, cursor: cursor))
        if past.count > Self.undoDepth { past.removeFirst() }
    }
}
