import Testing

@testable import Inference

@Suite("What is cached under one adapter is never another's")
struct AdapterUseTests {
    private let tokens = Array(Int32(1)...12)
    private let plain = AdapterUse(number: 1, start: 0)
    private let other = AdapterUse(number: 2, start: 0)
    private func activated(_ number: Int32, from start: Int) -> AdapterUse { AdapterUse(number: number, start: start) }

    private func cache(under use: AdapterUse) -> TokenCache {
        var cache = TokenCache(chunkSize: 4)
        cache.turn(to: use)
        cache.append(tokens, isAlone: false)
        return cache
    }

    @Test("a plain adapter's tokens are of use to itself alone")
    func plainAdapters() {
        let prompt = tokens + [99]
        #expect(cache(under: plain).reusable(for: prompt, .longest, under: plain) == 12)
        for use in [AdapterUse.base, other] {
            #expect(cache(under: plain).reusable(for: prompt, .longest, under: use) == 0)
            #expect(cache(under: use).reusable(for: prompt, .longest, under: plain) == 0)
        }
        #expect(AdapterUse(number: 0, start: 3) == .base)
    }

    @Test("what stands before an activated adapter's invocation is shared with all that agree so far")
    func activatedAdapters() {
        let prompt = tokens + [99]
        let cache = cache(under: activated(1, from: 5))
        #expect(cache.reusable(for: prompt, .longest, under: activated(1, from: 5)) == 12)
        #expect(cache.reusable(for: prompt, .longest, under: .base) == 5)
        #expect(cache.reusable(for: prompt, .longest, under: activated(2, from: 8)) == 5)
        #expect(cache.reusable(for: prompt, .longest, under: activated(2, from: 3)) == 3)
        // The same adapter, invoked again later: what it wrote then is history now.
        #expect(cache.reusable(for: prompt, .longest, under: activated(1, from: 9)) == 5)
        #expect(cache.reusable(for: prompt, .longest, under: other) == 0)
    }

    @Test("a chunk ends where the adapter comes into play")
    func chunks() {
        let use = activated(1, from: 10)
        #expect(use.chunkEnd(from: 8, to: 16) == 10 && use.chunkEnd(from: 10, to: 16) == 16)
        #expect(use.number(at: 9) == 0 && use.number(at: 10) == 1)
        #expect(plain.chunkEnd(from: 0, to: 16) == 16 && AdapterUse.base.chunkEnd(from: 0, to: 16) == 16)
    }

    @Test("a template is lent as far as both are computed alike")
    func templates() {
        let instructions = Array(Int32(1)...40)
        for (kept, asked, lent) in [
            (AdapterUse.base, AdapterUse.base, 40), (.base, plain, 0), (plain, plain, 40), (plain, .base, 0),
            (plain, other, 0), (activated(1, from: 50), .base, 40),
            (activated(1, from: 50), activated(2, from: 45), 40),
            (activated(1, from: 20), .base, 20),
        ] {
            var ledger = SequenceLedger(capacity: 400, sequences: 2, chunkSize: 4)
            let session = SessionID()
            _ = ledger.open(session)
            ledger.update(session) { $0.turn(to: kept) }
            ledger.append(instructions[...], to: session)
            ledger.addTemplate(instructions[...], of: session)
            let loan = ledger.loan(for: instructions + [77], under: asked, moreThan: 0)
            #expect(loan?.count ?? 0 == lent, "\(kept), \(asked)")
            #expect(ledger.wants(template: instructions[...], under: asked) == (lent < 40))
        }
    }
}
