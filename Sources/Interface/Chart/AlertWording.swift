import Clinical

extension ChartAlert.Severity: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .contraindicated: ("CONTRAINDICATED", "禁忌")
        case .major: ("MAJOR", "严重")
        case .moderate: ("moderate", "中度")
        case .minor: ("minor", "轻度")
        }
    }

    var sign: String {
        switch self {
        case .contraindicated: "‼"
        case .major: "⚠"
        case .moderate: "△"
        case .minor: "·"
        }
    }

    var role: Role {
        switch self {
        case .contraindicated: .alertContraindicated
        case .major: .alertMajor
        case .moderate: .alertModerate
        case .minor: .alertMinor
        }
    }
}

extension ChartAlert.Kind: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .interaction: ("Interaction", "药物相互作用")
        case .duplicate: ("Duplicate therapy", "重复用药")
        case .allergy: ("Allergy", "过敏")
        case .renal: ("Kidney function", "肾功能")
        case .hepatic: ("Liver function", "肝功能")
        case .pregnancy: ("Pregnancy", "妊娠")
        case .qt: ("QT interval", "QT间期")
        case .olderAdult: ("Older adult", "老年人用药")
        case .criticalValue: ("Critical value", "危急值")
        case .doubt: ("Doubtful in the file", "文件存疑")
        }
    }
}
