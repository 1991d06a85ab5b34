import Dispatch
import Glibc
public import Screen

/// Listens to the terminal and to signals, and hands over what they say on the main actor.
///
/// Bytes are read here and not by ncurses: a Dispatch source fires when there are some, all that are there are read,
/// and one call hands over everything they mean, so that the program can draw once for a burst of keys.
@MainActor
public final class TerminalInputSource {
    private let backend: CursesBackend
    private var receive: @MainActor ([TerminalInput]) -> Void = { _ in }
    private var decoder = KeyDecoder()
    private var sources: [any DispatchSourceProtocol] = []
    /// Counts reads, so that a timer knows whether anything came since it was set.
    private var reads = 0

    public init(backend: CursesBackend) {
        self.backend = backend
    }

    /// Starts to listen; the backend has been started before. Signals go this way too: a first SIGINT, SIGTERM, SIGHUP
    /// or SIGQUIT arrives as `.quit`, even one that came between the two starts; a second one (SIGHUP excepted) ends the
    /// program at once, with the terminal given back.
    public func start(_ receive: @escaping @MainActor ([TerminalInput]) -> Void) {
        guard sources.isEmpty else { return }
        self.receive = receive
        listen(to: 0) { source in source.readKeys() }
        guard let signals = backend.signals else { return }
        listen(to: signals.readEnd) { source in source.readSignals(signals.readEnd) }
    }

    /// Stops listening. What is typed from now on is for the next program, or the next start.
    public func stop() {
        for source in sources { source.cancel() }
        sources = []
    }

    private func listen(to file: Int32, _ body: @escaping @MainActor (TerminalInputSource) -> Void) {
        let source = DispatchSource.makeReadSource(fileDescriptor: file, queue: .main)
        // A handler that is itself isolated to the main actor crashes on Linux.
        let handler: @Sendable () -> Void = { [weak self] in
            MainActor.assumeIsolated {
                TerminalRestore.protectThread()
                guard let self else { return }
                body(self)
            }
        }
        source.setEventHandler(handler: handler)
        source.resume()
        sources.append(source)
    }

    // MARK: Keys

    /// How long a lone ESC may wait for the rest of a sequence.
    private static let escapeDelay = DispatchTimeInterval.milliseconds(25)

    private func readKeys() {
        var inputs: [TerminalInput] = []
        repeat {
            guard let bytes = Self.readAvailable(0) else {
                hangUp(after: inputs)
                return
            }
            inputs += decoder.decode(bytes)
        } while Self.hasBytes(0)
        reads += 1
        if decoder.isAmbiguous { settleLater() }
        if !inputs.isEmpty { receive(inputs) }
    }

    private func settleLater() {
        let expected = reads
        DispatchQueue.main.asyncAfter(deadline: .now() + Self.escapeDelay) { @Sendable [weak self] in
            MainActor.assumeIsolated {
                guard let self, self.reads == expected else { return }
                // The program may have been busy while the rest arrived.
                if Self.hasBytes(0) { return }
                let inputs = self.decoder.settle()
                if !inputs.isEmpty { self.receive(inputs) }
            }
        }
    }

    /// The terminal is gone: nothing more will come from it.
    private func hangUp(after inputs: [TerminalInput]) {
        if let keys = sources.first {
            keys.cancel()
            sources.removeFirst()
        }
        receive(inputs + [.quit(signal: SIGHUP)])
    }

    // MARK: Signals

    private func readSignals(_ file: Int32) {
        let signals = Set((Self.readAvailable(file) ?? []).map(Int32.init))
        var inputs: [TerminalInput] = []
        if signals.contains(SIGTSTP) {
            do { try backend.suspend() } catch { inputs.append(.quit(signal: SIGHUP)) }
        }
        let size = backend.size
        if signals.contains(SIGCONT) { backend.resume() }
        if signals.contains(SIGWINCH) { _ = backend.resize() }
        if backend.size != size { inputs.append(.resize(backend.size)) }
        inputs += [SIGHUP, SIGINT, SIGQUIT, SIGTERM].filter(signals.contains).map { .quit(signal: $0) }
        if !inputs.isEmpty { receive(inputs) }
    }

    // MARK: Reading

    /// What is there to be read, at most 64 KiB and perhaps nothing; nil at the end or when the file is gone.
    private static func readAvailable(_ file: Int32) -> [UInt8]? {
        let capacity = 65536
        var isGone = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            let result = unsafe read(file, buffer.baseAddress, capacity)
            isGone = result == 0 || (result < 0 && errno != EINTR && errno != EAGAIN)
            count = max(0, result)
        }
        return isGone ? nil : bytes
    }

    private static func hasBytes(_ file: Int32) -> Bool {
        var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wanted, 1, 0) > 0 && wanted.revents & Int16(POLLIN) != 0
    }
}
