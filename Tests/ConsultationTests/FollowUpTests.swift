import TestSupport
import Testing

@testable import Consultation

@Suite("A question cut short is read with the ones before it")
struct FollowUpTests {
    @Test(
        "What says too little by itself leans on what was asked before",
        arguments: [
            "And in pregnancy?", "What about someone with heart failure?", "How about older adults with CKD?", "Why?",
            "How often?", "In children?", "Is it safe in pregnancy?", "Should they be treated too?",
            "And if eGFR is 25?",
            "But with a history of stroke?", "那孕妇呢？", "老年人呢", "那么多久复查一次？", "如果是孕妇？", "为什么？", "它有什么禁忌？",
            "这个药能和阿司匹林一起用吗？", "那如果合并心衰？", "换成胰岛素可以吗？",
        ])
    func leans(_ question: String) { #expect(FollowUp.leans(question)) }

    @Test(
        "A whole question stands by itself",
        arguments: [
            "What is the HbA1c target in frail older adults?", "Metformin dose?",
            "And which LDL-C goal applies to an adult with very high risk?",
            "Why is metformin contraindicated below eGFR 30?",
            "Does this patient need a statin?", "In whom should blood pressure drugs be started at 130/80?",
            "那格列奈的剂量是多少？", "高血压患者的血压控制目标是多少？", "为什么eGFR低于30禁用二甲双胍？", "糖尿病怎么诊断？",
            "二甲双胍", "", "？", "And this? " + String(repeating: "note\n", count: 100_000),
        ])
    func stands(_ question: String) { #expect(!FollowUp.leans(question)) }

    @Test("Of each pair of questions the second leans and the first doesn't, in both languages")
    func pairs() throws {
        for pair in try FollowUpCase.all() {
            #expect(FollowUp.leans(pair.then), "\(pair.then)")
            #expect(!FollowUp.leans(pair.first), "\(pair.first)")
        }
    }

    @Test("It leans on the last one that stands by itself, over those that lean themselves, and no further")
    func chain() {
        let whole = "What are the diagnostic cut-offs for diabetes?"
        let asked = ["What is the LDL-C goal?", whole, "And in pregnancy?"]
        #expect(FollowUp("And how often?", after: asked).before == [whole, "And in pregnancy?"])
        #expect(FollowUp("And in pregnancy?", after: [whole]).before == [whole])
        #expect(FollowUp(whole, after: asked).before.isEmpty)
        #expect(FollowUp("Why?", after: []).before.isEmpty)
        #expect(FollowUp("Why?", after: Array(repeating: "And then?", count: 9)).before.count == 3)
        #expect(FollowUp("Why?", after: [String(repeating: "a", count: 100_000)]).before.first?.count == 300)
    }
}
