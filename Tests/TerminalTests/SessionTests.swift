import Foundation
import Screen
import Testing

@testable import Terminal

/// The real backend in a real terminal: tmux, which tells what is on the screen and which modes are on.
@Suite(.serialized, .enabled(if: Tmux.isInstalled && !Stage.isWanted, "needs tmux"))
struct SessionTests {
    @Test("wide characters, marks, emoji and flags take the columns that were counted for them")
    func widths() throws {
        let tmux = try Tmux()
        defer { tmux.end() }
        try tmux.play()
        #expect(tmux.screen.hasPrefix("┌ 杏林 ─"))
        for (number, sample) in Stage.samples.enumerated() {
            #expect(tmux.column(of: "<\(number)>") == 2 + DisplayWidth.of(sample), "\(sample)")
        }
    }

    @Test("keys, a resize and a large paste arrive as they were made")
    func input() throws {
        let tmux = try Tmux()
        defer { tmux.end() }
        try tmux.play()
        for (key, shown) in [
            ("C-c", "key(Key.ctrl(\"c\"))"), ("M-Enter", "key(Key.altEnter)"), ("Escape", "key(Key.escape)"),
            ("C-Left", "key(Key.ctrlLeft)"), ("F5", "key(Key.function(5))"), ("血", "key(Key.character(\"血\"))"),
        ] {
            tmux.run("send-keys", key)
            try tmux.expect(shown)
        }
        tmux.run("resize-window", "-x", "132", "-y", "40")
        try tmux.expect("ready 132x40")
        let text = String(repeating: "空腹血糖 7.8 mmol/L ~[201~\n", count: 8000)
        try tmux.paste(text)
        try tmux.expect("paste of \(text.utf8.count) bytes, \(Stage.checksum(text))")
    }

    @Test(
        "the terminal is given back, whatever ends the program",
        arguments: [
            ("q", 0), ("!", 7), ("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129), ("SIGQUIT", 131), ("SIGSEGV", 139),
            ("SIGABRT", 134), ("SIGILL", 132), ("SIGBUS", 135), ("SIGTRAP", 133),
        ])
    func restores(way: String, status: Int) throws {
        let tmux = try Tmux()
        defer { tmux.end() }
        let before = try tmux.modes()
        try tmux.play()
        #expect(tmux.flags == "alternate 1 mouse 1 cursor 1")
        if way.hasPrefix("SIG") { tmux.kill(way) } else { tmux.run("send-keys", way) }
        try tmux.expect("status=\(status).")
        #expect(tmux.flags == "alternate 0 mouse 0 cursor 1")
        // What was said on standard error while the screen was taken is said now.
        if way == "!" { #expect(tmux.screen.contains("said on standard error")) }
        #expect(try tmux.modes() == before)
    }

    @Test("stopping gives the terminal back and continuing takes it again")
    func suspends() throws {
        let tmux = try Tmux()
        defer { tmux.end() }
        let before = try tmux.modes()
        try tmux.play()
        tmux.run("send-keys", "C-z")
        try tmux.expect("Stopped")
        #expect(tmux.flags == "alternate 0 mouse 0 cursor 1", "by key")
        #expect(try tmux.modes() == before)
        tmux.run("send-keys", "fg", "Enter")
        try tmux.expect("ready 80x24")
        tmux.kill("SIGTSTP")
        try tmux.expect("Stopped")
        #expect(tmux.flags == "alternate 0 mouse 0 cursor 1")
        tmux.run("send-keys", "fg", "Enter")
        try tmux.expect("ready 80x24")
        tmux.run("send-keys", "q")
        try tmux.expect("left in order")
    }

    @Test("a terminal that can't place its cursor is refused in words", arguments: [("dumb", "can't place its cursor")])
    func refuses(term: String, message: String) throws {
        let tmux = try Tmux()
        defer { tmux.end() }
        tmux.launch(environment: "TERM=\(term)")
        try tmux.expect(message)
    }
}
