import Evidence

extension Subcommand {
    static func listDocuments(_ workplace: Workplace, json: Bool) async throws -> ExitStatus {
        let library = try await workplace.openLibrary()
        let counts = try await library.statusCounts()
        let items = try await library.guidelines().map { LibraryList.Item($0, counts[$0.id] ?? [:]) }
        if json {
            try Output.json(LibraryList(guidelines: items))
        } else {
            for item in items { Output.line(item.text) }
        }
        return .done
    }
}

/// `xinglin.library/1`.
private struct LibraryList: Encodable {
    struct Item: Encodable {
        var id: String
        var title: String
        var organisation: String
        var year: Int?
        var edition: String
        var collection: String
        var specialty: String
        var url: String?
        var passages: Int
        /// How many passages have each status.
        var statuses: [String: Int]

        init(_ guideline: Guideline, _ counts: [EvidenceStatus: Int]) {
            id = guideline.id
            title = guideline.title
            organisation = guideline.organisation
            year = guideline.year
            edition = guideline.edition.rawValue
            collection = guideline.collection
            specialty = guideline.specialty
            url = guideline.url
            passages = counts.values.reduce(0, +)
            statuses = Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
        }

        var text: String {
            let year = year.map { " \($0)" } ?? ""
            let mark = edition == Edition.superseded.rawValue ? " (superseded)" : ""
            let shares = EvidenceStatus.allCases.compactMap { status in
                statuses[status.rawValue].map { "\($0) \(status.rawValue)" }
            }
            let place = specialty.isEmpty ? collection : specialty
            return "\(id)  \(organisation)\(year)\(mark): \(title) · \(place) · \(shares.joined(separator: ", "))"
        }
    }

    var schema = "xinglin.library/1"
    var guidelines: [Item]
}
