/// Where frames go: the terminal, or an array in a test.
@MainActor
public protocol Backend: AnyObject {
    /// Takes the terminal over. After `stop` it can be started again.
    func start() throws
    var size: Size { get }
    /// Shows a frame, drawing only what changed since the last one.
    func draw(_ frame: Frame)
    /// Forgets what is on the screen, so that the next frame is drawn whole (Ctrl+L).
    func redrawAll()
    /// Gives the terminal back as it was. Stopping twice does nothing.
    func stop()
}

/// A backend that keeps what it is given, for tests.
@MainActor
public final class RecordingBackend: Backend {
    public var size: Size
    public private(set) var isStarted = false
    public private(set) var frames: [Frame] = []
    /// For each frame the runs that a terminal would have drawn.
    public private(set) var runs: [[Run]] = []
    private var shown: Buffer?

    public init(size: Size) {
        self.size = size
    }

    public func start() { isStarted = true }
    public func stop() { isStarted = false }
    public func redrawAll() { shown = nil }

    public func draw(_ frame: Frame) {
        runs.append(FrameDiff.changes(from: shown, to: frame.buffer))
        frames.append(frame)
        shown = frame.buffer
    }

    /// The text of the newest frame.
    public var text: String { frames.last?.buffer.text ?? "" }
}
