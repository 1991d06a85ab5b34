import Foundation
import Testing

@testable import Clinical

@Suite("Advice against the chart")
struct ForbiddenDrugTests {
    private func ids(_ text: String, _ patient: Patient) throws -> [String] {
        try Medicines.forbidden(text, patient).map(\.alert.id)
    }

    private var kidney: Patient { Medicines.patient(observations: [Medicines.kidneyFailure]) }
    private var allergic: Patient { Medicines.patient(allergies: ["Penicillin"]) }
    private var anticoagulated: Patient { Medicines.patient(drugs: ["华法林钠片"]) }
    private var pregnant: Patient { Medicines.patient(problems: ["妊娠12周"], born: "1995-01-01") }

    @Test(
        "a sentence that would start what a renal limit forbids",
        arguments: [
            "Start metformin 500 mg twice daily.", "Metformin is recommended as first-line therapy.",
            "Yes, metformin can be used.", "Metformin should be started at a low dose.", "Consider adding metformin.",
            "Continue metformin.", "可以开始用二甲双胍。", "建议启用二甲双胍，从小剂量开始。", "二甲双胍是首选药物。", "首选二甲双胍。",
            "推荐生活方式干预联合二甲双胍治疗。", "继续服用格华止。", "二甲双胍可以使用。", "The patient could take Glucophage.",
            "Increase metformin to 1000 mg.", "没有必要停用二甲双胍。", "Metformin is preferred to a sulfonylurea.",
            "eGFR is 20, so metformin can be started at half the dose.", "Lifestyle first, then add metformin.",
        ])
    func startsRenal(sentence: String) throws {
        #expect(try ids(sentence, kidney).contains("renal.renal-metformin-30"), "\(sentence)")
        #expect(try ids(sentence, Medicines.patient()).isEmpty)
    }

    @Test(
        "a sentence that advises against it, asks, supposes or sets the limit itself",
        arguments: [
            "Avoid metformin.", "Metformin is contraindicated.", "Metformin should not be started.",
            "Do not use metformin.",
            "Stop metformin and start linagliptin.", "Metformin is not recommended below eGFR 30.",
            "Can metformin be started?", "If metformin is used, recheck kidney function.", "Never give metformin here.",
            "Metformin can be used if eGFR is 45 or more.", "Use linagliptin instead of metformin.",
            "Replace metformin with linagliptin.", "Metformin increases the risk of lactic acidosis.",
            "Linagliptin is preferred and metformin is contraindicated.", "Metformin cannot be used.",
            "二甲双胍禁用。", "禁用二甲双胍。", "不宜使用二甲双胍。", "应停用二甲双胍。", "避免使用二甲双胍，可选利格列汀。", "不推荐二甲双胍。",
            "二甲双胍应停用，改用利格列汀。", "能否使用二甲双胍？", "如果使用二甲双胍，应监测肾功能。", "eGFR≥45时可用二甲双胍。", "不能启用二甲双胍。",
            "不建议开始二甲双胍治疗。", "二甲双胍不应作为首选。", "将二甲双胍改为利格列汀。", "用利格列汀代替二甲双胍。", "二甲双胍可增加乳酸酸中毒风险。",
            "Metformin can be used safely when eGFR is ≥30 mL/min/1.73 m2.", "Linagliptin is preferred to metformin.",
            "After starting metformin, check vitamin B12.", "服用二甲双胍期间每年检测维生素B12。", "启用二甲双胍前应查肾功能。",
            "利格列汀优于二甲双胍。", "eGFR ≥30 mL/min/1.73 m2可安全使用二甲双胍。", "慎用二甲双胍。", "The patient is currently taking metformin.",
            "患者目前服用二甲双胍。",
        ])
    func againstRenal(sentence: String) throws {
        #expect(try ids(sentence, kidney).isEmpty, "\(sentence)")
    }

    @Test(
        "going on is forbidden only where it is",
        arguments: [
            ("Continue metformin.", 38.0, false), ("Start metformin.", 38.0, true), ("不必停用二甲双胍。", 20.0, true),
            ("Do not stop metformin.", 20.0, true),
        ])
    func goingOn(sentence: String, filtration: Double, expected: Bool) throws {
        let patient = Medicines.patient(
            drugs: ["Metformin 500 mg"], observations: [Medicines.result("98979-8", filtration, "mL/min/{1.73_m2}")])
        #expect(try ids(sentence, patient).isEmpty != expected)
    }

    @Test(
        "allergies",
        arguments: ["Co-amoxiclav is fine.", "Give flucloxacillin 500 mg four times daily.", "可用阿莫西林。", "建议力百汀口服。"])
    func allergy(sentence: String) throws {
        #expect(try ids(sentence, allergic).contains { $0.hasPrefix("allergy.") }, "\(sentence)")
        let found = try #require(try Medicines.forbidden(sentence, allergic).first)
        #expect(String(sentence[found.span]) == found.drug)
    }

    @Test(
        "an alternative or a condition about allergy is no fault",
        arguments: [
            "Because of the penicillin allergy, use doxycycline.",
            "Give amoxicillin if there is no penicillin allergy.",
            "Patients allergic to penicillin should avoid amoxicillin.", "青霉素过敏，改用多西环素。", "无青霉素过敏者可用阿莫西林。",
            "Cefuroxime is contraindicated.",
        ])
    func noAllergyFault(sentence: String) throws { #expect(try ids(sentence, allergic).isEmpty, "\(sentence)") }

    @Test(
        "interactions with the patient's list",
        arguments: [
            ("Yes, he can take ibuprofen for a few days.", "interaction.pair-23"), ("可以服用布洛芬。", "interaction.pair-23"),
            ("Give an NSAID for gout.", "interaction.pair-23"),
            ("Start trimethoprim-sulfamethoxazole.", "interaction.pair-19"),
            ("建议加用胺碘酮。", "interaction.pair-22"),
        ])
    func interaction(sentence: String, id: String) throws {
        #expect(try ids(sentence, anticoagulated).contains(id), "\(sentence)")
    }

    @Test(
        "no fault where the other drug is stopped in the same breath, or nothing interacts",
        arguments: [
            "Stop warfarin and start ibuprofen.", "Use paracetamol.", "Avoid ibuprofen; paracetamol can be used.",
            "避免布洛芬，可用对乙酰氨基酚。",
        ])
    func noInteraction(sentence: String) throws { #expect(try ids(sentence, anticoagulated).isEmpty, "\(sentence)") }

    @Test("pregnancy, in both languages")
    func pregnancy() throws {
        #expect(try ids("Start lisinopril 10 mg daily.", pregnant).contains("pregnancy.pregnancy-ras"))
        #expect(try ids("首选ACEI或ARB。", pregnant).contains("pregnancy.pregnancy-ras"))
        #expect(try ids("Use labetalol; ACE inhibitors are contraindicated.", pregnant).isEmpty)
        #expect(try ids("妊娠期禁用ACEI，可用拉贝洛尔。", pregnant).isEmpty)
    }

    @Test("a list of drugs shares its verb")
    func list() throws {
        #expect(try ids("Start amlodipine, indapamide and metformin.", kidney).contains("renal.renal-metformin-30"))
        #expect(try ids("Avoid ibuprofen, naproxen and metformin.", kidney).isEmpty)
        #expect(try ids("可选氨氯地平、吲达帕胺、二甲双胍。", kidney).contains("renal.renal-metformin-30"))
    }

    @Test(
        "words about a patient stand in for a chart",
        arguments: [
            ("Patient: penicillin anaphylaxis.", "Co-amoxiclav is fine.", "allergy"),
            ("患者：eGFR 24，2型糖尿病。", "可以开始用二甲双胍。", "renal"),
            ("68F on apixaban, eGFR 55.", "Ibuprofen can be used.", "interaction"), ("对青霉素过敏", "可用阿莫西林。", "allergy"),
            ("Pregnant, 20 weeks.", "Start losartan.", "pregnancy"), ("血小板25，", "可用阿司匹林预防。", "interaction"),
            ("1型糖尿病。", "可以改用恩格列净。", "interaction"), ("K 6.1 mmol/L", "Start spironolactone.", "renal"),
        ])
    func notes(note: String, sentence: String, kind: String) throws {
        let safety = try Medicines.safety()
        for asked in [false, true] {
            let profile = SafetyProfile(note: note, asked: asked, using: safety)
            let found = drugsForbidden(in: sentence, for: profile, using: safety)
            #expect(found.contains { $0.alert.id.hasPrefix(kind) }, "\(note) \(sentence)")
        }
    }

    @Test(
        "the drug that a question asks for isn't one that is taken",
        arguments: [
            "Can he take ibuprofen for gout?", "能否用布洛芬？", "Is ibuprofen safe with warfarin?",
            "No penicillin allergy, can amoxicillin be used?",
        ])
    func asked(question: String) throws {
        let safety = try Medicines.safety()
        let profile = SafetyProfile(note: question, asked: true, using: safety)
        #expect(profile.drugs.isEmpty && profile.allergies.isEmpty, "\(profile.drugs.map(\.text))")
    }

    @Test("hostile text is survived")
    func hostile() throws {
        let long = String(repeating: "Start metformin, avoid 二甲双胍。", count: 3000)
        #expect(try Medicines.forbidden(long, kidney).count == 3000)
        for text in ["", "\u{0}\u{1B}", "\u{202E}nimrofteM", "🙂 metformin 🙂 can be used"] {
            _ = try Medicines.forbidden(text, kidney)
        }
        let found = try #require(try Medicines.forbidden("🙂🙂 可用 Metformin e\u{301}", kidney).first)
        #expect(found.drug == "Metformin")
    }
}
