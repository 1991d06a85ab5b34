import Consultation
import Fetch
import Foundation
import Inference
import Screen

/// What the `model` command says, in the user's language. Names and texts out of files are cleaned before they are shown.
struct ModelWords: Sendable {
    var language: Language

    func say(_ english: String, _ chinese: String) -> String { language.isChinese ? chinese : english }

    /// A text out of a file, fit for one line of the terminal.
    func clean(_ text: String) -> String { String(SafeText.oneLine(text).prefix(200)) }

    func size(_ bytes: Int) -> String {
        if bytes >= 1_000_000_000 { return String(format: "%.1f GB", Double(bytes) / 1e9) }
        return bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : "\(max(1, bytes / 1000)) kB"
    }

    // MARK: Refusals

    func unknown(_ name: String, known: [String]) -> String {
        let list = known.joined(separator: ", ")
        return say(
            "There is no model \"\(clean(name))\". Known are: \(list). `xinglin model list` shows them; a file of your own: xinglin model add PATH",
            "没有名为“\(clean(name))”的模型。已知的有：\(list)。可运行 `xinglin model list` 查看；添加自己的文件：xinglin model add PATH")
    }

    func badName(_ name: String) -> String {
        say(
            "A model's name is small letters, digits, dots and hyphens, such as qwen3-4b; not \"\(clean(name))\".",
            "模型名由小写字母、数字、点和连字符组成，例如 qwen3-4b；“\(clean(name))”不行。")
    }

    func nameTaken(_ name: String) -> String {
        say(
            "The name \"\(name)\" belongs to another model. Choose one with --name NAME, or remove that model first: xinglin model remove \(name)",
            "名称“\(name)”已属于另一个模型。请用 --name NAME 另取名称，或先删除该模型：xinglin model remove \(name)")
    }

    func notOwn(_ name: String, _ path: String) -> String {
        say(
            "Nothing was removed: \(name) stands at \(path), where the set-up put it. Only what `model add` and `model pull` brought is removed here.",
            "未删除任何内容：\(name) 位于 \(path)，由安装程序放置。这里只删除 `model add` 和 `model pull` 带来的模型。")
    }

    func notThere(_ name: String) -> String {
        say("\(name) isn't there. Fetch it: xinglin model pull \(name)", "\(name) 尚未安装。下载：xinglin model pull \(name)")
    }

    func changedWhileCopied(_ path: String) -> String {
        say(
            "\(path) changed while it was copied. Nothing was added. Add it again when it is complete.",
            "\(path) 在复制过程中发生了变化，未添加。请在文件完整后重新添加。")
    }

    /// A file that couldn't be read or written.
    func failure(_ error: CocoaError) -> Failure {
        Failure(
            what: say("The models are as they were.", "模型未改变。"), why: clean(error.localizedDescription),
            whatToDo: say("Check the folder's permissions and the room on the disk.", "请检查文件夹权限和磁盘空间。"))
    }

    /// Why a file isn't taken, with what an error says about it.
    func refused(_ error: InferenceError) -> String {
        language.isChinese ? "未添加该模型。\(clean("\(error)"))" : "Nothing was added. \(clean("\(error)"))"
    }

    func catalogue(_ error: ModelCatalogueError) -> String {
        let (english, chinese) = Self.problem(error.problem)
        return say(
            "The model catalogue \(error.file) can't be used: \(clean(english)). Correct it or move it away; Prompts/README.md shows its form.",
            "模型目录 \(error.file) 无法使用：\(clean(chinese))。请更正或移走该文件；格式见 Prompts/README.md。")
    }

    private static func problem(_ problem: ModelCatalogueError.Problem) -> (String, String) {
        switch problem {
        case .unreadable(let why): ("it can't be read (\(why))", "无法读取（\(why)）")
        case .json(let why): ("it isn't in the form of a catalogue (\(why))", "不符合目录格式（\(why)）")
        case .schema(let found):
            ("its schema is \"\(found)\" instead of xinglin.models/1", "schema 为“\(found)”，应为 xinglin.models/1")
        case .name(let name):
            (
                "\"\(name)\" can't be a model's name (small letters, digits, dots, hyphens)",
                "“\(name)”不能作为模型名（小写字母、数字、点、连字符）"
            )
        case .twice(let name): ("the name \"\(name)\" stands in it twice", "名称“\(name)”出现了两次")
        case .noFile(let name): ("\(name) has no files", "\(name) 没有列出文件")
        case .fileName(let name, let file):
            (
                "\(name): \"\(file)\" can't be a file's name (letters, digits, ._+-, ending in .gguf, each once)",
                "\(name)：“\(file)”不能作为文件名（字母、数字、._+-，以 .gguf 结尾，不重复）"
            )
        case .size(let name, let file): ("\(name): \(file) has no possible size", "\(name)：\(file) 的大小不合理")
        case .hash(let name, let file):
            (
                "\(name): the SHA-256 of \(file) isn't 64 small hexadecimal digits",
                "\(name)：\(file) 的 SHA-256 不是64位小写十六进制数"
            )
        }
    }

    // MARK: What was done

    func added(_ name: String, _ bytes: Int, _ path: String) -> String {
        say(
            "Added \(name) (\(size(bytes))): \(path). Use it: xinglin --model \(name)",
            "已添加 \(name)（\(size(bytes))）：\(path)。使用：xinglin --model \(name)")
    }

    func alreadyThere(_ name: String, _ path: String) -> String {
        say("\(name) is there already: \(path)", "\(name) 已存在：\(path)")
    }

    func removed(_ name: String, _ bytes: Int) -> String {
        say("Removed \(name) (\(size(bytes))).", "已删除 \(name)（\(size(bytes))）。")
    }

    func removing(_ name: String, _ bytes: Int) -> String {
        say("Remove \(name) (\(size(bytes)))? [y/N] ", "删除 \(name)（\(size(bytes))）？[y/N] ")
    }

    func kept(_ name: String) -> String { say("\(name) was kept.", "\(name) 已保留。") }

    func mustConfirm(_ name: String) -> String {
        say(
            "Removing can't be undone. To do it: xinglin model remove \(name) --yes",
            "删除后无法恢复。确认删除：xinglin model remove \(name) --yes")
    }

    func trying(_ path: String) -> String {
        say("checking \(path), and trying it in a process of its own", "正在检查 \(path)，并在独立进程中试运行")
    }
}
