import Foundation
import Testing

@testable import Consultation

/// The development set of claims, corrupted claims and unrelated passages; skipped where the data isn't there.
@Suite("The checker tells supported, corrupted and unrelated claims apart")
struct ClaimSupportTests {
    struct Claim: Decodable {
        var kind: String
        var passage: String
        var claim: String
        var label: String
    }

    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/eval/attribution/claim_support.jsonl").standardized

    static let isThere = FileManager.default.fileExists(atPath: file.path)

    static func claims() throws -> [Claim] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Claim.self, from: Data($0.utf8)) }
    }

    @Test(
        "Corrupted figures are found and true claims pass, at the rates last measured",
        .enabled(if: isThere, "needs ../shared/eval"))
    func rates() throws {
        let claims = try Self.claims()
        func share(_ kind: String, _ label: String, _ verdicts: (Verdict) -> Bool) -> Double {
            let pool = claims.filter { $0.kind == kind && $0.label == label }
            return Double(pool.filter { verdicts(verdict($0)) }.count) / Double(pool.count)
        }
        let corruptedFound = share("number", "contradicted") { $0 == .numberNotInEvidence }
        let trueFlagged = share("number", "supported") { $0 != .supported }
        let unrelatedPassed = share("unrelated", "not_supported") { $0 == .supported }
        let opposite = CheckWording(language: .english).contradicted
        let negated = claims.filter { $0.kind == "negation" && $0.label == "contradicted" }
        let negationsFound = Double(negated.count { Self.checked($0).detail == opposite }) / Double(negated.count)
        let affirmed = claims.filter { $0.label == "supported" }
        let affirmedFlagged = Double(affirmed.count { Self.checked($0).detail == opposite }) / Double(affirmed.count)
        print("claims: turned round found \(negationsFound), true claims called opposite \(affirmedFlagged)")
        #expect(negationsFound >= 0.8)
        #expect(affirmedFlagged == 0)
        print(
            "claims: corrupted figures found \(corruptedFound), true claims flagged \(trueFlagged), "
                + "unrelated passed \(unrelatedPassed)")
        #expect(corruptedFound >= 0.9)
        #expect(trueFlagged <= 0.1)
        #expect(unrelatedPassed <= 0.05)
    }

    private func verdict(_ claim: Claim) -> Verdict { Self.checked(claim).verdict }

    static func checked(_ claim: Claim) -> CheckedSentence {
        let passage = Citation(
            n: 1, passage: "p", guideline: "", organisation: "", year: nil, section: nil, grade: nil, edition: .current,
            status: "verified", url: nil, text: claim.passage, alternatives: [claim.passage], score: 1)
        return Checker(citations: [passage], question: "", language: .english).check(sentence: claim.claim)
    }
}
