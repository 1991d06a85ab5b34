import Foundation

/// A question, one cut short that is asked behind it, and the passages of which one answers both together.
public struct FollowUpCase: Decodable, Sendable {
    public var language: String
    public var first: String
    public var then: String
    public var passages: [String]

    /// Of `Tests/Data/follow-ups.jsonl`.
    public static func all() throws -> [FollowUpCase] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Data/follow-ups.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(FollowUpCase.self, from: Data($0.utf8)) }
    }
}
