import Testing

@testable import Evidence

@Suite("Words")
struct WordsTests {
    @Test("Chinese becomes overlapping pairs, so that a word of two characters is found")
    func pairs() {
        #expect(Words.asked("高血压患者") == ["高血", "血压", "压患", "患者"])
        #expect(Words.indexed("血压") == ["血压", "血", "压"])
        #expect(Words.asked("钾") == ["钾"])
    }

    @Test("Traditional characters, full width, accents and capitals don't matter")
    func folding() {
        #expect(Words.asked("動脈血壓") == Words.asked("动脉血压"))
        #expect(Words.asked("ＨｂＡ１ｃ") == ["hba1c"])
        #expect(Words.asked("Ménière") == Words.asked("meniere"))
    }

    @Test(
        "British and American spelling are one",
        arguments: [
            ("haemoglobin", "hemoglobin"), ("hypoglycaemia", "Hypoglycemia"), ("oedema", "edema"), ("tumour", "tumor"),
        ])
    func spelling(_ british: String, _ american: String) {
        #expect(Words.asked(british) == Words.asked(american))
    }

    @Test("A number is one word, whatever its zeros and separators")
    func numbers() {
        #expect(Words.asked("≥7.0 mmol/L") == ["7", "mmol", "l"])
        #expect(Words.asked("1,000 mg; 0.50") == ["1000", "mg", "0.5"])
        #expect(Words.asked("130/80 mmHg") == ["130", "80", "mmhg"])
        #expect(Words.asked("6.5%") == ["6.5"])
    }

    @Test("A hyphenated word is found whole and by its parts")
    func hyphens() {
        #expect(Words.asked("LDL-C") == ["ldlc", "ldl"])
        #expect(Words.asked("GLP-1RA") == ["glp1ra", "glp", "1ra"])
        #expect(Words.asked("β-blocker") == ["betablocker", "blocker"])
    }

    @Test("Words that carry no subject are not asked for, and none is asked for twice")
    func stopWords() {
        #expect(Words.asked("What is the target of the target?") == ["target"])
        #expect(Words.asked("").isEmpty)
        #expect(Words.asked("?!…——　").isEmpty)
    }
}
