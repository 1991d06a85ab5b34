import Inference

/// The sentences that the program quotes, lettered, for the model to choose the one that answers the question.
///
/// A model of one or two billion parameters phrases badly even beside the right quotation, but it can point at it. A grammar
/// binds it to one letter; the program writes the sentence out, which is right by construction.
struct Choice: Sendable, Equatable {
    struct Candidate: Sendable, Equatable {
        var letter: Character
        var sentence: QuotedSentence
    }

    let candidates: [Candidate]

    /// Nil where there is nothing to choose from.
    init?(among sentences: [QuotedSentence]) {
        guard sentences.count > 1 else { return nil }
        candidates = zip("ABCDEFGHIJKLMNOP", sentences).map(Candidate.init)
    }

    /// In llama.cpp's GBNF.
    var grammar: String { "root ::= " + candidates.map { "\"\($0.letter)\"" }.joined(separator: " | ") }

    /// What the model is shown.
    var list: String {
        candidates.map { "\($0.letter)) \($0.sentence.source): \($0.sentence.text)" }.joined(separator: "\n")
    }

    func candidate(for reply: String) -> Candidate? {
        let letter = reply.first { !$0.isWhitespace }
        return candidates.first { $0.letter == letter }
    }
}

/// One sentence of a quotation, with what it is cited by.
struct QuotedSentence: Sendable, Equatable {
    var text: String
    /// Organisation and year.
    var source: String
    /// The number of the passage.
    var n: Int
}

extension GenerationOptions {
    /// The likeliest letter, whatever the settings say of free text.
    func choosing(_ choice: Choice) -> GenerationOptions {
        var options = self
        options.grammar = choice.grammar
        options.temperature = 0
        options.maxTokens = 2
        return options
    }
}
