import Clinical
import Consultation

/// Charts opened and closed. What is known of one patient never reaches another.
extension State {
    /// One patient is taken; of several one must be chosen, as soon as their consultation is in front.
    mutating func take(_ candidates: [LoadedPatient], for consultation: ConsultationID) -> [Effect] {
        switch candidates.count {
        case 0:
            show(Failure(what: wording[.failureNoPatient], why: "", whatToDo: wording[.failureNoPatientAdvice]))
            return []
        case 1: return adopt(candidates[0], in: consultation)
        default:
            desk.change(consultation) {
                $0.overlay = .patientChooser(PatientChoice(candidates: candidates))
                $0.note(.answer)
            }
            return []
        }
    }

    /// Answers about one patient must not become context for another, so another patient begins a new consultation.
    mutating func adopt(_ loaded: LoadedPatient, in consultation: ConsultationID) -> [Effect] {
        var effects: [Effect] = []
        if let patient = desk[consultation]?.patient, !patient.isSamePerson(as: loaded) {
            effects = forgetPatient(of: consultation)
        }
        let ahead = desk.change(consultation) { consultation in
            consultation.adopt(loaded)
            return consultation.readingAhead(of: "")
        }
        return effects + (ahead ?? [])
    }

    mutating func closePatient() -> [Effect] {
        guard patient != nil else {
            remark = wording[.noPatient]
            return []
        }
        return forgetPatient(of: desk.front.id)
    }

    /// Empties the consultation. Only the text in the composer stays, since a draft is never lost.
    private mutating func forgetPatient(of consultation: ConsultationID) -> [Effect] {
        guard let before = desk[consultation] else { return [] }
        let stop = desk.change(consultation) { consultation in
            let stop = consultation.cancelRunning()
            consultation = consultation.emptied
            return stop
        }
        forgetTraces(of: before)
        if consultation == desk.front.id { remark = wording[.remarkNewConsultation] }
        return (stop ?? []) + [.endConversation(consultation)]
    }

    /// Wipes what the consultations have in common of the patient of one that ends.
    mutating func forgetTraces(of consultation: OpenConsultation) {
        guard let patient = consultation.patient else { return }
        history.forget(about: consultation.id, naming: patient.file)
        failures = []
        earlier.removeAll { $0.patient == patient.patient.name }
    }
}

extension OpenConsultation {
    mutating func adopt(_ loaded: LoadedPatient) {
        patient = loaded
        browsing = ChartBrowsing()
        if view != nil { closeView() }
        scroll.patient = 0
    }

    /// Without patient and conversation, and without anything that was made of them.
    fileprivate var emptied: OpenConsultation {
        var emptied = blank(id: id)
        emptied.composer = composer
        emptied.composer.forgetPast()
        emptied.tab = tab
        emptied.focus = view == nil ? focus : .composer
        return emptied
    }

    mutating func closeView() {
        view = nil
        focus = .composer
        viewOrigin = .composer
    }
}
