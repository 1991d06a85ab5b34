import Foundation
import Glibc

/// A file of this user alone, as a descriptor that is closed at the end.
struct PrivateDescriptor: ~Copyable {
    let number: Int32

    /// Opens a file to read; never through a link.
    init(reading path: String) throws(SealingError) {
        number = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw .system(code: errno) }
    }

    /// Makes a file that nobody else can read; there must be none of the name.
    init(making path: String) throws(SealingError) {
        number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .system(code: errno) }
    }

    deinit { if number >= 0 { close(number) } }

    func write(_ bytes: ArraySlice<UInt8>) throws(SealingError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system(code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Up to `count` bytes; fewer only where the file ends.
    func read(_ count: Int) throws(SealingError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = unsafe Glibc.read(number, buffer.baseAddress.map { unsafe $0 + filled }, count - filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { return }
                filled += got
            }
        }
        guard code == 0 else { throw .system(code: code) }
        return bytes
    }
}
