import Foundation

/// Decides whether the library has anything on a question's subject: a logistic model of a few signs.
///
/// Its weights come from the 180 development questions in both languages with three packs installed: the 65 of
/// these packs are to be answered, the 115 of other specialties are not. The threshold prefers an answer with weak
/// passages, which the reader sees, to a refusal where the library has the answer. Each half judged with the weights
/// of the other: 2.3 % of answerable questions refused, 36 % of the other specialties' questions let through (most
/// of these are neighbours: strokes, infarctions, drug safety); 0.95 of pairs in the right order.
struct SubjectGate: Sendable {
    /// What is known about a question after the search.
    struct Signs: Sendable, Equatable, Encodable {
        /// The nearest passage's cosine; nil without the embedding model.
        var similarity: Double?
        /// How far the nearest passage stands out from all.
        var contrast = 0.0
        /// How much nearer the best passages are than the subjects that the packs don't cover.
        var lead: Double?
        /// The share of the question's words that the best passages have.
        var coverage = 0.0
        /// Concepts that the question names and the best passages have.
        var sharedConcepts = 0
        /// Concepts that the question names and no passage has.
        var foreignConcepts = 0
        /// How many of the first ten by meaning are among the first ten by words.
        var agreement = 0
    }

    struct Judgement: Sendable, Equatable {
        var isOnSubject: Bool
        /// As often as it says so, the library has the answer, where two questions of three are on other subjects.
        var probability: Double
    }

    func judge(_ signs: Signs) -> Judgement {
        let shared = Double(min(signs.sharedConcepts, 4)) / 4
        let foreign = Double(min(signs.foreignConcepts, 3)) / 3
        guard let similarity = signs.similarity else {
            // By words alone much less can be told (0.88 of pairs in order).
            return Self.judgement(-1.83 + 2.15 * signs.coverage + 3.5 * shared - 2.49 * foreign, threshold: -1.7)
        }
        // A library without a backdrop is compared with the middle of what was seen.
        let lead = (signs.lead ?? 0.01) * 50
        let sum =
            -3.01 + 2.37 * lead + 1.59 * (similarity - 0.88) * 20 + 0.61 * (signs.contrast - 0.03) * 50
            + 1.68 * signs.coverage + 1.96 * shared - 1.52 * foreign + 1.2 * Double(signs.agreement) / 10
        return Self.judgement(sum, threshold: -1.9)
    }

    private static func judgement(_ sum: Double, threshold: Double) -> Judgement {
        Judgement(isOnSubject: sum >= threshold, probability: 1 / (1 + exp(-sum)))
    }
}
