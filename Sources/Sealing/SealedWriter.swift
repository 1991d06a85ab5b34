internal import CSodium

/// Writes a sealed file: encrypted, and told apart from anything that isn't exactly what was written.
///
/// The file holds `magic`, the key's fingerprint, a random header, and pieces of up to a megabyte, each with its length in
/// front (XChaCha20-Poly1305 as libsodium's secretstream chains it: a piece that is changed, missing, moved or taken from
/// another file doesn't open, nor does the last one where the end is cut off). So gigabytes are sealed with a megabyte of memory.
@safe public final class SealedWriter {
    private let file: PrivateDescriptor
    private let context: [UInt8]
    private var state: crypto_secretstream_xchacha20poly1305_state
    private var sealed = [UInt8](repeating: 0, count: Sealed.longestPiece + Sealed.added)

    /// Makes the file, which must not be there yet, for this user alone.
    /// - Parameter context: what the file is; whoever opens it has to say the same.
    public init(making path: String, key: SealingKey, context: String) throws(SealingError) {
        file = try PrivateDescriptor(making: path)
        self.context = Array(context.utf8)
        var state = crypto_secretstream_xchacha20poly1305_state()
        var header = [UInt8](repeating: 0, count: Sealed.header)
        guard unsafe crypto_secretstream_xchacha20poly1305_init_push(&state, &header, key.pointer) == 0 else {
            throw .library
        }
        self.state = state
        try file.write((Sealed.magic + key.fingerprint + header)[...])
    }

    /// - Parameter keepsGoing: asked before each piece; false leaves the file unfinished, which nobody can open.
    /// - Returns: whether all was written.
    @discardableResult
    public func write(_ bytes: [UInt8], keepsGoing: () -> Bool = { true }) throws(SealingError) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard keepsGoing() else { return false }
            try seal(rest.prefix(Sealed.longestPiece), tag: csodium_tag_message)
            rest = rest.dropFirst(Sealed.longestPiece)
        }
        return true
    }

    /// Writes the end, without which the file doesn't open.
    public func finish() throws(SealingError) { try seal([], tag: csodium_tag_final) }

    private func seal(_ piece: ArraySlice<UInt8>, tag: Int) throws(SealingError) {
        let count = piece.count + Sealed.added
        let code = unsafe piece.withUnsafeBufferPointer { plain in
            unsafe crypto_secretstream_xchacha20poly1305_push(
                &state, &sealed, nil, plain.baseAddress, UInt64(plain.count), context, UInt64(context.count),
                UInt8(tag))
        }
        guard code == 0 else { throw .library }
        try file.write(Sealed.length(piece.count)[...])
        try file.write(sealed[..<count])
    }
}

/// How a sealed file is laid out.
enum Sealed {
    static let magic = Array("XLSEAL01".utf8)
    static let header = Int(csodium_header_bytes)
    static let added = Int(csodium_added_bytes)
    static let longestPiece = 1 << 20

    /// A piece's length as four bytes, the lowest first.
    static func length(_ count: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } }

    static func count(_ length: [UInt8]) -> Int { length.reversed().reduce(0) { $0 << 8 | Int($1) } }
}
