import Foundation
import Testing

@testable import Clinical

@Suite struct ChartFactsTests {
    private let today = day(2026, 11, 1)

    private func sample(_ language: String) throws -> (patient: Patient, facts: [ChartFact]) {
        let name = language == "en" ? "three-highs-en.json" : "three-highs-zh.json"
        let reading = try TestFiles.sample(name)
        #expect(reading.skipped.isEmpty && reading.warnings.isEmpty)
        let patient = try #require(reading.patients.first)
        return (patient, chartFacts(for: patient, language: language, on: today))
    }

    @Test("the samples read whole, without a warning, and say that nobody is meant", arguments: ["en", "zh-Hans"])
    func samples(_ language: String) throws {
        let (patient, facts) = try sample(language)
        #expect(patient.identifier?.hasPrefix("FICTITIOUS") == true)
        #expect(patient.activeProblems.count == 4 && patient.problems.count == 5)
        #expect((5...8).contains(patient.activeMedications.count) && patient.allergyStatus == .known)
        #expect(patient.series(loinc: "4548-4").count == 7 && patient.series(loinc: "8480-6").count == 7)
        #expect(patient.reports.count == 1)
        #expect(facts.map(\.section) == facts.map(\.section).sorted { order($0) < order($1) })
        #expect(Set(facts.map(\.id)).count == facts.count)
    }

    private func order(_ section: ChartSection) -> Int { ChartSection.allCases.firstIndex(of: section) ?? 0 }

    @Test("no name, number or birth date is ever among the facts", arguments: ["en", "zh-Hans", "zh-Hant"])
    func anonymous(_ language: String) throws {
        for name in ["three-highs-en.json", "three-highs-zh.json"] {
            let patient = try #require(try TestFiles.sample(name).patients.first)
            let text = chartFacts(for: patient, language: language, on: today).map(\.text).joined(separator: "\n")
            for secret in [patient.name, patient.identifier ?? "?", patient.birthDate?.text ?? "?", "FICTITIOUS"] {
                #expect(!text.contains(secret))
            }
        }
    }

    @Test("allergies and medications are essential, the rest may be dropped")
    func essential() throws {
        let (_, facts) = try sample("zh-Hans")
        for fact in facts {
            #expect(fact.isEssential == (fact.section == .allergies || fact.section == .medications), "\(fact.text)")
        }
    }

    @Test("the Chinese chart reads as a Chinese clinician writes it")
    func chinese() throws {
        let texts = try sample("zh-Hans").facts.map(\.text)
        #expect(texts.first == "患者：64岁，男")
        #expect(texts.contains("过敏：青霉素：过敏性休克（严重，高危）"))
        #expect(texts.contains("用药：盐酸二甲双胍片 0.5g：0.5g 口服 每日两次 餐中服（2026-10-21）"))
        #expect(texts.contains("诊断：2型糖尿病（2013-06起）"))
        #expect(
            texts.contains(
                "糖化血红蛋白（HbA1c）：7.6%（2026-10-21，偏高）；既往 7.9%（2026-05-13，偏高）、8.4%（2025-11-12，偏高）"))
        #expect(
            texts.contains(
                "血压（BP）：142/86 mmHg（2026-10-21）；既往 148/90 mmHg（2026-05-13）、158/94 mmHg（2025-11-12）"))
        #expect(!texts.contains { $0.contains("硝苯地平") || $0.contains("痛风") })
    }

    @Test("the English chart shows values in the file's units, with dates and earlier values")
    func english() throws {
        let texts = try sample("en").facts.map(\.text)
        #expect(texts.first == "Patient: 68 years, female")
        #expect(texts.contains("Allergy: Sulfamethoxazole: Rash with fever (moderate, high criticality)"))
        #expect(texts.contains("Medication: Empagliflozin 10 mg tablet: 10 mg by mouth once daily (2026-10-21)"))
        #expect(
            texts.contains(
                "LDL cholesterol (LDL-C): 92 mg/dL (2026-10-21); earlier 104 mg/dL (2026-05-13, high), "
                    + "128 mg/dL (2025-11-12, high)"))
        #expect(texts.contains { $0.hasPrefix("eGFR 38 mL/min/1.73 m² (G3b), CKD-EPI 2021") })
        #expect(!texts.contains { $0.contains("Glyburide") })
    }

    @Test("nothing recorded is said, in each language", arguments: ["en", "zh-Hans", "zh-Hant"])
    func emptyChart(_ language: String) {
        let patient = Patient(id: "1", name: "X", birthDate: PartialDate("1961"))
        let facts = chartFacts(for: patient, language: language, on: today)
        let ids = ["identity", "allergies.summary", "medications.summary", "problems.summary"]
        #expect(facts.map(\.id) == ids && facts.filter(\.isEssential).count == 2)
        #expect(facts[0].text.contains("64–65"))
        let words = ["en": "not recorded", "zh-Hans": "未记录", "zh-Hant": "未記錄"][language] ?? ""
        #expect(facts[1].text.contains(words))
    }

    @Test("a converted value shows both figures, a doubtful one its doubt")
    func doubtful() {
        let weight = Observation(
            loinc: "29463-7", name: "Weight", value: Quantity(value: 80.01, unit: "kg"),
            time: PartialDate("2026-02-01"),
            original: Quantity(value: 176.4, unit: "[lb_av]"))
        let potassium = Observation(
            loinc: "2823-3", name: "K", value: Quantity(value: 4.4, unit: ""), doubts: [.noUnit])
        let patient = Patient(id: "1", name: "X", observations: [weight, potassium])
        let english = chartFacts(for: patient, language: "en", on: today)
        #expect(english.contains { $0.text == "Body weight: 176.4 lb = 80 kg (2026-02-01)" })
        #expect(
            english.contains {
                $0.text == "Potassium (K+): 4.4 (no date, doubtful: the file gives no unit)" && $0.isAbnormal
            })
        let chinese = chartFacts(for: patient, language: "zh-Hans", on: today)
        #expect(chinese.contains { $0.text == "血钾（K+）：4.4（日期不详，存疑：文件未注明单位）" })
    }
}

@Suite struct PatientJSONTests {
    @Test("the JSON has the fields of the command line's contract, sorted, and is the same every time")
    func contract() throws {
        let reading = try TestFiles.sample("three-highs-zh.json")
        let data = PatientJSON.data(reading, on: day(2026, 11, 1))
        #expect(data == PatientJSON.data(try TestFiles.sample("three-highs-zh.json"), on: day(2026, 11, 1)))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["schema"] as? String == "xinglin.patient/1")
        let patient = try #require((object["patients"] as? [[String: Any]])?.first)
        #expect(patient["name"] as? String == "示例患者" && patient["sex"] as? String == "male")
        #expect(patient["age"] as? Int == 64 && patient["deceased"] as? Bool == false)
        #expect(patient["birth_date"] as? String == "1962-04-15" && patient["allergy_status"] as? String == "known")
        let observations = try #require(patient["observations"] as? [[String: Any]])
        let haemoglobin = try #require(observations.first { $0["loinc"] as? String == "4548-4" })
        #expect(haemoglobin["value"] as? Double == 7.6 && haemoglobin["series"] as? Int == 7)
        #expect(haemoglobin["unit"] as? String == "%" && haemoglobin["original"] is NSNull)
        #expect(haemoglobin["time"] as? String == "2026-10-21T08:10:00+08:00")
        let computed = try #require(patient["computed"] as? [[String: Any]])
        #expect(computed.first?["tool"] as? String == "egfr-ckd-epi-2021" && computed.first?["n"] as? String == "C1")
        for key in ["problems", "medications", "allergies", "reports", "alerts"] {
            #expect((patient[key] as? [Any])?.isEmpty == false, "\(key)")
        }
        #expect(object["skipped"] is [Any] && object["warnings"] is [Any])
    }
}
