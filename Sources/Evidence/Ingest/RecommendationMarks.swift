/// The number and the grade that a recommendation carries in its own text.
struct RecommendationMarks: Equatable {
    /// "Recommendation 3.2", "推荐意见5", "6.1a".
    var number: String?
    /// "Class I, LOE A", "1B", "推荐强度：强；证据级别：高".
    var grade: String?

    var isEmpty: Bool { number == nil && grade == nil }

    init(_ text: String) {
        number = Self.number(text)
        grade = Self.grade(text, hasNumber: number != nil)
    }

    // MARK: Number

    /// - Parameter text: a paragraph, or a heading.
    static func number(_ text: String) -> String? {
        let start = String(text.prefix(60))
        if let match = start.prefixMatch(of: namedNumber.regex) { return plain(match.1) }
        if let match = start.prefixMatch(of: chineseNumber.regex) {
            // "建议一日三次" advises; "建议1：" numbers.
            let isSpelled = match.1.last.map { "一二三四五六七八九十".contains($0) } == true
            let next = start[match.range.upperBound...].first
            let isClosed = start[match.range].last.map { "】])）".contains($0) } == true
            if isClosed || (next.map { ":： 、，".contains($0) } ?? true) { return plain(match.1) }
            if !isSpelled, match.1.hasPrefix("推荐意见") { return plain(match.1) }
        }
        // "6.1a Assess …", "1.3.2 对于…": a capital or a Chinese character follows, so it is no figure with its unit.
        if let match = start.prefixMatch(of: bareNumber.regex),
            let next = start[match.range.upperBound...].first, !"毫微克升摩岁年月周天日倍个例次分小纳国至以到".contains(next)
        {
            return String(match.1)
        }
        return nil
    }

    private static func plain(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Grade

    private static func grade(_ text: String, hasNumber: Bool) -> String? {
        let found = [english(text), chinese(text), bracketed(text)].compactMap { $0 }.first
        if let found { return found }
        guard hasNumber else { return nil }
        // A letter by itself at the end, as the ADA and Chinese guidelines grade.
        if let match = text.firstMatch(of: lastLetter.regex) { return String(match.1) }
        return text.firstMatch(of: lastBracketedLetter.regex).map { String($0.1) }
    }

    private static func english(_ text: String) -> String? {
        if let match = text.firstMatch(of: classAndLevel.regex) { return plain(match.0) }
        if let match = text.firstMatch(of: strengthAndQuality.regex) { return plain(match.0) }
        return text.firstMatch(of: namedGrade.regex).map { plain($0.0) }
    }

    private static func chinese(_ text: String) -> String? {
        if let match = text.firstMatch(of: chineseStrength.regex) {
            var rest = text[match.range.upperBound...]
            if let value = rest.prefixMatch(of: chineseLevel.regex) {
                var end = value.range.upperBound
                rest = text[end...]
                rest = rest.drop { "推荐；;，,、 /".contains($0) }
                if let second = rest.prefixMatch(of: chineseEvidence.regex),
                    let value = text[second.range.upperBound...].prefixMatch(of: chineseLevel.regex)
                {
                    end = value.range.upperBound
                }
                return plain(text[match.range.lowerBound..<end])
            }
        }
        if let match = text.firstMatch(of: chineseWords.regex) { return plain(match.1) }
        if let match = text.firstMatch(of: chineseClasses.regex) { return plain(match.0) }
        guard let match = text.firstMatch(of: chineseEvidence.regex),
            let value = text[match.range.upperBound...].prefixMatch(of: chineseLevel.regex)
        else { return nil }
        return plain(text[match.range.lowerBound..<value.range.upperBound])
    }

    /// A grade alone in brackets: "(1B)", "（Ⅱa，B）", "(Grade B)", "[Class IIa]", "(Not Graded)".
    private static func bracketed(_ text: String) -> String? {
        return text.firstMatch(of: bracketedGrade.regex).map { plain($0.1) }
    }

    // MARK: Patterns

    private static let namedNumber = Pattern(
        /[【\[(（]?((?:Recommendations?|Rec\.?|Statement|Consensus statement|(?:Good )?[Pp]ractice [Pp]oint|Key [Pp]oint)\s*(?:No\.?\s*)?#?[A-Z]?\d+(?:[.\-]\d+)*[a-z]?)[】\])）]?(?=[\s:：.—–\-,，]|$)/
            .ignoresCase())
    private static let chineseNumber = Pattern(
        /[【\[(（]?((?:推荐意见|推荐建议|推荐|建议|共识意见|共识|要点|声明|临床问题|条款|陈述)\s*(?:[0-9０-９]+(?:[.．\-][0-9０-９]+)*|[一二三四五六七八九十]{1,3}))[】\])）]?(?=[\s:：.。、,，]|$|\p{Han})/
    )
    private static let classAndLevel = Pattern(
        /(?:Class|COR)(?: of Recommendation)?[:\s]\s*(?:I{1,3}[ab]?|[123][ab]?)(?:\s*\((?:harm|no benefit)\))?[,;:\/\s]+(?:LOE|Level(?: of Evidence)?|Evidence(?: Level)?)[:\s]\s*[ABC](?:-(?:R|NR|LD|EO))?(?![A-Za-z])/
            .ignoresCase())
    private static let strengthAndQuality = Pattern(
        /(?:strong|weak|conditional|moderate)\s+recommendation\s*[,;:\/]\s*(?:(?:very )?(?:low|moderate|high)|(?:LOE|level(?: of evidence)?)[:\s]\s*[A-D1-5][a-c]?)(?:[ \-](?:quality|certainty))?(?:[ \-](?:of )?evidence)?(?![A-Za-z])/
            .ignoresCase())
    private static let namedGrade = Pattern(
        /(?:Strength of recommendation|Recommendation strength|Grade of recommendation|Recommendation grade|GRADE)\s*[:：]\s*(?:strong|weak|conditional|[A-E]|[12][A-D]?)(?:\s*[,;]\s*(?:(?:Quality|Certainty|Level)(?: of (?:the )?evidence)?|Evidence(?: level| quality| certainty)?)\s*[:：]\s*(?:(?:very )?(?:low|moderate|high)|[A-D]|[1-5][a-c]?[+\-]{0,2}))?(?![A-Za-z])/
            .ignoresCase())
    private static let chineseLevel = Pattern(
        /(?:极低|很低|较低|低|中等|中|较高|高|强|弱|[A-DＡ-Ｄ]|[ⅠⅡⅢⅣⅤ]|I{1,3}V?|[1-5])[a-cA-C]?[级类]?(?:质量)?/)
    private static let chineseStrength = Pattern(
        /推荐(?:强度|等级|级别|类别|类型)\s*[:：为]?\s*/)
    private static let chineseEvidence = Pattern(
        /证据(?:级别|等级|质量|水平|强度)\s*[:：为]?\s*/)
    private static let chineseWords = Pattern(
        /[(（【\[]\s*((?:强|弱|有条件|条件性)推荐[,，;；、]\s*(?:证据(?:级别|等级|质量)[:：]?\s*)?(?:极低|低|中等|中|高|[A-D]|[1-5][a-c]?)[级]?(?:质量)?(?:证据)?)\s*[)）】\]]/
    )
    private static let chineseClasses = Pattern(
        /(?:I{1,3}|[ⅠⅡⅢ])\s?[ab]?\s?类推荐[,，;；、]?\s*(?:(?:证据(?:级别|等级|水平)[:：]?\s*)?[ABC]\s?级?(?:证据)?)?/)
    private static let bracketedGrade = Pattern(
        /[(（\[]\s*([12]\s?[ABCD]|Not Graded|Ungraded|Grade\s+[12]?[A-E](?:[,;]\s*(?:Level|LOE)\s*[1-5A-C][a-c]?[+\-]{0,2})?|Class\s+(?:II?[ab]|III)|(?:I{1,3}|[ⅠⅡⅢ])\s?[ab]?\s*[,，\/]\s*[ABC](?:-(?:R|NR|LD|EO))?|(?:Level(?: of evidence)?|LOE|Evidence(?: level)?)[:\s]\s*[A-D1-5][a-c]?[+\-]{0,2})\s*[)）\]]/
            .ignoresCase())
    private static let bareNumber = Pattern(/(\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?)\.?\s+(?=[A-Z\p{Han}])/)
    private static let lastLetter = Pattern(/[.。]\s*[(（\[]?([ABCDE])[)）\]]?[.。]?\s*$/)
    private static let lastBracketedLetter = Pattern(/[(（\[]([ABCDE])[)）\]][.。；;]?\s*$/)
}
