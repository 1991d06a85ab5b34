import Script

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
        for scalar in text.unicodeScalars {
            if scalar.properties.isIdeographic {
                han += 1
            } else if scalar.properties.isAlphabetic {
                latin += 1
            }
        }
        // A Han character says about as much as four Latin letters.
        guard han > 0, han * 4 >= latin else {
            self = .english
            return
        }
        self = Self.isTraditional(text) ? .traditionalChinese : .simplifiedChinese
    }

    /// Without OpenCC's data nothing could be answered in Traditional script.
    private static func isTraditional(_ text: String) -> Bool { (try? ScriptConverter())?.isTraditional(text) ?? false }
}

extension Language {
    /// The one of three texts that is in this language and script.
    func pick(_ english: String, _ simplified: String, _ traditional: String) -> String {
        switch self {
        case .english: english
        case .simplifiedChinese: simplified
        case .traditionalChinese: traditional
        }
    }
}
