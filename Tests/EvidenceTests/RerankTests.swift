import Testing

@testable import Evidence

@Suite("The rerank of the first passages")
struct RerankTests {
    private let rerank = Rerank()

    private func candidate(
        _ organisation: String = "A", year: Int? = 2024, edition: Edition = .current,
        status: EvidenceStatus = .verified, replacement: Int64? = nil, words: String = ""
    ) -> Rerank.Candidate {
        Rerank.Candidate(
            organisation: organisation, year: year, edition: edition, status: status, replacement: replacement,
            words: PassageWords(body: words))
    }

    private func fused(_ scores: [(Int64, Double)]) -> [Fusion.Ranked] {
        scores.map { Fusion.Ranked(row: $0.0, score: $0.1, byMeaning: $0.1) }
    }

    @Test("Among near-equals the verified comes before the secondary, and that before the unverified")
    func status() {
        let near = fused([(1, 0.81), (2, 0.80), (3, 0.80)])
        let known = [1: candidate(status: .unverified), 2: candidate(status: .secondary), 3: candidate()]
        let ranked = rerank.apply(near, known.keyed, for: Rerank.Wish())
        #expect(ranked.map(\.row) == [3, 2, 1])
        #expect(ranked[2].reasons.contains(.unverified))
        let clear = rerank.apply(fused([(1, 0.9), (3, 0.7)]), known.keyed, for: Rerank.Wish())
        #expect(clear.map(\.row) == [1, 3])
    }

    @Test("The organisation and the year that a question names come forward, and a preferred one among equals")
    func organisations() {
        let known = [
            1: candidate("ESC"), 2: candidate("American Diabetes Association"), 3: candidate("ESC", year: 2019),
        ]
        let near = fused([(1, 0.8), (2, 0.78), (3, 0.7)])
        var wish = Rerank.Wish()
        wish.organisations = [["American Diabetes"]]
        #expect(rerank.apply(near, known.keyed, for: wish).first?.row == 2)
        wish.organisations = []
        wish.years = [2019]
        let byYear = rerank.apply(near, known.keyed, for: wish)
        #expect(byYear.first?.row == 3)
        #expect(byYear.first?.reasons == [.meaning(rank: 3), .year(2019)])
        wish.years = []
        wish.context.preferredOrganisations = ["American"]
        #expect(rerank.apply(near, known.keyed, for: wish).first?.row == 2)
    }

    @Test("A superseded passage comes behind the one that replaces it, unless its year is asked for")
    func editions() {
        let known = [1: candidate(year: 2017, edition: .superseded, replacement: 2), 2: candidate(year: 2025)]
        let far = fused([(1, 1), (2, 0.4)])
        let ranked = rerank.apply(far, known.keyed, for: Rerank.Wish())
        #expect(ranked.map(\.row) == [2, 1])
        #expect(ranked[1].reasons.contains(.superseded))
        var wish = Rerank.Wish()
        wish.years = [2017]
        #expect(rerank.apply(far, known.keyed, for: wish).map(\.row) == [1, 2])
    }

    @Test("Concepts and figures of the question tell near-equals apart, and are told")
    func contents() {
        let known = [
            1: candidate(words: "blood pressure"), 2: candidate(words: "ldl cholesterol cholesterol1.8"),
        ]
        var wish = Rerank.Wish()
        wish.concepts = [("LDL cholesterol", ["LDL cholesterol", "低密度脂蛋白胆固醇"].map(Words.asked), 2)]
        wish.figures = ["cholesterol1.8"]
        let ranked = rerank.apply(fused([(1, 0.8), (2, 0.75)]), known.keyed, for: wish)
        #expect(ranked.map(\.row) == [2, 1])
        #expect(ranked[0].reasons.contains(.concepts(["LDL cholesterol"])))
        #expect(ranked[0].reasons.contains(.figures(["cholesterol1.8"])))
    }

    @Test("The chart brings passages about such patients forward, and without a chart nothing moves")
    func chart() throws {
        let lexicon = try Resources.lexicon()
        let body = { (text: String) in Words.indexed(text).joined(separator: " ") }
        let pregnant = body("Pregnant women: in pregnancy, pregnancy targets. 妊娠期目标，孕妇")
        let known = [
            1: candidate(words: body("Targets for most adults")), 2: candidate(words: pregnant),
            3: candidate(words: body("Children and adolescents: in children, a child … 儿童目标，儿童")),
            4: candidate(words: body("Chronic kidney disease, CKD, kidney disease: 慢性肾脏病")),
        ]
        let near = fused([(1, 0.8), (3, 0.79), (2, 0.78), (4, 0.77)])
        func order(_ context: SearchContext) -> [Rerank.Result] {
            var wish = Rerank.Wish()
            wish.populations = Population.Kind.allCases.compactMap { Population($0, lexicon: lexicon) }
            wish.context = context
            return rerank.apply(near, known.keyed, for: wish)
        }
        #expect(order(SearchContext()).map(\.row) == [1, 3, 2, 4])
        let woman = order(SearchContext(age: 31, isPregnant: true))
        #expect(woman.first?.row == 2)
        #expect(woman.first?.reasons.contains(.chart("pregnancy")) == true)
        #expect(woman.last?.row == 3)
        #expect(woman.last?.reasons.contains(.otherPatients("child")) == true)
        #expect(order(SearchContext(age: 9)).first?.row == 3)
        let kidney = order(SearchContext(age: 70, kidneyStage: 4))
        #expect(kidney.first?.row == 4)
        #expect(kidney.first?.reasons.contains(.chart("ckd-4")) == true)
    }

    @Test(
        "A passage about those who are not pregnant isn't about pregnancy",
        arguments: [
            ("The goal in pregnancy is lower.", true), ("Cut-offs in non-pregnant people", false), ("妊娠期目标更低", true),
            ("非妊娠成人的诊断切点", false),
        ])
    func denied(text: String, isAbout: Bool) throws {
        let population = try #require(Population(.pregnancy, lexicon: try Resources.lexicon()))
        let words = PassageWords(body: Words.indexed(text).joined(separator: " "))
        #expect((words.strength(of: population) > 0) == isAbout)
    }
}

extension [Int: Rerank.Candidate] {
    fileprivate var keyed: [Int64: Rerank.Candidate] {
        [Int64: Rerank.Candidate](uniqueKeysWithValues: map { (Int64($0.key), $0.value) })
    }
}
