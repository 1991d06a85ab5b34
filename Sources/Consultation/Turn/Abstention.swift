import Evidence
import Foundation

/// Decides before generating whether the evidence can answer at all: an answer without evidence is worth less than none.
struct Abstention {
    var grove: Grove

    enum Reason: Equatable {
        /// Nothing in the library is on the question's subject.
        case offSubject
        /// The pinned specialty has nothing on it; another one has.
        case otherField(pinned: String, other: String)
        /// The question asks for an edition that doesn't exist yet.
        case futureEdition(year: Int)
        /// One person's value is asked for, and no chart is loaded.
        case noPatient
        /// A calculation without what goes into it.
        case missingInputs(tool: String)
        /// One person's fate: guidelines speak of groups.
        case ownFate
        /// A drug that no list and no passage knows.
        case unknownName(String)
        /// A drug and a condition that the question joins and no passage does.
        case unsaid(drug: String, condition: NamedConcept)
    }

    func decide(question: String, response: SearchResponse, currentYear: Int) -> Reason? {
        if let year = Self.years(in: question).first(where: { $0 > currentYear }) { return .futureEdition(year: year) }
        return response.isOnSubject && !response.results.isEmpty ? nil : .offSubject
    }

    /// After a search over everything: whose field the question is, where the pinned specialty has nothing on it.
    func elsewhere(pinned: String, response: SearchResponse) -> Reason {
        guard let other = Routing(grove: grove).choose(pinned: nil, response: response)?.id, other != pinned else {
            return .offSubject
        }
        return .otherField(pinned: pinned, other: other)
    }

    /// The four-digit years 2000…2099 that a text names.
    private static func years(in text: String) -> [Int] {
        Figure.all(in: text).filter { $0.unit == nil || $0.unit == "y" }.map { Int($0.value) }
            .filter { (2000...2099).contains($0) }
    }
}
