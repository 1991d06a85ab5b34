/// Something in the file that isn't in the charts, and why. Resources of one kind left out for one reason are told
/// together, without an id.
public struct SkippedResource: Sendable, Hashable, Codable {
    public var resource: String
    public var id: String?
    public var why: String

    public init(resource: String, id: String? = nil, why: String) {
        self.resource = resource
        self.id = id
        self.why = why
    }
}

/// What a patient file holds: at least one patient, never mixed with another.
public struct PatientReading: Sendable, Hashable, Codable {
    public var patients: [Patient]
    public var skipped: [SkippedResource]
    public var warnings: [String]

    public init(patients: [Patient], skipped: [SkippedResource] = [], warnings: [String] = []) {
        self.patients = patients
        self.skipped = skipped
        self.warnings = warnings
    }
}
