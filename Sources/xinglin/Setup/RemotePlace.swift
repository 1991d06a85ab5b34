import Consultation
import Foundation
import Remote

/// The model that runs on other machines: `--model remote`, and its endpoints out of `config.json`.
struct RemotePlace: Sendable {
    /// What the settings call it.
    static let name = "remote"

    let words: RemoteWords
    private let entries: [RemoteEntry]
    private let environment: [String: String]

    init(_ settings: Settings, environment: [String: String] = ProcessInfo.processInfo.environment) {
        entries = settings.remote
        words = RemoteWords(language: Language.interface(settings, environment))
        self.environment = environment
    }

    var isEmpty: Bool { entries.isEmpty }

    /// - Throws: ``Failure`` for an entry that can't be used, or where there is none.
    func endpoints() throws(Failure) -> [Endpoint] {
        guard !entries.isEmpty else { throw words.failure(.noEndpoint) }
        var endpoints: [Endpoint] = []
        for entry in entries {
            do throws(RemoteEntry.Problem) {
                let endpoint = try entry.endpoint()
                guard !endpoints.contains(where: { $0.name == endpoint.name }) else { throw .twice }
                endpoints.append(endpoint)
            } catch {
                throw words.badEntry(entry.name, error)
            }
        }
        return endpoints
    }

    func model() throws(Failure) -> RemoteModel {
        RemoteModel(try endpoints(), environment: environment) { [words] in words.failure($0) }
    }
}
