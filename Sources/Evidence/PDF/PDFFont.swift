/// What the name of a font tells.
enum PDFFont {
    private static let boldNames = [
        "bold", "heavy", "black", "demi", "-medi", "cmbx", "cmssbx", "simhei", "heiti", "fangzhenghei", "dengxianbold",
    ]

    static func isBold(_ name: [UInt8]) -> Bool {
        let name = String(decoding: name, as: UTF8.self).lowercased()
        return boldNames.contains { name.contains($0) }
    }
}
