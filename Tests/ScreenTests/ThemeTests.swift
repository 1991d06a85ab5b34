import Foundation
import Testing

@testable import Screen

@Suite struct ThemeTests {
    private static let themes = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Themes")

    private static let names = ["dark", "light", "high-contrast"]

    private func parse(_ text: String) throws -> Theme {
        try Theme.parse(text, name: "mine", file: "mine.theme", folders: [Self.themes])
    }

    private func error(_ text: String) -> String {
        do {
            _ = try parse(text)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test("a role that is not written takes the next shorter one, and colours left out come from there")
    func fallback() throws {
        let theme = try parse(
            """
            # comment
            [palette]
            ink = #102030   # a comment after a colour
            [roles]
            ui = ink on 236 bold
            ui.text = bright-red
            ui.text.dim = on white italic
            """)
        #expect(theme.style("ui.text.focus.now") == Style(foreground: .indexed(9), background: .indexed(236)))
        #expect(
            theme.style("ui.text.dim")
                == Style(foreground: .indexed(9), background: .indexed(7), attributes: .italic))
        #expect(theme.style("chat").summary == "#102030 on 236 bold")
        #expect(Theme.plain.style("ui.text") == .plain)
    }

    @Test("a theme inherits, and a changed palette colour changes the inherited roles")
    func inherits() throws {
        let dark = try Theme.named("dark", in: [Self.themes])
        let theme = try parse("inherits = dark\n[palette]\nteal = #010203\n[roles]\nui.title = plain\n")
        #expect(theme.style("citation").foreground == .rgb(1, 2, 3))
        #expect(theme.style("citation.active").background == .rgb(1, 2, 3))
        #expect(theme.style("ui.title").attributes.isEmpty)
        #expect(theme.style("error") == dark.style("error"))
    }

    @Test("mistakes are told with file, line and what to write instead")
    func errors() {
        #expect(error("[roles]\nui = inc").hasPrefix("mine.theme:2: “inc” is no colour"))
        #expect(error("[palette]\na = #12345").hasPrefix("mine.theme:2: “#12345” is no colour"))
        #expect(error("[palette]\n\na = 256").hasPrefix("mine.theme:3: “256” is no colour"))
        #expect(error("[colours]").contains("mine.theme:1:") && error("[colours]").contains("[palette]"))
        #expect(error("[roles]\nui = red on").contains("mine.theme:2: In this theme a colour is missing after “on”"))
        #expect(error("[roles]\nui = red green").contains("“green” can't stand here"))
        #expect(error("[roles]\nui red").contains("“ui red” is not of the form name = value"))
        #expect(
            error("[roles]\nui = red\nui = blue").contains("mine.theme:3: In this theme the role “ui” stands twice"))
        #expect(error("[monochrome]\nui = red").contains("mine.theme:2:"))
        #expect(error("name = x").contains("only “inherits = NAME”"))
        #expect(error("\ninherits = nowhere").hasPrefix("mine.theme:2: The theme “nowhere” was not found"))
        #expect(error("inherits = mine").contains("mine.theme:1: The theme inherits from itself (mine → mine)"))
        #expect(error("inherits = ../Themes/dark").contains("was not found"))
    }

    @Test("a mistake in an inherited file names that file, and a circle over two files is found")
    func errorsAcrossFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("themes-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("inherits = b\n".utf8).write(to: folder.appendingPathComponent("a.theme"))
        try Data("\n\ninherits = a\n".utf8).write(to: folder.appendingPathComponent("b.theme"))
        try Data("[roles]\nui = mauve\n".utf8).write(to: folder.appendingPathComponent("c.theme"))
        try Data("inherits = c\n".utf8).write(to: folder.appendingPathComponent("d.theme"))
        try Data([0x5B, 0xFF, 0xFE]).write(to: folder.appendingPathComponent("e.theme"))
        func message(_ name: String) -> String {
            do {
                return try Theme.named(name, in: [folder]).name
            } catch {
                return error.description
            }
        }
        #expect(message("a").contains("b.theme:3: The theme inherits from itself (a → b → a)"))
        #expect(message("d").contains("c.theme:2: “mauve”"))
        #expect(message("e").contains("e.theme: The theme can't be read"))
        #expect(message("f").contains("there are: a, b, c, d, e"))
        #expect(throws: ThemeError.self) { try Theme.read(folder.appendingPathComponent("missing.theme")) }
    }

    static let roles = [
        "ui", "ui.text", "ui.text.dim", "ui.border", "ui.border.focus", "ui.title", "ui.status", "ui.status.patient",
        "ui.composer", "ui.selection", "ui.tab", "ui.tab.active", "ui.help", "chat.user", "chat.assistant",
        "chat.note", "chat.heading", "chat.code", "citation", "citation.active", "citation.unverified",
        "citation.superseded", "verdict.supported", "verdict.unsupported", "verdict.warning", "triage.emergency",
        "triage.urgent", "triage.soon", "patient.label", "patient.value", "patient.abnormal", "patient.alert",
        "progress", "error",
    ]

    @Test("each theme in the folder covers every role of the interface", arguments: names)
    func complete(name: String) throws {
        #expect(Theme.names(in: [Self.themes]).contains(name))
        let theme = try Theme.read(Self.themes.appendingPathComponent(name + ".theme"))
        #expect(Set(Self.roles).isSubset(of: theme.roles))
    }

    @Test(
        "the three themes are there and their text can be read",
        arguments: [("dark", 4.5), ("light", 4.5), ("high-contrast", 7)])
    func contrast(name: String, least: Double) throws {
        let theme = try Theme.named(name, in: [Self.themes])
        for role in Self.roles where role != "ui.border" {
            for depth in [ColorDepth.trueColor, .indexed256] {
                let style = theme.style(role).degraded(to: depth)
                let ratio = Self.contrast(style.foreground, style.background)
                #expect(ratio >= least, "\(role) at \(depth): \(style.summary) has \(ratio)")
            }
        }
    }

    @Test("without colours, what must be told apart still differs", arguments: names)
    func monochrome(name: String) throws {
        let theme = try Theme.named(name, in: [Self.themes]).monochrome
        for role in Self.roles {
            let style = theme.style(role)
            #expect(style.foreground == .default && style.background == .default && !style.isItalic, "\(role)")
        }
        let pairs = [
            ("citation", "citation.active"), ("ui.text", "ui.selection"), ("ui.tab", "ui.tab.active"),
            ("chat.assistant", "verdict.unsupported"), ("verdict.supported", "verdict.unsupported"),
            ("citation", "citation.unverified"), ("patient.value", "patient.abnormal"), ("ui.text", "triage.emergency"),
            ("triage.emergency", "triage.soon"), ("ui.border", "ui.border.focus"), ("chat.user", "chat.assistant"),
        ]
        for (first, second) in pairs {
            #expect(theme.style(first) != theme.style(second), "\(first) and \(second)")
        }
    }

    @Test("NO_COLOR counts when it is set to anything but nothing")
    func noColor() {
        #expect(Theme.isColorRefused(environment: ["NO_COLOR": "1"]))
        #expect(!Theme.isColorRefused(environment: ["NO_COLOR": ""]))
        #expect(!Theme.isColorRefused(environment: [:]))
    }

    /// WCAG 2 contrast ratio.
    private static func contrast(_ first: Color, _ second: Color) -> Double {
        let lighter = max(luminance(first), luminance(second))
        let darker = min(luminance(first), luminance(second))
        return (lighter + 0.05) / (darker + 0.05)
    }

    private static func luminance(_ color: Color) -> Double {
        let (red, green, blue) = color.components
        func linear(_ value: Int) -> Double {
            let part = Double(value) / 255
            return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
