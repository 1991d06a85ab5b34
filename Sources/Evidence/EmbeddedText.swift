/// What of a passage is embedded.
///
/// A title ("What are the symptoms of …?") says in a few words what a long text is about, and a text's own direction
/// says it dimly. So a titled text has one direction between the two, nearer to the title's: it costs a search nothing.
enum EmbeddedText {
    /// Between a title and its text. Text from outside never has it.
    private static let separator: Character = "\u{1F}"
    /// What a title weighs beside its text, whose direction has the title in it as well.
    private static let titleWeight: Float = 0.6
    /// A title of fewer words ("Introduction", 治疗) could stand over any text.
    private static let fewestWords = 2

    /// Each language by itself, since one direction of both would be near neither, and so the questions of each
    /// language, apart from the text that answers them.
    static func all(of passage: Passage) -> [String] {
        let texts = [passage.english, passage.chinese].compactMap { text -> String? in
            guard let text, !text.isEmpty else { return nil }
            guard let title = passage.title, !title.isEmpty else { return String(text.prefix(Embedder.longest)) }
            let says = Words.asked(title).count >= fewestWords
            return String((title + (says ? String(separator) : "\n") + text).prefix(Embedder.longest))
        }
        let isHan = { (text: String) in text.unicodeScalars.contains(where: Folding.isHan) }
        let english = passage.questions.filter { !isHan($0) }.joined(separator: " ")
        let chinese = passage.questions.filter(isHan).joined(separator: " ")
        return texts + [english, chinese].filter { !$0.isEmpty }
    }

    /// Texts are embedded in such batches: short enough for a progress line and a cancel, long enough for all cores.
    static let batch = 16

    /// - Parameter text: what is embedded of an element.
    static func batches<Element>(_ elements: [Element], by text: (Element) -> String) -> [[Element]] {
        // Of like length together: a batch takes as long as its longest.
        let sorted = elements.sorted {
            let (one, other) = (text($0), text($1))
            return (one.utf8.count, one) < (other.utf8.count, other)
        }
        return stride(from: 0, to: sorted.count, by: batch).map { Array(sorted[$0..<min($0 + batch, sorted.count)]) }
    }

    /// The directions of such texts, in order.
    static func directions(of texts: [String], by embedder: Embedder) async -> [[Float]]? {
        let titles = Set(texts.compactMap(title)).sorted()
        let wholes = texts.map { $0.replacing(String(separator), with: "\n") }
        guard let own = await embedder.passages(wholes), let heads = await embedder.passages(titles) else { return nil }
        let byTitle = Dictionary(uniqueKeysWithValues: zip(titles, heads))
        return zip(texts, own).map { text, vector in
            title(of: text).flatMap { byTitle[$0] }.map { between(vector, $0) } ?? vector
        }
    }

    private static func title(of text: String) -> String? {
        text.firstIndex(of: separator).map { String(text[..<$0]) }
    }

    private static func between(_ text: [Float], _ title: [Float]) -> [Float] {
        let sum = zip(text, title).map { $0 * (1 - titleWeight) + $1 * titleWeight }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? sum.map { $0 / length } : text
    }
}
