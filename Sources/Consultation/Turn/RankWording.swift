public import Evidence

/// Says in few words why a passage stands where it does among the results.
public struct RankWording: Sendable {
    let language: Language

    public init(language: Language) { self.language = language }

    /// More than this nobody reads beside a passage.
    private static let most = 3
    /// A place beyond this explains nothing.
    private static let lastTellingRank = 5
    private static let mostConcepts = 3

    /// The weightiest first. Both ranks count as one reason, since they are read together.
    public func words(_ reasons: [RankReason]) -> [String] { Array(all(reasons).prefix(Self.most)) }

    /// Every reason, however many.
    func all(_ reasons: [RankReason]) -> [String] {
        var parts: [String] = []
        var ranks: [String] = []
        var placeOfRanks: Int?
        for reason in reasons {
            if case .words(let rank) = reason { append(rank, .words, to: &ranks, &placeOfRanks, parts.count) }
            if case .meaning(let rank) = reason { append(rank, .meaning, to: &ranks, &placeOfRanks, parts.count) }
            if let other = text(reason) { parts.append(other) }
        }
        if let placeOfRanks { parts.insert(ranks.joined(separator: comma), at: placeOfRanks) }
        return parts
    }

    private var comma: String { language.isChinese ? "、" : ", " }

    // MARK: Ranks

    private enum Measure { case words, meaning }

    private func append(
        _ rank: Int, _ measure: Measure, to ranks: inout [String], _ place: inout Int?, _ next: Int
    ) {
        guard (1...Self.lastTellingRank).contains(rank) else { return }
        place = place ?? next
        switch (measure, language) {
        case (.words, .english): ranks.append("\(Self.ordinal(rank)) by words")
        case (.words, .simplifiedChinese): ranks.append("词语匹配第\(rank)")
        case (.words, .traditionalChinese): ranks.append("詞語匹配第\(rank)")
        case (.meaning, .english): ranks.append("\(Self.ordinal(rank)) by meaning")
        case (.meaning, .simplifiedChinese): ranks.append("语义相近第\(rank)")
        case (.meaning, .traditionalChinese): ranks.append("語義相近第\(rank)")
        }
    }

    /// For the ranks that are told, which end before the teens.
    private static func ordinal(_ rank: Int) -> String {
        switch rank {
        case 1: "1st"
        case 2: "2nd"
        case 3: "3rd"
        default: "\(rank)th"
        }
    }

    // MARK: The others

    private func text(_ reason: RankReason) -> String? {
        switch reason {
        case .words, .meaning: return nil
        case .concepts(let names):
            guard !names.isEmpty else { return nil }
            return language.pick("names ", "提到", "提到") + names.prefix(Self.mostConcepts).joined(separator: comma)
        case .organisation(let name):
            return language.pick("\(name) is asked for", "符合所选机构\(name)", "符合所選機構\(name)")
        case .year(let year): return language.pick("\(year) is asked for", "符合所问年份\(year)", "符合所問年份\(year)")
        case .chart(let word): return language.pick("chart: ", "病历：", "病歷：") + chart(word)
        case .figures: return language.pick("has the figure", "含该数值", "含該數值")
        case .otherPatients(let word):
            return language.pick("later, as about others: ", "因针对其他人群而靠后：", "因針對其他人群而靠後：") + chart(word)
        case .secondary: return language.pick("later, as from a secondary page", "因出自二手资料而靠后", "因出自二手資料而靠後")
        case .superseded: return language.pick("later, as superseded", "因已被取代而靠后", "因已被取代而靠後")
        case .unverified: return language.pick("later, as unverified", "因未经核实而靠后", "因未經核實而靠後")
        }
    }

    private func chart(_ word: String) -> String {
        switch word {
        case "pregnancy": language.pick("pregnancy", "妊娠", "妊娠")
        case "older-adult": language.pick("older adult", "老年人", "老年人")
        case "child": language.pick("child", "儿童", "兒童")
        case _ where word.hasPrefix("ckd-"):
            language.pick("CKD stage \(word.dropFirst(4))", "CKD \(word.dropFirst(4))期", "CKD \(word.dropFirst(4))期")
        default: String(word.map { $0 == "-" ? " " : $0 })
        }
    }
}
