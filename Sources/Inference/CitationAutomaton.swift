/// Which bytes may follow in an answer whose square brackets may hold nothing but ids of the evidence: `[1]`, `[C1]`,
/// `[1][2]`, `[1, 2]`, `[1，2]`.
///
/// An automaton over bytes, since a token may end anywhere: `[C`, `][`, ` [1`. The wide brackets, in which Chinese headings
/// stand too (`【适应症】`), are bound where what they hold reads as an id.
struct CitationAutomaton: Sendable {
    typealias State = Int

    /// Outside of brackets, as an answer begins.
    static let start: State = 0
    private static let nowhere: State = -1

    /// Ids in one pair of brackets at most: longer ones aren't marks to the checker.
    private static let mostListed = 5
    private static let separators = [",", "，", "、"]
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    private enum Kind {
        /// Every byte may follow.
        case outside
        /// In wide brackets that may still hold a heading: every byte may follow but a digit that leads to no id.
        case undecided
        /// Only bytes that have an edge may follow.
        case bound
    }

    private struct Node {
        var kind: Kind
        var edges: [UInt8: State] = [:]
    }

    private var nodes = [Node(kind: .outside)]

    /// - Parameter ids: as they are to be written; without any, no square bracket may be opened.
    init(_ ids: [String]) {
        let ids = ids.filter { !$0.isEmpty }
        let narrow = addLists(of: ids, closing: "]", .bound)
        nodes[Self.start].edges[UInt8(ascii: "[")] = ids.isEmpty ? Self.nowhere : narrow
        let wide = addLists(of: ids, closing: "】", .undecided)
        // Computed values' ids are recognised in lower case as well, and must then be known, too.
        for letter in ["C", "c"] { addPath(letter, from: wide, .undecided) }
        addPath("【", from: Self.start, to: wide, .outside)
    }

    /// The state after `bytes`; nil where they may not follow.
    func accepts(_ bytes: [UInt8], from state: State) -> State? {
        var state = state
        for byte in bytes {
            state = next(byte, after: state)
            if state == Self.nowhere { return nil }
        }
        return state
    }

    /// Whether an answer may end there.
    func mayEnd(in state: State) -> Bool { nodes[state].kind != .bound }

    private func next(_ byte: UInt8, after state: State) -> State {
        let node = nodes[state]
        if let next = node.edges[byte] { return next }
        switch node.kind {
        case .bound: return Self.nowhere
        case .undecided where Self.digits.contains(byte): return Self.nowhere
        // No id after all: the byte counts as one outside.
        case .undecided, .outside: return nodes[Self.start].edges[byte] ?? Self.start
        }
    }
}

// MARK: Construction

extension CitationAutomaton {
    /// Adds what may stand in a pair of brackets; returns where it begins.
    /// - Parameter kind: of what could still become something else than an id.
    private mutating func addLists(of ids: [String], closing: String, _ kind: Kind) -> State {
        var further: State?
        var first = Self.start
        for listed in (1...Self.mostListed).reversed() {
            let kind = listed == 1 ? kind : .bound
            first = add(kind)
            for id in ids {
                let end = addPath(id, from: first, kind)
                nodes[end].kind = kind
                addPath(closing, from: end, to: Self.start, kind)
                guard let further else { continue }
                for separator in Self.separators { addPath(separator, from: end, to: further, kind) }
            }
            let spaced = add(.bound)
            nodes[spaced].edges = nodes[first].edges
            nodes[spaced].edges[UInt8(ascii: " ")] = first
            further = spaced
        }
        return first
    }

    /// Leads through `text` from one state to another, or to a new one; returns where it ends.
    @discardableResult
    private mutating func addPath(_ text: String, from: State, to: State? = nil, _ kind: Kind) -> State {
        var state = from
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let next = isLast ? to ?? nodes[state].edges[byte] : nodes[state].edges[byte]
            // A number that has begun is no heading.
            let target = next ?? add(Self.digits.contains(byte) ? .bound : kind)
            nodes[state].edges[byte] = target
            state = target
        }
        return state
    }

    private mutating func add(_ kind: Kind) -> State {
        nodes.append(Node(kind: kind))
        return nodes.count - 1
    }
}
