import Consultation
import Fetch
import Foundation
import Remote
import Testing

@testable import xinglin

@Suite("Endpoints of config.json")
struct RemoteSettingsTests {
    private let home = FileManager.default.temporaryDirectory.appendingPathComponent("remote-\(UUID().uuidString)")

    private func place(_ entries: String, locale: String = "C.UTF-8") throws -> RemotePlace {
        let paths = Paths(environment: ["XINGLIN_HOME": home.path])
        try Paths.makeFolder(for: paths.settings)
        try Data("{\"model\": \"remote\", \"remote\": [\(entries)]}".utf8).write(to: paths.settings)
        let environment = ["LC_ALL": locale]
        let settings = try Settings(
            Arguments([], options: Subcommand.ask.options), paths: paths, environment: environment)
        #expect(settings.model == RemotePlace.name)
        return RemotePlace(settings, environment: environment)
    }

    @Test("What isn't said is the careful choice: no patient data, no key, the usual times")
    func standard() throws {
        let place = try place(#"{"name": "ward", "url": "https://gpu1.example.org:8443/v1", "model": "qwen3-32b"}"#)
        let endpoint = try #require(try place.endpoints().first)
        #expect(!endpoint.allowsPatientData && endpoint.key == .none && endpoint.contextLength == 8192)
        #expect(endpoint.limits == HTTPLimits() && endpoint.authorities == nil && !endpoint.takesGrammar)
        #expect(endpoint.host == "gpu1.example.org:8443" && endpoint.model == "qwen3-32b")
    }

    @Test("All of it can be said")
    func all() throws {
        let place = try place(
            """
            {"name": "a", "url": "http://127.0.0.1:8080/v1", "model": "m", "keyFile": "/k", "patientData": true,
             "contextLength": 32768, "authority": "/ca.pem", "grammar": true, "connectSeconds": 2, "idleSeconds": 5.5},
            {"name": "b", "url": "https://gpu2.example.org/v1", "model": "m", "keyVariable": "KEY"}
            """)
        let endpoints = try place.endpoints()
        #expect(endpoints[0].key == .file(URL(fileURLWithPath: "/k")) && endpoints[0].allowsPatientData)
        #expect(endpoints[0].authorities?.path == "/ca.pem" && endpoints[0].takesGrammar)
        #expect(endpoints[0].limits.connectSeconds == 2 && endpoints[0].limits.idleSeconds == 5.5)
        #expect(endpoints[0].contextLength == 32768 && endpoints[1].key == .variable("KEY"))
    }

    @Test(
        "A mistake is told with the endpoint's name and how to mend it, in both languages, and no address is repeated",
        arguments: [
            (#"{"name": "ward one", "url": "https://h/v1", "model": "m"}"#, "letters", "字母"),
            (#"{"name": "w", "url": "http://gpu1.example.org/v1", "model": "m"}"#, "https", "https"),
            (#"{"name": "w", "url": "https://li:secret@h/v1", "model": "m"}"#, "password", "密码"),
            (#"{"name": "w", "url": "https://h/v1?key=secret", "model": "m"}"#, "query", "查询"),
            (#"{"name": "w", "url": "https://h/v1", "model": ""}"#, "no name", "模型名称"),
            (
                #"{"name": "w", "url": "https://h/v1", "model": "m", "keyFile": "/k", "keyVariable": "K"}"#, "keyFile",
                "keyFile"
            ),
            (
                #"{"name": "w", "url": "https://h/v1", "model": "m", "contextLength": 1}"#, "contextLength",
                "contextLength"
            ),
            (#"{"name": "w", "url": "https://h/v1", "model": "m", "idleSeconds": 0}"#, "idleSeconds", "idleSeconds"),
            (
                #"{"name": "w", "url": "https://h/v1", "model": "m"}, {"name": "w", "url": "https://i/v1", "model": "m"}"#,
                "twice", "重复"
            ),
        ])
    func mistakes(_ entries: String, _ english: String, _ chinese: String) throws {
        for (locale, words) in [("C.UTF-8", english), ("zh_CN.UTF-8", chinese)] {
            let place = try place(entries, locale: locale)
            let failure = #expect(throws: Failure.self) { try place.endpoints() }
            let text = "\(try #require(failure))"
            #expect(text.contains(words) && text.contains("config.json") && text.contains("\"remote\""), "\(text)")
            #expect(!text.contains("secret"))
        }
    }

    @Test("Every failure has words in both languages, and none of them has a hole")
    func words() {
        let endpoint = Endpoint(name: "ward", base: URL(filePath: "/"), model: "m")
        let reasons: [EndpointFailure.Reason] = [
            .key(.noVariable("K")), .key(.noFile(path: "/k")), .key(.unreadable(path: "/k")), .key(.notOwn(path: "/k")),
            .key(.open(path: "/k", mode: "644")), .key(.notAKey), .http(.library(isInstalled: true)),
            .http(.library(isInstalled: false)), .http(.notPrivate), .http(.badHeader), .http(.connection("refused")),
            .http(.certificate("self-signed")), .http(.connectTimeOut(seconds: 10)), .http(.idle(seconds: 0.5)),
            .http(.cut), .http(.tooLong(bytes: 9)), .status(401, code: nil), .status(404, code: "NotFoundError"),
            .status(429, code: nil), .status(400, code: "context_length_exceeded"),
            .status(500, code: "x"), .complaint(code: nil), .garbage, .tooLong(bytes: 9),
            .unfinished, .ended(reason: "content_filter"),
        ]
        let errors: [RemoteError] =
            [.noEndpoint, .emptyPrompt, .patientDataStays(endpoints: ["ward"])]
            + reasons.flatMap { reason -> [RemoteError] in
                [.everyEndpointFailed([EndpointFailure(endpoint, reason)]), .broken(EndpointFailure(endpoint, reason))]
            }
        for error in errors {
            let english = RemoteWords(language: .english).failure(error)
            let chinese = RemoteWords(language: .simplifiedChinese).failure(error)
            for failure in [english, chinese] {
                #expect(!failure.what.isEmpty && !failure.why.isEmpty && !failure.whatToDo.isEmpty, "\(error)")
            }
            #expect(!"\(english)".unicodeScalars.contains { $0.properties.isIdeographic }, "\(english)")
            for text in [chinese.what, chinese.why, chinese.whatToDo] {
                #expect(text.unicodeScalars.contains { $0.properties.isIdeographic }, "\(text)")
            }
        }
        let stays = RemoteWords(language: .english).failure(.patientDataStays(endpoints: ["ward"]))
        #expect(stays.whatToDo.contains("\"patientData\": true") && stays.whatToDo.contains("config.json"))
    }
}
