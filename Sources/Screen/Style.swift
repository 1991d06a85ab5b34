/// How a cell looks. Small on purpose: a frame holds tens of thousands of them and compares them all.
public struct Style: Sendable, Hashable {
    /// Bold, dim and the like, apart from colour.
    public struct Attributes: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let italic = Attributes(rawValue: 4)
        public static let underline = Attributes(rawValue: 8)
        public static let reverse = Attributes(rawValue: 16)
    }

    public var foreground: Color
    public var background: Color
    public var attributes: Attributes

    public init(foreground: Color = .default, background: Color = .default, attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    public static let plain = Style()

    public var isBold: Bool {
        get { attributes.contains(.bold) }
        set { set(.bold, newValue) }
    }
    public var isDim: Bool {
        get { attributes.contains(.dim) }
        set { set(.dim, newValue) }
    }
    public var isItalic: Bool {
        get { attributes.contains(.italic) }
        set { set(.italic, newValue) }
    }
    public var isUnderlined: Bool {
        get { attributes.contains(.underline) }
        set { set(.underline, newValue) }
    }
    public var isReversed: Bool {
        get { attributes.contains(.reverse) }
        set { set(.reverse, newValue) }
    }

    private mutating func set(_ attribute: Attributes, _ isOn: Bool) {
        if isOn { attributes.insert(attribute) } else { attributes.remove(attribute) }
    }

    /// The style with both colours brought down to what the terminal can show. Two different colours never
    /// fall together: text that would vanish into its background becomes black or white.
    public func degraded(to depth: ColorDepth) -> Style {
        var style = self
        style.foreground = foreground.degraded(to: depth)
        style.background = background.degraded(to: depth)
        let collides = style.foreground == style.background && foreground != background
        if collides && style.background != .default {
            style.foreground = .indexed(style.background.luminance < 128 ? (depth == .ansi8 ? 7 : 15) : 0)
        }
        return style
    }
}
