public import Fetch
public import Foundation

/// A server that speaks the OpenAI API (vLLM, SGLang, llama-server), and what may be sent to it.
public struct Endpoint: Sendable, Equatable {
    /// As the user calls it.
    public var name: String
    /// What `chat/completions` and `models` are appended to, such as `https://gpu1.example.org/v1`.
    public var base: URL
    /// The model's name there.
    public var model: String
    public var key: KeySource
    /// Tokens that a prompt and its answer may have together.
    public var contextLength: Int
    /// Whether requests that hold anything of a patient may be sent there; all others always may.
    public var allowsPatientData: Bool
    /// A PEM file of the hospital's own authority, trusted beside the system's.
    public var authorities: URL?
    /// Whether it knows llama-server's `grammar`. Without it an answer's form is only asked for in words.
    public var takesGrammar: Bool
    public var limits: HTTPLimits

    public init(
        name: String, base: URL, model: String, key: KeySource = .none, contextLength: Int = 8192,
        allowsPatientData: Bool = false, authorities: URL? = nil, takesGrammar: Bool = false,
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.name = name
        self.base = base
        self.model = model
        self.key = key
        self.contextLength = contextLength
        self.allowsPatientData = allowsPatientData
        self.authorities = authorities
        self.takesGrammar = takesGrammar
        self.limits = limits
    }

    /// Host and port as they may be shown.
    public var host: String { (base.host() ?? "?") + (base.port.map { ":\($0)" } ?? "") }

    /// What an answer's stamp calls the engine.
    public var engine: String { "OpenAI API of \(name) (\(host))" }

    /// - Parameter body: what is asked; nil asks with GET.
    func request(_ path: String, _ body: Data?, bearer: String?, limits: HTTPLimits) -> HTTPRequest {
        let accepts = body == nil ? "Accept: application/json" : "Accept: text/event-stream"
        let type = body == nil ? [] : ["Content-Type: application/json"]
        return HTTPRequest(
            base.appending(path: path), headers: [accepts, "Accept-Encoding: identity"] + type, bearer: bearer,
            body: body,
            authorities: authorities, limits: limits)
    }
}
