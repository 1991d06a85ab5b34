import Screen
import Testing

@testable import Terminal

@Suite struct ColorPairsTests {
    private final class Calls {
        var defined: [[Int32]] = []
    }

    @Test("a pair is set up once and then reused")
    func reuses() {
        let calls = Calls()
        var pairs = ColorPairs(capacity: 64) {
            calls.defined.append([$0, $1, $2])
            return true
        }
        for _ in 0..<100 {
            #expect(pairs.number(foreground: .indexed(1), background: .default) == 1)
            #expect(pairs.number(foreground: .indexed(1), background: .indexed(0)) == 2)
            #expect(pairs.number(foreground: .default, background: .default) == 0)
        }
        #expect(calls.defined == [[1, 1, -1], [2, 1, 0]])
    }

    @Test("when no pair is left the background goes first, then the foreground")
    func exhausted() {
        var pairs = ColorPairs(capacity: 3) { _, _, _ in true }
        #expect(pairs.number(foreground: .indexed(1), background: .default) == 1)
        #expect(pairs.number(foreground: .indexed(2), background: .default) == 2)
        #expect(pairs.number(foreground: .indexed(1), background: .indexed(4)) == 1)
        #expect(pairs.number(foreground: .indexed(3), background: .indexed(4)) == 0)
        #expect(pairs.count == 2)
    }

    @Test("a true colour keeps clear of the numbers of the ANSI colours")
    func trueColor() {
        let calls = Calls()
        var pairs = ColorPairs(capacity: 9) {
            calls.defined.append([$1, $2])
            return true
        }
        _ = pairs.number(foreground: .rgb(0, 0, 1), background: .rgb(255, 175, 95))
        #expect(calls.defined == [[8, 0xFFAF5F]])
    }

    @Test("the depth is what the terminal description promises")
    func depth() {
        #expect(ColorDepth(colors: 0, isDirect: false) == .monochrome)
        #expect(ColorDepth(colors: 8, isDirect: false) == .ansi8)
        #expect(ColorDepth(colors: 88, isDirect: false) == .ansi16)
        #expect(ColorDepth(colors: 256, isDirect: false) == .indexed256)
        #expect(ColorDepth(colors: 0x100_0000, isDirect: true) == .trueColor)
    }
}
