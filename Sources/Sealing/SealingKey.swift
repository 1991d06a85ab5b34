internal import CSodium
public import Foundation

/// A secret of 32 bytes, in memory that is neither swapped out nor dumped where the system allows it.
@safe public final class SealingKey: Sendable {
    nonisolated(unsafe) let pointer: UnsafeMutablePointer<UInt8>
    /// Tells keys apart without telling anything of them: 16 bytes.
    let fingerprint: [UInt8]

    /// A new one from the system's random numbers.
    public convenience init() throws(SealingError) {
        try self.init(SealingKey.random())
    }

    /// The key that a file holds. Where there is none, one is made that only this user can read.
    public convenience init(file: URL) throws(SealingError) {
        do throws(SealingError) {
            try self.init(SealingKey.read(file))
        } catch .key(_, .system(code: ENOENT)) {
            try SealingKey.make(file)
            // Another process may have been quicker: what is there now counts.
            try self.init(SealingKey.read(file))
        }
    }

    private init(_ bytes: [UInt8]) throws(SealingError) {
        try SealingKey.prepare()
        guard let memory = unsafe sodium_malloc(SealingKey.length) else { throw .library }
        unsafe pointer = unsafe memory.bindMemory(to: UInt8.self, capacity: SealingKey.length)
        unsafe pointer.update(from: bytes, count: SealingKey.length)
        unsafe sodium_mprotect_readonly(memory)
        let label = Array("xinglin key".utf8)
        var print = [UInt8](repeating: 0, count: SealingKey.fingerprintLength)
        unsafe crypto_generichash(
            &print, SealingKey.fingerprintLength, label, UInt64(label.count), pointer, SealingKey.length)
        fingerprint = print
    }

    deinit { unsafe sodium_free(pointer) }

    /// Such as "libsodium 1.0.18".
    public static var libraryVersion: String { unsafe "libsodium " + String(cString: sodium_version_string()) }

    static let length = Int(csodium_key_bytes)
    static let fingerprintLength = 16

    /// Bytes of random numbers as hexadecimal digits: a name that tells nothing.
    public static func randomName(bytes: Int = 16) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<bytes).map { _ in
            let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func random() throws(SealingError) -> [UInt8] {
        try prepare()
        var bytes = [UInt8](repeating: 0, count: length)
        unsafe randombytes_buf(&bytes, length)
        return bytes
    }

    private static func prepare() throws(SealingError) {
        // Safe from any thread and as often as one likes.
        guard sodium_init() >= 0 else { throw .library }
    }

    // MARK: The file

    private static func read(_ file: URL) throws(SealingError) -> [UInt8] {
        do throws(SealingError) {
            let descriptor = try PrivateDescriptor(reading: file.path)
            if let problem = problem(of: descriptor) { throw .key(path: file.path, problem) }
            return try descriptor.read(length)
        } catch .system(let code) {
            throw .key(path: file.path, code == ELOOP ? .notAKey : .system(code: code))
        }
    }

    private static func problem(of descriptor: borrowing PrivateDescriptor) -> KeyProblem? {
        var facts = stat()
        guard unsafe fstat(descriptor.number, &facts) == 0 else { return .system(code: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG, facts.st_size == length else { return .notAKey }
        guard facts.st_uid == geteuid() else { return .notOwn }
        guard facts.st_mode & 0o077 == 0 else {
            return .open(mode: "0" + String(facts.st_mode & 0o777, radix: 8))
        }
        return nil
    }

    /// Written aside and then linked to its name, which never holds half a key nor takes the place of one.
    private static func make(_ file: URL) throws(SealingError) {
        let folder = file.deletingLastPathComponent()
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let part = folder.appending(path: randomName() + ".part")
        defer { unsafe _ = unlink(part.path) }
        do throws(SealingError) {
            let descriptor = try PrivateDescriptor(making: part.path)
            try descriptor.write(random()[...])
            // A power cut mustn't leave a name without a key behind: what it sealed would be lost.
            guard fsync(descriptor.number) == 0 else { throw .system(code: errno) }
            guard unsafe link(part.path, file.path) == 0 || errno == EEXIST else { throw .system(code: errno) }
        } catch .system(let code) {
            throw .key(path: file.path, .system(code: code))
        }
    }
}
