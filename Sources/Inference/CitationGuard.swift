/// The tokens that may come next, the sampler's choice first.
protocol NextToken {
    /// The sampler's choice of those that aren't excluded.
    func best() throws(InferenceError) -> Int32
    func exclude(_ token: Int32)
    func bytes(of token: Int32) -> [UInt8]
    func isEnd(_ token: Int32) -> Bool
    /// Tokens there are, numbered from 0.
    var vocabulary: Int { get }
}

/// Lets an answer put nothing but ids of the evidence into brackets, token by token.
///
/// The sampler's choice is taken where the automaton goes on with its bytes, which it nearly always does; else that token is
/// excluded and the next one asked. So a token costs a walk over its few bytes, where a grammar would weigh the whole vocabulary.
struct CitationGuard {
    private let automaton: CitationAutomaton?
    private var state = CitationAutomaton.start

    /// Tokens to refuse one by one; then all that can't follow are excluded in one pass over the vocabulary.
    static let mostRefusals = 32

    /// - Parameter ids: nil lets everything through.
    init(_ ids: [String]?) { automaton = ids.map(CitationAutomaton.init) }

    /// Chooses the next token and takes note of it.
    /// - Throws: what asking throws, or that no token of the vocabulary may follow.
    mutating func take(from tokens: some NextToken) throws(InferenceError) -> Int32 {
        for _ in 0..<Self.mostRefusals {
            let token = try tokens.best()
            if advance(by: token, tokens) { return token }
            tokens.exclude(token)
        }
        for token in 0..<Int32(tokens.vocabulary) where next(token, tokens) == nil { tokens.exclude(token) }
        let token = try tokens.best()
        guard advance(by: token, tokens) else {
            throw .engine(what: "no token of this model can end a citation that it began", detail: "")
        }
        return token
    }

    private mutating func advance(by token: Int32, _ tokens: some NextToken) -> Bool {
        guard let next = next(token, tokens) else { return false }
        state = next
        return true
    }

    /// The state after a token; nil where it may not follow.
    private func next(_ token: Int32, _ tokens: some NextToken) -> CitationAutomaton.State? {
        guard let automaton else { return state }
        if automaton.mayEnd(in: state), tokens.isEnd(token) { return state }
        let bytes = tokens.bytes(of: token)
        // Without a byte nothing would ever come out of the brackets.
        guard !bytes.isEmpty || automaton.mayEnd(in: state) else { return nil }
        return automaton.accepts(bytes, from: state)
    }
}
