public import Clinical
import Evidence

/// Holds a sentence of an answer against the patient: whether it would start or keep a drug that the chart, or what the
/// user wrote about the patient, forbids.
public struct ChartCheck: Sendable {
    private let safety: MedicationSafety
    private let profile: SafetyProfile

    public init(safety: MedicationSafety, profile: SafetyProfile) {
        self.safety = safety
        self.profile = profile
    }

    /// The chart first, then the note, then what the question says of the patient. Nil where nothing is known.
    init?(_ request: TurnRequest, safety: MedicationSafety) {
        var profile = request.patient.map { SafetyProfile($0, on: request.now, using: safety) } ?? SafetyProfile()
        if let note = request.patientNote {
            profile = profile.merging(SafetyProfile(note: note, asked: false, using: safety))
        }
        profile = profile.merging(SafetyProfile(note: request.question, asked: true, using: safety))
        guard !profile.isEmpty else { return nil }
        self.init(safety: safety, profile: profile)
    }

    /// What the chart has against the drugs that the question asks about, the gravest first.
    func objections(toDrugsAskedIn question: String) -> [ChartAlert] {
        Clinical.objections(toDrugsAskedIn: question, for: profile, using: safety)
    }

    /// What the chart has against the sentence, the gravest first.
    public func objections(to sentence: String, in language: Language) -> [String] {
        drugsForbidden(in: sentence, for: profile, using: safety).map {
            Instructions.leftOut(of: $0.alert.text(in: language.rawValue))
        }
    }
}
