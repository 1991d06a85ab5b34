import CLlama
import TestSupport
import Testing

@testable import Inference

/// What this processor computes by kernels of our own.
enum OwnKernels {
    static let multiply = EngineIdentity.text.contains("products")
    static let attend = EngineIdentity.text.contains("attention")
}

/// Weights are arranged and multiplied by kernels of our own (`Sources/CLlama/products`).
@Suite("A product of weights and tokens", .enabled(if: OwnKernels.multiply, "this processor has no AVX2"))
struct ProductTests {
    /// The types that have products of ours, by their numbers in ggml.h, and columns of a step.
    enum Kind: UInt32, CaseIterable {
        case q41 = 3
        case q8 = 8
        case q4K = 12
        case q6K = 14

        var columns: Int { self == .q41 || self == .q8 ? 32 : 256 }
    }

    static let rows = 48
    static let tokens = 13
    /// What this processor has.
    static let lanes: [Int32] = [8, 16].filter { lanes in
        var weights = [Float](repeating: 1, count: 32 * 16)
        var out = [Float](repeating: 0, count: 16)
        return unsafe cllama_multiply(8, lanes, &weights, 32, 16, [Float](repeating: 1, count: 32), 1, &out)
    }

    private struct Case {
        var columns: Int
        var weights: [Float]
        var tokens: [Float]

        init(_ kind: Kind, steps: Int, seed: UInt64 = 1) {
            var generator = SeededGenerator(seed: seed)
            columns = kind.columns * steps
            weights = (0..<columns * ProductTests.rows).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
            tokens = (0..<columns * ProductTests.tokens).map { _ in Float.random(in: -3...3, using: &generator) }
        }

        /// The products of the first tokens, a row of them for each token, and the weights as they were rounded; nil where this
        /// processor has none.
        func multiplied(_ kind: Kind, lanes: Int32, from first: Int = 0, count: Int) -> (
            out: [Float], weights: [Float]
        )? {
            var weights = weights
            var out = [Float](repeating: 0, count: count * ProductTests.rows)
            let some = Array(tokens[first * columns..<(first + count) * columns])
            let isDone = unsafe cllama_multiply(
                kind.rawValue, lanes, &weights, Int64(columns), Int64(ProductTests.rows), some, Int32(count), &out)
            return isDone ? (out, weights) : nil
        }
    }

    @Test(
        "is what the rounded weights and the tokens give, but for the tokens' rounding to bytes",
        arguments: Kind.allCases)
    func isRight(kind: Kind) throws {
        for steps in [1, 2, 5] {
            let given = Case(kind, steps: steps)
            for lanes in Self.lanes {
                let (out, weights) = try #require(given.multiplied(kind, lanes: lanes, count: Self.tokens))
                var (error, size) = (0.0, 0.0)
                for token in 0..<Self.tokens {
                    for row in 0..<Self.rows {
                        let whole = (0..<given.columns).reduce(0.0) {
                            $0 + Double(weights[row * given.columns + $1])
                                * Double(given.tokens[token * given.columns + $1])
                        }
                        error +=
                            (whole - Double(out[token * Self.rows + row]))
                            * (whole - Double(out[token * Self.rows + row]))
                        size += whole * whole
                    }
                }
                #expect(error < size * 1e-4, "\(kind), \(steps) steps, \(lanes) lanes: \((error / size).squareRoot())")
                // Rounding has left something of the weights.
                #expect(zip(weights, given.weights).allSatisfy { abs($0 - $1) < 0.02 })
            }
        }
    }

    @Test(
        "is the same to the last bit alone and with others, and by registers of eight and of sixteen lanes",
        arguments: Kind.allCases)
    func isExact(kind: Kind) throws {
        let given = Case(kind, steps: 3, seed: 2)
        let all = try Self.lanes.map { try #require(given.multiplied(kind, lanes: $0, count: Self.tokens)).out }
        #expect(all.allSatisfy { $0 == all[0] })
        for lanes in Self.lanes {
            for token in 0..<Self.tokens {
                let alone = try #require(given.multiplied(kind, lanes: lanes, from: token, count: 1)).out
                #expect(alone[...] == all[0][token * Self.rows..<(token + 1) * Self.rows])
            }
        }
    }

    @Test(
        "isn't finite where a token isn't, and leaves the tokens beside it alone; of nothing it is nothing",
        arguments: Kind.allCases)
    func damage(kind: Kind) throws {
        for lanes in Self.lanes {
            for bad in [Float.nan, .infinity, -.infinity] {
                var given = Case(kind, steps: 2)
                let sound = try #require(given.multiplied(kind, lanes: lanes, count: 3)).out
                given.tokens[given.columns + 7] = bad
                let out = try #require(given.multiplied(kind, lanes: lanes, count: 3)).out
                #expect(out[Self.rows..<2 * Self.rows].allSatisfy { !$0.isFinite })
                #expect(
                    out[..<Self.rows] == sound[..<Self.rows] && out[(2 * Self.rows)...] == sound[(2 * Self.rows)...])
                given.tokens = given.tokens.map { _ in 0 }
                #expect(try #require(given.multiplied(kind, lanes: lanes, count: 3)).out.allSatisfy { $0 == 0 })
            }
        }
    }

    @Test("of another type, or of a shape that isn't whole groups, is left to the engine")
    func others() {
        var weights = [Float](repeating: 1, count: 512 * 16)
        let tokens = [Float](repeating: 1, count: 512)
        var out = [Float](repeating: 0, count: 16)
        for lanes in Self.lanes {
            #expect(unsafe !cllama_multiply(2, lanes, &weights, 512, 16, tokens, 1, &out), "Q4_0")
            #expect(unsafe !cllama_multiply(12, lanes, &weights, 512, 15, tokens, 1, &out))
            #expect(unsafe !cllama_multiply(12, lanes, &weights, 480, 16, tokens, 1, &out))
        }
        #expect(unsafe !cllama_multiply(12, 4, &weights, 512, 16, tokens, 1, &out))
    }
}

extension SessionManager {
    /// Sixteen tokens behind a beginning, computed in a few ways.
    fileprivate func expectSameScores(_ text: String, adapter: LlamaAdapter?) throws {
        try context.use(adapter)
        let tokens = try model.tokenize([.text(text)])
        let (beginning, behind) = (tokens[..<40], tokens[40..<56])
        try engineComputes(beginning, at: 0)
        // Which of them is likeliest, and how likely that and a few others are.
        func scores(row: Int) throws -> [Double] {
            let best = try context.choose(TokenChooser(.greedy), row: row)
            return [Double(best.token), best.probability]
                + (try behind.map { try context.probability(of: $0, row: row) })
        }
        var alone: [[Double]] = []
        for (index, token) in behind.enumerated() {
            try engineComputes([token], at: 40 + index, outputs: 1)
            alone.append(try scores(row: -1))
        }
        for count in [2, 3, 8, 16] {
            _ = context.truncate(0, to: 40)
            try engineComputes(behind.prefix(count), at: 40, outputs: count)
            for row in 0..<count { #expect(try scores(row: row - count) == alone[row], "\(row) of \(count)") }
        }
        // An adapter's products with a whole prompt are the engine's: faster, and summed otherwise.
        guard adapter == nil else { return }
        _ = context.truncate(0, to: 0)
        for (index, token) in beginning.enumerated() { try engineComputes([token], at: index) }
        try engineComputes(behind.prefix(1), at: 40, outputs: 1)
        #expect(try scores(row: -1) == alone[0])
    }

    private func engineComputes(_ tokens: ArraySlice<Int32>, at position: Int, outputs: Int = 0) throws {
        let part = LlamaContext.Part(sequence: 0, position: position, tokens: tokens, outputs: outputs)
        let outcome = context.decode([part], watch: CancelWatch([]))
        #expect(outcome == .done)
    }
}

extension EngineTests {
    @Suite struct ExactStepTests {
        private static let text = "The target is below 130/80 mmHg in most adults with diabetes, 多数成人如此。"

        @Test(
            "sixteen tokens at once have the scores that each has alone, to the last bit",
            .enabled(if: OwnKernels.multiply))
        func scores() async throws {
            let manager = try await TestModel.load()
            #expect(manager.model.sumsAlike)
            try await manager.expectSameScores(Self.text + TestModel.longText, adapter: nil)
        }

        @Test("so have they under an adapter", .enabled(if: OwnKernels.multiply))
        func adapter() async throws {
            let manager = try await TestModel.load()
            let source = try await TestAdapters.source("ward", TestAdapters.ward)
            try await manager.expectSameScores(
                Self.text + TestModel.longText, adapter: LlamaAdapter(source, number: 1, model: manager.model))
        }
    }
}
