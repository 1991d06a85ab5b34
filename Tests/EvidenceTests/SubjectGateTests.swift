import Foundation
import Testing

@testable import Evidence

@Suite(
    "The decision whether a question is on the library's subjects",
    .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
struct SubjectGateTests {
    struct Row: Encodable {
        var text: String
        var isOurs: Bool
        /// Those for others in the packs' examinations, and every second one of the rest, only judge the weights.
        var isHeldOut: Bool
        var signs: SubjectGate.Signs
    }

    /// Writes the signs of every question to the file that XINGLIN_SIGNS names: what the weights are fitted on.
    @Test("At most 3 % of what the packs answer is refused, and at least 80 % of what no pack has")
    func errorRates() async throws {
        let library = try await PackLibrary.shared.opened().library
        let examined = try Resources.specialties.flatMap { try Resources.checkQuestions($0) }
        let unrelated = try Resources.unrelatedQuestions()
        var asked =
            examined.enumerated().map { ($1.question, !$1.passages.isEmpty, $1.passages.isEmpty || $0 % 2 == 1) }
            + unrelated.enumerated().map { ($1, false, $0 % 2 == 1) }
        if Resources.hasQuestions { asked += try Asked.all().map { ($0.text, true, true) } }
        var rows: [Row] = []
        for (text, isOurs, isHeldOut) in asked {
            let signs = try await library.find(text, specialties: nil).signs
            rows.append(Row(text: text, isOurs: isOurs, isHeldOut: isHeldOut, signs: signs))
        }
        if let path = ProcessInfo.processInfo.environment["XINGLIN_SIGNS"] {
            try JSONEncoder().encode(rows).write(to: URL(filePath: path))
        }
        for language in ["both", "en", "zh"] {
            let own = rows.filter { $0.isOurs && Self.isIn(language, $0.text) }
            let other = rows.filter { !$0.isOurs && Self.isIn(language, $0.text) }
            let refused = { (rows: [Row]) in rows.filter { !SubjectGate().judge($0.signs).isOnSubject } }
            print(
                "\(language): \(refused(own).count) of \(own.count) ours refused, "
                    + "\(refused(other).count) of \(other.count) others")
            #expect(Double(refused(own).count) <= 0.03 * Double(own.count), "\(refused(own).map(\.text))")
            #expect(Double(refused(other).count) >= 0.8 * Double(other.count))
        }
    }

    private static func isIn(_ language: String, _ text: String) -> Bool {
        language == "both" || (language == "zh") == text.unicodeScalars.contains(where: Folding.isHan)
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
            "妊娠期糖尿病什么时候筛查", "a1c", "降脂药吃了肌肉痛怎么办", "带状疱疹吃什么药？", "INR 6 without bleeding",
            "肺上小结节多久复查", "How long must I fast before surgery?", "怀孕能吃布洛芬吗",
        ])
    func onSubject(_ question: String) async throws {
        let response = try await PackLibrary.shared.opened().library.search(question)
        #expect(response.isOnSubject, "probability \(response.subjectProbability)")
    }
}
