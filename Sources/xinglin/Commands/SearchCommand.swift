import Consultation
import Evidence
import Foundation

extension Subcommand {
    static let search = Subcommand(
        name: "search", summary: "Find guideline passages.", usage: "search [OPTIONS] QUERY…",
        options: [.specialty, .library, .limit, .superseded, .json, .jsonLines]
    ) { arguments in
        let workplace = try Workplace(arguments)
        let limit = try arguments.integer(.limit, in: 1...100) ?? 8
        let library = try await workplace.openLibrary()
        let context = SearchContext(includesSuperseded: arguments.has(.superseded))
        if arguments.has(.jsonLines) {
            try await JSONLines.each(SearchInput.self) { input in
                let response = try await library.search(
                    input.query,
                    specialties: try workplace.packs(pinnedBy: input.specialty ?? workplace.settings.specialty),
                    limit: min(100, max(1, input.k ?? limit)), context: context)
                return SearchOutput(id: input.id, query: input.query, response: response)
            }
            return .done
        }
        guard !arguments.words.isEmpty else { throw UsageError("What shall be searched? xinglin search QUERY…") }
        let packs = try workplace.packs(pinnedBy: workplace.settings.specialty)
        let response = try await library.search(
            arguments.text, specialties: packs, limit: limit, context: context)
        let output = SearchOutput(id: nil, query: arguments.text, response: response)
        if arguments.has(.json) {
            try Output.json(output)
        } else {
            Output.line(output.text(isColoured: isatty(STDOUT_FILENO) == 1))
        }
        return response.results.isEmpty ? .nothingFound : .done
    }
}

extension Workplace {
    /// A pinned specialty, or a group's, as the library's filter; nil for all.
    func packs(pinnedBy id: String?) throws(UsageError) -> [String]? {
        guard let id, id != "auto" else { return nil }
        guard let packs = grove.packs(pinnedBy: id) else {
            throw UsageError("There is no specialty \"\(id)\". There are: \(grove.pinnable.joined(separator: ", ")).")
        }
        return packs
    }
}

private struct SearchInput: Decodable {
    var id: String?
    var query: String
    var k: Int?
    var specialty: String?
}

/// `xinglin.search/1`.
private struct SearchOutput: Encodable {
    struct Result: Encodable {
        var passage: String
        var guideline: String
        var title: String
        var organisation: String
        var year: Int?
        var edition: String
        var status: String
        var score: Double
        var lexicalRank: Int?
        var semanticRank: Int?
        var text: String
        /// Why it stands where it does, the weightiest first.
        var why: [String]
    }

    var schema = "xinglin.search/1"
    var id: String?
    var query: String
    var elapsedMs: Double
    var results: [Result]

    init(id: String?, query: String, response: SearchResponse) {
        self.id = id
        self.query = query
        elapsedMs = response.elapsedMilliseconds
        let language = Language(of: query)
        let wording = RankWording(language: language)
        results = response.results.map { found in
            Result(
                passage: found.passage.id, guideline: found.guideline.id,
                title: found.passage.title ?? found.guideline.title, organisation: found.guideline.organisation,
                year: found.guideline.year, edition: found.passage.edition.rawValue,
                status: found.passage.status.rawValue, score: found.score, lexicalRank: found.lexicalRank,
                semanticRank: found.semanticRank, text: found.passage.text(in: language.rawValue),
                why: wording.words(found.reasons))
        }
    }

    /// - Parameter isColoured: whether the reasons may be dimmed.
    func text(isColoured: Bool) -> String {
        guard !results.isEmpty else { return "Nothing found. 未找到。" }
        let dim = { (text: String) in isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
        return results.enumerated().map { index, result in
            let year = result.year.map { " \($0)" } ?? ""
            let marks = [
                result.status == "verified" ? nil : result.status, result.edition == "superseded" ? "superseded" : nil,
            ]
            .compactMap { $0 }.map { " (\($0))" }.joined()
            let why = result.why.isEmpty ? "" : "\n   " + dim(result.why.prefix(3).joined(separator: " · "))
            return "\(index + 1). \(result.text)\n   \(result.organisation)\(year) · \(result.passage)\(marks)\(why)"
        }.joined(separator: "\n")
    }
}
