/// What computing several tokens at once costs, in times of what one costs, learnt from the steps that are computed.
///
/// It depends on the machine: where memory is slow, reading the weights is most of a step, and two tokens cost hardly more than one;
/// where it is quick they cost twice as much, and guessing the second gains nothing.
struct StepCosts: Sendable {
    /// Numbers of tokens that are worth comparing: the engine's kernels take them in such blocks.
    static let counts = [2, 3, 4, 8, 16]

    private let calibrated: [Int: Double]
    /// Of one token, lately.
    private var seconds: Double?
    private var costs: [Int: (cost: Double, step: Int)] = [:]
    private var steps = 0

    /// A figure that is older is tried anew: other programs come and go.
    private static let stays = 400
    private static let weight = 0.25
    /// Until it is known: so little that it is tried.
    private static let foreseen = 0.4

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
        return max(1, known(tokens) ?? (1 + Self.foreseen * Double(tokens - 1)))
    }

    private func known(_ tokens: Int) -> Double? {
        costs[tokens].flatMap { steps - $0.step < Self.stays ? $0.cost : nil } ?? calibrated[tokens]
    }

    private static func mean(_ before: Double?, _ now: Double) -> Double {
        before.map { $0 + weight * (now - $0) } ?? now
    }

    /// How many guesses, of at most `most`, bring the most tokens in the time, where each is right with so much probability; 0
    /// where none gains.
    func bestGuesses(most: Int, probability: Double) -> Int {
        var best = (guesses: 0, gain: Self.leastGain)
        for count in Self.counts where count - 1 <= most {
            // The next token, and as many guesses as are right before the first wrong one.
            let expected = (1 - pow(probability, count)) / (1 - min(probability, 0.999))
            let gain = expected / cost(of: count)
            if gain > best.gain { best = (count - 1, gain) }
        }
        return best.guesses
    }

    /// A smaller gain isn't worth the risk.
    private static let leastGain = 1.2

    private func pow(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }
}
