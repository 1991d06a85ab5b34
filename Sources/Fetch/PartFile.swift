import Foundation

/// What has come of a file so far, `NAME.part` beside the target, with a note on where it came from. Locked while it
/// is open: two processes must not write it.
final class PartFile {
    struct Note: Codable, Equatable {
        /// Of the file that is wanted: a part of another one is of no use.
        var sha256: String
        var bytes: Int
        /// Where the last bytes came from, and what named that version of the file there.
        var source: String?
        var validator: String?
        /// Whether it was gone on with after an interruption, so that its pieces may come from two files.
        var isPieced = false
    }

    let path: String
    private let notePath: String
    private let handle: FileHandle
    private(set) var length = 0
    private(set) var note: Note

    /// Opens what is there of the same file, or begins anew.
    init(_ request: DownloadRequest) throws(DownloadError) {
        path = request.target.path + ".part"
        notePath = path + ".json"
        note = Note(sha256: request.sha256, bytes: request.bytes)
        let file = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .disk(path: path, why: PartFile.reason(errno)) }
        handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw .busy(path: path) }
        let stored = (try? Data(contentsOf: URL(filePath: notePath)))
            .flatMap { try? JSONDecoder().decode(Note.self, from: $0) }
        let end = PartFile.size(of: file)
        if let stored, stored.sha256 == note.sha256, stored.bytes == note.bytes, end <= note.bytes {
            note = stored
            length = end
            try seek()
        } else {
            try reset()
        }
    }

    /// Writes down where the following bytes come from.
    func begin(source: String, validator: String?) throws(DownloadError) {
        if length > 0 { note.isPieced = true }
        note.source = source
        note.validator = validator
        try disk { try JSONEncoder().encode(note).write(to: URL(filePath: notePath), options: .atomic) }
    }

    func append(_ bytes: Data) throws(DownloadError) {
        try disk { try handle.write(contentsOf: bytes) }
        length += bytes.count
    }

    /// Throws everything away that has come.
    func reset() throws(DownloadError) {
        length = 0
        note = Note(sha256: note.sha256, bytes: note.bytes)
        try disk { try handle.truncate(atOffset: 0) }
        try seek()
        try? FileManager.default.removeItem(atPath: notePath)
    }

    /// Forgets the part: the file will be fetched from the beginning.
    func discard() {
        try? FileManager.default.removeItem(atPath: notePath)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Puts the whole file in its place, in one step that a crash can't halve.
    func install(at target: URL) throws(DownloadError) {
        guard fsync(handle.fileDescriptor) == 0, unsafe rename(path, target.path) == 0 else {
            throw .disk(path: target.path, why: PartFile.reason(errno))
        }
        try? FileManager.default.removeItem(atPath: notePath)
        let folder = unsafe open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Reads the file from its beginning, piece by piece; ends early where `body` returns false.
    func read(_ body: ([UInt8]) -> Bool) throws(DownloadError) {
        try disk {
            try handle.seek(toOffset: 0)
            while let piece = try handle.read(upToCount: 4 << 20), !piece.isEmpty {
                guard body([UInt8](piece)) else { break }
            }
        }
        try seek()
    }

    private func seek() throws(DownloadError) { try disk { try handle.seek(toOffset: UInt64(length)) } }

    private func disk(_ body: () throws -> Void) throws(DownloadError) {
        do {
            try body()
        } catch {
            throw .disk(path: path, why: error.localizedDescription)
        }
    }

    private static func size(of file: Int32) -> Int {
        var facts = stat()
        return unsafe fstat(file, &facts) == 0 ? Int(facts.st_size) : 0
    }

    private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
