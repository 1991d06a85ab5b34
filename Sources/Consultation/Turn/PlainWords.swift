import Evidence

/// The last line of an answer for a patient: what people call its terms. It is the program's own, so no check judges it, and
/// it doesn't count for how hard the answer is to read. Terms that the question uses are told too: people copy them from
/// their results.
struct PlainWords {
    var evidence: any EvidenceSource

    /// More nobody looks up.
    private static let most = 4

    /// - Parameter tell: told the line, since an answer that streams isn't written again.
    func end(_ answer: inout Answer, _ tell: (TurnEvent) -> Void) async throws {
        guard answer.status == .answered, answer.audience == .patient, !answer.answer.isEmpty else { return }
        // The names of sources aren't what is to be understood.
        let text = answer.answer.replacing(/\*\*[^*\n]+\*\*/, with: "")
        let names = try await evidence.plainNames(in: text, inChinese: answer.language.isChinese).prefix(Self.most)
        guard !names.isEmpty else { return }
        let line = "\n\n" + TurnWording(language: answer.language).plainWords(Array(names))
        answer.answer += line
        tell(.text(line))
    }
}
