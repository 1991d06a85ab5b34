import Fetch
import Foundation
import Remote

/// An endpoint as `config.json` has it, below `remote`.
struct RemoteEntry: Codable, Equatable, Sendable {
    var name: String
    /// What `chat/completions` is appended to, such as `https://gpu1.example.org/v1`.
    var url: String
    var model: String
    /// The name of the environment variable that holds the bearer key, or the path of a file (0600) with it. A key itself
    /// may not stand here.
    var keyVariable: String?
    var keyFile: String?
    /// Whether charts, notes and what was said about them may be sent there; not unless it says so.
    var patientData: Bool?
    var contextLength: Int?
    /// A PEM file of the hospital's own authority.
    var authority: String?
    /// Whether it is a llama-server, which can be told an answer's form.
    var grammar: Bool?
    var connectSeconds: Double?
    var idleSeconds: Double?

    /// What is wrong with an entry.
    enum Problem: Error, Equatable {
        case name
        case url
        case model
        case twoKeys
        case number(String)
        case twice
    }

    func endpoint() throws(Problem) -> Endpoint {
        guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,39}/) != nil else { throw .name }
        guard let base = URL(string: url), HTTPRequest.isPrivate(base), base.user() == nil, base.password() == nil,
            base.query() == nil, base.fragment() == nil
        else { throw .url }
        guard !model.isEmpty, model.utf8.count <= 200 else { throw .model }
        guard keyVariable == nil || keyFile == nil else { throw .twoKeys }
        guard (512...10_000_000).contains(contextLength ?? 8192) else { throw .number("contextLength") }
        guard (0.1...600).contains(connectSeconds ?? 10) else { throw .number("connectSeconds") }
        guard (0.1...3600).contains(idleSeconds ?? 60) else { throw .number("idleSeconds") }
        var limits = HTTPLimits()
        limits.connectSeconds = connectSeconds ?? limits.connectSeconds
        limits.idleSeconds = idleSeconds ?? limits.idleSeconds
        return Endpoint(
            name: name, base: base, model: model, key: key, contextLength: contextLength ?? 8192,
            allowsPatientData: patientData ?? false, authorities: authority.map(Self.file),
            takesGrammar: grammar ?? false,
            limits: limits)
    }

    private var key: KeySource {
        if let keyVariable { return .variable(keyVariable) }
        return keyFile.map { .file(Self.file($0)) } ?? .none
    }

    private static func file(_ path: String) -> URL { URL(fileURLWithPath: (path as NSString).expandingTildeInPath) }
}
