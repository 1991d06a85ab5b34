import Clinical
public import Foundation

extension TaskDescription {
    static let schema = "xinglin.task-description/1"

    /// Reads every JSON file of `Prompts/tasks/`, in the order of `order.txt` where it is named there, then by name.
    /// - Throws: `PackError` with file and cure.
    public static func load(from folder: URL) throws(PackError) -> [TaskDescription] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        } catch {
            throw PackError(file: folder.path, problem: "The folder can't be read.", cure: "Install again.")
        }
        let order = (try? String(contentsOf: folder.appendingPathComponent("order.txt"), encoding: .utf8)) ?? ""
        let places = order.split(whereSeparator: \.isNewline).map(String.init)
        var tasks: [TaskDescription] = []
        for name in names.sorted() { tasks.append(try read(folder.appendingPathComponent(name))) }
        return tasks.enumerated().sorted { one, other in
            let first = places.firstIndex(of: one.element.id) ?? places.count
            let second = places.firstIndex(of: other.element.id) ?? places.count
            return (first, one.offset) < (second, other.offset)
        }.map(\.element)
    }

    static func read(_ file: URL) throws(PackError) -> TaskDescription {
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw PackError(file: file.path, problem: "It can't be read.", cure: "Check its permissions.")
        }
        return try read(data, file: file.path)
    }

    /// - Parameter file: as errors name it; its name is the task's id.
    static func read(_ data: Data, file: String) throws(PackError) -> TaskDescription {
        let cure = "Compare it with another task's file and with README.md beside it."
        let written: Written
        do {
            written = try JSONDecoder().decode(Written.self, from: data)
        } catch let error as TaskFileMistake {
            throw PackError(file: file, problem: error.problem, cure: error.cure)
        } catch {
            throw PackError(file: file, problem: PackError.explain(error), cure: cure)
        }
        let task = TaskDescription(written)
        guard task.id + ".json" == URL(fileURLWithPath: file).lastPathComponent else {
            throw PackError(
                file: file, problem: "The id \"\(task.id)\" isn't the file's name.", cure: "Make both the same.")
        }
        if let mistake = task.mistake { throw PackError(file: file, problem: mistake.problem, cure: mistake.cure) }
        return task
    }

    /// What the single entries can't know of each other.
    private var mistake: TaskFileMistake? {
        var seen: Set<String> = []
        for field in fields {
            guard seen.insert(field.id).inserted else {
                return TaskFileMistake("The field \"\(field.id)\" stands twice.", "Give one another id.")
            }
            if let mistake = field.mistake { return mistake }
        }
        for language in ["en", "zh"] where examples[language] == nil {
            return TaskFileMistake("The example in \"\(language)\" is missing.", "Add it: both languages are equals.")
        }
        return sections.isEmpty ? TaskFileMistake("The form has no section.", "Add one.") : nil
    }
}

extension TaskDescription.Field {
    fileprivate var mistake: TaskFileMistake? {
        func needs(_ key: String) -> TaskFileMistake {
            TaskFileMistake("The field \"\(id)\" has no \"\(key)\", which its source needs.", "Add it.")
        }
        for source in sources {
            switch source {
            case .evidence where query == nil, .dissents where query == nil: return needs("query")
            case .tool(.table) where query == nil: return needs("query")
            case .text(.matching) where words.isEmpty, .text(.denied) where words.isEmpty: return needs("words")
            case .schedule where plan.isEmpty: return needs("plan")
            case .model(let part) where instruction == nil || part == .choose && choices.isEmpty:
                return needs(instruction == nil ? "instruction" : "choices")
            case .tool(.calculator(let name)) where (try? ClinicalTool.named(name)) == nil:
                return TaskFileMistake("There is no calculator \"\(name)\".", "`xinglin calc list` names them.")
            default: continue
            }
        }
        return nil
    }
}

/// What is wrong with a task's file, and the cure.
struct TaskFileMistake: Error {
    var problem: String
    var cure: String

    init(_ problem: String, _ cure: String) {
        self.problem = problem
        self.cure = cure
    }
}
