import Fetch
import Foundation

/// What an endpoint says when it is asked for its models.
public struct EndpointCheck: Sendable, Equatable {
    public var endpoint: Endpoint
    /// Nil where it answers.
    public var problem: EndpointFailure.Reason?
    /// Whether the configured model is among its own; nil where it lists none.
    public var hasModel: Bool?

    static func make(of endpoint: Endpoint, _ environment: [String: String], seconds: Double) async -> EndpointCheck {
        var check = EndpointCheck(endpoint: endpoint)
        do throws(EndpointFailure.Reason) {
            let names = try await models(of: endpoint, environment, seconds: seconds)
            check.hasModel = names.isEmpty ? nil : names.contains(endpoint.model)
        } catch {
            check.problem = error
        }
        return check
    }

    private static func models(
        of endpoint: Endpoint, _ environment: [String: String], seconds: Double
    ) async throws(EndpointFailure.Reason) -> [String] {
        let bearer: String?
        do throws(KeyProblem) {
            bearer = try endpoint.key.read(environment)
        } catch {
            throw .key(error)
        }
        var limits = HTTPLimits()
        (limits.connectSeconds, limits.idleSeconds, limits.mostBytes) = (seconds, seconds, 1 << 20)
        let (status, body) = try await answer(to: endpoint.request("models", nil, bearer: bearer, limits: limits))
        guard status == 200 else { throw .status(status, code: Complaint.read(body)?.code) }
        guard let list = ModelList.read(body) else { throw .garbage }
        return list.data.map(\.id)
    }

    private static func answer(
        to request: HTTPRequest
    ) async throws(EndpointFailure.Reason) -> (status: Int, body: Data) {
        var (status, body) = (0, Data())
        do {
            for try await event in request.open() {
                switch event {
                case .head(let told, _): status = told
                case .body(let data): body += data
                }
            }
        } catch let error as HTTPError {
            throw .http(error)
        } catch {
            throw .garbage
        }
        return (status, body)
    }
}
