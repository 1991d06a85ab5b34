import Foundation

/// What a theme file says, with what it inherits merged in. Colours are still words, so that a theme that changes one
/// colour of the palette changes it in every inherited role.
struct ThemeFile: Sendable, Equatable {
    /// A word of a file and where it stands, for errors that are found later.
    struct Word: Sendable, Equatable {
        var text: String
        var file: String
        var line: Int
    }

    /// A role as written: a colour left out is nil.
    struct Look: Sendable, Equatable {
        var foreground: Word?
        var background: Word?
        var attributes: Style.Attributes = []
    }

    var palette: [String: Color] = [:]
    var roles: [String: Look] = [:]
    var monochrome: [String: Style.Attributes] = [:]

    /// Every role with its colours looked up and those it left out filled in from the shorter roles and `ui`.
    func colorStyles() throws(ThemeError) -> [String: Style] {
        var foregrounds: [String: Color] = [:]
        var backgrounds: [String: Color] = [:]
        for (role, look) in roles.sorted(by: { $0.key < $1.key }) {
            if let word = look.foreground { foregrounds[role] = try color(word) }
            if let word = look.background { backgrounds[role] = try color(word) }
        }
        var styles: [String: Style] = [:]
        for (role, look) in roles {
            let chain = Self.chain(of: role)
            styles[role] = Style(
                foreground: chain.lazy.compactMap { foregrounds[$0] }.first ?? .default,
                background: chain.lazy.compactMap { backgrounds[$0] }.first ?? .default,
                attributes: look.attributes)
        }
        return styles
    }

    /// Attributes alone: for each role the nearest of `[monochrome]` and the attributes of `[roles]`.
    func monochromeStyles() -> [String: Style] {
        var styles: [String: Style] = [:]
        for role in Set(roles.keys).union(monochrome.keys) {
            let nearest = Self.chain(of: role).lazy.compactMap { name in
                monochrome[name] ?? roles[name]?.attributes
            }.first
            styles[role] = Style(attributes: nearest ?? [])
        }
        return styles
    }

    private func color(_ word: Word) throws(ThemeError) -> Color {
        if let color = palette[word.text] ?? Color(themeWord: word.text) { return color }
        throw .unknownColor(
            file: word.file, line: word.line, word: word.text, palette: palette.keys.sorted())
    }

    /// `a.b.c`, `a.b`, `a`, `ui`.
    private static func chain(of role: String) -> [String] {
        var names = [role]
        var path = Substring(role)
        while let dot = path.lastIndex(of: ".") {
            path = path[..<dot]
            names.append(String(path))
        }
        return names.last == "ui" ? names : names + ["ui"]
    }
}

extension ThemeFile {
    /// Finds and reads a theme by name. `heirs` are the themes that led here, to notice a circle.
    static func load(
        _ name: String, folders: [URL], heirs: [String] = [], from place: Word? = nil
    ) throws(ThemeError) -> ThemeFile {
        let isFileName = !name.contains("/") && !name.hasPrefix(".")
        for folder in folders where isFileName {
            let file = folder.appendingPathComponent(name + ".theme")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            return try parse(try text(of: file), file: file.path, folders: folders, heirs: heirs + [name])
        }
        throw .notFound(
            name: name, folders: folders.map(\.path), known: Theme.names(in: folders), file: place?.file,
            line: place?.line)
    }

    static func text(of file: URL) throws(ThemeError) -> String {
        do {
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw .unreadable(file: file.path, why: error.localizedDescription)
        }
    }

    static func parse(
        _ text: String, file: String, folders: [URL], heirs: [String]
    ) throws(ThemeError) -> ThemeFile {
        var parser = ThemeParser(file: file)
        try parser.read(text)
        guard let parent = parser.inherits else { return parser.theme }
        guard !heirs.contains(parent.text) else {
            throw .circular(file: file, line: parent.line, chain: heirs + [parent.text])
        }
        let inherited = try load(parent.text, folders: folders, heirs: heirs, from: parent)
        return parser.theme.merged(over: inherited)
    }

    private func merged(over parent: ThemeFile) -> ThemeFile {
        ThemeFile(
            palette: parent.palette.merging(palette) { _, own in own },
            roles: parent.roles.merging(roles) { _, own in own },
            monochrome: parent.monochrome.merging(monochrome) { _, own in own })
    }
}
