import Clinical
import Evidence

extension SearchContext {
    /// What the chart, or a note in its place, says of the patient; nothing where there is neither, so that the ranking
    /// is by the question alone.
    init(_ request: TurnRequest, using safety: MedicationSafety) {
        self.init()
        guard request.patient != nil || request.patientNote != nil else { return }
        let known =
            request.patientNote == nil
            ? request.patient
            : QuestionChart(question: "", note: request.patientNote, patient: request.patient, on: request.now).patient
        var profile = known.map { SafetyProfile($0, on: request.now, using: safety) } ?? SafetyProfile()
        if let note = request.patientNote {
            profile = profile.merging(SafetyProfile(note: note, asked: false, using: safety))
        }
        age = profile.age.map(Double.init)
        isPregnant = profile.saysPregnant
        kidneyStage = profile.filtrationCategory
    }
}
