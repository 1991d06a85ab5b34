import Foundation
import Inference

extension Subcommand {
    /// Reads every byte of one model's files, or of all that are here, and compares the SHA-256.
    static func verifyModels(_ name: String?, _ place: ModelPlace, json: Bool) async throws -> ExitStatus {
        var rows = place.rows.filter { $0.state != .absent && $0.state != .partial }
        if let name {
            rows = place.rows.filter { $0.name == name }
            guard let row = rows.first else { throw RefusedInput(place.words.unknown(name, known: place.names)) }
            guard row.state != .absent, row.state != .partial else { throw RefusedInput(place.words.notThere(name)) }
        }
        var report = ModelVerification()
        let progress = ProgressLine(label: "verify")
        let total = rows.reduce(0) { $0 + $1.files.count }
        for row in rows {
            for file in row.files {
                progress.show(report.files.count, of: total)
                report.files.append(try await verified(file, of: row, place))
            }
        }
        progress.end()
        if json { try Output.json(report) } else { Output.line(report.text(place.words)) }
        return report.isGood ? .done : .failed
    }

    private static func verified(
        _ file: ModelEntry.File, of row: ModelRow, _ place: ModelPlace
    ) async throws -> ModelVerification.File {
        let isOwn = row.origin != nil
        let path =
            isOwn
            ? place.installed.path(of: file, in: row.name)
            : place.setUpFolders.map { $0.appending(path: file.name) }.first { ModelPlace.size($0) == file.bytes }
        var found = ModelVerification.File(
            model: row.name, path: path?.path ?? file.name, sha256: file.sha256, state: .missing,
            isPulled: row.origin != InstalledModel.Origin.added.rawValue)
        guard let path, FileManager.default.fileExists(atPath: path.path) else { return found }
        let digest = try await place.digests.compute(again: path)
        found.state = digest == file.sha256 ? .right : .changed
        found.found = digest
        return found
    }
}

/// `xinglin.model-verify/1`.
private struct ModelVerification: Encodable {
    enum State: String, Encodable { case right, changed, missing }

    struct File: Encodable {
        var model: String
        var path: String
        /// As it should be, and as it is.
        var sha256: String
        var found: String?
        var state: State
        /// Can be fetched again.
        var isPulled: Bool
    }

    var schema = "xinglin.model-verify/1"
    var files: [File] = []
    var isGood: Bool { files.allSatisfy { $0.state == .right } }

    private enum CodingKeys: String, CodingKey { case schema, files }

    func text(_ words: ModelWords) -> String {
        guard !files.isEmpty else { return words.say("No model is here yet.", "还没有任何模型。") }
        return files.map { line($0, words) }.joined(separator: "\n")
    }

    private func line(_ file: File, _ words: ModelWords) -> String {
        let cure =
            file.isPulled
            ? words.say(
                "Remove it and fetch it again: xinglin model remove \(file.model), xinglin model pull \(file.model).",
                "请删除后重新下载：xinglin model remove \(file.model)，xinglin model pull \(file.model)。")
            : words.say(
                "Remove it and add it again: xinglin model remove \(file.model), xinglin model add PATH.",
                "请删除后重新添加：xinglin model remove \(file.model)，xinglin model add PATH。")
        let path = words.clean(file.path)
        switch file.state {
        case .right: return words.say("right: \(file.model), \(path)", "正确：\(file.model)，\(path)")
        case .changed:
            return words.say(
                "CHANGED: \(file.model), \(path): SHA-256 \(file.found ?? "") instead of \(file.sha256). \(cure)",
                "已改变：\(file.model)，\(path)：SHA-256 为 \(file.found ?? "")，应为 \(file.sha256)。\(cure)")
        case .missing:
            return words.say("MISSING: \(file.model), \(path). \(cure)", "丢失：\(file.model)，\(path)。\(cure)")
        }
    }
}
