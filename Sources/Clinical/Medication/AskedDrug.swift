/// A drug that a question asks about, with the names under which a text may speak of it.
public struct AskedDrug: Sendable, Equatable {
    /// As the question has it.
    public var text: String
    /// Its own names and those of its classes, in both languages.
    public var names: [String]
}

/// The drugs that a question asks about: not those that it says are taken, or not tolerated.
public func drugsAsked(in question: String, using safety: MedicationSafety) -> [AskedDrug] {
    SafetyProfile.drugsQuestioned(in: question, using: safety).map { match in
        let meanings = safety.vocabulary.ingredients(of: match.id).reduce(into: Set([match.id])) {
            $0.formUnion($1.meanings)
        }
        let concepts = meanings.sorted().compactMap { safety.vocabulary[$0] }
        let names = [match.text] + concepts.flatMap { [$0.english, $0.chinese] }.filter { !$0.isEmpty }
        return AskedDrug(text: match.text, names: names)
    }
}
