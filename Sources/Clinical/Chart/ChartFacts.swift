public import Foundation

/// The chart as short lines for a prompt and a pane: identity (age and sex, never a name or a number), allergies,
/// medications, active problems, the newest values with up to two earlier ones, computed values.
///
/// - Parameters:
///   - language: `en`, `zh-Hans` or `zh-Hant`; the patient's own texts stay as the file has them.
///   - date: the day on which the chart is read.
public func chartFacts(for patient: Patient, language: String, on date: Date) -> [ChartFact] {
    let words = ChartWords(language)
    return [ChartLines.identity(patient, words, date)] + ChartLines.allergies(patient, words)
        + ChartLines.medications(patient, words) + ChartLines.problems(patient, words)
        + ValueLines(patient: patient, words: words).facts
        + computedFacts(for: patient, on: date).map { fact in
            ChartFact(id: "computed.\(fact.tool)", section: .computed, text: fact.text(in: language))
        }
}

private enum ChartLines {
    static func identity(_ patient: Patient, _ words: ChartWords, _ date: Date) -> ChartFact {
        let dead = patient.deceased ? words.deceased : nil
        let parts = [words.age(patient.possibleAges(on: date)), words.sex(patient.sex), dead].compactMap { $0 }
        let text = words.title(.identity) + words.colon + parts.joined(separator: words.isChinese ? "，" : ", ")
        return ChartFact(id: "identity", section: .identity, text: text)
    }

    static func allergies(_ patient: Patient, _ words: ChartWords) -> [ChartFact] {
        var facts = patient.allergies.filter { $0.statement == nil }.enumerated().map { index, allergy in
            let text = words.allergy + allergy.text + (allergy.reaction.map { words.colon + $0 } ?? "")
            let notes = [
                allergy.severity.flatMap(words.severity), allergy.criticality.flatMap(words.criticality),
                words.status(allergy.status),
                allergy.verification.flatMap(words.status),
            ]
            return ChartFact(
                id: "allergies.\(index)", section: .allergies, text: text + words.bracket(notes),
                isAbnormal: allergy.isActive, isEssential: allergy.isActive)
        }
        switch patient.allergyStatus {
        case .known: break
        case .noneKnown: facts.insert(summary(words.noKnownAllergies, .allergies), at: 0)
        case .notRecorded: facts.insert(summary(words.allergiesNotRecorded, .allergies), at: 0)
        }
        return facts
    }

    private static func summary(_ text: String, _ section: ChartSection) -> ChartFact {
        ChartFact(id: "\(section.rawValue).summary", section: section, text: text, isEssential: true)
    }

    static func medications(_ patient: Patient, _ words: ChartWords) -> [ChartFact] {
        let forbidden = patient.medications.filter(\.isProhibition).enumerated().map { index, drug in
            ChartFact(
                id: "medications.not.\(index)", section: .medications, text: words.doNotGive + drug.text,
                isAbnormal: true, isEssential: true)
        }
        let active = patient.activeMedications.enumerated().map { index, drug in
            let text = words.medication + drug.text + (drug.dosage.map { words.colon + $0 } ?? "")
            let notes = words.bracket([
                words.status(drug.status), drug.date?.dayText, drug.verification.flatMap(words.status),
            ])
            return ChartFact(
                id: "medications.\(index)", section: .medications, text: text + notes, isEssential: true)
        }
        return forbidden + (active.isEmpty ? [summary(words.noMedications, .medications)] : active)
    }

    static func problems(_ patient: Patient, _ words: ChartWords) -> [ChartFact] {
        let active = patient.activeProblems
        guard !active.isEmpty else {
            return [ChartFact(id: "problems.summary", section: .problems, text: words.noProblems)]
        }
        return active.enumerated().map { index, problem in
            let notes = [
                problem.onset.map { words.since($0.dayText) }, words.status(problem.status),
                problem.verification.flatMap(words.status),
            ]
            return ChartFact(
                id: "problems.\(index)", section: .problems, text: words.problem + problem.text + words.bracket(notes))
        }
    }
}
