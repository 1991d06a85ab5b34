import Foundation
import Screen
import Testing

@testable import Terminal

/// The program that `SessionTests` runs inside tmux: this test bundle started once more, with this one test.
@Suite(.enabled(if: Stage.isWanted, "runs only when SessionTests starts it inside tmux"))
struct StageTests {
    @MainActor @Test("a screen that shows what it is told")
    func stage() async throws {
        try await Stage().run()
    }
}

@MainActor
final class Stage {
    nonisolated static let variable = "XINGLIN_TERMINAL_STAGE"
    nonisolated static var isWanted: Bool { ProcessInfo.processInfo.environment[variable] != nil }

    private let backend = CursesBackend(environment: ProcessInfo.processInfo.environment)
    private lazy var source = TerminalInputSource(backend: backend)
    private var last = "nothing yet"

    func run() async throws {
        try backend.start()
        draw()
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            source.start { [self] inputs in
                for input in inputs { take(input, done) }
            }
        }
        print("left in order")
    }

    private func take(_ input: TerminalInput, _ done: CheckedContinuation<Void, Never>) {
        switch input {
        case .key(.character("q")):
            leave()
            done.resume()
        case .key(.character("!")):
            FileHandle.standardError.write(Data("said on standard error\n".utf8))
            exit(7)
        case .key(.ctrl("z")): try? backend.suspend()
        case .quit(let signal):
            leave()
            exit(128 + signal)
        case .paste(let text): last = "paste of \(text.utf8.count) bytes, \(Self.checksum(text))"
        default: last = "\(input)".replacing("Screen.", with: "")
        }
        draw()
    }

    private func leave() {
        source.stop()
        backend.stop()
    }

    private func draw() {
        var buffer = Buffer(size: backend.size)
        buffer.box(buffer.bounds, title: "杏林", style: Style(foreground: .rgb(255, 175, 95)))
        let size = "\(backend.size.columns)x\(backend.size.rows)"
        buffer.write("ready \(size) pid=\(getpid()).", at: Point(column: 2, row: 1))
        for (row, text) in Self.samples.enumerated() {
            buffer.write(text + "<\(row)>", at: Point(column: 2, row: 3 + row))
        }
        buffer.write(last, at: Point(column: 2, row: buffer.size.rows - 2), style: Style(attributes: .reverse))
        backend.draw(Frame(buffer: buffer, cursor: Point(column: 2, row: 1)))
    }

    nonisolated static let samples = [
        "糖尿病，高血压。", "e\u{301}a\u{300}", "👨‍👩‍👧‍👦👍🏽😀", "🇨🇳❤️⚠️1️⃣", "한국어カﾅ", "क्षनि", "≥7.0①…—“”",
    ]

    nonisolated static func checksum(_ text: String) -> UInt32 {
        text.utf8.reduce(0) { ($0 &* 31) &+ UInt32($1) }
    }
}
