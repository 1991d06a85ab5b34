/// Analytes of blood counts, chemistry and vital signs beyond the packs' own, so that a chart from anywhere is read in
/// known units.
///
/// Sources: insulin's factor is the packs' term list's, bilirubin's is that of the calculators' list (17.1). The other
/// factors follow from molar masses (IUPAC standard atomic weights: calcium 40.078, magnesium 24.305, phosphorus
/// 30.974, iron 55.845; lactate 90.08, folic acid 441.4, calcifediol 400.64, urea 60.06 g/mol); units of one dimension
/// need none. LOINC codes here were checked by check digit only, and nobody has checked the Chinese names. Plausible
/// limits are those of the triage measures; where those say nothing, there are none.
extension Analyte {
    static let blood: [Analyte] = [
        Analyte(
            "haemoglobin", "Haemoglobin", "血红蛋白", "血紅素", "Hb", "g/dL", "g/L", .factor(10), codes: ["718-7"],
            plausible: 1...25),
        Analyte(
            "haematocrit", "Haematocrit", "红细胞压积", "血球容積比", "Hct", "%", "L/L", .factor(0.01),
            codes: ["4544-3", "20570-8"]),
        Analyte(
            "platelets", "Platelet count", "血小板计数", "血小板計數", "PLT", "10*3/uL", "10*9/L", codes: ["777-3", "26515-7"],
            plausible: 0...2500),
        Analyte(
            "white-cells", "White cell count", "白细胞计数", "白血球計數", "WBC", "10*3/uL", "10*9/L",
            codes: ["6690-2", "26464-8"], plausible: 0...900),
        Analyte(
            "neutrophils", "Neutrophil count", "中性粒细胞计数", "嗜中性球計數", "ANC", "10*3/uL", "10*9/L",
            codes: ["751-8", "26499-4"], plausible: 0...100),
        Analyte(
            "red-cells", "Red cell count", "红细胞计数", "紅血球計數", "RBC", "10*6/uL", "10*12/L",
            codes: ["789-8", "26453-1"]),
        Analyte("mcv", "Mean corpuscular volume", "平均红细胞体积", "平均紅血球體積", "MCV", "fL", codes: ["787-2"]),
        Analyte(
            "ferritin", "Ferritin", "血清铁蛋白", "血清鐵蛋白", "SF", "ng/mL", "ug/L", codes: ["2276-4", "20567-4"]),
        Analyte(
            "iron", "Serum iron", "血清铁", "血清鐵", "Fe", "ug/dL", "umol/L", .factor(10 / 55.845), codes: ["2498-4"],
            siCodes: ["14798-3"]),
        Analyte(
            "folate", "Folate", "叶酸", "葉酸", nil, "ng/mL", "nmol/L", .factor(1000 / 441.4), codes: ["2284-8"],
            siCodes: ["14732-2"]),
        Analyte(
            "inr", "International normalised ratio", "国际标准化比值", "國際標準化比值", "INR", "1", codes: ["6301-6"],
            plausible: 0.5...40),
    ]

    static let chemistry: [Analyte] = [
        Analyte(
            "calcium", "Calcium", "血钙", "血鈣", "Ca", "mg/dL", "mmol/L", .factor(10 / 40.078), codes: ["17861-6"],
            siCodes: ["2000-8"], plausible: 3...21),
        Analyte(
            "magnesium", "Magnesium", "血镁", "血鎂", "Mg", "mg/dL", "mmol/L", .factor(10 / 24.305), codes: ["19123-9"],
            siCodes: ["2601-3"]),
        Analyte(
            "phosphate", "Phosphate (as phosphorus)", "血磷", "血磷", "P", "mg/dL", "mmol/L", .factor(10 / 30.974),
            codes: ["2777-1"], siCodes: ["14879-1"]),
        Analyte("chloride", "Chloride", "血氯", "血氯", "Cl", "meq/L", "mmol/L", siCodes: ["2075-0", "2069-3"]),
        Analyte("urea", "Urea", "尿素", "尿素", nil, "mg/dL", "mmol/L", .factor(10 / 60.06), siCodes: ["22664-7"]),
        Analyte("albumin", "Albumin", "白蛋白", "白蛋白", "Alb", "g/dL", "g/L", .factor(10), codes: ["1751-7"]),
        Analyte("protein", "Total protein", "总蛋白", "總蛋白", "TP", "g/dL", "g/L", .factor(10), codes: ["2885-2"]),
        Analyte(
            "bilirubin", "Total bilirubin", "总胆红素", "總膽紅素", "TBil", "mg/dL", "umol/L", .factor(17.1),
            codes: ["1975-2"], siCodes: ["14631-6"]),
        Analyte(
            "direct-bilirubin", "Direct bilirubin", "直接胆红素", "直接膽紅素", "DBil", "mg/dL", "umol/L", .factor(17.1),
            codes: ["1968-7"], siCodes: ["14629-0"], family: "bilirubin"),
        Analyte("alp", "Alkaline phosphatase", "碱性磷酸酶", "鹼性磷酸酶", "ALP", "U/L", codes: ["6768-6"]),
        Analyte("ggt", "Gamma-glutamyltransferase", "γ-谷氨酰转移酶", "γ-麩胺醯轉移酶", "GGT", "U/L", codes: ["2324-2"]),
        Analyte(
            "crp", "C-reactive protein", "C反应蛋白", "C反應蛋白", "CRP", "mg/dL", "mg/L", .factor(10), siCodes: ["1988-5"]),
        Analyte(
            "vitamin-d", "25-hydroxyvitamin D", "25-羟维生素D", "25-羥維生素D", "25(OH)D", "ng/mL", "nmol/L",
            .factor(1000 / 400.64), codes: ["62292-8", "1989-3"], siCodes: ["14635-7"]),
        Analyte(
            "insulin", "Insulin (serum)", "血清胰岛素", "血清胰島素", "Ins", "u[IU]/mL", "pmol/L", .factor(6),
            codes: ["20448-7"]),
        Analyte(
            "lactate", "Lactate", "乳酸", "乳酸", "Lac", "mg/dL", "mmol/L", .factor(10 / 90.08), siCodes: ["2524-7"],
            plausible: 0.9...361),
        Analyte("anion-gap", "Anion gap", "阴离子间隙", "陰離子間隙", "AG", "meq/L", "mmol/L", siCodes: ["33037-3"]),
        Analyte(
            "osmolality", "Serum osmolality", "血清渗透压", "血清滲透壓", "Osm", "mosm/kg", "mmol/kg", codes: ["2692-2"]),
        Analyte("ph", "Arterial pH", "动脉血pH", "動脈血pH", "pH", "1", codes: ["2744-1"], plausible: 6.4...7.9),
    ]

    static let signs: [Analyte] = [
        Analyte(
            "temperature", "Body temperature", "体温", "體溫", "T", "[degF]", "Cel", .fahrenheit,
            siCodes: ["8310-5", "8331-1"], plausible: 77...113),
        Analyte(
            "oxygen-saturation", "Oxygen saturation", "血氧饱和度", "血氧飽和度", "SpO2", "%", codes: ["59408-5", "2708-6"],
            plausible: 30...100),
        Analyte(
            "respiratory-rate", "Respiratory rate", "呼吸频率", "呼吸頻率", "RR", "/min", codes: ["9279-1"],
            plausible: 2...90),
    ]
}
