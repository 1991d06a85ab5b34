import Foundation
import Inference
import Testing

@testable import Consultation

/// What the model's own yes or no is worth as a check, beside the rules. Slow, so only when asked for:
/// `XINGLIN_ENTAILMENT=MODEL.gguf swift test --filter EntailmentTests`. `Tests/Data/phrasing.md` keeps what it gave.
@Suite("Whether a model's own yes or no tells supported and turned-round claims apart")
struct EntailmentTests {
    private static let model = ProcessInfo.processInfo.environment["XINGLIN_ENTAILMENT"]

    /// A claim's log-odds that its passage says it.
    private struct Judged {
        var claim: ClaimSupportTests.Claim
        var odds: Double
        var isFoundByRules: Bool
    }

    @Test(
        "The log-odds of yes are measured on the development claims",
        .enabled(if: model != nil, "set XINGLIN_ENTAILMENT to a model's file"),
        .enabled(if: ClaimSupportTests.isThere, "needs ../shared/eval"))
    func measured() async throws {
        let manager = try await SessionManager.load(URL(filePath: try #require(Self.model)))
        var judged: [Judged] = []
        for claim in try ClaimSupportTests.claims() {
            let odds = try await Self.odds(claim, manager)
            judged.append(
                Judged(claim: claim, odds: odds, isFoundByRules: ClaimSupportTests.checked(claim).verdict != .supported)
            )
        }
        let affirmed = judged.filter { $0.claim.label == "supported" }.map(\.odds).sorted()
        // One in twenty true claims may be flagged.
        let threshold = affirmed[affirmed.count / 20]
        print("entailment: threshold \(threshold), \(affirmed.count) true claims")
        for kind in ["number", "negation", "unrelated"] {
            let wrong = judged.filter { $0.claim.kind == kind && $0.claim.label != "supported" }
            let below = wrong.filter { $0.odds < threshold }
            let pairs = wrong.flatMap { one in affirmed.map { $0 > one.odds ? 1.0 : 0 } }
            let both = wrong.count { $0.odds < threshold || $0.isFoundByRules }
            print(
                "entailment: \(kind): \(wrong.count) wrong claims, model \(below.count), rules "
                    + "\(wrong.count(where: \.isFoundByRules)), either \(both), area under the curve "
                    + "\(pairs.reduce(0, +) / Double(pairs.count))")
            #expect(!wrong.isEmpty)
        }
    }

    /// ln P(yes) − ln P(no): each is forced by a grammar in turn, and its probability is the model's own.
    private static func odds(_ claim: ClaimSupportTests.Claim, _ manager: SessionManager) async throws -> Double {
        let messages: [ChatMessage] = [
            .system(
                "You compare a claim with a passage. Answer with one word: yes if the passage says so, no if it doesn't or says otherwise."
            ),
            .user("Passage: \(nearest(claim))\n\nClaim: \(claim.claim)\n\nDoes the passage say so?"),
        ]
        let session = manager.openSession()
        var logarithms: [Double] = []
        for word in ["yes", "no"] {
            let options = GenerationOptions(maxTokens: 1, grammar: "root ::= \"\(word)\"")
            for try await event in manager.generate(messages, session: session, options: options) {
                if case .token(let token) = event { logarithms.append(log(max(token.probability, 1e-12))) }
            }
        }
        await manager.close(session)
        try #require(logarithms.count == 2)
        return logarithms[0] - logarithms[1]
    }

    /// The passage's sentence that has most of the claim, with its neighbours: a small model loses itself in more.
    private static func nearest(_ claim: ClaimSupportTests.Claim) -> String {
        let terms = Terms(claim.claim)
        let sentences = Sentences.split(claim.passage)
        let shares = sentences.map { terms.coverage(by: Terms($0)) }
        guard let best = shares.indices.max(by: { shares[$0] < shares[$1] }) else { return claim.passage }
        return sentences[max(0, best - 1)...min(sentences.count - 1, best + 1)].joined(separator: " ")
    }
}
