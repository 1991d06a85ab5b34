import Foundation

/// Brings different ways of writing a word to one: width, case, accents, Traditional characters, Greek letters
/// and British spelling.
enum Folding {
    private static let greek: [Character: String] = [
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "μ": "u", "ω": "omega",
    ]

    /// Compatibility forms, small letters without accents, Simplified characters.
    static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        var folded = text.precomposedStringWithCompatibilityMapping.lowercased()
        if folded.unicodeScalars.contains(where: isHan) { folded = simplified(folded) }
        guard folded.unicodeScalars.contains(where: { (0xC0..<0x400).contains($0.value) }) else { return folded }
        return folded.folding(options: .diacriticInsensitive, locale: nil)
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x323AF).contains(scalar.value)
    }

    private static func simplified(_ text: String) -> String {
        text.applyingTransform(StringTransform("Hant-Hans"), reverse: false) ?? text
    }

    static func traditional(_ text: String) -> String? {
        text.applyingTransform(StringTransform("Hans-Hant"), reverse: false)
    }

    /// One spelling for a folded Latin or Greek word: haemoglobin and hemoglobin, tumour and tumor.
    static func spelling(_ word: Substring) -> String {
        var spelled = ""
        for character in word { spelled += greek[character] ?? String(character) }
        spelled = spelled.replacing("ae", with: "e").replacing("oe", with: "e")
        if spelled.count > 4, spelled.hasSuffix("our") { spelled = spelled.dropLast(3) + "or" }
        return spelled
    }
}
