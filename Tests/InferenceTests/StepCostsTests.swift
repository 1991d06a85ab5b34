import Testing

@testable import Inference

@Suite("As many tokens are guessed as gain time on this machine")
struct StepCostsTests {
    private static func costs(_ costs: [Int: Double]) -> StepCosts {
        StepCosts(costs.map { Calibration.Step(tokens: $0.key, cost: $0.value) })
    }

    /// Where reading the weights is most of a step, and where computing is.
    private static let slowMemory = costs([2: 1.4, 3: 2, 4: 2.4, 8: 5.9, 16: 8])
    private static let quickMemory = costs([2: 2, 3: 2.8, 4: 3.5, 8: 7.7, 16: 9.9])

    @Test(
        "where a second token costs little, guesses gain that are mostly right; where it costs as much, only long ones do"
    )
    func chooses() {
        #expect(Self.slowMemory.bestGuesses(most: 3, probability: 0.9) == 3)
        #expect(Self.slowMemory.bestGuesses(most: 1, probability: 0.9) == 1)
        #expect(Self.slowMemory.bestGuesses(most: 15, probability: 0.3) == 0)
        #expect(Self.quickMemory.bestGuesses(most: 3, probability: 0.95) == 0)
        #expect(Self.quickMemory.bestGuesses(most: 15, probability: 0.97) == 15)
        #expect(Self.quickMemory.bestGuesses(most: 14, probability: 0.97) == 0)
        #expect(Self.slowMemory.bestGuesses(most: 0, probability: 1) == 0)
    }

    @Test("what isn't known is tried, and given up where it turns out dear, until that is long ago")
    func learns() {
        var costs = StepCosts()
        #expect(costs.bestGuesses(most: 1, probability: 0.9) == 1)
        costs.note(0.5, tokens: 2)
        #expect(costs.bestGuesses(most: 1, probability: 0.9) == 1, "without one token's time nothing is known of two")
        costs.note(0.03, tokens: 1)
        costs.note(0.06, tokens: 2)
        #expect(costs.cost(of: 2) == 2 && costs.bestGuesses(most: 1, probability: 0.9) == 0)
        for _ in 0..<500 { costs.note(0.03, tokens: 1) }
        #expect(costs.bestGuesses(most: 1, probability: 0.9) == 1)
    }

    @Test("what the steps show goes before what was calibrated, and several tokens never cost less than one")
    func corrects() {
        var costs = Self.slowMemory
        for _ in 0..<20 {
            costs.note(0.03, tokens: 1)
            costs.note(0.06, tokens: 2)
        }
        #expect(abs(costs.cost(of: 2) - 2) < 0.01 && costs.cost(of: 3) == 2)
        costs = Self.costs([2: 0.5])
        #expect(costs.cost(of: 2) == 1 && costs.cost(of: 1) == 1)
    }
}
