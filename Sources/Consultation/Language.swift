/// A language that questions are asked and answers are given in.
public enum Language: String, Sendable, Codable, CaseIterable {
    case english = "en"
    case simplifiedChinese = "zh-Hans"
    case traditionalChinese = "zh-Hant"

    public var isChinese: Bool { self != .english }

    /// The language of a text: Chinese as soon as Han characters carry a fifth of its letters, since Chinese clinical
    /// questions are full of Latin abbreviations (HbA1c, LDL-C) while English ones hold no Han characters.
    public init(of text: String) {
        var han = 0
        var latin = 0
        var traditional = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isIdeographic {
                han += 1
                if Self.onlyTraditional.contains(scalar) { traditional += 1 }
            } else if scalar.properties.isAlphabetic {
                latin += 1
            }
        }
        // A Han character says about as much as four Latin letters.
        guard han > 0, han * 4 >= latin else {
            self = .english
            return
        }
        self = traditional > 0 ? .traditionalChinese : .simplifiedChinese
    }

    /// Frequent characters of clinical questions that exist in Traditional script only.
    private static let onlyTraditional = Set(
        "壓藥醫師診斷療標準劑間應該嗎麼為與對會個們這還沒結節膚過測腎臟險實驗總膽類議預復發熱視網變歲體選擇風邊緣檢給見說開請問時長"
            .unicodeScalars)
}
