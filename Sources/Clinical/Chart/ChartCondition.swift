/// A condition or a treatment that a score asks for, found in the chart's problems and drugs by code or by words.
struct ChartCondition: Sendable {
    /// ICD-10 categories.
    var codes: [String] = []
    /// Lower case, Simplified Chinese.
    var words: [String]
    /// Words beside which the condition is another one: pulmonary hypertension.
    var not: [String] = []
    /// A past event counts for good: a stroke.
    var isForGood = false

    static let atrialFibrillation = ChartCondition(
        codes: ["I48"], words: ["atrial fib", "afib", "atrial flutter", "房颤", "心房颤动", "心房纤颤", "心房扑动"])
    static let heartFailure = ChartCondition(codes: ["I50"], words: ["heart failure", "心力衰竭", "心衰", "心功能不全"])
    static let hypertension = ChartCondition(
        codes: ["I10", "I11", "I12", "I13", "I15"], words: ["hypertension", "hypertensive", "高血压"],
        not: ["pulmonary", "portal", "ocular", "intracranial", "gestational", "white coat", "妊娠", "白大衣"])
    static let diabetes = ChartCondition(
        codes: ["E10", "E11", "E12", "E13", "E14"], words: ["diabetes", "diabetic", "糖尿病"],
        not: ["prediabetes", "pre-diabetes", "insipidus", "gestational", "前期", "妊娠"])
    static let stroke = ChartCondition(
        codes: ["I63", "I64", "G45", "I74"],
        words: [
            "stroke", "transient ischaemic", "transient ischemic", "cerebral infarct", "systemic embolism", "卒中", "脑梗",
            "短暂性脑缺血", "体循环栓塞",
        ], not: ["heat stroke", "haemorrhagic", "hemorrhagic", "出血性"], isForGood: true)
    static let vascularDisease = ChartCondition(
        codes: ["I21", "I22", "I25.2", "I70", "I73.9"],
        words: [
            "myocardial infarct", "peripheral arter", "peripheral vascular", "aortic plaque", "心肌梗", "外周动脉", "主动脉斑块",
            "下肢动脉硬化闭塞",
        ], isForGood: true)
    static let coronaryDisease = ChartCondition(
        codes: ["I20", "I21", "I22", "I24", "I25"],
        words: [
            "coronary", "angina", "myocardial infarct", "ischaemic heart", "ischemic heart", "冠心病", "冠状动脉", "心绞痛",
            "心肌梗",
        ],
        isForGood: true)
    static let liverDisease = ChartCondition(
        codes: ["K70.3", "K74", "K72"], words: ["cirrhosis", "liver failure", "hepatic failure", "肝硬化", "肝衰竭"])

    /// Not the condition itself, whatever it is.
    private static let otherwise = [
        "family history", "risk of", "at risk", "screening", "no history", "suspected", "rule out", "家族史", "风险", "筛查",
        "疑似",
        "排除", "待排",
    ]
    private static let unsure: Set = ["unconfirmed", "provisional", "differential"]

    /// The problem that names it; nil where none does.
    func problem(of patient: Patient) -> Problem? {
        patient.problems.first { problem in
            (isForGood || problem.isActive) && !Self.unsure.contains(problem.verification ?? "")
                && isNamed(in: problem)
        }
    }

    private func isNamed(in problem: Problem) -> Bool {
        let text = folded(problem.text)
        guard !(not + Self.otherwise).contains(where: text.contains) else { return false }
        let isICD = problem.system?.contains("icd-10") ?? false
        if isICD, let code = problem.code, codes.contains(where: code.uppercased().hasPrefix) { return true }
        return words.contains(where: text.contains)
    }
}

/// A class of drugs, found by the names of its members.
struct DrugClass: Sendable {
    var words: [String]

    static let statin = DrugClass(words: [
        "atorvastatin", "rosuvastatin", "simvastatin", "pravastatin", "fluvastatin", "pitavastatin", "lovastatin", "他汀",
    ])
    static let antihypertensive = DrugClass(words: [
        "pril ", "sartan", "dipine", "thiazide", "indapamide", "chlorthalidone", "chlortalidone", "metoprolol",
        "bisoprolol", "atenolol", "labetalol", "nebivolol", "carvedilol", "普利", "沙坦", "地平", "噻嗪", "吲达帕胺", "美托洛尔",
        "比索洛尔",
        "阿替洛尔", "拉贝洛尔", "卡维地洛",
    ])

    func drug(of patient: Patient) -> Medication? {
        patient.activeMedications.first { drug in
            let text = folded(drug.text) + " "
            return words.contains(where: text.contains)
        }
    }
}

/// Lower case and Simplified Chinese, for comparing only.
func folded(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars { scalars.append(TriageScript.simplified(scalar)) }
    return String(scalars)
}

extension Patient {
    /// LOINC 72166-2: true for a current smoker, false for a former or never smoker; nil where nothing clear is recorded.
    var isCurrentSmoker: Bool? {
        guard let text = latest(loinc: "72166-2")?.text.map(folded) else { return nil }
        let isNot = ["never", "former", "ex-smoker", "non-smoker", "从不", "从未", "不吸烟", "无吸烟", "已戒", "戒烟"]
        if isNot.contains(where: text.contains) { return false }
        return ["current", "smokes", "daily", "每天", "每日", "目前吸烟", "吸烟者", "现吸烟"].contains(where: text.contains)
            ? true : nil
    }
}
