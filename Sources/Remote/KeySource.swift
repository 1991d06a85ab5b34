public import Foundation

/// Where an endpoint's bearer key is. It is read for each request, so that a new one counts at once, and kept nowhere.
public enum KeySource: Sendable, Equatable {
    case none
    /// The name of an environment variable.
    case variable(String)
    /// A file that belongs to this user and that nobody else may read.
    case file(URL)

    /// - Returns: the key; nil where none is needed.
    func read(_ environment: [String: String]) throws(KeyProblem) -> String? {
        switch self {
        case .none: return nil
        case .variable(let name):
            guard let value = environment[name], !value.isEmpty else { throw .noVariable(name) }
            return try Self.key(in: value)
        case .file(let file): return try Self.key(in: try PrivateText.read(file))
        }
    }

    private static let longest = 4096

    /// A key is one word: anything else would break the header that carries it.
    private static func key(in text: String) throws(KeyProblem) -> String {
        let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !key.isEmpty, key.utf8.count <= longest, key.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
            throw .notAKey
        }
        return key
    }
}

/// Why a key can't be used. None of them holds anything of the key.
public enum KeyProblem: Error, Sendable, Equatable {
    case noVariable(String)
    case noFile(path: String)
    /// Not a file, or it can't be read.
    case unreadable(path: String)
    case notOwn(path: String)
    /// Others may read it.
    case open(path: String, mode: String)
    /// Empty, longer than any key, or more than one word of ASCII.
    case notAKey
}

private enum PrivateText {
    private static let mostBytes = 1 << 14

    /// The open file is examined, so that none can take its place in between.
    static func read(_ file: URL) throws(KeyProblem) -> String {
        let descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .noFile(path: file.path) : .unreadable(path: file.path)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: file.path)
        }
        guard status.st_uid == geteuid() else { throw .notOwn(path: file.path) }
        guard status.st_mode & 0o077 == 0 else {
            throw .open(path: file.path, mode: String(status.st_mode & 0o777, radix: 8))
        }
        guard let data = try? handle.read(upToCount: mostBytes) else { throw .unreadable(path: file.path) }
        return String(decoding: data, as: UTF8.self)
    }
}
