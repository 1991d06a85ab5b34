import CNcurses
import Glibc

/// Gives the terminal back on every way out.
///
/// What has to work inside a signal handler is in the C shim and uses only `write`, `tcsetattr` and their like.
public enum TerminalRestore {
    /// Gives the terminal back now. Async-signal-safe, does nothing when the terminal is not taken over, may be called
    /// from any thread and any number of times: the handler of a fatal error in another library may call it.
    public static func now() {
        xl_restore(1)
    }

    /// Remembers how the terminal is set, before ncurses changes anything. False when `tty` is not a terminal.
    static func remember(tty: Int32) -> Bool {
        xl_remember(tty) == 1
    }

    /// From here on every way out writes the bytes. Standard error is kept off the screen until then if it goes there.
    static func arm(_ sequence: [UInt8]) {
        let captured = isatty(2) == 1 ? xl_make_error_file() : -1
        let bytes = sequence.map(CChar.init(bitPattern:))
        unsafe xl_arm(bytes, bytes.count, captured)
    }

    /// The usual end: ncurses has already left the screen, so only the modes and standard error are given back.
    static func release() {
        xl_restore(0)
    }

    /// Makes sure that the calling thread can be restored even from an overflow of its stack. Cheap to repeat.
    static func protectThread() {
        xl_protect_thread()
    }

    /// Stops the program (and those it was started with) until it is continued.
    static func stopProcess() {
        xl_stop_process()
    }

    static func installHandlers(pipe: Int32) {
        xl_install_handlers(pipe)
    }

    static func removeHandlers() {
        xl_remove_handlers()
    }
}
