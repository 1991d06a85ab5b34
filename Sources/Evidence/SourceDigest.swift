import Digest
import Foundation

/// The SHA-256 of a source file, by which it can be told later whether it is still what was read.
enum SourceDigest {
    /// - Returns: 64 hexadecimal digits in small letters.
    static func sha256(of data: Data) -> String {
        var digest = SHA256()
        // In pieces: a file may be mapped, and its bytes needn't all be copied at once.
        for start in stride(from: data.startIndex, to: data.endIndex, by: 1 << 20) {
            digest.update([UInt8](data[start..<min(start + (1 << 20), data.endIndex)]))
        }
        return digest.finish()
    }
}
