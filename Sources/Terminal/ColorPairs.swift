import CNcurses
import Screen

/// ncurses shows colours by numbered pairs. Each pair is set up once, when it is first seen, and kept: there may be as
/// few as 64, and setting one up again makes ncurses repaint all that uses it.
struct ColorPairs {
    private struct Colors: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private var numbers: [Colors: Int32] = [:]
    private let capacity: Int32
    private let define: (_ pair: Int32, _ foreground: Int32, _ background: Int32) -> Bool

    /// `define` sets a pair up and tells whether it could; a test counts its calls.
    init(
        capacity: Int32,
        define: @escaping (Int32, Int32, Int32) -> Bool = { init_extended_pair($0, $1, $2) == 0 }
    ) {
        self.capacity = capacity
        self.define = define
    }

    /// The pair for these colours. Pair 0 is the terminal's own colours; when no pair is left the background is given
    /// up first, then the foreground.
    mutating func number(foreground: Color, background: Color) -> Int32 {
        let colors = Colors(foreground: Self.number(foreground), background: Self.number(background))
        if colors.foreground == -1 && colors.background == -1 { return 0 }
        if let known = numbers[colors] { return known }
        let next = Int32(numbers.count + 1)
        guard next < capacity, define(next, colors.foreground, colors.background) else {
            return background == .default ? 0 : number(foreground: foreground, background: .default)
        }
        numbers[colors] = next
        return next
    }

    var count: Int { numbers.count }

    /// ncurses' number of a colour: -1 is the default, true colours are their RGB value.
    private static func number(_ color: Color) -> Int32 {
        switch color {
        case .default: -1
        case .indexed(let index): Int32(index)
        // In a true-colour terminal description the numbers below 8 mean the ANSI colours.
        case .rgb(let red, let green, let blue): max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
        }
    }
}

extension ColorDepth {
    /// What the terminal description promises: its number of colours, and whether they are direct RGB values.
    init(colors: Int32, isDirect: Bool) {
        self =
            switch colors {
            case 0x100_0000... where isDirect: .trueColor
            case 256...: .indexed256
            case 16...: .ansi16
            case 8...: .ansi8
            default: .monochrome
            }
    }
}
