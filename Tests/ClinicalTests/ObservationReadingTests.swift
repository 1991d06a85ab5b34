import Testing

@testable import Clinical

@Suite struct ObservationReadingTests {
    private func read(_ loinc: String, _ value: String, status: String = "final") throws -> Observation? {
        try Bundles.chart(Bundles.observation(loinc, value, status: status)).patient.observations.first
    }

    @Test("a value in another unit of its analyte is converted and the file's own kept")
    func conversion() throws {
        let creatinine = try #require(try read("2160-0", Bundles.quantity("106.08", "umol/L")))
        #expect(creatinine.value.map { abs($0.value - 1.2) < 1e-9 && $0.unit == "mg/dL" } == true)
        #expect(creatinine.original == Quantity(value: 106.08, unit: "umol/L"))
        let glucose = try #require(try read("14749-6", Bundles.quantity("10.4", "mmol/L")))
        #expect(glucose.value == Quantity(value: 10.4, unit: "mmol/L") && glucose.original == nil)
        let haemoglobin = try #require(try read("4548-4", Bundles.quantity("64", "mmol/mol")))
        #expect(haemoglobin.value.map { abs($0.value - 8.006) < 0.001 && $0.unit == "%" } == true)
    }

    @Test("printed units in many spellings are read as UCUM, unknown ones stay as they are")
    func spellings() throws {
        for (text, unit) in [("μmol/L", "umol/L"), ("µmol/l", "umol/L"), ("微摩尔/升", "umol/L")] {
            let value = #""valueQuantity":{"value":118,"unit":"\#(text)"}"#
            #expect(try read("14682-9", value)?.value?.unit == unit)
        }
        let odd = try read("2160-0", #""valueQuantity":{"value":1,"unit":"furlongs"}"#)
        #expect(odd?.doubts == [.foreignUnit("furlongs")] && odd?.value == Quantity(value: 1, unit: "furlongs"))
    }

    @Test("a missing, a contradictory or an implausible unit is marked and nothing is converted")
    func doubts() throws {
        #expect(try read("2823-3", #""valueQuantity":{"value":4.4}"#)?.doubts == [.noUnit])
        let both = #""valueQuantity":{"value":5.4,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mg/dL"}"#
        let contradictory = try read("2093-3", both)
        #expect(contradictory?.doubts.first == .contradictoryUnit(code: "mg/dL", text: "mmol/L"))
        #expect(contradictory?.original == nil)
        for (code, value, unit, meant) in [
            ("2160-0", "106", "mg/dL", "umol/L"), ("14682-9", "1.2", "umol/L", "mg/dL"),
            ("2345-7", "5.6", "mg/dL", "mmol/L"),
            ("14749-6", "126", "mmol/L", "mg/dL"), ("4548-4", "64", "%", "mmol/mol"),
            ("22748-8", "130", "mmol/L", "mg/dL"),
        ] {
            let observation = try read(code, Bundles.quantity(value, unit))
            guard case .implausible(_, let suspected) = observation?.doubts.first else {
                Issue.record("\(code) \(value) \(unit) passes")
                continue
            }
            #expect(suspected == meant && observation?.value?.unit == unit && observation?.isDoubtful == true)
        }
    }

    @Test(
        "extremes of the truly ill pass as they are",
        arguments: [
            ("2345-7", "38", "mg/dL"), ("14749-6", "1.9", "mmol/L"), ("2345-7", "980", "mg/dL"),
            ("4548-4", "16.5", "%"),
            ("2571-8", "3400", "mg/dL"), ("8480-6", "268", "mm[Hg]"), ("2160-0", "14.2", "mg/dL"),
            ("2089-1", "12", "mg/dL"),
        ])
    func extremes(_ code: String, _ value: String, _ unit: String) throws {
        #expect(try read(code, Bundles.quantity(value, unit))?.doubts == [])
    }

    @Test("components of a blood pressure stand as their own, named where the file doesn't")
    func components() throws {
        let panel = #"""
            "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},\#(Bundles.quantity("152", "mm[Hg]"))},
            {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},\#(Bundles.quantity("92", "mm[Hg]"))}]
            """#
        let (patient, _) = try Bundles.chart(Bundles.observation("85354-9", panel))
        #expect(patient.observations.map(\.loinc) == ["8480-6", "8462-4"])
        #expect(patient.observations.first?.name == "Systolic blood pressure")
        #expect(patient.latest(loinc: "8462-4")?.value == Quantity(value: 92, unit: "mm[Hg]"))
    }

    @Test("values that aren't quantities are kept as words, bounds as bounds")
    func otherValues() throws {
        #expect(try read("72166-2", #""valueCodeableConcept":{"text":"Never smoker"}"#)?.text == "Never smoker")
        #expect(try read("1-8", #""valueString":"see comment""#)?.text == "see comment")
        #expect(try read("1-8", #""valueInteger":7"#)?.value == Quantity(value: 7, unit: ""))
        #expect(try read("1-8", #""valueBoolean":true"#)?.text == "true")
        let ratio = #""valueRatio":{"numerator":{"value":1},"denominator":{"value":40}}"#
        #expect(try read("1-8", ratio)?.text == "1:40")
        let bound = #""valueQuantity":{"value":60,"comparator":">","unit":"mL/min/1.73m2"}"#
        let filtration = try read("33914-3", bound)
        #expect(filtration?.value == Quantity(value: 60, unit: "mL/min/{1.73_m2}", comparator: ">"))
        #expect(filtration?.doubts == [])
    }

    @Test("an absent value stays absent and says why")
    func absent() throws {
        let ferritin = try read("2276-4", #""dataAbsentReason":{"text":"haemolysed"}"#)
        #expect(ferritin?.value == nil && ferritin?.text == nil)
        #expect(ferritin?.doubts == [.noValue(reason: "haemolysed")])
        #expect(ferritin?.warning(in: "zh-Hans") == "无结果：haemolysed")
        #expect(try read("2160-0", #""valueQuantity":{"value":1e999,"unit":"mg/dL"}"#)?.doubts.first == .beyondRange)
        #expect(try read("2160-0", #""valueQuantity":{"value":"1.2","unit":"mg/dL"}"#)?.doubts == [.notANumber])
    }

    @Test("status: errors and cancelled results are left out, preliminary ones noted")
    func statuses() throws {
        for status in ["entered-in-error", "cancelled", "registered"] {
            let (patient, reading) = try Bundles.chart(
                Bundles.observation("2160-0", Bundles.quantity("1.2", "mg/dL"), status: status))
            #expect(patient.observations.isEmpty && reading.skipped.count == 1)
        }
        let early = try read("2160-0", Bundles.quantity("1.2", "mg/dL"), status: "preliminary")
        #expect(early?.doubts == [.preliminary] && early?.isDoubtful == false)
        let focus = #""focus":[{"reference":"Patient/child"}],"# + Bundles.quantity("1.2", "mg/dL")
        #expect(try read("2160-0", focus) == nil)
    }

    @Test("the file's interpretation is the flag; without one its own range decides, in its own unit only")
    func flags() throws {
        let value = Bundles.quantity("6.8", "mmol/L")
        let critical = #","interpretation":[{"coding":[{"code":"HH"}]}]"#
        #expect(try read("2823-3", value + critical)?.flag == "HH")
        let normal = #","interpretation":[{"coding":[{"code":"N"}]}],"referenceRange":[{"high":{"value":5}}]"#
        #expect(try read("2823-3", value + normal)?.flag == nil)
        let range = #","referenceRange":[{"low":{"value":3.5,"unit":"mmol/L"},"high":{"value":5.3,"unit":"mmol/L"}}]"#
        #expect(try read("2823-3", value + range)?.flag == "H")
        let foreign = #","referenceRange":[{"high":{"value":5.3,"unit":"mg/dL"}}]"#
        #expect(try read("2823-3", value + foreign)?.flag == nil)
    }

    @Test("a code of another system is never taken for LOINC")
    func otherSystems() throws {
        let local = #"""
            {"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},"code":{"coding":
            [{"system":"urn:local","code":"2160-0"}],"text":"Room"},\#(Bundles.quantity("7", "1"))}
            """#
        #expect(try Bundles.chart(local).patient.observations.first?.loinc == nil)
    }

    @Test("a series runs from the oldest; of two results at one time the sound one is the latest")
    func series() throws {
        let (patient, _) = try Bundles.chart(
            Bundles.observation("4548-4", Bundles.quantity("8.0", "%"), time: "2026-01-09T08:10:00+08:00"),
            Bundles.observation("4548-4", Bundles.quantity("7.1", "%"), time: "2025-07-02"),
            Bundles.observation("33914-3", Bundles.quantity("85", "mL/min"), time: "2026-01-01"),
            Bundles.observation("33914-3", Bundles.quantity("80", "mL/min/{1.73_m2}"), time: "2026-01-01"))
        #expect(patient.series(loinc: "4548-4").compactMap(\.value?.value) == [7.1, 8.0])
        #expect(patient.latest(loinc: "33914-3")?.value?.value == 80)
        #expect(patient.latestObservations.map(\.loinc) == ["4548-4", "33914-3"])
    }
}
