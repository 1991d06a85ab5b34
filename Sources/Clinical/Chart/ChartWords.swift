/// The fixed words of a chart in one language.
struct ChartWords {
    private enum Script { case english, simplified, traditional }
    private let script: Script
    let language: String

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`; anything else reads as English.
    init(_ language: String) {
        self.language = language
        let isTraditional = ["zh-Hant", "zh-TW", "zh-HK"].contains { language.hasPrefix($0) }
        script = isTraditional ? .traditional : language.hasPrefix("zh") ? .simplified : .english
    }

    var isChinese: Bool { script != .english }

    private func pick(_ english: String, _ simplified: String, _ traditional: String) -> String {
        switch script {
        case .english: english
        case .simplified: simplified
        case .traditional: traditional
        }
    }

    func title(_ section: ChartSection) -> String {
        switch section {
        case .identity: pick("Patient", "患者", "病人")
        case .allergies: pick("Allergies", "过敏", "過敏")
        case .medications: pick("Medications", "用药", "用藥")
        case .problems: pick("Problems", "诊断", "診斷")
        case .values: pick("Results", "检查结果", "檢查結果")
        case .computed: pick("Computed", "计算值", "計算值")
        }
    }

    func sex(_ sex: Sex) -> String {
        switch sex {
        case .female: pick("female", "女", "女")
        case .male: pick("male", "男", "男")
        case .other: pick("sex: other", "性别：其他", "性別：其他")
        case .unknown: pick("sex not recorded", "性别未记录", "性別未記錄")
        }
    }

    func age(_ ages: ClosedRange<Int>?) -> String {
        guard let ages else { return pick("age not known", "年龄不详", "年齡不詳") }
        let isExact = ages.lowerBound == ages.upperBound
        let text = isExact ? "\(ages.lowerBound)" : "\(ages.lowerBound)–\(ages.upperBound)"
        return pick("\(text) years", "\(text)岁", "\(text)歲")
    }

    var deceased: String { pick("deceased", "已故", "已歿") }
    var allergy: String { pick("Allergy: ", "过敏：", "過敏：") }
    var medication: String { pick("Medication: ", "用药：", "用藥：") }
    var doNotGive: String { pick("Ordered NOT to give: ", "医嘱禁用：", "醫囑禁用：") }
    var problem: String { pick("Problem: ", "诊断：", "診斷：") }
    var noKnownAllergies: String { pick("No known allergies", "无已知过敏", "無已知過敏") }
    var allergiesNotRecorded: String {
        pick(
            "Allergies not recorded (this doesn't mean that there are none)", "过敏史未记录（不等于无过敏）",
            "過敏史未記錄（不等於無過敏）")
    }
    var noMedications: String { pick("No current medications recorded", "未记录当前用药", "未記錄目前用藥") }
    var noProblems: String { pick("No active problems recorded", "未记录现存诊断", "未記錄現存診斷") }
    var bloodPressure: String { pick("Blood pressure (BP)", "血压（BP）", "血壓（BP）") }
    var earlier: String { pick("earlier", "既往", "既往") }
    var noDate: String { pick("no date", "日期不详", "日期不詳") }
    var doubtful: String { pick("doubtful", "存疑", "存疑") }

    func criticality(_ code: String) -> String? {
        switch code {
        case "high": pick("high criticality", "高危", "高危")
        case "low": pick("low criticality", "低危", "低危")
        default: nil
        }
    }

    func severity(_ code: String) -> String? {
        switch code {
        case "mild": pick("mild", "轻度", "輕度")
        case "moderate": pick("moderate", "中度", "中度")
        case "severe": pick("severe", "严重", "嚴重")
        default: nil
        }
    }

    func since(_ date: String) -> String { pick("since \(date)", "\(date)起", "\(date)起") }

    /// Statuses that say more than "active"; nil for that.
    func status(_ code: String) -> String? {
        switch code {
        case "active": nil
        case "recurrence", "relapse": pick(code, "复发", "復發")
        case "on-hold": pick("on hold", "暂停", "暫停")
        case "intended": pick("intended", "拟用", "擬用")
        case "unknown": pick("status not stated", "状态未注明", "狀態未註明")
        case "resolved": pick("resolved", "已缓解", "已緩解")
        case "inactive": pick("inactive", "非活动", "非活動")
        case "unconfirmed", "presumed": pick(code, "未确认", "未確認")
        case "provisional": pick("provisional", "初步诊断", "初步診斷")
        case "differential": pick("differential diagnosis", "鉴别诊断", "鑑別診斷")
        default: code
        }
    }

    func flag(_ code: String) -> String {
        switch code {
        case "H", "HU": pick("high", "偏高", "偏高")
        case "L", "LU": pick("low", "偏低", "偏低")
        case "HH": pick("critically high", "危急偏高", "危急偏高")
        case "LL": pick("critically low", "危急偏低", "危急偏低")
        case "A": pick("abnormal", "异常", "異常")
        case "AA": pick("critically abnormal", "危急异常", "危急異常")
        default: code
        }
    }

    /// "(a, b)" as the language writes it; nothing without parts.
    func bracket(_ parts: [String?]) -> String {
        let parts = parts.compactMap { $0 }
        guard !parts.isEmpty else { return "" }
        return isChinese ? "（\(parts.joined(separator: "，"))）" : " (\(parts.joined(separator: ", ")))"
    }

    /// Between a name and what is said of it.
    var colon: String { isChinese ? "：" : ": " }
    var semicolon: String { isChinese ? "；" : "; " }
}

extension ChartSection {
    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func title(in language: String) -> String { ChartWords(language).title(self) }
}
