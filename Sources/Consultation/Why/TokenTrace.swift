import Clinical
import Evidence
import Inference

/// What the model wrote, with the probability of each of its tokens, as it streams in.
struct TokenTrace {
    /// Free of control characters, as it is shown.
    private(set) var text = ""
    private var tokens: [GeneratedToken] = []
    /// Bytes that came, those included that were taken out.
    private var received = 0
    /// From this byte of the text on, the model's own bytes lie so far behind.
    private var shifts: [(from: Int, by: Int)] = []

    mutating func add(_ token: GeneratedToken) { tokens.append(token) }

    /// - Returns: the piece without what could harm a screen.
    mutating func add(_ piece: String) -> String {
        let clean = PlainText.clean(piece)
        if clean.utf8.count == piece.utf8.count {
            received += piece.utf8.count
            text += clean
        } else {
            for scalar in piece.unicodeScalars { add(scalar) }
        }
        return clean
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        let clean = PlainText.clean(String(scalar))
        received += UTF8.width(scalar)
        text += clean
        if clean.isEmpty { shifts.append((text.utf8.count, received - text.utf8.count)) }
    }

    /// The figures and drug names of the text in their order. Empty where the model gave no probabilities.
    func confidences(_ safety: MedicationSafety) -> [Confidence] {
        guard !tokens.isEmpty else { return [] }
        let figures = Figure.places(in: text).map { (Confidence.Kind.figure, bytes(ofCharacters: $0.characters)) }
        let drugs = safety.recognise(text).filter { $0.kind != .condition }.map {
            (Confidence.Kind.drug, bytes(ofScalars: $0.scalars))
        }
        return (figures + drugs).sorted { $0.1.lowerBound < $1.1.lowerBound }.compactMap { kind, bytes in
            guard let least = least(in: bytes) else { return nil }
            let word = String(decoding: Array(text.utf8)[bytes], as: UTF8.self)
            return Confidence(text: PlainText.line(word), kind: kind, probability: least)
        }
    }

    /// The least probability of the tokens that have a part in these bytes of the text.
    func least(in bytes: Range<Int>) -> Double? {
        let own = place(bytes.lowerBound)..<place(bytes.upperBound - 1) + 1
        return tokens.filter { $0.bytes.overlaps(own) }.map(\.probability).min()
    }

    private func place(_ byte: Int) -> Int { byte + (shifts.last { $0.from <= byte }?.by ?? 0) }

    private func bytes(ofCharacters range: Range<Int>) -> Range<Int> {
        let before = text.prefix(range.lowerBound).utf8.count
        return before..<before + text.dropFirst(range.lowerBound).prefix(range.count).utf8.count
    }

    private func bytes(ofScalars range: Range<Int>) -> Range<Int> {
        let scalars = text.unicodeScalars
        let before = scalars.prefix(range.lowerBound).reduce(0) { $0 + UTF8.width($1) }
        return before..<before
            + scalars.dropFirst(range.lowerBound).prefix(range.count).reduce(0) { $0 + UTF8.width($1) }
    }
}
