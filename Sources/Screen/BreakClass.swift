/// What a character means for breaking a line: a small part of Unicode's UAX #14, with the Chinese and Japanese rules.
enum BreakClass: Equatable {
    case blank
    /// Chinese, Japanese, Korean characters and emoji: a break is welcome on either side.
    case wide
    case letter
    case digit
    case hyphen
    /// May not start a line: 。，）」% and the like; the wide ones allow a break after them.
    case closing(isWide: Bool)
    /// May not end a line: （「[ and the like.
    case opening(isWide: Bool)
    /// Holds both neighbours: no-break space and its kin.
    case glue
    /// Two of the same in a row are one sign: —— and ……
    case pair(Unicode.Scalar)

    /// The class of a cluster is that of its first scalar; `width` is its columns.
    init(_ character: Character, width: Int) {
        guard let scalar = character.unicodeScalars.first else {
            self = .letter
            return
        }
        // Ideographs are most of what a line holds: no search for them.
        if (0x4E00...0x9FFF).contains(scalar.value) {
            self = .wide
        } else if scalar.value < 0x80 {
            self = Self.ascii[Int(scalar.value)]
        } else {
            self = Self(sign: scalar, isWide: width == 2)
        }
    }

    private init(sign: Unicode.Scalar, isWide: Bool) {
        switch sign {
        case " ": self = .blank
        case "0"..."9": self = .digit
        case "-", "‐", "–": self = .hyphen
        case "—", "…", "⋯": self = .pair(sign)
        case "\u{A0}", "\u{202F}", "\u{2007}", "\u{2011}": self = .glue
        case _ where Self.closingSigns.contains(sign): self = .closing(isWide: isWide)
        case _ where Self.openingSigns.contains(sign): self = .opening(isWide: isWide)
        default: self = isWide ? .wide : .letter
        }
    }

    private static let ascii = (UInt8(0)..<0x80).map { BreakClass(sign: Unicode.Scalar($0), isWide: false) }

    var isAllowedAtStart: Bool {
        switch self {
        case .closing, .glue: false
        default: true
        }
    }

    var isAllowedAtEnd: Bool {
        switch self {
        case .opening, .glue: false
        default: true
        }
    }

    /// Whether a line may end between `previous` and `current`.
    static func allowsBreak(_ beforePrevious: BreakClass?, _ previous: BreakClass, _ current: BreakClass) -> Bool {
        guard current.isAllowedAtStart, previous.isAllowedAtEnd else { return false }
        switch (previous, current) {
        case (.blank, _): return true
        // A citation number stays with what it cites, and f(x) in one piece.
        case (_, .opening(isWide: false)): return false
        case (.pair(let first), .pair(let second)) where first == second: return false
        case (.wide, _), (_, .wide): return true
        case (_, .opening(isWide: true)), (.closing(isWide: true), _): return true
        // "first-line" may be broken after the hyphen; "-5" and "10-20" may not.
        case (.hyphen, .letter): return beforePrevious == .letter
        case (.pair("—"), .letter): return true
        default: return false
        }
    }

    /// Whether the blank `previous` stands between a figure and its unit: "7.0 mmol/L", "4 weeks".
    static func isBeforeUnit(_ beforePrevious: BreakClass?, _ previous: BreakClass, _ current: BreakClass) -> Bool {
        beforePrevious == .digit && previous == .blank && current == .letter
    }

    private static let closingSigns = Set(
        ("。，、；：？！）」』】〉》〕〗〙〛｝］”’·・．,.;:?!)]}%％‰℃℉°′″々〻ー～゛゜ヽヾゝゞ"
            + "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡､｣»›／").unicodeScalars)

    private static let openingSigns = Set("（「『【〈《〔〖〘〚｛［“‘([{｢«‹￥＄￡¥$£€≥≤＞＜＝±≈#＃".unicodeScalars)
}
