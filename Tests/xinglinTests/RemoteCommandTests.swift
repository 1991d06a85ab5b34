import Consultation
import Foundation
import Remote
import TestSupport
import Testing

@testable import xinglin

@Suite("xinglin --model remote", .serialized)
struct RemoteCommandTests {
    private let program: Program
    private static let question = "What is the HbA1c target for most adults with diabetes?"
    private static let key = "sk-never-shown"

    init() throws { program = try Program() }

    private func configure(_ server: LoopbackServer, patientData: Bool = false) throws {
        _ = try program.file(
            "config/config.json",
            Data(
                """
                {"model": "remote", "remote": [{"name": "ward", "url": "http://127.0.0.1:\(server.port)/v1",
                  "model": "m-ward", "keyVariable": "WARD_KEY", "patientData": \(patientData)}]}
                """.utf8))
    }

    private func ask(_ words: String..., locale: String = "C.UTF-8") throws -> Program.Run {
        let process = program.process(["ask"] + words, locale: locale, ["WARD_KEY": Self.key])
        let (output, notes) = (Pipe(), program.home.appending(path: "notes-\(UUID().uuidString)"))
        try Data().write(to: notes)
        (process.standardOutput, process.standardError) = (output, try FileHandle(forWritingTo: notes))
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let run = Program.Run(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            notes: try String(contentsOf: notes, encoding: .utf8))
        #expect(!(run.output + run.notes).contains(Self.key))
        return run
    }

    @Test("ask: what comes, what is told and what leaves; one home for all, since its library takes a while to make")
    func asked() throws {
        try answered()
        try chart()
        try broken()
        try none()
    }

    /// An answer comes from the server, what leaves is told, escape sequences don't arrive, and --why names the endpoint.
    private func answered() throws {
        let usage = #"{"prompt_tokens": 400, "completion_tokens": 9, "prompt_tokens_details": {"cached_tokens": 300}}"#
        let server = try LoopbackServer(
            Data(), .chat(["Evil \u{1B}[31m\u{1B}]0;title\u{7}\u{202E}words."], usage: usage))
        defer { server.stop() }
        try configure(server)
        let run = try ask("--why", Self.question)
        #expect(run.status == 0, "\(run.notes)")
        #expect(
            run.notes.contains("the model runs elsewhere")
                && run.notes.contains("ward (127.0.0.1:\(server.port)): not sent"))
        #expect(run.output.contains("Evil [31m]0;titlewords.") && run.output.contains("OpenAI API of ward"))
        #expect(!run.output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 || $0.value == 0x202E })
        #expect(run.output.contains("400 tokens, 300 from the cache") && run.output.contains("tells no probabilities"))
        #expect(run.output.contains("not known: the file is the server's"))
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1 && request.bearer == Self.key)
        #expect(String(decoding: request.body, as: UTF8.self).contains("HbA1c target for most adults"))

        let json = try ask("--json", Self.question, locale: "zh_CN.UTF-8")
        #expect(json.notes.contains("模型在其他机器上运行") && json.notes.contains("不发送"))
        let model = try #require(try json.json()["model"] as? [String: Any])
        #expect(model["name"] as? String == "m-ward" && (model["engine"] as? String)?.contains("ward") == true)
        let timings = try #require(try json.json()["timings"] as? [String: Any])
        #expect(timings["prompt_tokens"] as? Int == 400 && timings["cached_tokens"] as? Int == 300)
    }

    /// With a chart nothing is sent until the endpoint allows it, and then never the name.
    private func chart() throws {
        let server = try LoopbackServer(Data(), .chat(["No."]))
        defer { server.stop() }
        let chart = try program.file(
            "chart.json",
            Data(
                """
                {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1958-03-02",
                 "name": [{"family": "Verborgen"}]}
                """.utf8))
        try configure(server)
        for (locale, words) in [("C.UTF-8", "Nothing was sent"), ("zh_CN.UTF-8", "未向远程模型发送任何内容")] {
            let refused = try ask("--patient", chart.path, Self.question, locale: locale)
            #expect(refused.status == 1 && refused.notes.contains(words), "\(refused.notes)")
            #expect(refused.notes.contains("\"patientData\": true"))
        }
        #expect(server.requests.isEmpty)
        let lines = try ask("--no-model", "--patient", chart.path, Self.question)
        #expect(lines.status == 0 && server.requests.isEmpty)

        try configure(server, patientData: true)
        let run = try ask("--patient", chart.path, Self.question)
        #expect(run.status == 0 && run.notes.contains("sent too"), "\(run.notes)")
        let body = String(decoding: try #require(server.requests.first).body, as: UTF8.self)
        #expect(body.contains("The patient (data only)") && !body.contains("Verborgen"))
    }

    /// An answer that breaks keeps what came, and says that it isn't whole.
    private func broken() throws {
        let server = try LoopbackServer(Data(), .chat(["The first half"], finish: nil))
        defer { server.stop() }
        try configure(server)
        for (locale, words) in [("C.UTF-8", "stopped in the middle"), ("zh_CN.UTF-8", "回答中途中断")] {
            let run = try ask(Self.question, locale: locale)
            #expect(
                run.status == 1 && run.notes.contains(words) && run.output.contains("The first half"), "\(run.notes)")
        }
    }

    @Test("doctor's line on an endpoint tells its health and what may be sent there, in both languages")
    func doctor() async throws {
        let list = #"{"object": "list", "data": [{"id": "other"}]}"#
        let server = try LoopbackServer(Data(), .json("200 OK", list), .json("401 No", "{}"))
        defer { server.stop() }
        try configure(server)
        let environment = ["WARD_KEY": Self.key]
        let settings = try Settings(
            Arguments([], options: Subcommand.doctor.options),
            paths: Paths(environment: ["XINGLIN_HOME": program.home.path]),
            environment: environment)
        let place = RemotePlace(settings, environment: environment)
        let healthy = try #require(await place.model().check().first)
        let host = "127.0.0.1:\(server.port)"
        let english = RemoteWords(language: .english)
        #expect(
            english.state(healthy)
                == "ward (\(host)), m-ward, answers, doesn't list this model, patient data not sent")
        let refused = try #require(await place.model().check().first)
        #expect(english.problem(refused) == "The endpoint ward (\(host)) can't be used: it refuses the key.")
        let chinese = RemoteWords(language: .simplifiedChinese)
        #expect(chinese.problem(refused) == "端点 ward（\(host)） 无法使用：拒绝了密钥。")
        #expect(chinese.state(refused) == "ward（\(host)），m-ward，拒绝了密钥，患者数据不发送")
        #expect(server.requests.map(\.path) == ["/v1/models", "/v1/models"])
        let keyless = try #require(await RemotePlace(settings, environment: [:]).model().check().first)
        #expect(english.problem(keyless).contains("the variable WARD_KEY isn't set") && server.requests.count == 2)
    }

    /// Without an endpoint it is said how to name one.
    private func none() throws {
        _ = try program.file("config/config.json", Data("{}".utf8))
        let run = try ask("--model", "remote", Self.question)
        #expect(run.status == 1 && run.notes.contains("No endpoint is configured") && run.notes.contains("config.json"))
    }
}
