/// Words that are formed like a drug's name, known or not.
///
/// The endings are the stems of the WHO's international nonproprietary names and their Chinese renderings; a stem alone
/// says nothing about whether there is such a drug.
enum DrugLikeName {
    /// In the order of the text, each once.
    static func all(in text: String) -> [String] {
        var seen: Set<String> = []
        return (latin(in: text) + chinese(in: text)).filter { seen.insert($0).inserted }
    }

    private static func latin(in text: String) -> [String] {
        let name =
            /\b[a-z]{3,}(?:mab|tinib|ciclib|rafenib|gliflozin|gliptin|glutide|glitazone|statin|sartan|dipine|olol|xaban|grel|prazole|setron|triptan|floxacin|mycin|cillin|conazole|ciclovir|previr|tegravir|lukast|coxib|azepam|fibrate|limus|dronate|thiazide|zosin|cycline|oxetine|tidine)\b/
            .ignoresCase()
        return text.matches(of: name).map { String($0.output) }.filter { !words.contains($0.lowercased()) }
    }

    /// Chinese has no spaces: the name is what stands before the ending, up to a word that can't belong to it.
    private static func chinese(in text: String) -> [String] {
        let ending =
            /\p{Han}{1,6}(?:单抗|替尼|西利|列净|列汀|鲁肽|格列酮|他汀|沙坦|地平|洛尔|沙班|格雷|拉唑|司琼|曲坦|沙星|霉素|西林|康唑|洛韦|瑞韦|拉韦|司特|昔布|西泮|贝特|莫司|膦酸|噻嗪)/
        return text.matches(of: ending).compactMap { match in
            let name = match.output
            guard let cut = name.lastIndex(where: boundary.contains) else { return String(name) }
            let rest = name[name.index(after: cut)...]
            return rest.count > 2 ? String(rest) : nil
        }
    }

    private static let words: Set<String> = ["statin", "sartan"]
    private static let boundary: Set<Character> = [
        "用", "服", "吃", "打", "药", "和", "与", "加", "或", "的", "了", "是", "对", "把", "将", "换", "停", "在", "有", "新", "种", "类",
        "量",
    ]
}
