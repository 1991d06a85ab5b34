import CLlama
import TestSupport
import Testing

@testable import Inference

/// `Sources/CLlama/products/attention.cpp`, as the engine calls it.
@Suite("Attention over the cache", .enabled(if: OwnKernels.attend, "this processor has no AVX-512 VNNI"))
struct AttentionTests {
    private static let heads = 6
    private static let keyHeads = 2
    private static let width = 64

    /// Tokens of two consultations whose cells lie between each other's.
    private struct Case {
        var tokens: Int
        var cells: Int
        var queries: [Float]
        var keys: [Float]
        var values: [Float]
        /// By tokens, then cells.
        var seen: [Bool]

        init(tokens: Int, cells: Int) {
            var generator = SeededGenerator(seed: 3)
            // Sixteen bits hold these exactly.
            func numbers(_ count: Int) -> [Float] {
                (0..<count).map { _ in Float(Int(generator.below(257)) - 128) / 64 }
            }
            (self.tokens, self.cells) = (tokens, cells)
            queries = numbers(heads * tokens * width)
            keys = numbers(keyHeads * cells * width)
            values = numbers(keyHeads * cells * width)
            let owners = (0..<cells).map { _ in generator.below(3) }
            seen = (0..<tokens).flatMap { token in
                (0..<cells).map { owners[$0] == token % 2 && $0 < cells - 2 * (tokens - token) }
            }
        }

        /// By tokens, heads and the numbers of a head; nil where the engine alone has computed it.
        func attended(threads: Int32 = 1) -> [Float]? {
            var out = [Float](repeating: 0, count: tokens * heads * width)
            let shape = cllama_attention_shape(
                tokens: Int32(tokens), heads: Int32(heads), cells: Int32(cells), key_heads: Int32(keyHeads),
                width: Int32(width))
            return unsafe cllama_attend(shape, queries, keys, values, seen, threads, &out) ? out : nil
        }

        /// The same of one of the tokens.
        func alone(_ token: Int) -> Case {
            var one = self
            one.tokens = 1
            one.queries = (0..<heads).flatMap { Self.row($0 * tokens + token, of: queries) }
            one.seen = Array(seen[token * cells..<(token + 1) * cells])
            return one
        }

        /// The same with no other cells than those that it sees.
        func without(others token: Int) -> Case {
            var one = alone(token)
            let kept = (0..<cells).filter { one.seen[$0] }
            func picked(_ numbers: [Float]) -> [Float] {
                (0..<keyHeads).flatMap { head in kept.flatMap { Self.row(head * cells + $0, of: numbers) } }
            }
            (one.keys, one.values) = (picked(keys), picked(values))
            (one.cells, one.seen) = (kept.count, kept.map { _ in true })
            return one
        }

        /// One token's and head's by the definition, with numbers of eight bytes.
        func defined(_ token: Int, _ head: Int) -> [Double] {
            let keyHead = head / (heads / keyHeads)
            let query = Self.row(head * tokens + token, of: queries)
            let scores = (0..<cells).map { cell in
                let key = Self.row(keyHead * cells + cell, of: keys)
                let products = zip(query, key).map { Double($0) * Double($1) }
                return products.reduce(0, +) / Double(width).squareRoot()
            }
            let seen = (0..<cells).filter { self.seen[token * cells + $0] }
            let most = seen.map { scores[$0] }.max() ?? 0
            let weights = seen.map { exponential(scores[$0] - most) }
            let sum = weights.reduce(0, +)
            var mixed = [Double](repeating: 0, count: width)
            for (cell, weight) in zip(seen, weights) {
                let value = Self.row(keyHead * cells + cell, of: values)
                for (at, number) in value.enumerated() { mixed[at] += weight / sum * Double(number) }
            }
            return mixed
        }

        private static func row(_ at: Int, of numbers: [Float]) -> ArraySlice<Float> {
            numbers[at * width..<(at + 1) * width]
        }

        private func exponential(_ x: Double) -> Double {
            // Without Foundation's: a series of x / 1024, squared ten times.
            let small = x / 1024
            var term = 1.0
            var sum = 1.0
            for index in 1..<12 {
                term *= small / Double(index)
                sum += term
            }
            return (0..<10).reduce(sum) { power, _ in power * power }
        }
    }

    private static let size = heads * width

    @Test("is what its definition gives, for one token and for many, within one span of keys and beyond")
    func isRight() throws {
        for (tokens, cells) in [(1, 40), (1, 1500), (7, 600), (70, 300)] {
            let given = Case(tokens: tokens, cells: cells)
            let out = try #require(given.attended(threads: 2))
            for token in Set([0, tokens / 2, tokens - 1]) {
                for head in 0..<Self.heads {
                    let expected = given.defined(token, head)
                    let start = token * Self.size + head * Self.width
                    let error = zip(out[start..<start + Self.width], expected).map { abs(Double($0) - $1) }.max() ?? 1
                    #expect(error < 1e-5, "\(tokens) tokens, \(cells) cells, token \(token), head \(head)")
                }
            }
        }
    }

    @Test(
        "is the same to the last bit alone and with others, by any number of threads, and whatever lies between its cells"
    )
    func isExact() throws {
        for (tokens, cells) in [(2, 1500), (16, 2100), (40, 700)] {
            let given = Case(tokens: tokens, cells: cells)
            let out = try #require(given.attended())
            for threads: Int32 in [2, 3, 8] { #expect(given.attended(threads: threads) == out) }
            for token in [0, 1, tokens / 2, tokens - 1] {
                let own = out[token * Self.size..<(token + 1) * Self.size]
                for threads: Int32 in [1, 4] {
                    #expect(try #require(given.alone(token).attended(threads: threads))[...] == own)
                    #expect(try #require(given.without(others: token).attended(threads: threads))[...] == own)
                }
            }
        }
    }

    @Test("isn't a number where a key that is seen isn't, and leaves the tokens alone that don't see it")
    func damage() throws {
        var given = Case(tokens: 2, cells: 700)
        let sound = try #require(given.attended())
        let cell = try #require((0..<given.cells).first { given.seen[$0] })
        for head in 0..<Self.keyHeads { given.keys[(head * given.cells + cell) * Self.width + 5] = .nan }
        let out = try #require(given.attended())
        #expect(out[..<Self.size].allSatisfy(\.isNaN) && out[Self.size...] == sound[Self.size...])
        // A whole span of them behind sound ones, too.
        var late = Case(tokens: 1, cells: 3000)
        late.keys = late.keys.enumerated().map { $0.offset / Self.width % late.cells < 1600 ? $0.element : .nan }
        #expect(try #require(late.attended()).allSatisfy(\.isNaN))
        #expect(try #require(late.attended(threads: 3)).allSatisfy(\.isNaN))
        given.seen = given.seen.map { _ in false }
        #expect(try #require(given.attended()).allSatisfy { $0 == 0 })
    }
}
