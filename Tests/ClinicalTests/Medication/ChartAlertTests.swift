import Foundation
import Testing

@testable import Clinical

@Suite("Alerts from the chart")
struct ChartAlertTests {
    private func ids(_ patient: Patient) throws -> [String] { try Medicines.alerts(patient).map(\.id) }

    @Test(
        "interactions of the active list, in either language, each once",
        arguments: [["Warfarin 3 mg tablet", "Ibuprofen 400 mg"], ["华法林钠片3mg", "布洛芬缓释胶囊"]])
    func interactions(drugs: [String]) throws {
        let alerts = try Medicines.alerts(Medicines.patient(drugs: drugs)).filter { $0.kind == .interaction }
        #expect(alerts.map(\.id) == ["interaction.pair-23"])
        #expect(alerts.first?.drugs == drugs && alerts.first?.severity == .major)
        #expect(alerts.first?.text(in: "en").contains("paracetamol") == true)
        #expect(alerts.first?.text(in: "zh-Hans").contains("对乙酰氨基酚") == true)
    }

    @Test("a drug that was stopped interacts with nothing")
    func stopped() throws {
        var patient = Medicines.patient(drugs: ["Warfarin 3 mg"])
        patient.medications.append(Medication(text: "Ibuprofen 400 mg", status: "stopped"))
        #expect(try ids(patient).allSatisfy { !$0.hasPrefix("interaction") })
    }

    @Test(
        "duplicates of a class and of a drug",
        arguments: [
            (["Lisinopril 10 mg", "Enalapril 5 mg"], "duplicate.duplicate-ace-inhibitor"),
            (["阿托伐他汀钙片", "Crestor 10 mg"], "duplicate.duplicate-statin"),
            (["Ibuprofen", "双氯芬酸钠缓释片"], "duplicate.duplicate-nsaid"),
            (["Lisinopril", "Losartan"], "interaction.pair-12"),
            (["Apixaban", "华法林"], "duplicate.duplicate-oral-anticoagulant"),
            (["Lipitor 20 mg", "阿托伐他汀 10 mg"], "duplicate.same.atorvastatin"),
            (["利拉鲁肽", "Januvia"], "duplicate.glp1-dpp4"),
        ])
    func duplicates(drugs: [String], id: String) throws {
        #expect(try ids(Medicines.patient(drugs: drugs)).filter { $0 == id }.count == 1)
    }

    @Test(
        "what is not doubled raises nothing",
        arguments: [
            ["Insulin glargine", "Insulin aspart"], ["Amlodipine 5 mg", "Losartan 50 mg"], ["Diltiazem", "Amlodipine"],
        ])
    func notDoubled(drugs: [String]) throws {
        #expect(try Medicines.alerts(Medicines.patient(drugs: drugs)).allSatisfy { $0.kind != .duplicate })
    }

    @Test(
        "an allergy against a drug, its class and its cousins",
        arguments: [
            ("Penicillin", "Amoxicillin 500 mg", ChartAlert.Severity.contraindicated),
            ("青霉素", "阿莫西林克拉维酸钾片", .contraindicated), ("Penicillin", "Cefuroxime 250 mg", .moderate),
            ("头孢", "Ceftriaxone", .contraindicated), ("Sulfamethoxazole", "复方新诺明", .contraindicated),
            ("磺胺类药物", "Sulfasalazine", .contraindicated), ("Aspirin", "Naproxen", .major),
            ("布洛芬", "阿司匹林肠溶片", .major), ("Zzyzxol", "Zzyzxol 5 mg", .contraindicated),
            ("Lisinopril", "Entresto", .contraindicated),
        ])
    func allergies(allergy: String, drug: String, severity: ChartAlert.Severity) throws {
        let alerts = try Medicines.alerts(Medicines.patient(drugs: [drug], allergies: [allergy]))
            .filter { $0.kind == .allergy }
        #expect(alerts.count == 1 && alerts.first?.severity == severity, "\(alerts.map(\.english))")
        #expect(alerts.first?.drugs == [drug] && alerts.first?.english.contains(allergy) == true)
    }

    @Test("an allergy to something else raises nothing", arguments: ["Peanut", "Latex", "花粉", "Erythromycin", "x", ""])
    func otherAllergy(allergy: String) throws {
        let alerts = try Medicines.alerts(Medicines.patient(drugs: ["Amoxicillin", "Xylitol"], allergies: [allergy]))
        #expect(alerts.allSatisfy { $0.kind != .allergy })
    }

    @Test("renal limits by the computed eGFR, and by the laboratory's own where there is no creatinine")
    func renal() throws {
        let drugs = ["二甲双胍缓释片", "Dabigatran 110 mg", "Gabapentin 300 mg"]
        let alerts = try Medicines.alerts(Medicines.patient(drugs: drugs, observations: [Medicines.kidneyFailure]))
        for id in ["renal.renal-metformin-30", "renal.renal-dabigatran-30", "renal.renal-gabapentinoid-60"] {
            #expect(alerts.filter { $0.id == id }.count == 1, "\(id)")
        }
        let metformin = try #require(alerts.first { $0.id == "renal.renal-metformin-30" })
        #expect(metformin.severity == .contraindicated && metformin.status == "verified")
        #expect(metformin.english.contains("eGFR") && metformin.chinese.contains("停用二甲双胍"))
        let own = Medicines.result("98979-8", 38, "mL/min/{1.73_m2}")
        #expect(try ids(Medicines.patient(drugs: drugs, observations: [own])).contains("renal.renal-metformin-45"))
        #expect(try Medicines.alerts(Medicines.patient(drugs: drugs)).allSatisfy { $0.kind != .renal })
        let healthy = Medicines.result("98979-8", 95, "mL/min/{1.73_m2}")
        #expect(
            try Medicines.alerts(Medicines.patient(drugs: drugs, observations: [healthy])).allSatisfy {
                $0.kind != .renal
            })
    }

    @Test("pregnancy by problem, code or observation", arguments: ["en", "zh", "code", "observation"])
    func pregnancy(_ how: String) throws {
        var patient = Medicines.patient(drugs: ["Lisinopril 10 mg", "异维A酸", "Labetalol"], born: "1995-03-01")
        switch how {
        case "en": patient.problems = [Problem(text: "Pregnancy, 24 weeks", status: "active")]
        case "zh": patient.problems = [Problem(text: "妊娠24周", status: "active")]
        case "code": patient.problems = [Problem(text: "G2P1", code: "Z34.0", status: "active")]
        default:
            patient.observations = [Observation(loinc: "82810-3", name: "Pregnancy status", text: "Pregnant")]
        }
        let alerts = try Medicines.alerts(patient).filter { $0.kind == .pregnancy }
        #expect(Set(alerts.map(\.id)) == ["pregnancy.pregnancy-ras", "pregnancy.pregnancy-teratogens"])
    }

    @Test(
        "no pregnancy where the chart denies it or tells of the past; a minor note at that age",
        arguments: [
            "Not pregnant", "Family history of pregnancy loss", "妊娠期糖尿病史", "否认妊娠", "Gestational diabetes history",
        ])
    func notPregnant(problem: String) throws {
        let patient = Medicines.patient(drugs: ["Lisinopril"], problems: [problem], born: "1995-03-01")
        #expect(try Medicines.alerts(patient).filter { $0.kind == .pregnancy }.map(\.severity) == [.minor])
        let old = Medicines.patient(drugs: ["Lisinopril"], born: "1950-03-01")
        #expect(try Medicines.alerts(old).allSatisfy { $0.kind != .pregnancy })
        let man = Medicines.patient(drugs: ["Lisinopril"], sex: .male, born: "1995-03-01")
        #expect(try Medicines.alerts(man).allSatisfy { $0.kind != .pregnancy })
    }

    @Test("QT: two drugs, low potassium, a long QTc")
    func qt() throws {
        let alerts = try Medicines.alerts(
            Medicines.patient(
                drugs: ["Citalopram 20 mg", "昂丹司琼片", "Amlodipine"],
                observations: [Medicines.result("2823-3", 3.1, "mmol/L"), Medicines.result("8636-3", 512, "ms")])
        )
        #expect(Set(alerts.filter { $0.kind == .qt }.map(\.id)) == ["qt.pair-80", "qt.qt-hypokalaemia", "qt.qt-500"])
        #expect(alerts.first { $0.id == "qt.pair-80" }?.drugs == ["Citalopram 20 mg", "昂丹司琼片"])
        #expect(alerts.first?.id == "critical-value.qtc-500")
    }

    @Test("Beers from 65 on, and primary prevention by aspirin only where the chart has no vascular disease")
    func olderAdults() throws {
        let drugs = ["Glimepiride 2 mg", "Aspirin 81 mg"]
        let old = Medicines.patient(drugs: drugs, born: "1950-01-01")
        #expect(
            Set(try Medicines.alerts(old).map(\.id)) == ["older-adult.beers-sulfonylurea", "older-adult.beers-aspirin"])
        let heart = Medicines.patient(drugs: drugs, problems: ["陈旧性心肌梗死"], born: "1950-01-01")
        #expect(try ids(heart) == ["older-adult.beers-sulfonylurea"])
        #expect(try ids(Medicines.patient(drugs: drugs, born: "1965-01-01")).isEmpty)
    }

    @Test(
        "critical values at the sourced thresholds, in either unit, before anything else",
        arguments: [
            ("2823-3", 6.7, "mmol/L", "potassium-6.5"), ("2345-7", 48, "mg/dL", "glucose-3.0"),
            ("14749-6", 35, "mmol/L", "glucose-33.3"), ("718-7", 6.4, "g/dL", "haemoglobin-7"),
            ("718-7", 64, "g/L", "haemoglobin-7"), ("777-3", 8, "10*3/uL", "platelets-10"),
            ("26515-7", 15, "10*9/L", "platelets-20"), ("6301-6", 9.8, "{INR}", "inr-9"),
            ("8480-6", 204, "mm[Hg]", "systolic-180"),
        ])
    func criticalValues(loinc: String, value: Double, unit: String, id: String) throws {
        let patient = Medicines.patient(
            drugs: ["Warfarin", "Ibuprofen", "Simvastatin", "Clarithromycin"],
            observations: [Medicines.result(loinc, value, unit)])
        let first = try #require(try Medicines.alerts(patient).first)
        #expect(first.id == "critical-value.\(id)" && first.severity == .major)
    }

    @Test("a normal, doubtful or old value isn't critical today")
    func notCritical() throws {
        let normal = Medicines.patient(observations: [
            Medicines.result("2823-3", 4.2, "mmol/L"), Medicines.result("718-7", 13, "g/dL"),
        ])
        #expect(try ids(normal).isEmpty)
        var doubtful = Medicines.result("2823-3", 6.9, "mmol/L")
        doubtful.doubts = [.noUnit]
        #expect(try ids(Medicines.patient(observations: [doubtful])).isEmpty)
        let old = Medicines.patient(observations: [Medicines.result("2823-3", 6.9, "mmol/L", on: "2026-01-01")])
        let alert = try #require(try Medicines.alerts(old).first)
        #expect(alert.severity == .moderate && alert.english.contains("304 days old") && alert.chinese.contains("304天"))
    }

    @Test(
        "conditions are told apart by their numerals",
        arguments: [
            ("2型糖尿病", "Dapagliflozin", false), ("1型糖尿病", "Dapagliflozin", true), ("Ⅰ型糖尿病", "达格列净", true),
            ("Ⅱ型糖尿病", "达格列净", false), ("NYHA Ⅱ", "Infliximab", false), ("心衰，NYHA Ⅲ级", "英夫利西单抗", true),
        ])
    func numerals(problem: String, drug: String, expected: Bool) throws {
        let alerts = try Medicines.alerts(Medicines.patient(drugs: [drug], problems: [problem]))
        #expect(alerts.contains { $0.kind == .interaction } == expected)
    }

    @Test("a prohibited drug that is active")
    func prohibited() throws {
        var patient = Medicines.patient(drugs: ["布洛芬缓释胶囊"])
        for _ in 1...2 { patient.medications.append(Medication(text: "NSAIDs", status: "do-not-give")) }
        #expect(try Medicines.alerts(patient).filter { $0.kind == .doubt }.map(\.severity) == [.contraindicated])
    }

    @Test("severity falls from the top, ids are unique, every alert has both languages, source and status")
    func order() throws {
        let patient = Medicines.patient(
            drugs: [
                "Simvastatin", "Clarithromycin", "Warfarin", "Ibuprofen", "Aspirin", "Lisinopril", "Losartan",
                "Metformin",
                "Glimepiride", "Omeprazole", "Clopidogrel", "Spironolactone", "Potassium chloride", "Digoxin",
                "Amiodarone",
            ], allergies: ["Penicillin", "NSAIDs"], problems: ["Cirrhosis", "Type 1 diabetes"],
            observations: [Medicines.kidneyFailure, Medicines.result("2823-3", 5.9, "mmol/L")], born: "1950-01-01")
        let alerts = try Medicines.alerts(patient)
        #expect(alerts.count > 15 && Set(alerts.map(\.id)).count == alerts.count)
        let rest = alerts.drop { $0.kind == .criticalValue }
        #expect(rest.map(\.severity) == rest.map(\.severity).sorted())
        for alert in alerts {
            #expect(!alert.english.isEmpty && !alert.chinese.isEmpty && !alert.source.isEmpty)
            #expect(["verified", "secondary", "unverified"].contains(alert.status))
            #expect(!alert.english.contains("\n") && !alert.chinese.contains("\n"))
            for drug in alert.drugs { #expect(patient.medications.contains { $0.text == drug }) }
        }
        #expect(try Medicines.alerts(patient) == alerts)
        var dead = patient
        dead.deceased = true
        #expect(try ids(dead).isEmpty)
    }

    @Test("an alert names drugs of its own patient only")
    func ownDrugsOnly() throws {
        let first = Medicines.patient(drugs: ["Warfarin 3 mg", "Ibuprofen 400 mg"], allergies: ["Penicillin"])
        let second = Medicines.patient(drugs: ["华法林2mg", "萘普生片", "Amoxicillin"], allergies: ["青霉素"])
        let both = try [Medicines.alerts(first), Medicines.alerts(second), Medicines.alerts(first)]
        #expect(both[0] == both[2])
        for (alerts, other) in [(both[0], second), (both[1], first)] {
            let foreign = other.medications.map(\.text) + other.allergies.map(\.text)
            for alert in alerts {
                for text in foreign {
                    #expect(
                        !alert.english.contains(text) && !alert.chinese.contains(text) && !alert.drugs.contains(text))
                }
            }
        }
    }

    @Test("a hostile chart ends in time and without control characters of its own")
    func hostile() throws {
        let long = String(repeating: "warfarin ibuprofen 头孢 ", count: 5000)
        let drugs = (0..<400).map { "drug \($0) citalopram \($0)" } + [long, "\u{0}", "", "💊"]
        let alerts = try Medicines.alerts(Medicines.patient(drugs: drugs, allergies: ["\u{1B}[2J", "", "penicillin"]))
        #expect(!alerts.isEmpty && alerts.count < 50)
        #expect(alerts.allSatisfy { $0.id != "allergy.same.\u{1B}[2J" })
    }

    @Test(
        "the samples raise what a reader expects",
        arguments: [
            (
                "three-highs-en.json",
                ["renal.renal-metformin-45", "older-adult.beers-aspirin", "older-adult.beers-sglt2"]
            ),
            ("three-highs-zh.json", []),
        ])
    func samples(name: String, expected: [String]) throws {
        let patient = try #require(try TestFiles.sample(name).patients.first)
        let alerts = try Medicines.alerts(patient)
        for alert in alerts { print("\(name): \(alert.severity) \(alert.english) | \(alert.chinese)") }
        #expect(Set(alerts.map(\.id)) == Set(expected))
    }
}
