import Testing

@testable import Screen

@Suite struct ColorTests {
    @Test("a colour becomes the nearest that the terminal has")
    func degrades() {
        #expect(Color.rgb(215, 0, 0).degraded(to: .trueColor) == .rgb(215, 0, 0))
        #expect(Color.rgb(215, 0, 0).degraded(to: .indexed256) == .indexed(160))
        #expect(Color.rgb(28, 28, 28).degraded(to: .indexed256) == .indexed(234))
        #expect(Color.rgb(250, 5, 5).degraded(to: .ansi16) == .indexed(9))
        #expect(Color.rgb(255, 215, 95).degraded(to: .ansi8) == .indexed(3))
        #expect(Color.indexed(12).degraded(to: .ansi8) == .indexed(4))
        #expect(Color.indexed(200).degraded(to: .indexed256) == .indexed(200))
        #expect(Color.rgb(1, 2, 3).degraded(to: .monochrome) == .default)
        for depth in ColorDepth.allCases { #expect(Color.default.degraded(to: depth) == .default) }
    }

    @Test("every entry of the fixed palette is its own nearest")
    func palette() {
        for index in UInt8(16)...255 {
            let (red, green, blue) = Color.indexed(index).components
            let nearest = Color.rgb(UInt8(red), UInt8(green), UInt8(blue)).degraded(to: .indexed256)
            #expect(nearest.components == (red, green, blue))
        }
    }

    @Test("text never vanishes into its background when colours are few", arguments: ColorDepth.allCases)
    func readable(depth: ColorDepth) {
        let shades: [UInt8] = [0, 28, 48, 95, 135, 175, 215, 255]
        for front in shades {
            for back in shades where front != back {
                let style = Style(foreground: .rgb(front, front, front), background: .rgb(back, back, back))
                let shown = style.degraded(to: depth)
                #expect(shown.foreground != shown.background || shown.background == .default)
            }
        }
    }
}
