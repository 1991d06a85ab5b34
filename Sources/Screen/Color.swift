/// A colour as a theme names it. What the terminal can show of it is `degraded(to:)`.
public enum Color: Sendable, Hashable {
    /// The terminal's own foreground or background.
    case `default`
    /// A colour of the terminal's palette: 0–15 are the ANSI colours, 16–255 the fixed cube and greys of xterm.
    case indexed(UInt8)
    case rgb(UInt8, UInt8, UInt8)
}

/// How many colours a terminal can show.
public enum ColorDepth: Sendable, Comparable, CaseIterable {
    case monochrome
    case ansi8
    case ansi16
    case indexed256
    case trueColor
}

extension Color {
    /// The nearest colour that a terminal of that depth can show.
    public func degraded(to depth: ColorDepth) -> Color {
        switch (self, depth) {
        case (.default, _), (_, .trueColor): self
        case (_, .monochrome): .default
        case (.indexed(let index), .indexed256): .indexed(index)
        case (.indexed(let index), .ansi16) where index < 16: .indexed(index)
        case (.indexed(let index), .ansi8) where index < 8: .indexed(index)
        case (.rgb, .indexed256): .indexed(Self.nearest(to: components, among: 16...255))
        case (_, .ansi16): .indexed(Self.nearest(to: components, among: 0...15))
        case (.indexed(let index), .ansi8) where index < 16: .indexed(index - 8)
        case (_, .ansi8): .indexed(Self.nearest(to: components, among: 0...7))
        }
    }

    /// Red, green and blue, each 0–255, as xterm shows the colour; the default counts as mid-grey.
    var components: (Int, Int, Int) {
        switch self {
        case .default: (128, 128, 128)
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        case .indexed(let index): Self.paletteComponents(Int(index))
        }
    }

    /// Perceived brightness, 0–255 (ITU-R BT.601 weights).
    var luminance: Int {
        let (red, green, blue) = components
        return (299 * red + 587 * green + 114 * blue) / 1000
    }

    private static let ansi: [(Int, Int, Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]

    private static func paletteComponents(_ index: Int) -> (Int, Int, Int) {
        if index < 16 { return ansi[index] }
        if index >= 232 {
            let grey = 8 + 10 * (index - 232)
            return (grey, grey, grey)
        }
        let cube = index - 16
        func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
        return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    }

    /// The "redmean" distance: cheap, and close enough to the eye that a warning stays amber and does not turn grey.
    private static func nearest(to target: (Int, Int, Int), among range: ClosedRange<Int>) -> UInt8 {
        var best = range.lowerBound
        var bestDistance = Int.max
        for index in range {
            let candidate = paletteComponents(index)
            let mean = (target.0 + candidate.0) / 2
            let red = target.0 - candidate.0
            let green = target.1 - candidate.1
            let blue = target.2 - candidate.2
            let distance =
                ((512 + mean) * red * red) >> 8 + 4 * green * green + ((767 - mean) * blue * blue) >> 8
            if distance < bestDistance {
                best = index
                bestDistance = distance
            }
        }
        return UInt8(best)
    }
}
