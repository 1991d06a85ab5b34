import Consultation
import Fetch

/// What is said about fetching.
extension ModelWords {
    func fetching(_ file: String, _ bytes: Int, _ host: String) -> String {
        say("fetching \(file) (\(size(bytes))) from \(host)", "正在从 \(host) 下载 \(file)（\(size(bytes))）")
    }

    func pulled(_ name: String, _ path: String) -> String {
        say("Fetched \(name), its SHA-256 is right: \(path)", "已下载 \(name)，SHA-256 正确：\(path)")
    }

    func stopped(_ name: String, _ done: Int, _ total: Int) -> String {
        say(
            "Stopped; \(size(done)) of \(size(total)) are kept. The same command goes on from there: xinglin model pull \(name)",
            "已停止；已保留 \(size(done))，共 \(size(total))。重新运行同一命令即可继续：xinglin model pull \(name)")
    }

    func noMirror(_ name: String, settings: String) -> Failure {
        Failure(
            what: say("\(name) can't be fetched.", "无法下载 \(name)。"),
            why: say("No place to fetch it from is configured.", "没有配置下载地址。"),
            whatToDo: say(
                "Name one or more addresses of folders that hold the file: \"mirrors\": [\"https://…\"] in \(settings), or XINGLIN_MODEL_MIRRORS. If you have the file: xinglin model add PATH",
                "请给出存放该文件的文件夹地址（可多个）：在 \(settings) 中写 \"mirrors\": [\"https://…\"]，或设置 XINGLIN_MODEL_MIRRORS。如已有文件：xinglin model add PATH"
            ))
    }

    /// The address isn't repeated: what doesn't read as one may hold a password.
    func badMirror(_ base: String) -> Failure {
        let scheme = clean(base.prefix { $0.isLetter }.lowercased())
        return Failure(
            what: say("An address for models can't be used.", "有一个模型下载地址无法使用。"),
            why: say(
                "It isn't of the form https://host/folder or http://host/folder (it begins with \"\(scheme)\").",
                "它不是 https://主机/文件夹 或 http://主机/文件夹 的形式（以“\(scheme)”开头）。"),
            whatToDo: say(
                "Correct `mirrors` in config.json, XINGLIN_MODEL_MIRRORS or the catalogue's `urls`.",
                "请更正 config.json 中的 `mirrors`、XINGLIN_MODEL_MIRRORS 或目录中的 `urls`。"))
    }

    func failure(_ error: DownloadError, fetching name: String) -> Failure {
        let what = say("\(name) wasn't fetched.", "未能下载 \(name)。")
        switch error {
        case .noSource: return noMirror(name, settings: "config.json")
        case .cancelled(let done, let total):
            return Failure(what: what, why: stopped(name, done, total), whatToDo: "")
        case .library(let isInstalled):
            return Failure(
                what: what,
                why: isInstalled
                    ? say("This system's libcurl is older than 7.73.", "系统的 libcurl 版本低于 7.73。")
                    : say("libcurl isn't installed.", "未安装 libcurl。"),
                whatToDo: say(
                    "Install it (Debian: libcurl4), or fetch the file otherwise and add it: xinglin model add PATH",
                    "请安装（Debian：libcurl4），或用其他方式下载后添加：xinglin model add PATH"))
        case .busy(let path):
            return Failure(
                what: what,
                why: say("Another xinglin is fetching it now (\(path)).", "另一个 xinglin 正在下载（\(path)）。"),
                whatToDo: say("Wait for it to end.", "请等待其完成。"))
        case .disk(let path, let why):
            return Failure(
                what: what, why: say("\(path) can't be written: \(clean(why)).", "无法写入 \(path)：\(clean(why))。"),
                whatToDo: say("Check the folder's permissions and the disk.", "请检查文件夹权限和磁盘。"))
        case .noRoom(let path, let needed, let free):
            return Failure(
                what: what,
                why: say(
                    "It needs \(size(needed)), and \(path) has \(size(free)) free.",
                    "需要 \(size(needed))，而 \(path) 只剩 \(size(free))。"),
                whatToDo: say(
                    "Make room, or set XINGLIN_HOME to a larger disk.", "请腾出空间，或将 XINGLIN_HOME 设到更大的磁盘。"))
        case .everySourceFailed(let failures):
            let list = failures.map { "\(clean($0.address)): \(reason($0.reason))" }.joined(separator: "; ")
            return Failure(
                what: what, why: say("No place gave it. \(list).", "所有地址均未能提供。\(list)。"),
                whatToDo: say(
                    "Try again later (what came is kept), or check the addresses in config.json.",
                    "请稍后重试（已下载部分会保留），或检查 config.json 中的地址。"))
        }
    }

    private func reason(_ reason: SourceFailure.Reason) -> String {
        switch reason {
        case .status(let status): say("the server answered with status \(status)", "服务器返回状态 \(status)")
        case .length(let bytes?):
            say("its file has another length (\(bytes) bytes)", "其文件长度不同（\(bytes) 字节）")
        case .length(nil): say("its file is longer than it should be", "其文件比应有的长")
        case .hash(let found):
            say("its file is another one (SHA-256 \(found))", "其文件不是所要的文件（SHA-256 \(found)）")
        case .cut(let bytes):
            say("the connection ended too early (at \(size(bytes)))", "连接过早中断（在 \(size(bytes)) 处）")
        case .tooSlow(let bytes):
            say("too little came for too long (at \(size(bytes)))", "长时间几乎没有数据（在 \(size(bytes)) 处）")
        case .connection(let detail): say("no connection (\(clean(detail)))", "无法连接（\(clean(detail))）")
        case .redirect: say("it redirects to where nothing may be fetched from", "重定向到不允许的地址")
        case .answer(let what):
            say("its answer doesn't fit the request (\(clean(what)))", "其应答与请求不符（\(clean(what))）")
        }
    }
}
