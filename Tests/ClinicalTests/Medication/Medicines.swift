import Foundation

@testable import Clinical

/// The medication data of the repository, read once for all tests.
enum Medicines {
    static let folder = TestFiles.root.appending(path: "Prompts/medication")
    static let loaded = Result { try MedicationSafety.load(from: folder) }

    static func safety() throws -> MedicationSafety { try loaded.get() }

    static let today = day(2026, 11, 1)

    /// A fictitious chart.
    static func patient(
        drugs: [String] = [], allergies: [String] = [], problems: [String] = [], observations: [Observation] = [],
        sex: Sex = .female, born: String = "1970-03-01"
    ) -> Patient {
        Patient(
            id: "p", name: "Test Person", sex: sex, birthDate: PartialDate(born),
            problems: problems.map { Problem(text: $0, status: "active") },
            medications: drugs.map { Medication(text: $0, status: "active") },
            allergies: allergies.map { Allergy(text: $0, status: "active") }, observations: observations)
    }

    static func result(_ loinc: String, _ value: Double, _ unit: String, on date: String = "2026-10-30") -> Observation
    {
        Observation(
            loinc: loinc, name: loinc, value: Quantity(value: value, unit: unit), time: PartialDate(date))
    }

    /// A creatinine that gives a woman born in 1970 an eGFR of about 20.
    static let kidneyFailure = result("2160-0", 2.7, "mg/dL")

    static func alerts(_ patient: Patient) throws -> [ChartAlert] {
        chartAlerts(for: patient, on: today, using: try safety())
    }

    static func forbidden(_ text: String, _ patient: Patient) throws -> [ForbiddenDrug] {
        drugsForbidden(in: text, for: patient, on: today, using: try safety())
    }
}
