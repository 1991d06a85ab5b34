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
    case pair(Character)

    init(_ character: Character) {
        let isWide = DisplayWidth.of(character) == 2
        switch character {
        case " ": self = .blank
        case "-", "‐", "–": self = .hyphen
        case "—", "…", "⋯": self = .pair(character)
        case "\u{A0}", "\u{202F}", "\u{2007}", "\u{2011}": self = .glue
        case _ where Self.closingSigns.contains(character): self = .closing(isWide: isWide)
        case _ where Self.openingSigns.contains(character): self = .opening(isWide: isWide)
        case "0"..."9": self = .digit
        default: self = isWide ? .wide : .letter
        }
    }

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

    private static let closingSigns: Set<Character> = Set(
        "。，、；：？！）」』】〉》〕〗〙〛｝］”’·・．,.;:?!)]}%％‰℃℉°′″々〻ー～゛゜ヽヾゝゞ"
            + "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡､｣»›／")

    private static let openingSigns: Set<Character> = Set("（「『【〈《〔〖〘〚｛［“‘([{｢«‹￥＄￡¥$£€≥≤＞＜＝±≈#＃")
}
