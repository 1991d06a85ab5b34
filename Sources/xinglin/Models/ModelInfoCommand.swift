import Consultation
import Foundation
import Inference

extension Subcommand {
    /// A model by its name, or any file by its path.
    static func describeModel(_ name: String, _ place: ModelPlace, json: Bool) async throws -> ExitStatus {
        var output = ModelDescription()
        var file: URL?
        if let row = place.rows.first(where: { $0.name == name }) {
            output.model = row
            file = row.path.map { URL(fileURLWithPath: $0) }
        } else {
            do throws(InferenceError) {
                file = try place.file(named: name)
            } catch {
                throw RefusedInput(
                    name.contains("/") ? place.words.clean("\(error)") : place.words.unknown(name, known: place.names))
            }
        }
        if let file {
            do throws(InferenceError) {
                output.file = ModelDescription.File(file, try ModelFacts.read(file))
            } catch {
                output.problem = "\(error)"
            }
            if output.file != nil {
                let digest = try await place.digests.sha256(of: file)
                output.file?.sha256 = digest
                output.file?.standing = place.standing(digest).rawValue
            }
        }
        if json { try Output.json(output) } else { Output.line(output.text(place.words)) }
        return output.problem == nil ? .done : .refused
    }
}

/// `xinglin.model-info/1`.
private struct ModelDescription: Encodable {
    struct File: Encodable {
        var path: String
        var name: String?
        var architecture: String
        var bytes: Int
        var tensors: Int
        var trainedContext: Int
        var template: String?
        var languages: [String]
        var licence: String?
        var neededBytes: Int
        var memory: MemoryPlan
        var sha256 = ""
        /// How it is known to be sound: catalogue, tried, or not yet (unknown).
        var standing = ModelPlace.Standing.unknown.rawValue

        init(_ file: URL, _ facts: ModelFacts) {
            path = file.path
            name = facts.name
            architecture = facts.architecture
            bytes = facts.bytes
            tensors = facts.tensors
            trainedContext = facts.trainedContext
            template = facts.template
            languages = facts.languages
            licence = facts.licence
            neededBytes = facts.memory.totalBytes
            memory = facts.memory
        }
    }

    var schema = "xinglin.model-info/1"
    var model: ModelRow?
    var file: File?
    var problem: String?

    func text(_ words: ModelWords) -> String {
        var lines = model.map { [$0.text(words)] + noted($0, words) } ?? []
        if let file {
            lines += rows(file, words).map { "    \($0): \(words.clean($1))" }
        }
        if let problem { lines.append(words.clean(problem)) }
        return lines.joined(separator: "\n")
    }

    private func noted(_ row: ModelRow, _ words: ModelWords) -> [String] {
        let note = row.notes[words.language.isChinese ? "zh-Hans" : "en"] ?? row.notes["en"]
        let origin = row.source.map { source in
            words.say("\(row.origin ?? "") \(row.date ?? "") from \(source)", "\(row.date ?? "") 来自 \(source)")
        }
        let hashes = file == nil ? row.files.map { "\($0.name) SHA-256 \($0.sha256)" } : []
        return ([note, origin].compactMap(\.self) + hashes).map { "    " + words.clean($0) }
    }

    private func rows(_ file: File, _ words: ModelWords) -> [(String, String)] {
        let none = words.say("not stated", "未注明")
        let standing =
            switch file.standing {
            case ModelPlace.Standing.catalogue.rawValue: words.say("in the catalogue", "目录中已有")
            case ModelPlace.Standing.tried.rawValue: words.say("tried and found sound", "已试运行，正常")
            default: words.say("not tried yet", "尚未试运行")
            }
        return [
            (words.say("file", "文件"), file.path),
            (words.say("name in the file", "文件内名称"), file.name ?? none),
            (words.say("size", "大小"), "\(words.size(file.bytes)), \(file.architecture), \(file.tensors) tensors"),
            (words.say("context", "上下文"), words.say("\(file.trainedContext) tokens", "\(file.trainedContext) 词元")),
            (words.say("template", "对话模板"), file.template ?? words.say("none that is known here", "此处不支持")),
            (words.say("languages", "语言"), file.languages.isEmpty ? none : file.languages.joined(separator: ", ")),
            (words.say("licence", "许可证"), file.licence ?? model?.licence ?? none),
            (words.say("memory needed", "所需内存"), words.parts(file.memory)),
            ("SHA-256", file.sha256),
            (words.say("known", "状态"), standing),
        ]
    }
}
