import Foundation

/// The names of drugs and conditions by which a note is read: the terms of the lexicon, sorted by what they name.
///
/// A lexicon doesn't say which of its terms are drugs. That is told by how drugs and conditions are named in both
/// languages: the stems of WHO's international nonproprietary names ("-statin", 他汀), and the endings of diseases
/// ("-itis", 炎). What fits neither is left out, since it is a test, a treatment or a subject of talk.
public struct NoteVocabulary: Sendable {
    enum Kind: Sendable { case drug, condition }

    private struct Term: Sendable {
        var tokens: [String]
        var kind: Kind
        /// An abbreviation only counts as written, in capitals.
        var exact: String?
    }

    private var terms: [String: [Term]] = [:]

    /// Nothing but what names end on, and the commonest conditions in Chinese, where endings alone tell no words apart.
    public init() {
        for name in NameEnding.wholeChinese { add(name, .condition) }
    }

    /// - Parameter tables: texts of `lexicon/*.tsv`: a heading, then tab-separated columns english, chinese,
    ///   traditional, abbreviation, synonyms (apart by `;`).
    public init(tables: [String]) {
        self.init()
        for table in tables {
            for line in table.split(whereSeparator: \.isNewline).dropFirst() {
                add(line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
            }
        }
    }

    private mutating func add(_ columns: [String]) {
        guard columns.count >= 5, let kind = NameEnding.kind(columns[0]) ?? NameEnding.kind(columns[1]) else { return }
        for name in columns[0...2] { add(name, kind) }
        if columns[3].count >= 3 { add(columns[3], kind, isAbbreviation: true) }
        for synonym in columns[4].split(separator: ";") {
            let name = synonym.trimmingPrefix(while: \.isWhitespace)
            guard isName(String(name), kind) else { continue }
            add(String(name), kind)
        }
    }

    /// Synonyms hold everyday talk as well; a name is one that ends like one, or a proper name of a drug.
    private func isName(_ text: String, _ kind: Kind) -> Bool {
        if let own = NameEnding.kind(text) { return own == kind }
        guard kind == .drug, !Self.everyday.contains(text) else { return false }
        let isLatin = text.allSatisfy { $0.isASCII && $0.isLetter }
        return isLatin ? text.count >= 5 : text.count >= 2 && text.allSatisfy { !$0.isASCII }
    }

    private static let everyday: Set<String> = [
        "jabs", "resin", "fluids", "diuretic", "supplements", "打针", "树脂", "预混", "强化治疗", "促泌剂", "利尿药", "降脂针",
        "半年一针", "一片两药", "补液", "输液",
    ]

    private mutating func add(_ name: String, _ kind: Kind, isAbbreviation: Bool = false) {
        let plain = name.prefix { $0 != "(" && $0 != "（" }
        let tokens = TriageText(String(plain)).tokens.map(\.text)
        guard let first = tokens.first, tokens.count > 1 || first.count > 2, plain.count > 1 else { return }
        let isShort = isAbbreviation || (plain.allSatisfy { $0.isUppercase || $0.isNumber } && plain.count <= 6)
        if isShort, plain.count < 3 || plain == "LAST" { return }
        let term = Term(tokens: tokens, kind: kind, exact: isShort ? String(plain) : nil)
        terms[first, default: []].append(term)
        if let longest = terms[first]?.count, longest > 1 {
            terms[first]?.sort { $0.tokens.count > $1.tokens.count }
        }
    }

    /// The longest name that begins at a token.
    func name(at index: Int, in text: TriageText) -> (kind: Kind, tokens: Range<Int>)? {
        let tokens = text.tokens
        for term in terms[tokens[index].text] ?? [] {
            let end = index + term.tokens.count
            guard end <= tokens.count, (index..<end).allSatisfy({ tokens[$0].text == term.tokens[$0 - index] }),
                tokens[index].sentence == tokens[end - 1].sentence
            else { continue }
            if let exact = term.exact,
                text.words(tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound) != exact
            {
                continue
            }
            return (term.kind, index..<end)
        }
        guard tokens[index].kind == .word, !NameEnding.isGeneric(tokens[index].text),
            let kind = NameEnding.kind(word: tokens[index].text)
        else { return nil }
        return (kind, index..<index + 1)
    }
}

/// What a name names, by how it ends.
enum NameEnding {
    /// Nil where it is neither a drug nor a condition, or a test or treatment of one.
    static func kind(_ name: String) -> NoteVocabulary.Kind? {
        let name = name.lowercased().prefix { $0 != "(" && $0 != "（" }
        let text = name.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, !notNames.contains(where: { text.contains($0) }) else { return nil }
        if text.unicodeScalars.contains(where: TriageText.isHan) { return chineseKind(text) }
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        if conditionWords.contains(where: { word in words.contains(word) }) { return .condition }
        if drugWords.contains(where: { word in words.contains(word) }) { return .drug }
        return words.last.flatMap(kind(word:)) ?? words.first.flatMap(kind(word:))
    }

    static func kind(word: String) -> NoteVocabulary.Kind? {
        guard word.count >= 6 else { return conditionWords.contains(word) && word.count >= 4 ? .condition : nil }
        if drugStems.contains(where: word.hasSuffix) || word.hasPrefix("cef") || word.hasPrefix("gli") { return .drug }
        if conditionStems.contains(where: word.hasSuffix) || conditionWords.contains(word) { return .condition }
        return nil
    }

    private static func chineseKind(_ text: String) -> NoteVocabulary.Kind? {
        if chineseDrugs.contains(where: { text.contains($0) }) { return .drug }
        return chineseConditions.contains(where: { text.hasSuffix($0) }) ? .condition : nil
    }

    /// Tests, treatments and subjects of talk.
    private static let notNames = [
        "test", "score", "level", "monitor", "measurement", "screening", "therapy", "target", "risk", "criteria",
        "ratio",
        "count", "index", "prevention", "pump", "scan", "thrombectomy", "denervation", "damage", "symptoms", "pain on",
        "检测", "监测", "试验", "评分", "治疗", "检查", "筛查", "指标", "目标", "比值", "计数", "风险", "预防", "管理", "泵", "测量", "标准",
        "症状", "血症状", "消融", "取栓",
    ]

    /// WHO, stems of international nonproprietary names, and a few old names without one.
    private static let drugStems = [
        "statin", "pril", "sartan", "dipine", "olol", "alol", "gliptin", "gliflozin", "glutide", "natide", "glitazone",
        "formin", "thiazide", "thalidone", "semide", "lactone", "renone", "parin", "xaban", "gatran", "grel",
        "conazole",
        "prazole", "cillin", "mycin", "micin", "floxacin", "cycline", "tidine", "solone", "sone", "mab", "tinib",
        "triptan", "zepam", "zolam", "setron", "fibrate", "insulin", "aspirin", "warfarin", "digoxin", "paracetamol",
        "acetaminophen", "ibuprofen", "allopurinol", "febuxostat", "ezetimibe", "acarbose", "nitroglycerin",
        "salbutamol",
        "azosin", "lukast", "meterol", "vir", "gabalin", "pentin", "oxetine", "prazosin",
    ]

    private static let drugWords = [
        "insulin", "aspirin", "inhibitor", "agonist", "antagonist", "blocker", "beta-blocker", "diuretic", "statin",
        "fibrate", "sulfonylurea", "metformin", "vasopressor", "glucagon", "methyldopa", "saline", "adrenaline",
    ]

    private static let conditionStems = [
        "itis", "aemia", "emia", "osis", "opathy", "athy", "oma", "penia", "uria", "plegia", "megaly", "sclerosis",
        "rhoea",
        "philia", "trophy", "iasis",
    ]

    private static let conditionWords = [
        "disease", "syndrome", "disorder", "diabetes", "hypertension", "failure", "infarction", "stroke", "cancer",
        "asthma", "eczema", "psoriasis", "fibrillation", "anaemia", "anemia", "embolism", "thrombosis", "obesity",
        "pneumonia", "gout", "angina", "hypotension", "dissection", "pre-eclampsia", "preeclampsia", "hypothyroidism",
        "hyperthyroidism", "epilepsy", "dementia", "nodule", "ulcer", "haemorrhage", "hemorrhage", "dyslipidaemia",
        "dyslipidemia", "prediabetes", "aldosteronism", "emphysema", "fibrosis", "purpura", "apnoea", "apnea",
        "rosacea",
        "urticaria", "melanoma", "cirrhosis", "hypoglycaemia", "copd",
    ]

    /// Names no condition by itself: there are failures of treatment, too.
    static func isGeneric(_ word: String) -> Bool { generic.contains(word) }

    private static let generic: Set<String> = [
        "disease", "syndrome", "disorder", "failure", "infarction", "dissection", "nodule", "ulcer", "haemorrhage",
        "hemorrhage", "fibrosis", "embolism", "thrombosis", "fibrillation", "inhibitor", "agonist", "antagonist",
        "blocker",
        "diagnosis", "prognosis", "empathy", "sympathy", "atrophy", "hypertrophy",
    ]

    static let wholeChinese = [
        "糖尿病", "高血压", "低血压", "冠心病", "痛风", "哮喘", "房颤", "贫血", "心衰", "心梗", "脑梗", "脑梗死", "脑卒中", "中风", "肥胖", "慢阻肺",
        "脂肪肝", "肺气肿", "心绞痛", "湿疹", "荨麻疹", "甲亢", "甲减", "肺炎", "胃炎", "高血脂", "血脂异常", "慢性肾脏病",
    ]

    private static let chineseDrugs = [
        "他汀", "普利", "沙坦", "地平", "洛尔", "列汀", "列净", "鲁肽", "那肽", "泊肽", "格列", "双胍", "噻嗪", "噻酮", "塞米", "螺内酯", "利酮",
        "肝素", "沙班", "比群", "格雷", "康唑", "西林", "头孢", "霉素", "沙星", "环素", "拉唑", "替丁", "泼尼松", "地塞米松", "单抗", "替尼",
        "贝特", "麦布", "胰岛素", "阿司匹林", "华法林", "地高辛", "对乙酰氨基酚", "布洛芬", "波糖", "抑制剂", "激动剂", "阻滞剂", "拮抗剂", "利尿剂",
        "升糖素", "升压药", "甘油片", "别嘌醇", "非布司他", "甲状腺素", "硝酸酯", "去甲肾上腺素",
    ]

    private static let chineseConditions = [
        "病", "症", "炎", "癌", "瘤", "综合征", "高血压", "低血压", "衰竭", "心衰", "梗死", "心梗", "脑梗", "卒中", "中风", "贫血", "哮喘",
        "栓塞", "血栓", "肥胖", "痛风", "房颤", "颤动", "感染", "狭窄", "硬化", "增生", "结石", "湿疹", "荨麻疹", "紫癜", "结节", "血脂异常",
        "高血脂", "损伤", "减少", "前期", "溃疡", "心绞痛", "出血", "慢阻肺", "脂肪肝", "肺气肿", "纤维化", "中毒", "病变", "不全", "夹层",
        "疱疹", "银屑", "白癜风", "甲亢", "甲减", "休克", "昏迷",
    ]
}
