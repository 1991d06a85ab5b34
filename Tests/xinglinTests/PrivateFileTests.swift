import Consultation
import Foundation
import Testing

@testable import xinglin

@Suite("Files that hold what a chart says")
struct PrivateFileTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "private-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("A new file is readable by its owner alone")
    func modes() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "why.json").path
        #expect(PrivateFile.create(path, "{}", .english) == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "{}")
    }

    @Test("A file that is there is left alone, and the user is told, in either language")
    func never() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "why.md").path
        try Data("mine".utf8).write(to: URL(filePath: path))
        #expect(PrivateFile.create(path, "other", .english)?.why == "That file is there already.")
        #expect(PrivateFile.create(path, "other", .simplifiedChinese)?.why == "该文件已存在。")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(PrivateFile.create(folder.path + "/no/such", "", .english)?.why.isEmpty == false)
    }
}
