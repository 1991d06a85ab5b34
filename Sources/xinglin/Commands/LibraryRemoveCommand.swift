import Evidence

extension Subcommand {
    /// Documents by their ids, or a whole collection.
    static func removeDocuments(
        _ words: [String], _ collection: String?, _ workplace: Workplace
    ) async throws -> ExitStatus {
        let names = words + (collection.map { [$0] } ?? [])
        guard !names.isEmpty else {
            throw UsageError(
                "Which document? xinglin library remove GUIDELINE…, or --collection NAME for all of a collection")
        }
        let library = try await workplace.openLibrary()
        for name in names {
            do {
                let count = try await library.remove(name)
                Output.line("Removed \(name): \(count) passages.")
            } catch let error as LibraryError {
                switch error {
                case .unknown:
                    Output.note("\(error)")
                    return .nothingFound
                case .belongsToPack: throw RefusedInput("\(error)")
                default: throw error
                }
            }
        }
        return .done
    }
}
