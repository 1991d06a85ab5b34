/// A condition; refuted ones and those entered in error are never among them.
public struct Problem: Sendable, Hashable, Codable {
    public var text: String
    public var code: String?
    public var system: String?
    /// active, recurrence, relapse, inactive, remission, resolved, or unknown where the file states none.
    public var status: String
    public var onset: PartialDate?
    public var abatement: PartialDate?
    /// unconfirmed, provisional or differential where the file says so; nil when confirmed or not stated.
    public var verification: String?
    /// The words of a note that it was read from.
    public var evidence: Evidence?

    public init(
        text: String, code: String? = nil, system: String? = nil, status: String, onset: PartialDate? = nil,
        abatement: PartialDate? = nil, verification: String? = nil, evidence: Evidence? = nil
    ) {
        self.text = text
        self.code = code
        self.system = system
        self.status = status
        self.onset = onset
        self.abatement = abatement
        self.verification = verification
        self.evidence = evidence
    }

    /// A problem without a status counts as active: leaving it out could hide a contraindication.
    public var isActive: Bool { ["active", "recurrence", "relapse", "unknown"].contains(status) }
}

/// A medication that was ordered (MedicationRequest) or is reported (MedicationStatement).
public struct Medication: Sendable, Hashable, Codable {
    public var text: String
    public var code: String?
    public var system: String?
    /// FHIR's own (active, on-hold, stopped, completed, cancelled, draft, intended, not-taken …), `proposed` for a
    /// request that is only a proposal or an option, `do-not-give` for a prohibition, `unknown` where none is stated.
    public var status: String
    public var dosage: String?
    public var date: PartialDate?
    /// The end of the time for which it is reported.
    public var end: PartialDate?
    /// unconfirmed where it was read from a note.
    public var verification: String?
    /// The words of a note that it was read from.
    public var evidence: Evidence?

    public init(
        text: String, code: String? = nil, system: String? = nil, status: String, dosage: String? = nil,
        date: PartialDate? = nil, end: PartialDate? = nil, verification: String? = nil, evidence: Evidence? = nil
    ) {
        self.text = text
        self.code = code
        self.system = system
        self.status = status
        self.dosage = dosage
        self.date = date
        self.end = end
        self.verification = verification
        self.evidence = evidence
    }

    /// Whether the patient may be taking it; an unknown status counts, since interactions depend on it.
    public var isActive: Bool { ["active", "intended", "on-hold", "unknown"].contains(status) }
    /// An order that this drug must not be given.
    public var isProhibition: Bool { status == "do-not-give" }
}

/// An allergy or intolerance, or a statement that there are none or that nothing is known.
public struct Allergy: Sendable, Hashable, Codable {
    public var text: String
    public var code: String?
    /// low, high or unable-to-assess.
    public var criticality: String?
    public var reaction: String?
    /// The worst recorded: mild, moderate or severe.
    public var severity: String?
    /// active, inactive, resolved, or unknown where the file states none.
    public var status: String
    /// unconfirmed or presumed where the file says so.
    public var verification: String?
    /// Set where the entry names no allergen but says that none is known, or that nothing was recorded.
    public var statement: AllergyStatus?
    /// The words of a note that it was read from.
    public var evidence: Evidence?

    public init(
        text: String, code: String? = nil, criticality: String? = nil, reaction: String? = nil, severity: String? = nil,
        status: String,
        verification: String? = nil, statement: AllergyStatus? = nil, evidence: Evidence? = nil
    ) {
        self.text = text
        self.code = code
        self.criticality = criticality
        self.reaction = reaction
        self.severity = severity
        self.status = status
        self.verification = verification
        self.statement = statement
        self.evidence = evidence
    }

    public var isActive: Bool { statement == nil && ["active", "unknown"].contains(status) }
}

/// What the chart knows about allergies as a whole: "none recorded" and "none known" are different things.
public enum AllergyStatus: String, Sendable, Codable, CaseIterable {
    case known
    case noneKnown = "none-known"
    case notRecorded = "not-recorded"
}

/// A diagnostic report with its conclusion; the results themselves are observations.
public struct Report: Sendable, Hashable, Codable {
    public var title: String
    public var conclusion: String?
    public var time: PartialDate?
    /// preliminary, partial … where the report isn't final.
    public var status: String?

    public init(title: String, conclusion: String? = nil, time: PartialDate? = nil, status: String? = nil) {
        self.title = title
        self.conclusion = conclusion
        self.time = time
        self.status = status
    }
}
