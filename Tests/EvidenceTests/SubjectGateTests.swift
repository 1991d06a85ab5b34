import Foundation
import Testing

@testable import Evidence

@Suite(
    "The decision whether a question is on the library's subjects",
    .enabled(if: Resources.hasModel && Resources.hasQuestions, "needs the embedding model and ../shared/eval"))
struct SubjectGateTests {
    struct Row: Encodable {
        var id: String
        var language: String
        var specialty: String
        var isHeldOut: Bool
        var text: String
        var signs: SubjectGate.Signs
    }

    /// Writes the signs of every question to the file that XINGLIN_SIGNS names: what the weights are fitted on.
    @Test("At most 3 % of answerable questions are refused, and most questions of other specialties are")
    func errorRates() async throws {
        let library = try await PackLibrary.shared.opened().library
        let packs = Resources.packs.map(\.specialty)
        var rows: [Row] = []
        var refused = (own: 0, ownAll: 0, other: 0, otherAll: 0)
        for asked in try Asked.all() {
            let signs = try await library.find(asked.text, specialties: nil).signs
            let isRefused = !SubjectGate().judge(signs).isOnSubject
            if packs.contains(asked.specialty) {
                refused.ownAll += 1
                refused.own += isRefused ? 1 : 0
            } else {
                refused.otherAll += 1
                refused.other += isRefused ? 1 : 0
            }
            rows.append(
                Row(
                    id: asked.id, language: asked.language, specialty: asked.specialty, isHeldOut: asked.isHeldOut,
                    text: asked.text, signs: signs))
        }
        if let path = ProcessInfo.processInfo.environment["XINGLIN_SIGNS"] {
            try JSONEncoder().encode(rows).write(to: URL(filePath: path))
        }
        print("refused: \(refused.own) of \(refused.ownAll) answerable, \(refused.other) of \(refused.otherAll) others")
        #expect(Double(refused.own) <= 0.03 * Double(refused.ownAll))
        #expect(Double(refused.other) >= 0.5 * Double(refused.otherAll))
    }

    @Test(
        "What has nothing to do with medicine is refused",
        arguments: [
            "Which stock should I buy this week?", "Write me a poem about the autumn moon", "今天晚上吃什么好？",
            "帮我写一段Python代码排序数组", "Who won the football match yesterday?", "明天北京天气怎么样",
        ])
    func offTopic(_ question: String) async throws {
        let response = try await PackLibrary.shared.opened().library.search(question)
        #expect(!response.isOnSubject, "probability \(response.subjectProbability)")
    }

    @Test(
        "Plain questions on the packs' subjects are taken",
        arguments: [
            "What is the HbA1c target for most adults?", "高血压的诊断标准是什么？", "LDL goal after a heart attack",
            "妊娠期糖尿病什么时候筛查", "a1c", "降脂药吃了肌肉痛怎么办",
        ])
    func onSubject(_ question: String) async throws {
        let response = try await PackLibrary.shared.opened().library.search(question)
        #expect(response.isOnSubject, "probability \(response.subjectProbability)")
    }
}
