public import Foundation

/// A drug that a sentence would start or keep although the chart forbids it.
public struct ForbiddenDrug: Sendable, Hashable {
    public var alert: ChartAlert
    /// As the sentence names it.
    public var drug: String
    /// Where it stands in the text.
    public var span: Range<String.Index>
}

/// The drugs that a text advises to start, raise or keep although an allergy, an interaction with the patient's list, a
/// renal limit, pregnancy or a computed value forbids it. Advice against a drug ("avoid", 禁用), reports and questions
/// give none.
///
/// - Parameter date: the day on which the chart is read.
public func drugsForbidden(
    in text: String, for patient: Patient, on date: Date, using safety: MedicationSafety
) -> [ForbiddenDrug] {
    drugsForbidden(in: text, for: SafetyProfile(patient, on: date, using: safety), using: safety)
}

/// The same for a profile that was taken out before: an answer is checked sentence by sentence.
public func drugsForbidden(
    in text: String, for profile: SafetyProfile, using safety: MedicationSafety
) -> [ForbiddenDrug] {
    let folded = TriageText(text)
    let found = pieces(of: folded).flatMap { piece in
        let sentence = TriageText(folded.words(piece))
        return objections(to: sentence, for: profile, using: safety).map { match, alert in
            let scalars = match.scalars.lowerBound + piece.lowerBound..<match.scalars.upperBound + piece.lowerBound
            return ForbiddenDrug(alert: alert, drug: match.text, span: span(of: scalars, in: text))
        }
    }
    return found.sorted { $0.alert.severity < $1.alert.severity }
}

/// What the chart has against the drugs that a question asks about ("is co-amoxiclav fine?"), as if each were to be
/// started; the gravest first.
public func objections(
    toDrugsAskedIn question: String, for profile: SafetyProfile, using safety: MedicationSafety
) -> [ChartAlert] {
    let stopped: Set<String> = []
    var found: [ChartAlert] = []
    for match in SafetyProfile.drugsQuestioned(in: question, using: safety) {
        let drug = NamedDrug(text: match.text, ingredients: safety.vocabulary.ingredients(of: match.id))
        let judge = Judge(
            drug: drug, isStart: true, sentence: Judge.Sentence(), profile: profile, stopped: stopped, safety: safety)
        found += judge.objections.filter { alert in !found.contains { $0.id == alert.id } }
    }
    return found.sorted { $0.severity < $1.severity }
}

/// The sentences as ranges of scalars; one without an end is cut, so that the work grows with the length of the text only.
private func pieces(of text: TriageText) -> [Range<Int>] {
    let longest = 300
    var starts: [Int] = []
    var first = 0
    for (index, token) in text.tokens.enumerated() {
        let isNew = index == 0 || token.sentence != text.tokens[first].sentence || index - first >= longest
        guard isNew else { continue }
        first = index
        starts.append(token.range.lowerBound)
    }
    return starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : text.original.count) }
}

private func objections(
    to sentence: TriageText, for profile: SafetyProfile, using safety: MedicationSafety
) -> [(match: DrugMatch, alert: ChartAlert)] {
    let matches = safety.vocabulary.recognise(sentence).filter { $0.kind != .condition }
    guard !matches.isEmpty else { return [] }
    let advised = Array(zip(matches, DrugAdvice(sentence, drugs: matches).stances()))
    let stopped = advised.filter { $0.1 == .stop }.flatMap { safety.vocabulary.ingredients(of: $0.0.id).map(\.id) }
    let frame = Judge.Sentence(sentence, safety)
    return advised.filter { $0.1 == .start || $0.1 == .keep }.flatMap { match, stance in
        Judge(
            drug: NamedDrug(text: match.text, ingredients: safety.vocabulary.ingredients(of: match.id)),
            isStart: stance == .start, sentence: frame, profile: profile, stopped: Set(stopped), safety: safety
        ).objections.map { (match, $0) }
    }
}

private func span(of range: Range<Int>, in text: String) -> Range<String.Index> {
    let scalars = text.unicodeScalars
    let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
    return start..<scalars.index(start, offsetBy: range.count)
}

/// One drug that a sentence is for, held against one patient.
private struct Judge {
    /// What else the sentence says: a limit that it states itself isn't held against it.
    struct Sentence {
        var deniedConditions: Set<String> = []
        var deniesAllergy = false
        /// Figures that stand with eGFR, "≥30".
        var filtrationFigures: [Double] = []
    }

    var drug: NamedDrug
    var isStart: Bool
    var sentence: Sentence
    var profile: SafetyProfile
    /// Substances that the same text stops.
    var stopped: Set<String>
    var safety: MedicationSafety

    var objections: [ChartAlert] { allergies + prohibitions + rules + interactions }

    private var allergies: [ChartAlert] {
        guard !sentence.deniesAllergy else { return [] }
        return profile.allergies.compactMap { allergy in
            guard let match = AllergyMatch.find(drug, allergy, safety.rules), match.forbids else { return nil }
            return AlertWording.allergy(match, [drug.text])
        }
    }

    private var prohibitions: [ChartAlert] {
        profile.prohibited.filter { AlertFinder.isSame(drug, as: $0) }
            .map { AlertWording.prohibition($0.text, [drug.text]) }
    }

    private var rules: [ChartAlert] {
        safety.rules.compactMap { rule in
            guard rule.forbids == .always || (rule.forbids == .starting && isStart), rule.names(drug),
                rule.kind != .allergy, rule.kind != .duplicate, !isStated(rule), let ground = rule.ground(in: profile)
            else { return nil }
            return AlertWording(rule).alert(drugs: [drug.text], ground: ground)
        }
    }

    /// The sentence itself sets the limit, and this patient is outside it: "if eGFR is 45 or more", "if not pregnant".
    private func isStated(_ rule: SafetyRule) -> Bool {
        if !sentence.deniedConditions.isDisjoint(with: rule.condition) { return true }
        guard rule.egfr != nil, let own = profile.measured[.egfr]?.values.first else { return false }
        return !sentence.filtrationFigures.isEmpty && sentence.filtrationFigures.allSatisfy { $0 > own + 0.5 }
    }

    private var interactions: [ChartAlert] {
        let taken = profile.drugs.filter { entry in
            entry.ingredientIDs.isDisjoint(with: drug.ingredientIDs) && entry.ingredientIDs.isDisjoint(with: stopped)
        }
        let isTaken = profile.drugs.contains { !$0.ingredientIDs.isDisjoint(with: drug.ingredientIDs) }
        return safety.interactions(of: [drug] + taken).compactMap { found in
            guard !found.isPartial, found.sides.joined().contains(0) else { return nil }
            let isGrave =
                found.pair.severity == .contraindicated || (found.pair.severity == .major && isStart && !isTaken)
            guard isGrave else { return nil }
            let all = [drug] + taken
            return AlertWording.interaction(found.pair, sides: found.withDrug(0).map { $0.map { all[$0].text } })
        }
    }
}

extension DrugInteraction {
    /// The sides as one drug meets them: itself on one, those it meets on the others.
    fileprivate func withDrug(_ index: Int) -> [[Int]] {
        guard let own = sides.firstIndex(where: { $0.contains(index) }) else { return sides }
        return sides.enumerated().map { $0.offset == own ? [index] : $0.element.filter { $0 != index } }
            .filter { !$0.isEmpty }
    }
}

extension Judge.Sentence {
    init(_ text: TriageText, _ safety: MedicationSafety) {
        for (id, tokens) in safety.vocabulary.conditions(in: text) where SafetyProfile.isDenied(tokens, in: text) {
            deniedConditions.insert(id)
        }
        for (index, token) in text.tokens.enumerated() {
            guard ["allergy", "allergic", "allergies", "anaphylaxis", "敏"].contains(token.text) else { continue }
            let before = text.tokens[..<index].suffix(8).filter { $0.clause == token.clause }.map(\.text)
            let isDenied = ["无", "没有", "非", "不"].contains { before.joined().contains($0) }
            if isDenied || SafetyProfile.isDenied(index..<index + 1, in: text) { deniesAllergy = true }
        }
        filtrationFigures = safety.measures.figures(of: .egfr, in: text)
    }
}
