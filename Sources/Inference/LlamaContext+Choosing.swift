import CLlama
import Foundation

extension LlamaContext {
    /// What follows one of the last computed tokens, and how probable it was; the chooser takes note of it.
    /// - Parameter row: counts the tokens with scores, of all parts, from the end: -1 is the last.
    func choose(_ chooser: TokenChooser, row: Int = -1) throws(InferenceError) -> Choice {
        let token = try take(from: RowTokens(context: self, sampler: chooser.sampler, row: row), &chooser.citations)
        try chooser.sampler.accept(token)
        return Choice(token: token, probability: try probability(of: token, row: row))
    }

    private func take(from row: RowTokens, _ citations: inout CitationGuard) throws(InferenceError) -> Int32 {
        // The model's own scores again afterwards: probabilities are taken from them.
        defer { unsafe cllama_include(pointer) }
        return try citations.take(from: row)
    }

    /// How probable a token was after one of the last computed ones, by the model's own scores.
    func probability(of token: Int32, row: Int = -1) throws(InferenceError) -> Double {
        let probability = unsafe cllama_probability(pointer, token, Int32(row))
        guard probability >= 0 else { throw failure(Int(probability)) }
        return probability
    }

    fileprivate func failure(_ code: Int) -> InferenceError {
        if code == Int(CLLAMA_NOT_A_NUMBER) { return .nanLogits(path: model.file.path) }
        return .decodeFailed(code: code, detail: unsafe String(cString: cllama_error()))
    }
}

/// Chooses an answer's tokens, one after the other: it knows which came before.
final class TokenChooser {
    let sampler: Sampler
    var citations: CitationGuard

    /// - Parameter ids: what may stand in brackets; nil: anything.
    init(_ sampler: Sampler, citations ids: [String]? = nil) {
        self.sampler = sampler
        citations = CitationGuard(ids)
    }
}

/// The token that comes next.
struct Choice {
    let token: Int32
    /// 0…1, by the model's own scores: temperature and sampling don't count.
    let probability: Double
}

/// The tokens that may follow one of the last computed ones.
private struct RowTokens: NextToken {
    let context: LlamaContext
    let sampler: Sampler
    let row: Int

    var vocabulary: Int { Int(context.model.facts.vocabulary) }

    func best() throws(InferenceError) -> Int32 {
        let token =
            switch sampler {
            case .greedy: unsafe cllama_greedy(context.pointer, Int32(row))
            case .drawn(let chain): unsafe cllama_sample(chain.pointer, context.pointer, Int32(row))
            }
        guard token >= 0 else { throw context.failure(Int(token)) }
        return token
    }

    func exclude(_ token: Int32) { unsafe cllama_exclude(context.pointer, token, Int32(row)) }
    func bytes(of token: Int32) -> [UInt8] { context.model.piece(token) }
    func isEnd(_ token: Int32) -> Bool { context.model.isEnd(token) }
}
