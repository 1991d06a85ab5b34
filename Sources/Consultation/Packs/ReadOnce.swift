import Synchronization

/// A value that is read from files when it is first asked for, once, whoever asks: what isn't needed for the first frame
/// mustn't be read before it.
public final class ReadOnce<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, PackError>?>(nil)
    private let read: @Sendable () -> Result<Value, PackError>

    public init(_ read: @escaping @Sendable () -> Result<Value, PackError>) { self.read = read }

    /// - Throws: what is wrong with the files; the same for everybody who asks.
    public var value: Value {
        get throws(PackError) {
            try result.withLock { known in
                let result = known ?? read()
                known = result
                return result
            }.get()
        }
    }
}
