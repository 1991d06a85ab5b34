import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("What the search knows of the patient")
struct SearchContextTests {
    private func context(patient: Patient? = nil, note: String? = nil) throws -> SearchContext {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Prompts/medication")
        let request = TurnRequest(
            question: "Which target?", patient: patient, patientNote: note, session: SessionID(),
            now: Date(timeIntervalSince1970: 1_780_000_000))
        return SearchContext(request, using: try MedicationSafety.load(from: folder))
    }

    @Test("Nothing without a chart")
    func nothing() throws {
        #expect(try context() == SearchContext())
    }

    @Test("A note's age, pregnancy and kidney function")
    func note() throws {
        let kidney = try context(note: "68F, T2DM, eGFR 25 mL/min/1.73m2")
        #expect(kidney.age == 68)
        #expect(kidney.kidneyStage == 4)
        #expect(!kidney.isPregnant)
        #expect(try context(note: "31-year-old woman, pregnant, 24 weeks").isPregnant)
        #expect(try context(note: "31岁女性，未怀孕").isPregnant == false)
    }

    @Test("A chart's problems")
    func chart() throws {
        let patient = Patient(
            id: "p", name: "A", sex: .female, problems: [Problem(text: "Pregnancy, 20 weeks", status: "active")],
            statedAge: StatedAge(years: 30))
        let known = try context(patient: patient)
        #expect(known.isPregnant && known.age == 30 && known.kidneyStage == nil)
    }
}
