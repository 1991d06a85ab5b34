/// What computing several tokens at once costs, in times of what one costs, learnt from the steps that are computed.
///
/// It depends on the machine: where memory is slow, reading the weights is most of a step, and a few more tokens cost hardly
/// anything; where it is quick, each costs its share of the computing.
struct StepCosts: Sendable {
    /// Numbers of tokens that are measured; what lies between them is taken from its neighbours.
    static let counts = [2, 3, 4, 6, 8, 12, 16]

    private let calibrated: [Int: Double]
    /// Of one token, lately.
    private var seconds: Double?
    private var costs: [Int: (cost: Double, step: Int)] = [:]
    private var steps = 0

    /// A figure that is older is tried anew: other programs come and go.
    private static let stays = 400
    private static let weight = 0.25
    /// Of each further token, until it is known: so little that it is tried.
    private static let foreseen = 0.25

    private let learns: Bool

    /// - Parameters:
    ///   - steps: as measured before; nil: they are tried.
    ///   - learns: whether they follow what is noted
    init(_ steps: [Calibration.Step]? = nil, learns: Bool = true) {
        self.learns = learns
        calibrated = Dictionary((steps ?? []).map { ($0.tokens, $0.cost) }) { $1 }
    }

    /// Notes that so many tokens of one answer were computed in so many seconds.
    mutating func note(_ seconds: Double, tokens: Int) {
        guard learns else { return }
        steps += 1
        guard tokens > 1 else {
            self.seconds = Self.mean(self.seconds, seconds)
            return
        }
        guard let one = self.seconds else { return }
        costs[tokens] = (Self.mean(known(tokens), seconds / one), steps)
    }

    /// In times of one token's; never less than 1.
    func cost(of tokens: Int) -> Double {
        guard tokens > 1 else { return 1 }
        if let known = known(tokens) { return max(1, known) }
        let below = (2..<tokens).last { known($0) != nil } ?? 1
        let low = below > 1 ? cost(of: below) : 1
        guard let above = (tokens...max(tokens, Self.counts.last ?? tokens)).first(where: { known($0) != nil }) else {
            return low + Self.foreseen * Double(tokens - below)
        }
        return low + (cost(of: above) - low) * Double(tokens - below) / Double(above - below)
    }

    private func known(_ tokens: Int) -> Double? {
        costs[tokens].flatMap { steps - $0.step < Self.stays ? $0.cost : nil } ?? calibrated[tokens]
    }

    private static func mean(_ before: Double?, _ now: Double) -> Double {
        before.map { $0 + weight * (now - $0) } ?? now
    }

    /// How many guesses bring the most tokens in the time; 0 where none gains.
    /// - Parameters:
    ///   - probabilities: of each guess, where all before it are right
    ///   - stake: what may be lost where all of them are wrong, in times of one token's
    func bestGuesses(_ probabilities: [Double], stake: Double = .infinity) -> Int {
        var best = (guesses: 0, gain: Self.leastGain)
        // The next token, and as many guesses as are right before the first wrong one.
        var (expected, all) = (1.0, 1.0)
        for (index, probability) in probabilities.enumerated() {
            all *= probability
            expected += all
            let cost = cost(of: index + 2)
            let gain = expected / cost
            if gain > best.gain, cost - 1 <= stake { best = (index + 1, gain) }
        }
        return best.guesses
    }

    /// A smaller gain is less than costs are known by.
    private static let leastGain = 1.05
}
