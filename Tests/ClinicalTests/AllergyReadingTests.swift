import Testing

@testable import Clinical

@Suite struct AllergyReadingTests {
    private func allergy(_ code: String, _ members: String = #""criticality":"high""#) -> String {
        #"{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/p"},"code":\#(code),\#(members)}"#
    }

    private func coded(_ code: String, system: String) -> String {
        #"{"coding":[{"system":"\#(system)","code":"\#(code)"}]}"#
    }

    @Test("an empty list of allergies is not recorded, not none")
    func notRecorded() throws {
        #expect(try Bundles.chart().patient.allergyStatus == .notRecorded)
    }

    @Test("an allergy is known, with its reaction and criticality")
    func known() throws {
        let (patient, _) = try Bundles.chart(
            allergy(
                #"{"text":"青霉素"}"#,
                #""clinicalStatus":{"coding":[{"code":"active"}]},"criticality":"high","reaction":[{"manifestation":[{"text":"过敏性休克"}],"severity":"severe"}]"#
            ))
        #expect(patient.allergyStatus == .known)
        #expect(patient.activeAllergies.first?.reaction == "过敏性休克")
        #expect(patient.activeAllergies.first?.severity == "severe")
    }

    @Test(
        "statements that no allergy is known",
        arguments: ["no-known-allergies", "no-known-medication-allergies"])
    func noneKnown(_ code: String) throws {
        let system = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
        let (patient, _) = try Bundles.chart(allergy(coded(code, system: system)))
        #expect(patient.allergyStatus == .noneKnown && patient.activeAllergies.isEmpty)
    }

    @Test(
        "statements in words and SNOMED codes, in both languages",
        arguments: [
            #"{"text":"No known allergies"}"#, #"{"text":"NKDA"}"#, #"{"text":"否认药物过敏史"}"#, #"{"text":"无已知过敏"}"#,
        ])
    func noneKnownInWords(_ code: String) throws {
        #expect(try Bundles.chart(allergy(code)).patient.allergyStatus == .noneKnown)
        let snomed = coded("716186003", system: "http://snomed.info/sct")
        #expect(try Bundles.chart(allergy(snomed)).patient.allergyStatus == .noneKnown)
    }

    @Test("no information, and no food allergy, leave drug allergies unrecorded")
    func noInformation() throws {
        for code in ["no-allergy-info", "no-known-food-allergies"] {
            let system = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
            #expect(try Bundles.chart(allergy(coded(code, system: system))).patient.allergyStatus == .notRecorded)
        }
    }

    @Test("an allergy outweighs a statement that there is none, and the contradiction is told")
    func contradiction() throws {
        let (patient, reading) = try Bundles.chart(allergy(#"{"text":"NKA"}"#), allergy(#"{"text":"Aspirin"}"#))
        #expect(patient.allergyStatus == .known && reading.warnings.count == 1)
    }

    @Test("a refuted allergy is left out, an inactive one isn't active, one without a name is kept")
    func statuses() throws {
        let refuted = try Bundles.chart(
            allergy(#"{"text":"Latex"}"#, #""verificationStatus":{"coding":[{"code":"refuted"}]}"#))
        #expect(refuted.patient.allergies.isEmpty && refuted.patient.allergyStatus == .notRecorded)
        let inactive = try Bundles.chart(
            allergy(#"{"text":"Latex"}"#, #""clinicalStatus":{"coding":[{"code":"resolved"}]}"#))
        #expect(inactive.patient.allergies.count == 1 && inactive.patient.activeAllergies.isEmpty)
        let nameless = try Bundles.chart(allergy("{}"))
        #expect(nameless.patient.allergyStatus == .known && nameless.reading.warnings.count == 1)
    }

    @Test("a document's empty allergy section says why it is empty")
    func emptySection() throws {
        let composition = { (reason: String) in
            #"""
            {"resourceType":"Composition","subject":{"reference":"Patient/p"},"section":[{"code":{"coding":
            [{"system":"http://loinc.org","code":"48765-2"}]},"emptyReason":{"coding":[{"code":"\#(reason)"}]}}]}
            """#
        }
        #expect(try Bundles.chart(composition("nilknown")).patient.allergyStatus == .noneKnown)
        #expect(try Bundles.chart(composition("notasked")).patient.allergyStatus == .notRecorded)
    }

    @Test("of medications and problems, too, none known and no information are different things")
    func otherStatements() throws {
        let system = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
        let drug = { (code: String) in
            #"""
            {"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/p"},
            "medicationCodeableConcept":\#(coded(code, system: system))}
            """#
        }
        let problem = { (code: String) in
            #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":\#(coded(code, system: system))}"#
        }
        let none = try Bundles.chart(drug("no-known-medications"), problem("no-known-problems")).patient
        #expect(none.medications.isEmpty && none.problems.isEmpty)
        #expect(none.medicationStatus == .noneKnown && none.problemStatus == .noneKnown)
        let unknown = try Bundles.chart(drug("no-medication-info"), problem("no-problem-info")).patient
        #expect(unknown.medicationStatus == .notRecorded && unknown.problemStatus == .notRecorded)
        #expect(unknown.medicationStatement == .notRecorded && unknown.medications.isEmpty)
        let silent = try Bundles.chart().patient
        #expect(silent.medicationStatus == .notRecorded && silent.medicationStatement == nil)
    }
}
