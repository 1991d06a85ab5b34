import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("A question that no passage can answer is told apart from its form")
struct QuestionReviewTests {
    @Test(
        "One person's value, without a chart",
        arguments: [
            "What is my latest HbA1c?", "What was the patient's most recent potassium?", "我最近一次血脂是多少？",
            "患者上次的肌酐是多少", "最近一次他的血红蛋白结果是多少？",
        ])
    func ownValue(question: String) { #expect(AskedForm.ownValue.matches(question)) }

    @Test(
        "One person's fate",
        arguments: [
            "What is the exact cure rate for my lung nodule?", "How long do I have left to live?", "我这个结节的确切治愈率是多少？",
            "我爸还能活多久？",
        ])
    func ownFate(question: String) { #expect(AskedForm.ownFate.matches(question)) }

    @Test(
        "A calculation to be carried out",
        arguments: ["Calculate the eGFR", "work out her CHA2DS2-VASc for me", "帮我算eGFR", "请计算体重指数"])
    func calculation(question: String) { #expect(AskedForm.calculation.matches(question)) }

    @Test(
        "A question that takes something for granted",
        arguments: [
            "Why is tamoxifen given for iron deficiency?", "Which guideline recommends tamoxifen for iron deficiency?",
            "为什么缺铁要用他莫昔芬？", "哪个指南推荐他莫昔芬治疗缺铁？",
        ])
    func presupposition(question: String) { #expect(AskedForm.presupposition.matches(question)) }

    @Test(
        "Plain clinical questions have none of these forms",
        arguments: [
            "What HbA1c target suits a frail older adult?", "My patient takes metformin, eGFR 38, what dose?",
            "How is eGFR calculated?", "What is the current ADA target?",
            "How long should dual antiplatelet therapy last?",
            "eGFR 38 时二甲双胍怎么用？", "肌酐清除率怎么计算？", "目前推荐的血压目标是多少？", "算高血压吗，血压138/86？",
            "65岁肺结节6mm多久复查？",
        ])
    func plain(question: String) {
        for form in [AskedForm.ownValue, .ownFate, .calculation, .presupposition] {
            #expect(!form.matches(question), "\(form)")
        }
    }

    @Test("Words formed like a drug's name are found in both languages, with nothing that stands before them")
    func drugLike() {
        #expect(
            DrugLikeName.all(in: "Dose of zorvelimab, and of Atorvastatin, in April?") == [
                "zorvelimab", "Atorvastatin",
            ])
        #expect(DrugLikeName.all(in: "新药“泽伐利单抗”治疗银屑病的剂量？") == ["泽伐利单抗"])
        #expect(DrugLikeName.all(in: "患者服用瑞舒伐他汀和氨氯地平") == ["瑞舒伐他汀", "氨氯地平"])
        #expect(DrugLikeName.all(in: "How is iron deficiency treated? 缺铁怎么治？").isEmpty)
    }

    // MARK: In a turn

    /// Speaks of the names it is given and of nothing else.
    private struct Speaking: EvidenceSource {
        var names: Set<String>

        func search(
            _ query: String, specialties: [String]?, limit: Int, context: SearchContext
        ) async throws -> SearchResponse {
            SearchResponse(results: [], isOnSubject: true, elapsedMilliseconds: 1)
        }

        func count(naming groups: [[String]]) async throws -> Int {
            groups.allSatisfy { !names.isDisjoint(with: $0) } ? 1 : 0
        }
    }

    private func review(
        _ question: String, speaking names: Set<String> = [], patient: Patient? = nil, concepts: [NamedConcept] = []
    ) async throws -> Abstention.Reason? {
        let grove = try Grove.load(from: Repository.prompts)
        let review = QuestionReview(safety: try grove.medication, evidence: Speaking(names: names))
        let request = TurnRequest(
            question: question, patient: patient, session: SessionID(), now: Date(timeIntervalSince1970: 1_790_000_000))
        return try await review.objection(to: request, concepts: concepts, computed: [])
    }

    @Test("A drug that nobody has heard of is named as unknown; one that a passage names is not")
    func unknown() async throws {
        #expect(try await review("Dose of zorvelimab in psoriasis?") == .unknownName("zorvelimab"))
        #expect(try await review("泽伐利单抗治疗银屑病的剂量？") == .unknownName("泽伐利单抗"))
        #expect(try await review("Dose of zorvelimab in psoriasis?", speaking: ["zorvelimab"]) == nil)
    }

    @Test("A known drug is not answered for where the library never speaks of it")
    func unspoken() async throws {
        #expect(try await review("Dose of atorvastatin?") == .unknownName("atorvastatin"))
        #expect(try await review("Dose of atorvastatin?", speaking: ["atorvastatin"]) == nil)
    }

    @Test("What a question takes for granted must stand somewhere")
    func premise() async throws {
        let anaemia = NamedConcept(english: "Iron deficiency", chinese: "缺铁", passages: [:])
        let question = "Why is atorvastatin given for iron deficiency?"
        let objection = try await review(question, speaking: ["atorvastatin"], concepts: [anaemia])
        #expect(objection == .unsaid(drug: "atorvastatin", condition: anaemia))
        #expect(try await review(question, speaking: ["atorvastatin", "缺铁"], concepts: [anaemia]) == nil)
    }

    @Test("A patient's own value is asked for in vain without a chart, and a calculation without its inputs")
    func missing() async throws {
        #expect(try await review("What is my latest HbA1c?") == .noPatient)
        #expect(try await review("What is my latest HbA1c?", patient: .example) == nil)
        #expect(try await review("Calculate the CHA2DS2-VASc score") != nil)
    }

    @Test(
        "Every reason is worded in every script",
        arguments: [Language.english, .simplifiedChinese, .traditionalChinese])
    func wording(language: Language) throws {
        let abstention = Abstention(grove: try Grove.load(from: Repository.prompts))
        let concept = NamedConcept(english: "Iron deficiency", chinese: "缺铁", passages: [:])
        let reasons: [Abstention.Reason] = [
            .offSubject, .otherField(pinned: "diabetes", other: "lipids"), .futureEdition(year: 2031), .noPatient,
            .missingInputs(tool: "cha2ds2-vasc"), .ownFate, .unknownName("X"), .unsaid(drug: "X", condition: concept),
        ]
        let messages = reasons.map { abstention.message($0, language: language) }
        #expect(Set(messages).count == reasons.count)
        for message in messages { #expect(message.contains(where: \.isHan) == language.isChinese) }
    }
}
