import Foundation
import Testing

@testable import Clinical

/// Notes written in the tests, read with the project's own lexicon.
enum Notes {
    static let vocabulary: NoteVocabulary = {
        let names = ["everyday", "three-highs", "blood-acute", "lung-skin"]
        let tables = names.compactMap { name in
            try? String(
                contentsOf: TestFiles.root.appending(path: "Prompts/lexicon/\(name).tsv"), encoding: .utf8)
        }
        return NoteVocabulary(tables: tables)
    }()

    static func read(_ text: String) throws(PatientFileError) -> PatientReading {
        try PatientReader.read(Data(text.utf8), name: "note.txt", vocabulary: vocabulary)
    }

    static func chart(_ text: String) throws -> Patient { try read(text).patients[0] }
}

@Suite struct NoteReadingTests {
    static let english = """
        Date: 2026-01-09
        Name: Sample Person   MRN: FICT-0007   DOB: 1961-03-08
        64-year-old man with type 2 diabetes (since 2012) and hypertension, here for review.
        PMH: CKD stage 3, gout, dyslipidaemia. No history of stroke or heart failure.
        Family history: mother had breast cancer; father MI at 58.
        Medications:
        - Metformin 1000 mg twice daily
        - Amlodipine 5 mg od
        Allergies: penicillin (rash), sulfa - hives
        O/E: BP 138/86, HR 76, T 36.8 C, weight 82 kg
        Labs: HbA1c 8.1 %, creatinine 118 umol/L, LDL 2.9 mmol/L, platelets 210 x10^9/L
        Denies chest pain or hypoglycaemia. Target HbA1c <7%.
        Plan: consider starting empagliflozin 10 mg daily.
        """

    static let chinese = """
        患者男性，65岁，因“口干多饮3年”就诊。2026年1月9日
        既往史：高血压病史10年，最高180/110mmHg，规律服用氨氯地平5mg qd。否认冠心病、脑卒中史。
        家族史：母亲有糖尿病。
        过敏史：青霉素过敏（皮疹）。
        查体：T 36.5℃，P 78次/分，BP 142/88mmHg，体重 78kg。
        辅助检查：空腹血糖 9.2mmol/L，糖化血红蛋白 8.4%，肌酐 96μmol/L，血小板 186×10^9/L。
        诊断：1.2型糖尿病 2.高血压2级（高危） 3.血脂异常
        用药：二甲双胍0.5g bid；阿托伐他汀20mg qn；阿司匹林肠溶片100mg 每日一次
        """

    @Test("an English note becomes a chart")
    func readsEnglish() throws {
        let patient = try Notes.chart(Self.english)
        #expect(patient.name == "Sample Person" && patient.identifier == "FICT-0007" && patient.sex == .male)
        #expect(patient.birthDate?.text == "1961-03-08")
        #expect(
            patient.problems.map(\.text) == ["type 2 diabetes", "hypertension", "CKD stage 3", "gout", "dyslipidaemia"])
        #expect(patient.problems[0].onset?.text == "2012")
        #expect(patient.activeMedications.map(\.text) == ["Metformin", "Amlodipine"])
        #expect(patient.activeMedications.map(\.dosage) == ["1000 mg twice daily", "5 mg od"])
        #expect(patient.medications.filter { $0.status == "proposed" }.map(\.text) == ["empagliflozin"])
        #expect(patient.allergies.map(\.text) == ["penicillin", "sulfa"])
        #expect(patient.allergies.map(\.reaction) == ["rash", "hives"])
        #expect(patient.latest(loinc: "8480-6")?.value == Quantity(value: 138, unit: "mm[Hg]"))
        #expect(patient.latest(loinc: "8480-6")?.time?.text == "2026-01-09")
        #expect(patient.series(loinc: "4548-4").compactMap(\.value?.value) == [8.1])
        #expect(patient.latest(loinc: "14682-9")?.value == Quantity(value: 118, unit: "umol/L"))
        #expect(patient.latest(loinc: "777-3")?.original == Quantity(value: 210, unit: "10*9/L"))
    }

    @Test("a Chinese note becomes a chart")
    func readsChinese() throws {
        let patient = try Notes.chart(Self.chinese)
        #expect(patient.sex == .male && patient.statedAge?.years == 65)
        #expect(patient.problems.map(\.text).contains("2型糖尿病") && patient.problems.map(\.text).contains("血脂异常"))
        #expect(patient.problems.map(\.text).contains("高血压2级（高危）"))
        #expect(!patient.problems.map(\.text).contains { $0.contains("冠心病") || $0.contains("卒中") })
        #expect(
            Set(patient.activeMedications.map(\.text)) == ["二甲双胍", "阿托伐他汀", "阿司匹林肠溶片", "氨氯地平"])
        #expect(patient.medications.first { $0.text == "二甲双胍" }?.dosage == "0.5g bid")
        #expect(patient.allergies.map(\.text) == ["青霉素"] && patient.allergies[0].reaction == "皮疹")
        #expect(patient.latest(loinc: "8480-6")?.value?.value == 142)
        #expect(patient.latest(loinc: "14771-0")?.value == Quantity(value: 9.2, unit: "mmol/L"))
        #expect(
            patient.latest(loinc: "8310-5")?.value?.value == 36.5 && patient.latest(loinc: "8867-4")?.value?.value == 78
        )
    }

    @Test(
        "everything is unconfirmed and keeps the words that it was read from, at their place",
        arguments: [english, chinese])
    func evidence(_ note: String) throws {
        let reading = try Notes.read(note)
        let patient = reading.patients[0]
        let scalars = Array(note.unicodeScalars)
        let all =
            patient.problems.map(\.evidence) + patient.medications.map(\.evidence)
            + patient.allergies.map(\.evidence) + patient.observations.map(\.evidence)
        #expect(all.count > 10)
        for evidence in all {
            let evidence = try #require(evidence)
            let words = String(String.UnicodeScalarView(scalars[evidence.start..<evidence.end]))
            #expect(PlainText.clean(words, limit: 160) == evidence.text)
            #expect(evidence.line == scalars[..<evidence.start].count { $0 == "\n" } + 1)
        }
        #expect(patient.problems.allSatisfy { $0.verification != nil })
        #expect(patient.medications.allSatisfy { $0.verification == "unconfirmed" })
        #expect(patient.allergies.allSatisfy { $0.verification == "unconfirmed" })
        #expect(patient.observations.allSatisfy { $0.doubts.contains(.unconfirmed) && !$0.isDoubtful })
        #expect(reading.warnings.contains { $0.contains("unconfirmed") })
    }

    @Test(
        "what is denied, feared, a relative's or only talked about is no problem of the patient",
        arguments: [
            "65-year-old man. Denies diabetes and hypertension.", "65-year-old man. No history of stroke or gout.",
            "65-year-old man. Family history of diabetes and stroke.", "65-year-old man. Mother had hypertension.",
            "65-year-old man. Risk of stroke discussed.", "65-year-old man. Diabetes: no. Gout (-).",
            "男，65岁。无糖尿病史，否认高血压、冠心病。", "男，65岁。母亲有高血压，父亲患糖尿病。", "男，65岁。家族史：糖尿病、脑卒中。",
            "男，65岁。预防脑卒中。", "男，65岁。糖尿病（-），高血压（－）。", "男，65歲。無糖尿病史。",
        ])
    func notProblems(_ note: String) throws { #expect(try Notes.chart(note).problems.isEmpty) }

    @Test(
        "what the patient has is found in running text",
        arguments: [
            ("72F with hypertension and gout.", ["hypertension", "gout"]),
            ("Known COPD, no diabetes. Aged 70.", ["COPD"]),
            ("女，58岁，有高血压、慢性肾脏病。", ["高血压", "慢性肾脏病"]), ("女，58岁。母亲有糖尿病。患者有痛风。", ["痛风"]),
            ("男，60岁，糖尿病视网膜病变。", ["糖尿病视网膜病变"]),
            (
                "60M\nPMH: coronary artery disease, atrial fibrillation",
                ["coronary artery disease", "atrial fibrillation"]
            ),
            ("60M. Treatment failure was discussed; gout.", ["gout"]),
        ] as [(String, [String])])
    func problems(_ note: String, _ expected: [String]) throws {
        #expect(try Notes.chart(note).problems.map(\.text) == expected)
    }

    @Test("what is suspected is a differential, what is over is resolved")
    func doubtfulProblems() throws {
        let suspected = try Notes.chart("70 yo woman, suspected pneumonia.")
        #expect(suspected.problems.map(\.verification) == ["differential"])
        #expect(try Notes.chart("男，60岁，肺炎已治愈。").problems.map(\.status) == ["resolved"])
    }

    @Test(
        "no known allergies in many words, and what is none of that",
        arguments: [
            ("64M. NKDA.", AllergyStatus.noneKnown), ("64M. No known drug allergies.", .noneKnown),
            ("64M. Denies any drug or food allergies.", .noneKnown), ("64M.\nAllergies: none", .noneKnown),
            ("男，64岁。无药物过敏史。", .noneKnown), ("男，64岁。否认食物、药物过敏史。", .noneKnown), ("男，64岁。过敏史：无。", .noneKnown),
            ("男，64岁。否认食物过敏史。", .notRecorded), ("64M. No food allergies.", .notRecorded), ("男，64岁。过敏史不详。", .notRecorded),
            ("64M. Not allergic to latex.", .notRecorded), ("64M, hypertension.", .notRecorded),
            ("64M. Allergic to penicillin.", .known), ("男，64岁。对磺胺类药物过敏。", .known), ("男，64岁，青霉素过敏。", .known),
            ("64M. Penicillin allergy.", .known),
        ])
    func allergyStatements(_ note: String, _ status: AllergyStatus) throws {
        #expect(try Notes.chart(note).allergyStatus == status)
    }

    @Test("an allergen is never a drug that is taken, and its name is told")
    func allergens() throws {
        let english = try Notes.chart("64M. Allergic to penicillin and aspirin. On metformin 500 mg bid.")
        #expect(english.allergies.map(\.text).joined(separator: " ").contains("penicillin"))
        #expect(english.medications.map(\.text) == ["metformin"])
        let chinese = try Notes.chart("男，64岁。对磺胺类药物过敏，青霉素过敏。服用二甲双胍0.5g tid。")
        #expect(chinese.allergies.map(\.text) == ["磺胺类", "青霉素"] || chinese.allergies.map(\.text) == ["磺胺", "青霉素"])
        #expect(chinese.medications.map(\.text) == ["二甲双胍"])
    }

    @Test("nothing invisible and no private character of a note gets into a chart")
    func plainText() throws {
        let odd = "\u{202E}\u{200B}\u{E863}"
        let note =
            "64M. Allergic to peni\(odd)cillin. Takes metformin\(odd) 500 mg\(odd). Gout\(odd).\n过敏史：头\(odd)孢（皮\(odd)疹）\n诊断：痛\(odd)风"
        let json = String(decoding: PatientJSON.data(try Notes.read(note), on: day(2026, 3, 1)), as: UTF8.self)
        for scalar in odd.unicodeScalars { #expect(!json.unicodeScalars.contains(scalar)) }
        #expect(json.contains("cillin") && json.contains("metformin"))
    }

    @Test("drugs: taken, stopped, planned, denied")
    func drugs() throws {
        let patient = try Notes.chart(
            "72F takes lisinopril 10 mg daily and stopped warfarin in 2023. Not taking aspirin. Consider starting apixaban."
        )
        let status = Dictionary(patient.medications.map { ($0.text, $0.status) }) { first, _ in first }
        #expect(status == ["lisinopril": "active", "warfarin": "stopped", "apixaban": "proposed"])
        let chinese = try Notes.chart("女，58岁。目前服用缬沙坦80mg每日1次，曾服用卡托普利后因咳嗽停用，未服用阿司匹林。")
        #expect(chinese.activeMedications.map(\.text) == ["缬沙坦"])
        let listed = try Notes.chart(
            "58F\nMeds: metformin 500 mg, twice daily, with food, amlodipine 5 mg od\nStopped medications: gliclazide 80 mg"
        )
        #expect(listed.activeMedications.map(\.text) == ["metformin", "amlodipine"])
        #expect(listed.activeMedications.first?.dosage == "500 mg, twice daily, with food")
        #expect(listed.medications.last?.status == "stopped")
    }
}
