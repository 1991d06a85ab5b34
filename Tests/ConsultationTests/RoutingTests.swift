import Evidence
import Foundation
import Testing

@testable import Consultation

@Suite("Routing")
struct RoutingTests {
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    private func response(
        _ specialties: [String], concepts: [NamedConcept] = [], isOnSubject: Bool = true
    ) -> SearchResponse {
        let results = specialties.enumerated().map { index, specialty in
            SearchResult(
                passage: Passage(id: "p\(index)", guideline: "g"),
                guideline: Guideline(id: "g", title: "G", organisation: "O", specialty: specialty), score: 1)
        }
        return SearchResponse(results: results, concepts: concepts, isOnSubject: isOnSubject)
    }

    @Test("The specialty of the first passages is chosen, and says why in both languages")
    func byMeaning() throws {
        let found = response(["haematology", "haematology", "acute-care"])
        let choice = try #require(Routing(grove: grove).choose(pinned: nil, response: found))
        #expect(choice.id == "haematology" && choice.how == .routed)
        #expect(
            choice.reason?.english
                == "2 of the first 3 passages are from Haematology. Passages from Acute care answer too.")
        #expect(choice.reason?.chinese == "前3段中有2段出自“血液科”。急诊与围手术期也有相关段落。")
    }

    @Test("Where the passages are divided, what the question names decides")
    func byNames() throws {
        let name = NamedConcept(english: "INR", chinese: "国际标准化比值", passages: ["haematology": 9, "acute-care": 1])
        let found = response(["acute-care", "haematology", "haematology"], concepts: [name, name])
        let choice = try #require(Routing(grove: grove).choose(pinned: nil, response: found))
        #expect(choice.id == "haematology")
        #expect(choice.reason?.english.contains("names INR") == true)
        #expect(choice.reason?.chinese.contains("问题提到国际标准化比值") == true)
    }

    @Test(
        "A pinned specialty that has nothing says what it covers, and which other has it",
        arguments: [
            (Language.english, "Diabetes mellitus: diagnosis by HbA1c"), (.simplifiedChinese, "糖尿病：糖化血红蛋白"),
        ])
    func covers(_ language: Language, _ about: String) {
        let reason = Abstention.Reason.otherField(pinned: "diabetes", other: "dermatology")
        let message = Abstention(grove: grove).message(reason, language: language)
        #expect(message.contains(about) && message.contains("dermatology"))
    }

    @Test("Names alone choose no specialty, and what is on no subject is nobody's field")
    func nobody() {
        let name = NamedConcept(english: "LDL", chinese: "低密度", passages: ["lipids": 9])
        let routing = Routing(grove: grove)
        #expect(routing.choose(pinned: nil, response: response(["diabetes"], concepts: [name]))?.id == "diabetes")
        #expect(routing.choose(pinned: nil, response: response(["lipids"], isOnSubject: false)) == nil)
        #expect(routing.choose(pinned: nil, response: response([""])) == nil)
    }

    @Test("A pinned specialty is taken as it is, without a reason")
    func pinned() {
        let choice = Routing(grove: grove).choose(pinned: "three-highs", response: response(["dermatology"]))
        #expect(choice == SpecialtyChoice(id: "three-highs", how: .pinned, score: nil))
    }

    @Test("The reason stands in the JSON and survives it")
    func json() throws {
        let choice = SpecialtyChoice(id: "x", how: .routed, score: 0.5, reason: .init(english: "a", chinese: "甲"))
        let data = try JSONEncoder().encode(choice)
        #expect(String(decoding: data, as: UTF8.self).contains("\"reason\""))
        #expect(try JSONDecoder().decode(SpecialtyChoice.self, from: data) == choice)
        let old = Data(#"{"id":"x","how":"routed","score":0.5}"#.utf8)
        #expect(try JSONDecoder().decode(SpecialtyChoice.self, from: old).reason == nil)
    }

    @Test("Where the pinned specialty has nothing and another has, the answer says which")
    func otherField() {
        let abstention = Abstention(grove: grove)
        let reason = abstention.elsewhere(pinned: "diabetes", response: response(["dermatology"]))
        #expect(reason == .otherField(pinned: "diabetes", other: "dermatology"))
        #expect(abstention.message(reason, language: .english).contains("Dermatology has"))
        #expect(abstention.message(reason, language: .traditionalChinese).contains("請選擇專科 dermatology"))
        #expect(abstention.elsewhere(pinned: "diabetes", response: response([], isOnSubject: false)) == .offSubject)
        #expect(abstention.message(.offSubject, language: .simplifiedChinese).contains("不属于我的范围"))
    }
}
