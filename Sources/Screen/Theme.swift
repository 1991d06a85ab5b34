public import Foundation

/// The looks of everything on the screen, by role: `chat.heading`, `verdict.warning`, …
///
/// A role that the theme does not write takes the style of the next shorter one: `ui.text.focus`, `ui.text`, `ui`.
/// A colour that a role leaves out comes from the shorter roles too, and in the end from `ui`; bold, underline and
/// the like do not.
public struct Theme: Sendable, Equatable {
    public let name: String
    /// Whether only bold, dim, reverse and underline are used (`NO_COLOR`).
    public let isMonochrome: Bool

    /// Every written role with its colours filled in, and the same without colours.
    private let colors: [String: Style]
    private let attributes: [String: Style]

    private init(name: String, isMonochrome: Bool, colors: [String: Style], attributes: [String: Style]) {
        self.name = name
        self.isMonochrome = isMonochrome
        self.colors = colors
        self.attributes = attributes
    }

    private init(_ file: ThemeFile, name: String) throws(ThemeError) {
        self.init(
            name: name, isMonochrome: false, colors: try file.colorStyles(), attributes: file.monochromeStyles())
    }

    /// No colours and no attributes, for when no theme can be read.
    public static let plain = Theme(name: "plain", isMonochrome: false, colors: [:], attributes: [:])

    /// Reads `<name>.theme` from the first of the folders that has it, and what it inherits from the same folders.
    public static func named(_ name: String, in folders: [URL]) throws(ThemeError) -> Theme {
        try Theme(try ThemeFile.load(name, folders: folders), name: name)
    }

    /// Reads a theme file; what it inherits is looked for beside it and then in the folders.
    public static func read(_ file: URL, folders: [URL] = []) throws(ThemeError) -> Theme {
        let text = try ThemeFile.text(of: file)
        let name = file.deletingPathExtension().lastPathComponent
        return try parse(text, name: name, file: file.path, folders: [file.deletingLastPathComponent()] + folders)
    }

    /// Reads a theme from text; `file` is what errors name.
    public static func parse(
        _ text: String, name: String, file: String, folders: [URL] = []
    ) throws(ThemeError) -> Theme {
        let parsed = try ThemeFile.parse(text, file: file, folders: folders, heirs: [name])
        return try Theme(parsed, name: name)
    }

    /// The names of the themes in the folders, sorted.
    public static func names(in folders: [URL]) -> [String] {
        let files = folders.flatMap { folder in
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        }
        return Set(files.filter { $0.hasSuffix(".theme") }.map { String($0.dropLast(6)) }).sorted()
    }

    /// Whether the environment asks for no colours: `NO_COLOR` is set to anything but nothing (no-color.org).
    public static func isColorRefused(environment: [String: String]) -> Bool {
        !(environment["NO_COLOR"] ?? "").isEmpty
    }

    /// The same theme without colours, after its `[monochrome]` section.
    public var monochrome: Theme {
        Theme(name: name, isMonochrome: true, colors: colors, attributes: attributes)
    }

    /// The style of a role; a role that nothing in the theme covers looks like `ui`.
    public func style(_ role: String) -> Style {
        let styles = isMonochrome ? attributes : colors
        var path = Substring(role)
        while true {
            if let style = styles[String(path)] { return style }
            guard let dot = path.lastIndex(of: ".") else { return styles["ui"] ?? .plain }
            path = path[..<dot]
        }
    }

    /// The roles that the theme and those it inherits from write, sorted.
    public var roles: [String] { colors.keys.sorted() }
}
