/// Makes passages of a document's blocks, whatever kind of file they came from: short enough to be shown, embedded and
/// cited, and each whole in itself.
///
/// A recommendation (a text with a number or a grade of its own) is a passage; other paragraphs of a section are joined
/// as long as they fit. A list keeps the sentence that introduces it, a table its caption and its head, in each part
/// where they must be split; a footnote goes to the passage that refers to it.
struct Passages {
    struct Draft: Equatable {
        /// The headings above it, from the one below the document's title down.
        var title: String?
        /// The recommendation's number, where it has one.
        var section: String?
        var grade: String?
        var text: String
        var page: Int?
    }

    /// The first heading of the first level.
    private(set) var documentTitle: String?
    private(set) var drafts: [Draft] = []

    private var headings: [(level: Int, text: String, page: Int?)] = []
    private var section: [Block] = []
    private var footnotes: [(text: String, page: Int?, title: String?, before: Int)] = []
    /// The last heading has neither text nor another heading below it yet.
    private var isBare = false

    /// What a passage may measure at most, its title included.
    static let longest = Embedder.longest

    /// Characters; a Chinese one counts for two, since the model reads about as many of them as of half words.
    static func size(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (Folding.isHan($1) ? 2 : 1) }
    }

    /// - Parameter blocks: in reading order, their texts clean.
    init(of blocks: [Block]) {
        for block in blocks where !block.text.isEmpty {
            if case .heading(let level) = block.kind, block.text.count <= 300 {
                open(level, block)
            } else {
                isBare = false
                section.append(block)
            }
        }
        close()
        closeBareHeading()
        placeFootnotes()
    }

    // MARK: Headings

    private mutating func open(_ level: Int, _ block: Block) {
        close()
        if let last = headings.last, last.level >= level { closeBareHeading() }
        headings.removeAll { $0.level >= level }
        headings.append((level, block.text, block.page))
        if level == 1, documentTitle == nil { documentTitle = block.text }
        isBare = true
    }

    /// A heading with nothing below it is a text itself: some guidelines set their recommendations so.
    private mutating func closeBareHeading() {
        guard isBare, let last = headings.last else { return }
        isBare = false
        guard last.level > 1 || last.text != documentTitle else { return }
        let marks = RecommendationMarks(last.text)
        drafts.append(
            Draft(
                title: title(of: headings.dropLast()), section: marks.number, grade: marks.grade, text: last.text,
                page: last.page))
    }

    private func title(of headings: some Sequence<(level: Int, text: String, page: Int?)>) -> String? {
        let path = headings.map(\.text)
        let below = path.first == documentTitle ? Array(path.dropFirst()) : path
        var shown = below.isEmpty ? path : below
        while shown.count > 1, shown.joined(separator: " › ").count > 200 { shown.removeFirst() }
        return shown.isEmpty ? nil : String(shown.joined(separator: " › ").prefix(300))
    }

    private mutating func close() {
        guard !section.isEmpty else { return }
        let title = title(of: headings)
        let number = headings.last { RecommendationMarks.number($0.text)?.first?.isNumber == false }
            .flatMap { RecommendationMarks.number($0.text) }
        let room = max(Self.longest / 2, Self.longest - Self.size(title ?? "") - 1)
        var filling = SectionFilling()
        for unit in PassageUnit.units(of: section) { filling.add(unit, room: room) }
        for var draft in filling.finished() {
            draft.title = title
            draft.section = draft.section ?? number
            drafts.append(draft)
        }
        footnotes += section.filter { $0.kind == .footnote }.map { ($0.text, $0.page, title, drafts.count) }
        section = []
    }

    // MARK: Footnotes

    private mutating func placeFootnotes() {
        var alone: [(at: Int, draft: Draft)] = []
        for note in footnotes {
            let marks = ReferenceMark.of(footnote: note.text) ?? []
            let near = max(0, note.before - 40)..<note.before
            let place = near.last { index in
                (note.page == nil || drafts[index].page.map { $0 <= note.page ?? 0 } ?? true)
                    && marks.contains { drafts[index].text.contains($0) }
            }
            if let place, Self.size(drafts[place].text) + Self.size(note.text) < Self.longest {
                drafts[place].text += "\n" + note.text
            } else {
                for piece in Sentences.pieces(of: note.text, limit: Self.longest) {
                    alone.append((note.before, Draft(title: note.title, text: piece, page: note.page)))
                }
            }
        }
        for note in alone.reversed() { drafts.insert(note.draft, at: note.at) }
    }
}
