import Foundation

/// Finds the sentences of a document that speak to a language model ("ignore all previous instructions") and quotes
/// them: a person reads them as before, and they no longer stand there as something to be done.
///
/// Found also in full-width, spaced-out, accented, Cyrillic and Traditional letters, and behind base64. A sentence of
/// medicine such as "ignore previous fasting instructions if the patient vomits" is none: between the verb and
/// "instructions" nothing may stand that says which ones are meant.
public enum Instructions {
    /// What stands before a quotation; `〕` ends it, and stands nowhere inside it.
    private static let labels = (
        english: "〔quoted from the document, not an instruction: ", chinese: "〔引自原文，并非指令："
    )

    /// The text with such sentences quoted. What is quoted already stays as it is.
    static func quoted(in text: String, noting findings: inout OutsideFindings) -> String {
        let scalars = Array(text.unicodeScalars)
        let ranges = found(in: scalars)
        guard !ranges.isEmpty else { return text }
        var quoted = String.UnicodeScalarView()
        var end = 0
        for range in ranges {
            quoted.append(contentsOf: scalars[end..<range.lowerBound])
            let sentence = String(String.UnicodeScalarView(scalars[range].map(inside)))
            findings.note(.instruction, quote: sentence)
            let label = sentence.unicodeScalars.contains(where: Folding.isHan) ? labels.chinese : labels.english
            quoted.append(contentsOf: (label + sentence + "〕").unicodeScalars)
            end = range.upperBound
        }
        quoted.append(contentsOf: scalars[end...])
        return String(quoted)
    }

    /// The text as a model should see it: what is quoted is left out, since a small model may do what it reads
    /// whatever stands around it.
    public static func withoutQuotations(_ text: String) -> String {
        guard text.contains("〔") else { return text }
        var scalars = Array(text.unicodeScalars)
        for range in quotations(in: scalars).reversed() { scalars.replaceSubrange(range, with: "〔…〕".unicodeScalars) }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The same of a text in which nothing is quoted yet, such as a line of a chart; without what hides or moves text.
    public static func leftOut(of text: String) -> String {
        var findings = OutsideFindings()
        return withoutQuotations(quoted(in: OutsideText.clean(text, noting: &findings), noting: &findings))
    }

    private static func inside(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar == "〔" ? "(" : scalar == "〕" ? ")" : scalar
    }

    // MARK: Finding

    /// The sentences, in order, that are to be quoted.
    private static func found(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let quotations = quotations(in: scalars)
        let skeleton = Skeleton(scalars, without: quotations)
        var ranges = InstructionPattern.all.matches(in: skeleton).map { match in
            sentence(around: match.range, in: scalars, toLineEnd: match.takesRest, besides: quotations)
        }
        ranges += encoded(in: scalars).filter { range in !quotations.contains { $0.overlaps(range) } }
        return merged(ranges)
    }

    private static func quotations(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let labels = [Array(labels.english.unicodeScalars), Array(labels.chinese.unicodeScalars)]
        var quotations: [Range<Int>] = []
        var start = 0
        while let open = scalars[start...].firstIndex(of: "〔") {
            start = open + 1
            guard labels.contains(where: { scalars[open...].starts(with: $0) }),
                let close = scalars[open...].firstIndex(of: "〕")
            else { continue }
            quotations.append(open..<close + 1)
            start = close + 1
        }
        return quotations
    }

    private static func sentence(
        around range: Range<Int>, in scalars: [Unicode.Scalar], toLineEnd: Bool, besides quotations: [Range<Int>]
    ) -> Range<Int> {
        let before = quotations.last { $0.upperBound <= range.lowerBound }?.upperBound ?? 0
        let after = quotations.first { $0.lowerBound >= range.upperBound }?.lowerBound ?? scalars.count
        var start = range.lowerBound
        while start > before, !Skeleton.endsSentence(scalars, at: start - 1) { start -= 1 }
        while start < range.lowerBound, scalars[start].properties.isWhitespace { start += 1 }
        var end = range.upperBound
        while end < after, scalars[end] != "\n", toLineEnd || !Skeleton.endsSentence(scalars, at: end - 1) { end += 1 }
        while end > range.upperBound, scalars[end - 1].properties.isWhitespace { end -= 1 }
        return start..<end
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, range in
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
    }

    // MARK: Base64

    /// Runs of base64 that hold such a sentence.
    private static func encoded(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < scalars.count {
            guard isBase64(scalars[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < scalars.count, isBase64(scalars[end]) { end += 1 }
            if end - start >= 20, hidesInstruction(scalars[start..<end]) { ranges.append(start..<end) }
            start = end
        }
        return ranges
    }

    private static func isBase64(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "+/-_=".unicodeScalars.contains(scalar))
    }

    private static func hidesInstruction(_ run: ArraySlice<Unicode.Scalar>) -> Bool {
        var text = String(String.UnicodeScalarView(run)).replacing("-", with: "+").replacing("_", with: "/")
        text = text.replacing("=", with: "")
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let data = Data(base64Encoded: text), let hidden = String(data: data, encoding: .utf8) else {
            return false
        }
        let skeleton = Skeleton(Array(OutsideText.clean(hidden).unicodeScalars), without: [])
        return !InstructionPattern.all.matches(in: skeleton).isEmpty
    }
}
