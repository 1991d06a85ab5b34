import Foundation
import Testing

@testable import Clinical

@Suite struct PatientReaderTests {
    private func name(_ json: String) throws -> String {
        let patient = #"{"resourceType":"Patient","id":"p","birthDate":"1960","name":\#(json)}"#
        return try Bundles.read(patient).patients[0].name
    }

    @Test("names: the text, family first without a space in Chinese, given first elsewhere, official before others")
    func names() throws {
        #expect(try name(#"[{"text":"张建国","family":"张","given":["建国"]}]"#) == "张建国")
        #expect(try name(#"[{"family":"欧阳","given":["修"]}]"#) == "欧阳修")
        #expect(try name(#"[{"family":"Miller","given":["Gary","T."],"prefix":["Mr."]}]"#) == "Gary T. Miller")
        #expect(
            try name(#"[{"use":"maiden","text":"Old"},{"use":"usual","text":"U"},{"use":"official","text":"O"}]"#)
                == "O")
        #expect(
            try name(#"[{"use":"official","text":"Past","period":{"end":"2001"}},{"use":"usual","text":"Now"}]"#)
                == "Now")
        #expect(try name("[]") == "" && name("[{\"family\":7}]") == "")
    }

    @Test("escape sequences, line breaks and turned text never get into a chart")
    func plainText() throws {
        let read = try name(#"[{"text":"A\u001b[31mB\nC\u202ED\u200B\u0007 E\udb40\udc41"}]"#)
        #expect(read == "A [31mB CD E")
        #expect(try name(#"[{"text":"王\ue863"}]"#) == "王\u{FFFD}")
        let problem = #"{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"text":"x\u009b2Jy"}}"#
        let (patient, _) = try Bundles.chart(problem)
        #expect(patient.problems.map(\.text) == ["x 2Jy"])
        #expect(
            try name(#"[{"text":"\#(String(repeating: "a", count: 5000))"}]"#).count <= 130)
    }

    private func condition(_ members: String) -> String {
        #"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},"code":{"text":"Gout"},\#(members)}"#
    }

    private func clinical(_ code: String) -> String {
        #""clinicalStatus":{"coding":[{"code":"\#(code)"}]}"#
    }

    @Test("conditions: only active ones are active; refuted and erroneous ones are left out and told")
    func conditions() throws {
        for status in ["active", "recurrence", "relapse"] {
            #expect(try Bundles.chart(condition(clinical(status))).patient.activeProblems.count == 1)
        }
        for status in ["inactive", "remission", "resolved"] {
            let (patient, _) = try Bundles.chart(condition(clinical(status)))
            #expect(patient.problems.count == 1 && patient.activeProblems.isEmpty)
        }
        for verification in ["refuted", "entered-in-error"] {
            let (patient, reading) = try Bundles.chart(
                condition(clinical("active") + #","verificationStatus":{"coding":[{"code":"\#(verification)"}]}"#))
            #expect(patient.problems.isEmpty)
            #expect(reading.skipped == [SkippedResource(resource: "Condition", id: "c", why: verification)])
        }
        let (provisional, _) = try Bundles.chart(
            condition(clinical("active") + #","verificationStatus":{"coding":[{"code":"provisional"}]}"#))
        #expect(provisional.activeProblems.first?.verification == "provisional")
    }

    @Test("a condition with an end is resolved, whatever its status says")
    func abatement() throws {
        let (patient, reading) = try Bundles.chart(condition(clinical("active") + #","abatementDateTime":"2020""#))
        #expect(patient.problems.first?.status == "resolved" && reading.warnings.count == 1)
        #expect(try Bundles.chart(condition(#""abatementString":"long ago""#)).patient.activeProblems.isEmpty)
        #expect(try Bundles.chart(condition(#""abatementBoolean":false"#)).patient.activeProblems.count == 1)
        #expect(try Bundles.chart(condition(#""recordedDate":"2020""#)).patient.problems.first?.status == "unknown")
    }

    private func request(_ members: String, drug: String = "Metformin", id: String = "m") -> String {
        #"""
        {"resourceType":"MedicationRequest","id":"\#(id)","subject":{"reference":"Patient/p"},
        "medicationCodeableConcept":{"text":"\#(drug)"},\#(members)}
        """#
    }

    @Test("medications: stopped, cancelled, completed and proposed ones aren't active; erroneous ones are left out")
    func medications() throws {
        for status in ["active", "on-hold", "unknown"] {
            #expect(try Bundles.chart(request(#""status":"\#(status)""#)).patient.activeMedications.count == 1)
        }
        for status in ["stopped", "cancelled", "completed", "draft"] {
            let (patient, _) = try Bundles.chart(request(#""status":"\#(status)""#))
            #expect(patient.activeMedications.isEmpty && patient.medications.first?.status == status)
        }
        #expect(
            try Bundles.chart(request(#""status":"active","intent":"proposal""#)).patient.activeMedications.isEmpty)
        let (patient, reading) = try Bundles.chart(request(#""status":"entered-in-error""#))
        #expect(patient.medications.isEmpty && reading.skipped.first?.why == "entered-in-error")
    }

    @Test("an order not to give a drug is kept as such, never as a drug that is taken")
    func prohibition() throws {
        let (patient, reading) = try Bundles.chart(request(#""status":"active","doNotPerform":true"#))
        #expect(patient.activeMedications.isEmpty && patient.medications.first?.isProhibition == true)
        #expect(reading.warnings.contains { $0.contains("NOT") })
        let fact = chartFacts(for: patient, language: "en", on: day(2026, 1, 1)).first { $0.id == "medications.not.0" }
        #expect(fact?.isEssential == true && fact?.text.contains("Metformin") == true)
    }

    @Test("of several requests for one drug the newest counts once")
    func repeatedRequests() throws {
        let (patient, _) = try Bundles.chart(
            request(#""status":"active","authoredOn":"2026-01-01","dosageInstruction":[{"text":"old"}]"#, id: "1"),
            request(#""status":"active","authoredOn":"2026-03-01","dosageInstruction":[{"text":"new"}]"#, id: "2"),
            request(#""status":"active","authoredOn":"2026-02-01""#, drug: "Aspirin", id: "3"))
        #expect(patient.medications.count == 3)
        #expect(patient.activeMedications.map { $0.dosage ?? $0.text } == ["new", "Aspirin"])
    }

    @Test("a drug is found inside the resource, elsewhere in the file, or by its display")
    func medicationReferences() throws {
        let statement = { (members: String) in
            #"""
            {"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/p"},
            "effectivePeriod":{"start":"2024-01-01"},\#(members)}
            """#
        }
        let contained = statement(
            ##""contained":[{"resourceType":"Medication","id":"x","code":{"text":"Inside"}}],"medicationReference":{"reference":"#x"}"##
        )
        #expect(try Bundles.chart(contained).patient.medications.map(\.text) == ["Inside"])
        let product = #"{"resourceType":"Medication","id":"m","code":{"coding":[{"display":"Elsewhere"}]}}"#
        let relative = statement(#""medicationReference":{"reference":"Medication/m"}"#)
        #expect(try Bundles.chart(relative, product).patient.medications.map(\.text) == ["Elsewhere"])
        let display = statement(#""medicationReference":{"reference":"Medication/gone","display":"Shown"}"#)
        #expect(try Bundles.chart(display).patient.medications.map(\.text) == ["Shown"])
        let (patient, reading) = try Bundles.chart(statement(#""medicationReference":{"reference":"Medication/gone"}"#))
        #expect(patient.medications.isEmpty && reading.skipped.count == 1 && reading.warnings.count == 1)
    }

    @Test("a dosage without text is put together from its parts")
    func dosage() throws {
        let dosage = #"""
            "status":"active","dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":0.5,"unit":"g"}}],
            "route":{"text":"oral"},"timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d"}},"asNeededBoolean":true}]
            """#
        #expect(try Bundles.chart(request(dosage)).patient.medications[0].dosage == "0.5 g, oral, 2 × / 1 d, as needed")
    }

    @Test("reports keep their conclusion and say when they aren't final; bare panels are told")
    func reports() throws {
        let report = { (members: String) in
            #"{"resourceType":"DiagnosticReport","subject":{"reference":"Patient/p"},"code":{"text":"CT"},\#(members)}"#
        }
        let final = try Bundles.chart(report(#""status":"final","conclusion":"无异常","effectiveDateTime":"2026""#))
        #expect(final.patient.reports == [Report(title: "CT", conclusion: "无异常", time: PartialDate("2026"))])
        let early = try Bundles.chart(report(#""status":"preliminary","conclusion":"?""#))
        #expect(early.patient.reports.first?.status == "preliminary")
        let form = try Bundles.chart(
            report(#""status":"final","presentedForm":[{"contentType":"text/plain","data":"Tm9ybWFsLg=="}]"#))
        #expect(form.patient.reports.first?.conclusion == "Normal.")
        for members in [#""status":"cancelled","conclusion":"x""#, #""status":"final","result":[{"reference":"a/b"}]"#]
        {
            let (patient, reading) = try Bundles.chart(report(members))
            #expect(patient.reports.isEmpty && reading.skipped.count == 1)
        }
    }

    @Test("kinds that aren't read are counted, not listed one by one")
    func unreadKinds() throws {
        let (_, reading) = try Bundles.chart(
            #"{"resourceType":"Encounter","id":"1"}"#, #"{"resourceType":"Encounter","id":"2"}"#,
            #"{"resourceType":"Rubbish","id":"3"}"#)
        #expect(reading.skipped.map(\.resource) == ["Encounter", "Rubbish"])
        #expect(reading.skipped[0].id == nil && reading.skipped[0].why.contains("2 resources"))
        #expect(reading.skipped[1].id == "3")
    }
}
