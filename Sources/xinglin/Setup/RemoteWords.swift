import Consultation
import Fetch
import Foundation
import Remote
import Screen

/// What is said about models on other machines, in the user's language. Nothing of keys, questions or answers stands in it.
struct RemoteWords: Sendable {
    var language: Language

    private func say(_ english: String, _ chinese: String) -> String { language.isChinese ? chinese : english }

    private func clean(_ text: String) -> String { String(SafeText.oneLine(text).prefix(200)) }

    private var semicolon: String { say("; ", "；") }

    // MARK: What leaves

    /// One line: where answers come from, and what is sent there.
    func leaving(_ endpoints: [Endpoint]) -> String {
        let places = endpoints.map { "\(place($0.name, $0.host)): \(patientData($0))" }.joined(separator: semicolon)
        return say(
            "the model runs elsewhere; sent there are the question as it was typed, guideline passages and the program's instructions. Charts, notes, texts and what was said about them: \(places).",
            "模型在其他机器上运行；发往该处的有：原样的问题、指南段落和程序的指令。病历、记录、文本及相关对话：\(places)。")
    }

    private func patientData(_ endpoint: Endpoint) -> String {
        endpoint.allowsPatientData ? say("sent too", "也会发送") : say("not sent", "不发送")
    }

    private func place(_ name: String, _ host: String) -> String { clean(say("\(name) (\(host))", "\(name)（\(host)）")) }

    // MARK: Doctor

    func state(_ check: EndpointCheck) -> String {
        let endpoint = check.endpoint
        var parts = [place(endpoint.name, endpoint.host), clean(endpoint.model)]
        parts.append(check.problem.map { reason($0) } ?? say("answers", "有应答"))
        if check.hasModel == false { parts.append(say("doesn't list this model", "未列出该模型")) }
        parts.append(say("patient data ", "患者数据") + patientData(endpoint))
        return parts.joined(separator: say(", ", "，"))
    }

    func problem(_ check: EndpointCheck) -> String {
        let host = place(check.endpoint.name, check.endpoint.host)
        let why = check.problem.map { reason($0) } ?? ""
        return say("The endpoint \(host) can't be used: \(why).", "端点 \(host) 无法使用：\(why)。")
    }

    // MARK: Failures

    func badEntry(_ name: String, _ problem: RemoteEntry.Problem) -> Failure {
        Failure(
            what: say("An endpoint in config.json can't be used.", "config.json 中有一个端点无法使用。"),
            why: say("\"\(clean(name))\": \(self.problem(problem)).", "“\(clean(name))”：\(self.problem(problem))。"),
            whatToDo: say("Correct it below \"remote\".", "请在 \"remote\" 中更正。"))
    }

    /// The address isn't repeated: what doesn't read as one may hold a password.
    private func problem(_ problem: RemoteEntry.Problem) -> String {
        switch problem {
        case .name:
            say("its name isn't letters, digits, dots, hyphens and underscores", "名称只能由字母、数字、点、连字符和下划线组成")
        case .url:
            say(
                "its url isn't of the form https://host/v1, without a user, password or query (http only to this machine itself)",
                "url 不是 https://主机/v1 的形式，且不得含用户名、密码或查询（http 仅限本机）")
        case .model: say("its model has no name", "没有写明模型名称")
        case .twoKeys: say("keyVariable and keyFile stand both in it", "同时写了 keyVariable 和 keyFile")
        case .number(let key): say("its \(key) isn't a possible number", "\(key) 的数值不合理")
        case .twice: say("its name stands there twice", "名称重复")
        }
    }

    func failure(_ error: RemoteError) -> Failure {
        let what = say("The remote model can't answer.", "远程模型无法回答。")
        switch error {
        case .noEndpoint:
            return Failure(
                what: what, why: say("No endpoint is configured.", "没有配置端点。"),
                whatToDo: say(
                    "Name one in config.json: \"remote\": [{\"name\": \"ward\", \"url\": \"https://…/v1\", \"model\": \"…\"}], or choose another --model.",
                    "请在 config.json 中写明：\"remote\": [{\"name\": \"ward\", \"url\": \"https://…/v1\", \"model\": \"…\"}]，或另选 --model。"
                ))
        case .emptyPrompt:
            return Failure(
                what: what, why: say("There is nothing to answer.", "没有可回答的内容。"),
                whatToDo: say("Write a question first.", "请先输入问题。"))
        case .patientDataStays(let names):
            let list = names.map(clean).joined(separator: say(", ", "、"))
            return Failure(
                what: say("Nothing was sent to the remote model.", "未向远程模型发送任何内容。"),
                why: say(
                    "The request holds patient data, and no endpoint may have it (\(list)).",
                    "请求含有患者数据，而没有端点获准接收（\(list)）。"),
                whatToDo: say(
                    "To allow it for one: \"patientData\": true below \"remote\" in config.json. Or choose a model of this machine with --model, or ask without the model (--no-model, --phrasing none).",
                    "如要允许某个端点：在 config.json 的 \"remote\" 中写 \"patientData\": true。也可用 --model 选择本机模型，或不使用模型（--no-model、--phrasing none）。"
                ))
        case .everyEndpointFailed(let failures):
            let list = failures.map { "\(place($0.endpoint, $0.host)): \(reason($0.reason))" }
            return Failure(
                what: what,
                why: say("No endpoint answered. ", "没有端点应答。") + list.joined(separator: semicolon) + say(".", "。"),
                whatToDo: failures.contains { $0.reason.isTooLongPrompt }
                    ? say(
                        "Set \"contextLength\" of that endpoint in config.json to what its server has, or give the server more.",
                        "请把 config.json 中该端点的 \"contextLength\" 设为服务器的实际长度，或给服务器更大的上下文。")
                    : say(
                        "Ask again later, look with `xinglin doctor`, or choose a model of this machine with --model.",
                        "请稍后再试，用 `xinglin doctor` 检查，或用 --model 选择本机模型。"))
        case .broken(let failure):
            return Failure(
                what: say("The answer stopped in the middle.", "回答中途中断。"),
                why: place(failure.endpoint, failure.host) + say(": ", "：") + reason(failure.reason) + say(".", "。"),
                whatToDo: say(
                    "What came is kept, but it isn't whole and wasn't checked. Ask again.", "已收到的部分保留，但不完整且未核对。请重新提问。"))
        }
    }

    private func reason(_ reason: EndpointFailure.Reason) -> String {
        switch reason {
        case .key(let problem): key(problem)
        case .http(let error): connection(error)
        case .status(401, _), .status(403, _):
            say("it refuses the key", "拒绝了密钥")
        case .status(404, let code):
            say("it doesn't know the address or the model (404\(named(code)))", "不认识该地址或模型（404\(named(code))）")
        case .status(let status, let code) where reason.isTooLongPrompt:
            say(
                "the prompt is longer than its context (\(status)\(named(code)))",
                "提示超出其上下文长度（\(status)\(named(code))）")
        case .status(429, let code): say("it is overloaded (429\(named(code)))", "请求过多（429\(named(code))）")
        case .status(let status, let code):
            say("it answered with status \(status)\(named(code))", "返回状态 \(status)\(named(code))")
        case .complaint(let code): say("it told an error\(named(code))", "报告了错误\(named(code))")
        case .garbage: say("what it sent isn't an answer of this API", "其应答不符合该接口")
        case .tooLong(let bytes): say("it sent more than \(bytes) bytes at once", "一次发送超过 \(bytes) 字节")
        case .unfinished: say("the answer stopped without an end", "回答没有结束标记就停止了")
        case .ended(let why): say("it ended the answer (\(clean(why)))", "主动结束了回答（\(clean(why))）")
        }
    }

    private func named(_ code: String?) -> String { code.map { say(", ", "，") + clean($0) } ?? "" }

    private func key(_ problem: KeyProblem) -> String {
        switch problem {
        case .noVariable(let name): say("the variable \(clean(name)) isn't set", "未设置变量 \(clean(name))")
        case .noFile(let path): say("the key's file \(clean(path)) isn't there", "密钥文件 \(clean(path)) 不存在")
        case .unreadable(let path): say("the key's file \(clean(path)) can't be read", "无法读取密钥文件 \(clean(path))")
        case .notOwn(let path):
            say("the key's file \(clean(path)) belongs to another user", "密钥文件 \(clean(path)) 属于其他用户")
        case .open(let path, let mode):
            say(
                "others may read the key's file \(clean(path)) (mode \(mode)): chmod 600 it",
                "其他用户可读取密钥文件 \(clean(path))（权限 \(mode)）：请执行 chmod 600")
        case .notAKey: say("what stands in the key's place isn't one word of ASCII", "密钥处的内容不是一个 ASCII 单词")
        }
    }

    private func connection(_ error: HTTPError) -> String {
        switch error {
        case .library(true): say("this system's libcurl is older than 7.73", "系统的 libcurl 版本低于 7.73")
        case .library(false): say("libcurl isn't installed (Debian: libcurl4)", "未安装 libcurl（Debian：libcurl4）")
        case .notPrivate: say("its address isn't https", "其地址不是 https")
        case .badHeader: say("the key can't be sent", "密钥无法发送")
        case .connection(let detail): say("no connection (\(clean(detail)))", "无法连接（\(clean(detail))）")
        case .certificate(let detail):
            say("its certificate isn't trusted (\(clean(detail)))", "证书不受信任（\(clean(detail))）")
        case .connectTimeOut(let seconds):
            say("no connection within \(Self.number(seconds)) s", "\(Self.number(seconds)) 秒内未能连接")
        case .idle(let seconds):
            say("nothing came for \(Self.number(seconds)) s", "\(Self.number(seconds)) 秒内没有数据")
        case .cut: say("the connection was cut", "连接中断")
        case .tooLong(let bytes): say("it sent more than \(bytes) bytes", "发送超过 \(bytes) 字节")
        }
    }

    private static func number(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(format: "%.1f", seconds)
    }
}
