extension RankReason {
    /// A few words for the reader.
    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String {
        switch language {
        case "zh-Hant": traditional
        case let language where language.hasPrefix("zh"): simplified
        default: english
        }
    }

    private var english: String {
        switch self {
        case .words(let rank): "words \(rank)"
        case .meaning(let rank): "meaning \(rank)"
        case .concepts(let names): "names " + names.prefix(3).joined(separator: ", ")
        case .organisation(let name): "from " + name
        case .year(let year): "of \(year)"
        case .chart(let fact): "for the chart: " + fact
        case .figures: "has the figure"
        case .superseded: "superseded"
        case .secondary: "seen on a secondary page only"
        case .unverified: "unverified"
        case .otherPatients(let kind): "about other patients: " + kind
        }
    }

    private var simplified: String {
        switch self {
        case .words(let rank): "用词第\(rank)"
        case .meaning(let rank): "语义第\(rank)"
        case .concepts(let names): "提及" + names.prefix(3).joined(separator: "、")
        case .organisation(let name): "来自\(name)"
        case .year(let year): "\(year)年版"
        case .chart(let fact): "符合病历：" + fact
        case .figures: "含该数值"
        case .superseded: "已被取代"
        case .secondary: "仅见于二手资料"
        case .unverified: "未核实"
        case .otherPatients(let kind): "针对其他人群：" + kind
        }
    }

    private var traditional: String {
        switch self {
        case .words(let rank): "用詞第\(rank)"
        case .meaning(let rank): "語義第\(rank)"
        case .concepts(let names): "提及" + names.prefix(3).joined(separator: "、")
        case .organisation(let name): "來自\(name)"
        case .year(let year): "\(year)年版"
        case .chart(let fact): "符合病歷：" + fact
        case .figures: "含該數值"
        case .superseded: "已被取代"
        case .secondary: "僅見於二手資料"
        case .unverified: "未核實"
        case .otherPatients(let kind): "針對其他人群：" + kind
        }
    }
}
