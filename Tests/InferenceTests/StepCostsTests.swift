import Testing

@testable import Inference

@Suite("As many tokens are guessed as gain time on this machine")
struct StepCostsTests {
    private static func costs(_ costs: [Int: Double]) -> StepCosts {
        StepCosts(costs.map { Calibration.Step(tokens: $0.key, cost: $0.value) })
    }

    /// Where reading the weights is most of a step, and where computing is.
    private static let slowMemory = costs([2: 1, 3: 1.2, 4: 1.4, 8: 2.6, 16: 4.1])
    private static let quickMemory = costs([2: 2, 3: 2.8, 4: 3.5, 8: 7.7, 16: 9.9])

    private static func guesses(_ count: Int, _ probability: Double) -> [Double] {
        [Double](repeating: probability, count: count)
    }

    @Test(
        "where further tokens cost little, even doubtful guesses gain; where each costs as much, only long safe ones do"
    )
    func chooses() {
        #expect(Self.slowMemory.bestGuesses(Self.guesses(15, 0.97)) == 15)
        #expect(Self.slowMemory.bestGuesses(Self.guesses(15, 0.6)) == 2)
        #expect(Self.slowMemory.bestGuesses([0.2]) == 1 && Self.slowMemory.bestGuesses([0.02]) == 0)
        #expect(Self.slowMemory.bestGuesses([0.9, 0.9, 0.01]) == 2)
        #expect(Self.quickMemory.bestGuesses(Self.guesses(3, 0.9)) == 0)
        #expect(Self.quickMemory.bestGuesses(Self.guesses(15, 0.97)) == 15)
        #expect(Self.slowMemory.bestGuesses([]) == 0)
        // Never more than may be lost.
        #expect(Self.slowMemory.bestGuesses(Self.guesses(15, 0.97), stake: 0.3) == 2)
        #expect(Self.slowMemory.bestGuesses(Self.guesses(15, 0.97), stake: 0.4) == 3)
        #expect(Self.quickMemory.bestGuesses(Self.guesses(15, 0.97), stake: 0.5) == 0)
    }

    @Test("between two known numbers of tokens costs rise evenly, and beyond them by what is foreseen")
    func between() {
        let costs = Self.costs([4: 1.6, 8: 2.4])
        #expect(abs(costs.cost(of: 2) - 1.2) < 1e-9 && abs(costs.cost(of: 6) - 2) < 1e-9)
        #expect(costs.cost(of: 8) == 2.4 && abs(costs.cost(of: 9) - 2.65) < 1e-9)
        #expect(StepCosts().cost(of: 3) == 1.5 && StepCosts().cost(of: 1) == 1)
    }

    @Test("what isn't known is tried, and given up where it turns out dear, until that is long ago")
    func learns() {
        var costs = StepCosts()
        #expect(costs.bestGuesses([0.9]) == 1)
        costs.note(0.5, tokens: 2)
        #expect(costs.bestGuesses([0.9]) == 1, "without one token's time nothing is known of two")
        costs.note(0.03, tokens: 1)
        costs.note(0.06, tokens: 2)
        #expect(costs.cost(of: 2) == 2 && costs.bestGuesses([0.9]) == 0)
        for _ in 0..<500 { costs.note(0.03, tokens: 1) }
        #expect(costs.bestGuesses([0.9]) == 1)
    }

    @Test("what the steps show goes before what was calibrated, and several tokens never cost less than one")
    func corrects() {
        var costs = Self.slowMemory
        for _ in 0..<20 {
            costs.note(0.03, tokens: 1)
            costs.note(0.06, tokens: 2)
        }
        #expect(abs(costs.cost(of: 2) - 2) < 0.01 && costs.cost(of: 3) == 1.2)
        costs = Self.costs([2: 0.5])
        #expect(costs.cost(of: 2) == 1 && costs.cost(of: 1) == 1)
    }
}

@Suite("How often a guess is right is learnt from those that were verified")
struct GuessOddsTests {
    @Test("the more of what stands before it stands there too, the likelier it is, before anything is learnt")
    func foreseen() {
        let odds = GuessOdds()
        let all = (1...20).map { odds.probability(match: $0) }
        #expect(all[0] < 0.3 && all[15] > 0.9 && all.dropFirst(16).allSatisfy { $0 == all[15] })
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 <= $1 } && odds.probability(match: 0) == all[0])
    }

    @Test("answers that quote raise it and such in words of their own lower it, each for matches of its length alone")
    func learns() {
        var odds = GuessOdds()
        let before = odds.probability(match: 2)
        for _ in 0..<100 { odds.note(match: 3, isRight: true) }
        #expect(odds.probability(match: 3) > 0.95 && odds.probability(match: 2) == before)
        // What is new counts more than what is long ago.
        for _ in 0..<60 { odds.note(match: 3, isRight: false) }
        #expect(odds.probability(match: 3) < 0.25)
        for _ in 0..<10 { odds.note(match: 40, isRight: false) }
        #expect(odds.probability(match: 16) < 0.5)
    }
}
