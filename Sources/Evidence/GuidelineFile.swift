/// A document with its passages, as a file gives them.
struct Document: Equatable, Sendable {
    var guideline: Guideline
    var passages: [Passage]
    /// What was made harmless in it.
    var notices: [IngestNotice] = []
}

/// Reads the guideline form: front matter, then one `## id` block a recommendation.
///
///     ---
///     id: ada-standards-2026
///     title: Standards of Care in Diabetes—2026
///     organisation: American Diabetes Association (ADA)
///     year: 2026
///     language: en
///     status: verified
///     ---
///
///     ## ada-dm-random-glucose
///     - topic: diagnosis
///     - section: Sec. 2 (PDF p. 34)
///
///     en: A random plasma glucose ≥200 mg/dL (11.1 mmol/L) is diagnostic when …
///
///     zh: 有典型高血糖症状或高血糖危象时，……
///
///     ask-en: Is one random glucose of 230 enough? | …
///
/// A mistake is refused with its line and what to do. A paragraph may go over several lines; comments
/// `<!-- … -->` that stand on one line are skipped.
struct GuidelineFile {
    static let documentFields = [
        "id", "title", "organisation", "year", "url", "citation", "language", "status", "supersedes",
        "updates",
    ]
    static let passageFields = [
        "title", "topic", "section", "grade", "status", "verified_at", "conflicts_with", "conflict_note", "supersedes",
        "supersedes_note",
    ]
    /// The texts of a recommendation: itself, and the questions that it answers, in two languages.
    private static let textKeys = ["en", "zh", "ask-en", "ask-zh"]
    private static let neededFields = ["id", "title", "organisation", "language", "status"]

    private let name: String
    private let lines: [Substring]
    private var number = 0
    private var fields: [String: Field] = [:]
    private var blocks: [Block] = []
    private var findings = OutsideFindings()

    struct Field {
        var value: String
        var line: Int
    }

    struct Block {
        var id: String
        var line: Int
        var fields: [String: Field] = [:]
        var texts: [String: String] = [:]
        /// The language of the paragraph that the next line may continue.
        var open: String?
    }

    /// Whether a text claims to be in this form: it begins with front matter that has a document's fields.
    static func recognises(_ text: String) -> Bool {
        let lines = text.split(separator: "\n", maxSplits: 30, omittingEmptySubsequences: false)
        guard lines.first?.trimmed == "---" else { return false }
        let keys = lines.dropFirst().prefix { $0.trimmed != "---" }.map { $0.prefix { $0 != ":" }.trimmed }
        return keys.contains("id") && keys.contains("organisation")
    }

    /// - Parameters:
    ///   - text: the file's content.
    ///   - name: the file's name, for errors.
    static func read(
        _ text: String, name: String, specialty: String, collection: String = Guideline.packCollection
    ) throws(GuidelineFileError) -> Document {
        var findings = OutsideFindings()
        var file = GuidelineFile(OutsideText.clean(text, noting: &findings), name: name)
        file.findings = findings
        try file.scan()
        var document = try file.document(specialty: specialty, collection: collection)
        document.notices = file.findings.notices(at: name)
        return document
    }

    private init(_ text: String, name: String) {
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    // MARK: Lines

    private mutating func scan() throws(GuidelineFileError) {
        number = 1
        guard lines.first?.trimmed == "---" else { throw error(.noFrontMatter) }
        try scanFrontMatter()
        while number < lines.count {
            number += 1
            try scanBody(lines[number - 1].trimmed)
        }
        guard !blocks.isEmpty else { throw error(.noRecommendation) }
    }

    private mutating func scanFrontMatter() throws(GuidelineFileError) {
        while number < lines.count {
            number += 1
            let line = lines[number - 1].trimmed
            if line == "---" { return }
            if line.isEmpty || line.hasPrefix("#") { continue }
            let (key, field) = try field(line, known: Self.documentFields, in: fields, noting: &findings)
            fields[key] = field
        }
        throw error(.openFrontMatter)
    }

    private mutating func scanBody(_ line: String) throws(GuidelineFileError) {
        if line.hasPrefix("<!--"), line.hasSuffix("-->") { return }
        if line.isEmpty {
            if !blocks.isEmpty { blocks[blocks.count - 1].open = nil }
        } else if line.hasPrefix("## ") {
            try begin(OutsideText.line(String(line.dropFirst(3))))
        } else if line.hasPrefix("# "), blocks.isEmpty {
            return  // the title again, for people who read the file as Markdown
        } else if line.hasPrefix("#") {
            throw error(.badHeading(line))
        } else if blocks.isEmpty {
            throw error(.textBeforeRecommendation(line.shortened))
        } else {
            try scanRecommendation(line)
        }
    }

    private mutating func begin(_ id: String) throws(GuidelineFileError) {
        guard id.isIdentifier else { throw error(.badIdentifier(id)) }
        if let first = blocks.first(where: { $0.id == id }) {
            throw error(.repeatedRecommendation(id, firstLine: first.line))
        }
        blocks.append(Block(id: id, line: number))
    }

    private mutating func scanRecommendation(_ line: String) throws(GuidelineFileError) {
        let last = blocks.count - 1
        if let language = Self.textKeys.first(where: { line.hasPrefix("\($0):") || line.hasPrefix("\($0)：") }) {
            guard blocks[last].texts[language] == nil else { throw error(.repeatedText(language)) }
            blocks[last].texts[language] = line.dropFirst(language.count + 1).trimmed
            blocks[last].open = language
        } else if let open = blocks[last].open {
            blocks[last].texts[open] = Lines.join(blocks[last].texts[open] ?? "", line)
        } else if line.hasPrefix("- ") {
            guard blocks[last].texts.isEmpty else { throw error(.fieldAfterText(line.shortened)) }
            let (key, field) = try field(
                line.dropFirst(2).trimmed, known: Self.passageFields, in: blocks[last].fields, noting: &findings)
            blocks[last].fields[key] = field
        } else {
            throw error(.textWithoutLanguage(line.shortened))
        }
    }

    private func field(
        _ line: String, known: [String], in fields: [String: Field], noting findings: inout OutsideFindings
    ) throws(GuidelineFileError) -> (key: String, field: Field) {
        guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
            throw error(.notAField(line.shortened))
        }
        let key = line[..<colon].trimmed
        let value = OutsideText.documentLine(String(line[line.index(after: colon)...]), noting: &findings)
        guard known.contains(key) else { throw error(.unknownField(key.shortened, known: known)) }
        guard fields[key] == nil else { throw error(.repeatedField(key)) }
        guard !value.isEmpty else { throw error(.emptyField(key)) }
        return (key, Field(value: value, line: number))
    }

    // MARK: Values

    private mutating func document(specialty: String, collection: String) throws(GuidelineFileError) -> Document {
        for key in Self.neededFields where fields[key] == nil {
            throw GuidelineFileError(file: name, line: 1, mistake: .missingField(key, known: Self.neededFields))
        }
        let status = try status(fields["status"]) ?? .unverified
        let guideline = Guideline(
            id: try identifier(fields["id"]) ?? "", title: fields["title"]?.value ?? "",
            organisation: fields["organisation"]?.value ?? "", year: try year(fields["year"]),
            url: try address(fields["url"]), citation: fields["citation"]?.value,
            language: try language(fields["language"]), status: status,
            supersedes: try identifiers(fields["supersedes"]), updates: try identifiers(fields["updates"]),
            specialty: specialty, collection: collection)
        var passages: [Passage] = []
        for block in blocks { passages.append(try passage(block, guideline: guideline)) }
        return Document(guideline: guideline, passages: passages)
    }

    private mutating func passage(_ block: Block, guideline: Guideline) throws(GuidelineFileError) -> Passage {
        var texts: [String: String] = [:]
        for (language, text) in block.texts where !text.isEmpty {
            let line = OutsideText.documentLine(text, noting: &findings)
            if !line.isEmpty { texts[language] = line }
        }
        guard texts["en"] != nil || texts["zh"] != nil else {
            throw GuidelineFileError(file: name, line: block.line, mistake: .noText(block.id))
        }
        return Passage(
            id: block.id, guideline: guideline.id, section: block.fields["section"]?.value,
            grade: block.fields["grade"]?.value, english: texts["en"], chinese: texts["zh"],
            title: block.fields["title"]?.value, status: try status(block.fields["status"]) ?? guideline.status,
            verifiedAt: block.fields["verified_at"]?.value,
            conflictsWith: try identifiers(block.fields["conflicts_with"]),
            topic: block.fields["topic"]?.value, supersedes: try identifier(block.fields["supersedes"]),
            questions: ["ask-en", "ask-zh"].flatMap { Self.questions(texts[$0] ?? "") },
            conflictNote: block.fields["conflict_note"]?.value, supersedesNote: block.fields["supersedes_note"]?.value)
    }

    /// The questions of one paragraph, with a bar between two.
    private static func questions(_ text: String) -> [String] {
        text.split { $0 == "|" || $0 == "｜" }.map(\.trimmed).filter { !$0.isEmpty }
    }

    private func identifier(_ field: Field?) throws(GuidelineFileError) -> String? {
        guard let field else { return nil }
        guard field.value.isIdentifier else { throw error(.badIdentifier(field.value.shortened), field) }
        return field.value
    }

    private func identifiers(_ field: Field?) throws(GuidelineFileError) -> [String] {
        guard let field else { return [] }
        var ids: [String] = []
        for part in field.value.split(whereSeparator: { ",，、".contains($0) }) {
            if let id = try identifier(Field(value: part.trimmed, line: field.line)) { ids.append(id) }
        }
        return ids
    }

    private func year(_ field: Field?) throws(GuidelineFileError) -> Int? {
        guard let field else { return nil }
        guard let year = Int(field.value), (1900...2100).contains(year) else {
            throw error(.badYear(field.value), field)
        }
        return year
    }

    private func status(_ field: Field?) throws(GuidelineFileError) -> EvidenceStatus? {
        guard let field else { return nil }
        guard let status = EvidenceStatus(rawValue: field.value) else { throw error(.badStatus(field.value), field) }
        return status
    }

    private func language(_ field: Field?) throws(GuidelineFileError) -> String {
        guard let field else { return "en" }
        guard ["en", "zh-Hans", "zh-Hant"].contains(field.value) else { throw error(.badLanguage(field.value), field) }
        return field.value
    }

    private func address(_ field: Field?) throws(GuidelineFileError) -> String? {
        guard let field else { return nil }
        guard field.value.hasPrefix("https://") || field.value.hasPrefix("http://"), !field.value.contains(" ") else {
            throw error(.badAddress(field.value.shortened), field)
        }
        return field.value
    }

    private func error(_ mistake: GuidelineFileError.Mistake, _ field: Field? = nil) -> GuidelineFileError {
        GuidelineFileError(file: name, line: field?.line ?? number, mistake: mistake)
    }
}

extension StringProtocol {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// Small ASCII letters, digits and single hyphens between them.
    var isIdentifier: Bool {
        !isEmpty && utf8.count <= 120 && first != "-" && last != "-"
            && utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }

    /// As much as an error message needs to show which text is meant.
    var shortened: String { count <= 40 ? String(self) : prefix(39) + "…" }
}
