import Foundation

/// Decides whether the library has anything on a question's subject: a logistic model of a few signs.
///
/// Its weights come from half of the eight packs' own examinations (80 questions to be answered) and half of the
/// questions on subjects that no pack has (81; Tests/Data/unrelated-questions.txt), in both languages. The threshold
/// prefers an answer with weak passages, which the reader sees, to a refusal where the library has the answer. Judged on
/// all of them and 360 development questions: 1.3 % of 520 answerable questions refused, 83 % of 194 others; 0.99 of
/// pairs in the right order. What is let through is mostly medicine beside the packs.
struct SubjectGate: Sendable {
    /// What is known about a question after the search.
    struct Signs: Sendable, Equatable, Encodable {
        /// The nearest passage's cosine; nil without the embedding model.
        var similarity: Double?
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
        /// As often as it says so, the library has the answer, where as many questions are on other subjects.
        var probability: Double
    }

    func judge(_ signs: Signs) -> Judgement {
        let shared = Double(min(signs.sharedConcepts, 4)) / 4
        let foreign = Double(min(signs.foreignConcepts, 3)) / 3
        guard let similarity = signs.similarity else {
            // By words alone much less can be told: 1.3 % of ours refused, 29 % of others; 0.89 of pairs in order.
            return Self.judgement(-1.83 + 2.15 * signs.coverage + 3.5 * shared - 2.49 * foreign, threshold: -1.7)
        }
        // A library without a backdrop is compared with the middle of what was seen.
        let lead = (signs.lead ?? 0.01) * 50
        let sum =
            -5.11 + 3.28 * lead + 1.91 * (similarity - 0.88) * 20 + 1.07 * signs.coverage + 2.57 * shared
            - 0.23 * foreign + 0.53 * Double(signs.agreement) / 10
        return Self.judgement(sum, threshold: -2.4)
    }

    private static func judgement(_ sum: Double, threshold: Double) -> Judgement {
        Judgement(isOnSubject: sum >= threshold, probability: 1 / (1 + exp(-sum)))
    }
}
