import Foundation

/// Decides whether the library has anything on a question's subject.
struct SubjectGate: Sendable {
    /// What is known about a question after the search.
    struct Signs: Sendable, Equatable {
        /// The nearest passage's cosine; nil without the embedding model.
        var similarity: Double?
        /// How far the nearest passage stands out from all.
        var contrast = 0.0
        /// The share of the question's words, by their rarity, that the best passages have.
        var coverage = 0.0
        /// Concepts that the question names and the best passages have.
        var sharedConcepts = 0
        /// Concepts that the question names and no passage has.
        var foreignConcepts = 0
        /// How many of the first ten by meaning are among the first ten by words.
        var agreement = 0
    }

    /// The probability that the library covers the subject.
    func probability(_ signs: Signs) -> Double {
        1 / (1 + exp(-Double(signs.sharedConcepts)))
    }

    let threshold = 0.5
}
