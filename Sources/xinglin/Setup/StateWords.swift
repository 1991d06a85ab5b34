import Consultation
import Inference
import Screen
import Sealing

/// What is said about saved states, in the user's language.
struct StateWords: Sendable {
    var language: Language

    private func say(_ english: String, _ chinese: String) -> String { language.isChinese ? chinese : english }

    private func clean(_ text: String) -> String { String(SafeText.oneLine(text).prefix(300)) }

    func report(count: Int, bytes: Int, megabytes: Int, folder: String) -> String {
        guard megabytes > 0 else { return say("off", "已关闭") }
        let used = (bytes + (1 << 20) - 1) >> 20
        return say(
            "\(count), \(used) of \(megabytes) MB, sealed, in \(folder)",
            "\(count) 个，已用 \(used) MB（上限 \(megabytes) MB），已加密，位于 \(folder)")
    }

    func failure(_ note: SavedStateNote) -> Failure {
        switch note {
        case .discarded(let reason, let count):
            Failure(
                what: say("Saved states of consultations were removed: \(count).", "已删除会话的缓存状态：\(count) 个。"),
                why: self.reason(reason),
                whatToDo: say(
                    "Nothing is lost: the consultation is read again when it goes on.", "没有丢失内容：继续会话时会重新读取。"))
        case .notWritten(let code): notKept(SealingError.text(of: code))
        }
    }

    private func reason(_ reason: SavedStateNote.Reason) -> String {
        switch reason {
        case .stale:
            say(
                "They belong to another version of the program or the engine, or to a model file that was replaced.",
                "它们属于程序或引擎的其他版本，或属于已被替换的模型文件。")
        case .foreign: say("They were sealed with another key.", "它们是用另一个密钥加密的。")
        case .damaged:
            say("They were changed since they were written, or aren't whole.", "它们在写入后被改动，或不完整。")
        }
    }

    /// - Parameter why: in the system's own words.
    func notKept(_ why: String) -> Failure {
        Failure(
            what: say("Consultations' states aren't saved.", "会话状态未能保存。"), why: clean(why) + say(".", "。"),
            whatToDo: say(
                "Answers aren't affected. Look at the disk and the folder that `xinglin doctor` names, or switch saving off with \"savedStatesMB\": 0 in config.json.",
                "回答不受影响。请检查磁盘和 `xinglin doctor` 所列的文件夹，或在 config.json 中写 \"savedStatesMB\": 0 以关闭保存。"))
    }

    func failure(_ error: SealingError) -> Failure {
        guard case .key(let path, let problem) = error else { return notKept("\(error)") }
        return Failure(
            what: say("Consultations' states aren't saved.", "会话状态未能保存。"),
            why: say("The key \(clean(path)) can't be used: ", "密钥 \(clean(path)) 无法使用：") + self.problem(problem)
                + say(".", "。"),
            whatToDo: advice(problem))
    }

    private func problem(_ problem: KeyProblem) -> String {
        switch problem {
        case .open(let mode): say("others may read it (mode \(mode))", "其他用户可以读取（权限 \(mode)）")
        case .notOwn: say("it belongs to another user", "属于其他用户")
        case .notAKey: say("it isn't a file of 32 bytes", "不是 32 字节的文件")
        case .system(let code): clean(SealingError.text(of: code))
        }
    }

    private func advice(_ problem: KeyProblem) -> String {
        switch problem {
        case .open:
            say(
                "Run chmod 600 on it if nobody else has read it; else remove it, a new one is made.",
                "若确认无人读取过，请执行 chmod 600；否则请删除，程序会新建一个。")
        case .notOwn, .notAKey:
            say("Put the right one back or move it away; a new one is made.", "请放回正确的文件或将其移走，程序会新建一个。")
        case .system: say("Look at the folder and its permissions.", "请检查该文件夹及其权限。")
        }
    }
}
