internal import CSodium

/// Reads what a ``SealedWriter`` wrote. Nothing comes out that wasn't written just so; that nothing is missing behind it
/// is known after ``finish()`` alone.
@safe public final class SealedReader {
    private let file: PrivateDescriptor
    private let context: [UInt8]
    private var state: crypto_secretstream_xchacha20poly1305_state
    /// The rest of the piece that was opened last.
    private var opened: ArraySlice<UInt8> = []
    private var isAtEnd = false

    /// - Throws: ``SealingError/otherKey``, ``SealingError/damaged`` or ``SealingError/system(code:)``.
    public init(_ path: String, key: SealingKey, context: String) throws(SealingError) {
        file = try PrivateDescriptor(reading: path)
        self.context = Array(context.utf8)
        let start = try file.read(Sealed.magic.count + SealingKey.fingerprintLength + Sealed.header)
        guard start.count == Sealed.magic.count + SealingKey.fingerprintLength + Sealed.header,
            start.starts(with: Sealed.magic)
        else { throw .damaged }
        let rest = start.dropFirst(Sealed.magic.count)
        guard rest.starts(with: key.fingerprint) else { throw .otherKey }
        var state = crypto_secretstream_xchacha20poly1305_state()
        let header = Array(rest.dropFirst(SealingKey.fingerprintLength))
        guard unsafe crypto_secretstream_xchacha20poly1305_init_pull(&state, header, key.pointer) == 0 else {
            throw .damaged
        }
        self.state = state
    }

    /// The next `count` bytes; nil where `keepsGoing`, asked before each piece, ended it.
    public func read(_ count: Int, keepsGoing: () -> Bool = { true }) throws(SealingError) -> [UInt8]? {
        guard count >= 0 else { throw .damaged }
        if opened.count >= count { return take(count) }
        var bytes = take(opened.count)
        // What a file says of its length is believed piece by piece.
        bytes.reserveCapacity(min(count, Sealed.longestPiece * 1024))
        while bytes.count < count {
            guard keepsGoing() else { return nil }
            try openNext()
            guard !isAtEnd else { throw .damaged }
            bytes += take(min(count - bytes.count, opened.count))
        }
        return bytes
    }

    /// Makes sure that the file ends here, as it was written.
    public func finish() throws(SealingError) {
        guard opened.isEmpty, !isAtEnd else { throw .damaged }
        try openNext()
        guard isAtEnd, opened.isEmpty, try file.read(1).isEmpty else { throw .damaged }
    }

    private func take(_ count: Int) -> [UInt8] {
        defer { opened = opened.dropFirst(count) }
        return Array(opened.prefix(count))
    }

    private func openNext() throws(SealingError) {
        let length = try file.read(4)
        let count = Sealed.count(length)
        guard !isAtEnd, length.count == 4, count <= Sealed.longestPiece else { throw .damaged }
        let piece = try file.read(count + Sealed.added)
        guard piece.count == count + Sealed.added else { throw .damaged }
        var tag: UInt8 = 0
        var isSound = false
        let plain = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            isSound =
                unsafe crypto_secretstream_xchacha20poly1305_pull(
                    &state, buffer.baseAddress, nil, &tag, piece, UInt64(piece.count), context, UInt64(context.count))
                == 0
            filled = isSound ? count : 0
        }
        guard isSound else { throw .damaged }
        isAtEnd = Int(tag) == csodium_tag_final
        opened = plain[...]
    }
}
