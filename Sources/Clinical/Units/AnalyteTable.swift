/// The analytes of the diabetes, hypertension and lipid packs, in the order of a chart.
///
/// Names, units, factors and the codes marked by them come from the packs' term list (its codes were checked by
/// check digit only); further codes of the same analytes are LOINC's. Plausible limits are the ranges that the
/// calculators' sources accept (CKD-EPI 2021, BMI, BSA, Friedewald, NEWS2, ADAG), widened where true extremes lie
/// beyond them, so that they catch a wrong unit and not a sick patient.
extension Analyte {
    init(
        _ id: String, _ english: String, _ simplified: String, _ traditional: String, _ abbreviation: String?,
        _ conventional: String, _ si: String? = nil, _ relation: UnitRelation = .factor(1),
        codes: [String] = [], siCodes: [String] = [], plausible: ClosedRange<Double>? = nil, family: String? = nil
    ) {
        self.init(
            id: id, english: english, simplifiedChinese: simplified, traditionalChinese: traditional,
            abbreviation: abbreviation, conventionalUnit: conventional, siUnit: si ?? conventional,
            relation: relation, conventionalCodes: codes, siCodes: siCodes, plausible: plausible,
            family: family ?? id)
    }

    /// Those that the packs' guidelines speak of; a bare figure of a sentence is only ever taken for one of these.
    static let ofPacks: [Analyte] = glycaemia + lipids + kidney + vitals + others

    static let all: [Analyte] = ofPacks + blood + chemistry + signs

    private static let glycaemia: [Analyte] = [
        Analyte(
            "hba1c", "Glycated haemoglobin", "糖化血红蛋白", "糖化血色素", "HbA1c", "%", "mmol/mol", .glycatedHaemoglobin,
            codes: ["4548-4", "17856-6"], siCodes: ["59261-8"], plausible: 4...20),
        Analyte(
            "fasting-glucose", "Fasting plasma glucose", "空腹血糖", "空腹血糖", "FPG", "mg/dL", "mmol/L", .factor(0.0555),
            codes: ["1558-6"], siCodes: ["14771-0"], plausible: 20...2000, family: "glucose"),
        Analyte(
            "ogtt-glucose", "2-hour plasma glucose after 75-g OGTT", "口服葡萄糖耐量试验2小时血糖", "口服葡萄糖耐量試驗2小時血糖",
            "2hPG", "mg/dL", "mmol/L", .factor(0.0555), codes: ["1518-0"], plausible: 20...2000, family: "glucose"),
        Analyte(
            "glucose", "Plasma glucose", "血浆葡萄糖", "血漿葡萄糖", "Glu", "mg/dL", "mmol/L", .factor(0.0555),
            codes: ["2345-7", "2339-0"], siCodes: ["14749-6", "15074-8"], plausible: 20...2000),
        Analyte(
            "capillary-glucose", "Capillary (finger-stick) glucose", "毛细血管血糖", "微血管血糖", "CBG", "mg/dL", "mmol/L",
            .factor(0.0555), codes: ["41653-7"], plausible: 20...2000, family: "glucose"),
    ]

    private static let lipids: [Analyte] = [
        Analyte(
            "ldl", "LDL cholesterol", "低密度脂蛋白胆固醇", "低密度脂蛋白膽固醇", "LDL-C", "mg/dL", "mmol/L", .factor(0.02586),
            codes: ["13457-7", "18262-6", "2089-1"], siCodes: ["22748-8", "39469-2"], plausible: 5...600,
            family: "cholesterol"),
        Analyte(
            "total-cholesterol", "Total cholesterol", "总胆固醇", "總膽固醇", "TC", "mg/dL", "mmol/L", .factor(0.02586),
            codes: ["2093-3"], siCodes: ["14647-2"], plausible: 20...1500, family: "cholesterol"),
        Analyte(
            "hdl", "HDL cholesterol", "高密度脂蛋白胆固醇", "高密度脂蛋白膽固醇", "HDL-C", "mg/dL", "mmol/L", .factor(0.02586),
            codes: ["2085-9"], siCodes: ["14646-4"], plausible: 5...200, family: "cholesterol"),
        Analyte(
            "non-hdl", "Non-HDL cholesterol", "非高密度脂蛋白胆固醇", "非高密度脂蛋白膽固醇", "non-HDL-C", "mg/dL", "mmol/L",
            .factor(0.02586), codes: ["43396-1"], plausible: 10...1500, family: "cholesterol"),
        Analyte(
            "triglycerides", "Triglycerides", "甘油三酯", "三酸甘油酯", "TG", "mg/dL", "mmol/L", .factor(0.01129),
            codes: ["2571-8"], siCodes: ["14927-8"], plausible: 8...5000),
        Analyte(
            "lipoprotein-a-mass", "Lipoprotein(a), mass", "脂蛋白(a)（质量）", "脂蛋白(a)（質量）", "Lp(a)", "mg/dL",
            codes: ["10835-7"]),
        Analyte(
            "lipoprotein-a-molar", "Lipoprotein(a), molar", "脂蛋白(a)（摩尔）", "脂蛋白(a)（莫耳）", "Lp(a)", "nmol/L",
            codes: ["43583-4"]),
        Analyte(
            "apob", "Apolipoprotein B", "载脂蛋白B", "脂蛋白元B", "ApoB", "mg/dL", "g/L", .factor(0.01), codes: ["1884-6"]),
        Analyte(
            "apoa1", "Apolipoprotein A-I", "载脂蛋白A-I", "脂蛋白元A-I", "ApoA1", "mg/dL", "g/L", .factor(0.01),
            codes: ["1869-7"]),
    ]

    private static let kidney: [Analyte] = [
        Analyte(
            "creatinine", "Serum creatinine", "血肌酐", "血清肌酸酐", "Cr", "mg/dL", "umol/L", .factor(88.4),
            codes: ["2160-0", "38483-4"], siCodes: ["14682-9"], plausible: 0.1...15),
        Analyte(
            "egfr", "Estimated glomerular filtration rate", "估算肾小球滤过率", "估算腎絲球過濾率", "eGFR", "mL/min/{1.73_m2}",
            codes: ["98979-8", "33914-3", "62238-1", "69405-9"]),
        Analyte(
            "uacr", "Urine albumin-to-creatinine ratio", "尿白蛋白/肌酐比值", "尿液白蛋白/肌酸酐比值", "UACR", "mg/g", "mg/mmol",
            .factor(0.113), codes: ["9318-7", "14959-1"]),
        Analyte(
            "potassium", "Potassium", "血钾", "血鉀", "K+", "meq/L", "mmol/L", siCodes: ["2823-3", "6298-4"],
            plausible: 1...15, family: "electrolytes"),
        Analyte(
            "sodium", "Sodium", "血钠", "血鈉", "Na+", "meq/L", "mmol/L", siCodes: ["2951-2", "2947-0"],
            plausible: 90...200, family: "electrolytes"),
        Analyte(
            "bicarbonate", "Bicarbonate", "碳酸氢根", "碳酸氫根", "HCO3-", "meq/L", "mmol/L", siCodes: ["1963-8"],
            family: "electrolytes"),
        Analyte(
            "urea-nitrogen", "Blood urea nitrogen", "血尿素氮", "血尿素氮", "BUN", "mg/dL", "mmol/L", .factor(0.357),
            codes: ["3094-0", "6299-2"], siCodes: ["14937-7"]),
        Analyte(
            "uric-acid", "Uric acid", "尿酸", "尿酸", "UA", "mg/dL", "umol/L", .factor(59.48), codes: ["3084-1"],
            siCodes: ["14933-6"]),
    ]

    private static let vitals: [Analyte] = [
        Analyte(
            "systolic", "Systolic blood pressure", "收缩压", "收縮壓", "SBP", "mm[Hg]", "kPa", .factor(0.133322),
            codes: ["8480-6"], plausible: 40...300, family: "pressure"),
        Analyte(
            "diastolic", "Diastolic blood pressure", "舒张压", "舒張壓", "DBP", "mm[Hg]", "kPa", .factor(0.133322),
            codes: ["8462-4"], plausible: 15...200, family: "pressure"),
        Analyte("heart-rate", "Heart rate", "心率", "心率", "HR", "/min", codes: ["8867-4"], plausible: 15...350),
        Analyte(
            "weight", "Body weight", "体重", "體重", nil, "kg", codes: ["29463-7", "3141-9"], plausible: 0.3...400),
        Analyte("height", "Height", "身高", "身高", nil, "cm", codes: ["8302-2", "3137-7"], plausible: 20...250),
        Analyte("bmi", "Body mass index", "体重指数", "身體質量指數", "BMI", "kg/m2", codes: ["39156-5"]),
        Analyte("waist", "Waist circumference", "腰围", "腰圍", nil, "cm", codes: ["8280-0"]),
    ]

    private static let others: [Analyte] = [
        Analyte("alt", "Alanine aminotransferase", "丙氨酸氨基转移酶", "丙胺酸轉胺酶", "ALT", "U/L", codes: ["1742-6"]),
        Analyte("ast", "Aspartate aminotransferase", "天冬氨酸氨基转移酶", "天門冬胺酸轉胺酶", "AST", "U/L", codes: ["1920-8"]),
        Analyte("ck", "Creatine kinase", "肌酸激酶", "肌酸激酶", "CK", "U/L", codes: ["2157-6"]),
        Analyte(
            "hscrp", "High-sensitivity C-reactive protein", "超敏C反应蛋白", "高敏感度C反應蛋白", "hsCRP", "mg/L",
            codes: ["30522-7"]),
        Analyte(
            "c-peptide", "C-peptide", "C肽", "C胜肽", "C-P", "ng/mL", "nmol/L", .factor(0.331), codes: ["1986-9"]),
        Analyte(
            "ketone", "Beta-hydroxybutyrate (blood ketone)", "β-羟丁酸（血酮）", "β-羥丁酸（血酮）", "BHB", "mmol/L",
            codes: ["6873-4"]),
        Analyte(
            "vitamin-b12", "Vitamin B12", "维生素B12", "維生素B12", "B12", "pg/mL", "pmol/L", .factor(0.738),
            codes: ["2132-9"], siCodes: ["14685-2"]),
        Analyte(
            "aldosterone", "Aldosterone", "醛固酮", "醛固酮", "Aldo", "ng/dL", "pmol/L", .factor(27.7), codes: ["1763-2"]),
        Analyte("tsh", "Thyroid-stimulating hormone", "促甲状腺激素", "促甲狀腺激素", "TSH", "m[IU]/L", codes: ["3016-3"]),
        Analyte("bnp", "B-type natriuretic peptide", "B型利钠肽", "B型利鈉肽", "BNP", "pg/mL", codes: ["30934-4"]),
        Analyte(
            "nt-probnp", "N-terminal pro-BNP", "N末端B型利钠肽原", "N端B型利鈉肽原", "NT-proBNP", "pg/mL", codes: ["33762-6"]),
    ]
}
