import Consultation
import Foundation

/// Files that hold what a chart says: new, and readable by their owner alone from the first byte on.
enum PrivateFile {
    /// - Returns: why it wasn't written; nil where it was.
    static func create(_ path: String, _ contents: String, _ language: Language) -> Failure? {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return failure(path, errno, language) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(contents.utf8))
            try handle.close()
            return nil
        } catch {
            return failure(path, EIO, language)
        }
    }

    private static func failure(_ path: String, _ code: Int32, _ language: Language) -> Failure {
        let why = unsafe String(cString: strerror(code))
        let isThere = code == EEXIST || code == ELOOP
        guard language.isChinese else {
            return Failure(
                what: "Nothing was written to \(path).", why: isThere ? "That file is there already." : why + ".",
                whatToDo: isThere ? "Choose another name, or remove it first." : "Choose another place.")
        }
        return Failure(
            what: "未写入 \(path)。", why: isThere ? "该文件已存在。" : why + "。",
            whatToDo: isThere ? "请换一个文件名，或先删除该文件。" : "请换一个位置。")
    }
}
