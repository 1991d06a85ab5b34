import CNcurses
import Glibc
public import Screen

/// The terminal through ncurses (wide characters). Only the main actor touches it.
///
/// ncurses draws and nothing else: keys are read from the terminal by `TerminalInputSource`, so that nobody waits in
/// `getch`.
@MainActor
public final class CursesBackend: Backend {
    /// The library's own name and version, such as `ncurses 6.4.20221231`.
    public nonisolated static var libraryVersion: String { unsafe String(cString: curses_version()) }

    public private(set) var size = Size(columns: 80, rows: 24)
    public private(set) var colorDepth = ColorDepth.monochrome

    private let modes: TerminalModes
    private let refusesColor: Bool
    private let environment: [String: String]
    /// Where handled signals arrive from the first start on.
    private(set) var signals: SignalPipe?
    private var hasScreen = false
    private var isStarted = false
    private var pairs = ColorPairs(capacity: 0)
    private var looks: [Style: Look] = [:]
    private var shown: Buffer?
    private var last: Frame?

    private struct Look {
        var attributes: attr_t
        var pair: Int32
    }

    /// - Parameters:
    ///   - environment: `TERM` and `NO_COLOR` are read from it.
    ///   - hasMouse: whether the wheel and clicks are asked for; the terminal's own selection then needs Shift.
    ///   - hasFocusEvents: whether the terminal tells when its window gains and loses the focus.
    public init(environment: [String: String], hasMouse: Bool = true, hasFocusEvents: Bool = false) {
        self.environment = environment
        modes = TerminalModes(hasMouse: hasMouse, hasFocusEvents: hasFocusEvents)
        refusesColor = Theme.isColorRefused(environment: environment)
    }

    // MARK: Backend

    public func start() throws {
        guard !isStarted else { return }
        do {
            try open()
        } catch {
            TerminalRestore.removeHandlers()
            throw error
        }
    }

    private func open() throws(TerminalError) {
        guard isatty(0) == 1 else { throw .notATerminal(stream: "standard input") }
        guard isatty(1) == 1 else { throw .notATerminal(stream: "standard output") }
        guard TerminalRestore.remember(tty: 0) else { throw .system(call: "tcgetattr", code: errno) }
        // Before ncurses, which otherwise handles some signals itself, and before the screen changes: a signal in
        // between leaves nothing half done.
        if signals == nil { signals = try SignalPipe() }
        if let signals { TerminalRestore.installHandlers(pipe: signals.writeEnd) }
        if !hasScreen { try makeScreen() }
        TerminalRestore.arm(TerminalModes.emergencySequence())
        xl_prepare_screen()
        Self.send(modes.on)
        isStarted = true
        updateSize()
        xl_clear_all()
        shown = nil
        if let last { draw(last) } else { xl_refresh() }
    }

    private func makeScreen() throws(TerminalError) {
        let term = environment["TERM"] ?? ""
        guard term != "dumb", !term.isEmpty else { throw .cannotPlaceCursor(term: term) }
        guard xl_use_utf8() == 1 else { throw .noUTF8 }
        // An unknown but modern terminal (kitty, ghostty, foot on an old system) understands xterm's language.
        let candidates: [String] = [term, "xterm-256color", "xterm"]
        guard candidates.contains(where: { unsafe xl_open_screen($0) == 1 }) else {
            throw .unknownTerminal(term: term)
        }
        hasScreen = true
        guard xl_can_place_cursor() == 1 else { throw .cannotPlaceCursor(term: term) }
        startColors()
    }

    private func startColors() {
        guard !refusesColor, has_colors() else { return }
        start_color()
        use_default_colors()
        colorDepth = ColorDepth(colors: xl_colors(), isDirect: xl_is_direct_color() == 1)
        pairs = ColorPairs(capacity: xl_color_pairs())
    }

    public func draw(_ frame: Frame) {
        last = frame
        guard isStarted else { return }
        TerminalRestore.protectThread()
        for run in FrameDiff.changes(from: shown, to: frame.buffer) { draw(run) }
        shown = frame.buffer
        if let cursor = frame.cursor, Rect(size).contains(cursor) {
            xl_park_cursor(Int32(cursor.row), Int32(cursor.column))
            curs_set(1)
        } else {
            curs_set(0)
        }
        xl_refresh()
    }

    public func redrawAll() {
        guard isStarted else { return }
        xl_clear_all()
        shown = nil
    }

    public func stop() {
        leave()
        TerminalRestore.removeHandlers()
    }

    private func leave() {
        guard isStarted else { return }
        isStarted = false
        Self.send(TerminalModes.off)
        curs_set(1)
        endwin()
        TerminalRestore.release()
        shown = nil
    }

    // MARK: What signals ask for

    /// Takes over the terminal's new size; true when it differs from the old one.
    func resize() -> Bool {
        let old = size
        updateSize()
        return size != old
    }

    /// Gives the terminal back, stops the program as Ctrl+Z does elsewhere, and goes on when it is continued.
    public func suspend() throws {
        let wasStarted = isStarted
        leave()
        TerminalRestore.stopProcess()
        if wasStarted { try start() }
    }

    /// Continued after a stop that could not be caught: whatever is on the screen and however the terminal is set, it
    /// is ours again.
    func resume() {
        guard isStarted else { return }
        reset_prog_mode()
        Self.send(modes.on)
        updateSize()
        redrawAll()
        if let last { draw(last) }
    }

    private func updateSize() {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard unsafe xl_window_size(1, &columns, &rows) == 1 else { return }
        let new = Size(columns: Int(columns), rows: Int(rows))
        guard new != size || is_term_resized(rows, columns) else { return }
        size = new
        resizeterm(rows, columns)
        redrawAll()
    }

    // MARK: Drawing

    private func draw(_ run: Run) {
        var column = run.origin.column
        for cell in run.cells {
            defer { column += 1 }
            guard !cell.isRightHalf, column < size.columns, run.origin.row < size.rows else { continue }
            put(cell, row: Int32(run.origin.row), column: Int32(column))
        }
    }

    private func put(_ cell: Cell, row: Int32, column: Int32) {
        let look = look(of: cell.style)
        var text: (wchar_t, wchar_t, wchar_t, wchar_t, wchar_t, wchar_t) = (0x20, 0, 0, 0, 0, 0)
        unsafe withUnsafeMutableBytes(of: &text) { bytes in
            let scalars = unsafe bytes.bindMemory(to: wchar_t.self)
            for (index, scalar) in cell.text.unicodeScalars.prefix(5).enumerated() {
                unsafe scalars[index] = wchar_t(bitPattern: scalar.value)
            }
            // A character that this system's C library counts otherwise would shift the rest of the line.
            if unsafe scalars[0] > 0x7E, unsafe xl_columns(scalars[0]) != Int32(cell.width) {
                unsafe scalars[0] = 0xFFFD
                unsafe scalars[1] = 0
                if cell.width == 2 { unsafe xl_put(row, column + 1, [0x20, 0], look.attributes, look.pair) }
            }
            if let start = scalars.baseAddress {
                unsafe xl_put(row, column, start, look.attributes, look.pair)
            }
        }
    }

    private func look(of style: Style) -> Look {
        if let known = looks[style] { return known }
        let shown = style.degraded(to: colorDepth)
        let look = Look(
            attributes: xl_attributes(Int32(shown.attributes.rawValue)),
            pair: pairs.number(foreground: shown.foreground, background: shown.background))
        looks[style] = look
        return look
    }

    /// Writes straight to the terminal, after what ncurses still holds.
    private static func send(_ bytes: [UInt8]) {
        xl_flush()
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
