public import Foundation

/// A mistake in a lexicon file.
public enum LexiconFileError: Error, Equatable, Sendable {
    case unreadable(file: String, why: String)
    case badHeader(file: String, expected: [String])
    case badColumns(file: String, line: Int, expected: Int, found: Int)
    case noName(file: String, line: Int)
    case noSynonym(file: String, line: Int, name: String)
}

extension LexiconFileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file, let why):
            "\(file) can't be read: \(why). Check the path and that you may read it."
        case .badHeader(let file, let expected):
            "\(file), line 1: the header is another one. Write these columns with tabs between: "
                + "\(expected.joined(separator: ", "))."
        case .badColumns(let file, let line, let expected, let found):
            "\(file), line \(line): there are \(found) columns instead of \(expected). Put one tab between two columns, "
                + "also where a column is empty."
        case .noName(let file, let line):
            "\(file), line \(line): a concept needs a name in English or in Chinese. Fill the first or second column."
        case .noSynonym(let file, let line, let name):
            "\(file), line \(line): the plain name \"\(name)\" is none of the synonyms. Write it among them too."
        }
    }
}

extension Lexicon {
    static let columns = ["english", "chinese", "traditional", "abbreviation", "synonyms", "loinc", "status"]
    /// May follow, in the header and on any line: those of the synonyms that a patient is told.
    static let plainColumn = "plain"
    static let organisationColumns = ["forms", "organisations"]

    /// Reads every `.tsv` file of a folder. `organisations.tsv` has the words that ask for an organisation; all
    /// others have concepts. Lists in a column are separated by `;`. A line that begins with `#` is a comment.
    /// `backdrop.txt`, where it is there, has subjects that the packs don't cover.
    /// - Parameter further: a pack's own terms; files that aren't there are passed over.
    public static func load(folder: URL, and further: [URL] = []) throws(LexiconFileError) -> Lexicon {
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        } catch {
            throw .unreadable(file: folder.path, why: error.localizedDescription)
        }
        var lexicon = Lexicon()
        for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "tsv" {
            try lexicon.read(file)
        }
        for file in further where FileManager.default.fileExists(atPath: file.path) { try lexicon.read(file) }
        if let file = files.first(where: { $0.lastPathComponent == "backdrop.txt" }) {
            lexicon.backdrop = try content(of: file).split(separator: "\n").filter { !$0.hasPrefix("#") }
                .flatMap { cells($0) }.filter { !$0.isEmpty }
        }
        return lexicon
    }

    private static func content(of file: URL) throws(LexiconFileError) -> String {
        do {
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw .unreadable(file: file.path, why: error.localizedDescription)
        }
    }

    mutating func read(_ file: URL) throws(LexiconFileError) {
        let text = try Self.content(of: file)
        let isOrganisations = file.lastPathComponent == "organisations.tsv"
        let expected = isOrganisations ? Self.organisationColumns : Self.columns
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let header = lines.first.map(Self.cells) ?? []
        let hasPlain = !isOrganisations && header == expected + [Self.plainColumn]
        guard header == expected || hasPlain else {
            throw .badHeader(file: file.lastPathComponent, expected: expected)
        }
        for (index, line) in lines.enumerated().dropFirst() where !line.trimmed.isEmpty && !line.hasPrefix("#") {
            let cells = Self.cells(line)
            guard cells.count == expected.count || hasPlain && cells.count == header.count else {
                throw .badColumns(
                    file: file.lastPathComponent, line: index + 1, expected: expected.count, found: cells.count)
            }
            if isOrganisations {
                organisations.append(OrganisationHint(forms: Self.list(cells[0]), organisations: Self.list(cells[1])))
                continue
            }
            let names = [cells[0], cells[1]].filter { !$0.isEmpty }
            guard !names.isEmpty else { throw .noName(file: file.lastPathComponent, line: index + 1) }
            let (abbreviations, synonyms) = (Self.list(cells[3]), Self.list(cells[4]))
            let plain = cells.count > expected.count ? Self.list(cells[expected.count]) : []
            if let name = plain.first(where: { !synonyms.contains($0) }) {
                throw .noSynonym(file: file.lastPathComponent, line: index + 1, name: name)
            }
            add(
                names: names + abbreviations.prefix(1), forms: [cells[2]] + abbreviations + synonyms,
                isMeasured: !cells[5].isEmpty, terms: names + abbreviations, plain: plain)
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map { OutsideText.line(String($0)) }
    }

    private static func list(_ cell: String) -> [String] {
        cell.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
    }
}
