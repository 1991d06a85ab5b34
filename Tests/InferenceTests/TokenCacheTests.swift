import Testing

@testable import Inference

@Suite struct TokenCacheTests {
    private func cache(_ tokens: [Int32], chunk: Int = 4) -> TokenCache {
        var cache = TokenCache(chunkSize: chunk)
        var position = 0
        while position < tokens.count {
            let end = cache.chunkEnd(from: position, total: tokens.count)
            cache.append(tokens[position..<end])
            position = end
        }
        return cache
    }

    @Test("the longest common prefix is reused, but one token is always computed")
    func longest() {
        let cache = cache([1, 2, 3, 4, 5, 6])
        #expect(cache.reusable(for: [1, 2, 3, 9], .longest) == 3)
        #expect(cache.reusable(for: [1, 2, 3, 4, 5, 6, 7, 8], .longest) == 6)
        #expect(cache.reusable(for: [1, 2, 3, 4, 5, 6], .longest) == 5)
        #expect(cache.reusable(for: [9, 2, 3], .longest) == 0)
        #expect(cache.reusable(for: [1], .longest) == 0)
        #expect(cache.reusable(for: [], .longest) == 0)
        #expect(cache.reusable(for: [1, 2, 3], .none) == 0)
    }

    @Test("exact reuse takes whole chunks that were computed as such")
    func exact() {
        var cache = cache(Array(1...10))
        #expect(cache.exactCount == 8)
        #expect(cache.reusable(for: Array(1...20), .exact) == 8)
        #expect(cache.reusable(for: Array(1...8), .exact) == 4)
        #expect(cache.reusable(for: [1, 2, 3, 4, 5, 9, 9], .exact) == 4)
        // Answer tokens come one by one; they never make an exact chunk.
        for token in Int32(11)...20 { cache.append([token]) }
        #expect(cache.exactCount == 8)
        cache.truncate(to: 6)
        #expect(cache.count == 6 && cache.exactCount == 4)
        var crowded = TokenCache(chunkSize: 4)
        crowded.append([1, 2, 3, 4], isAlone: false)
        #expect(crowded.exactCount == 0)
    }

    @Test("chunks end at multiples of their size, wherever they start")
    func chunks() {
        let cache = TokenCache(chunkSize: 128)
        #expect(cache.chunkEnd(from: 0, total: 1000) == 128)
        #expect(cache.chunkEnd(from: 300, total: 1000) == 384)
        #expect(cache.chunkEnd(from: 384, total: 1000) == 512)
        #expect(cache.chunkEnd(from: 900, total: 1000) == 1000)
    }

    @Test("the ledger gives out sequences, counts tokens and names the session used longest ago")
    func ledger() {
        var ledger = SequenceLedger(capacity: 100, sequences: 2, chunkSize: 4)
        let (a, b, c) = (SessionID(), SessionID(), SessionID())
        #expect(ledger.open(a)?.sequence == 0 && ledger.open(b)?.sequence == 1 && ledger.open(c) == nil)
        ledger.append([1, 2, 3, 4], to: a)
        ledger.append([1, 2, 3, 4, 5], to: b)
        #expect(ledger.usedTokens == 9)
        #expect(ledger[a]?.cache.exactCount == 4 && ledger[b]?.cache.exactCount == 0)
        _ = ledger.open(a)
        #expect(ledger.leastRecentlyUsed(except: [c]) == b)
        #expect(ledger.leastRecentlyUsed(except: [b]) == a)
        #expect(ledger.drop(b) == 1 && ledger.drop(b) == nil)
        #expect(ledger.open(c)?.sequence == 1)
    }
}
