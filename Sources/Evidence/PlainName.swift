/// A term, and what people call it who don't read guidelines.
public struct PlainName: Sendable, Equatable {
    public var term: String
    public var plain: String

    public init(term: String, plain: String) {
        self.term = term
        self.plain = plain
    }
}

extension Lexicon {
    /// The terms of a text that have an everyday name in the text's language which the text doesn't use itself; each once. A
    /// form that may mean something else as well ("PE") explains nothing.
    func plainNames(in text: String, inChinese: Bool) -> [PlainName] {
        let folded = Self.key(text)
        var told: Set<String> = []
        let all = mentions(in: text)
        return all.compactMap { mention in
            let concept = concepts[mention.concept]
            guard
                let plain = concept.plain.first(where: { $0.unicodeScalars.contains(where: Folding.isHan) == inChinese }
                ),
                let term = concept.terms.first(where: { $0 == mention.form || Self.key($0) == mention.form }),
                !folded.contains(Self.key(plain)), !isAmbiguous(mention, among: all),
                told.insert(plain).inserted
            else { return nil }
            return PlainName(term: term.asInASentence, plain: plain.asInASentence)
        }
    }

    /// Whether the form names another concept too, one that isn't a kind of this one.
    private func isAmbiguous(_ mention: Mention, among all: [Mention]) -> Bool {
        guard let name = concepts[mention.concept].names.first.map(Self.key) else { return true }
        return all.contains { other in
            guard other.form == mention.form, other.concept != mention.concept else { return false }
            return concepts[other.concept].names.first.map { !Self.key($0).contains(name) } ?? true
        }
    }
}

extension Library {
    /// The terms of a text that have an everyday name in its language; each once. Asynchronous so that a call to it isn't taken
    /// for one to a protocol's default.
    public func plainNames(in text: String, inChinese: Bool) async -> [PlainName] {
        lexicon.plainNames(in: text, inChinese: inChinese)
    }
}

extension String {
    /// "Glycated haemoglobin" begins in small letters here, "HbA1c" and "D-dimer" don't.
    fileprivate var asInASentence: String {
        guard let second = dropFirst().first, second.isLowercase, !dropFirst().contains(where: \.isUppercase) else {
            return self
        }
        return prefix(1).lowercased() + dropFirst()
    }
}
