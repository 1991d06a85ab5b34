import Consultation
import Foundation
import Inference
import Sealing
import Testing

@testable import xinglin

@Suite("Saved states, as the program is told of them and tells")
struct StatePlaceTests {
    private static let notes: [SavedStateNote] = [
        .discarded(.stale, count: 2), .discarded(.foreign, count: 1), .discarded(.damaged, count: 3),
        .notWritten(code: ENOSPC),
    ]
    private static let errors: [SealingError] = [
        .key(path: "/state/sealing.key", .open(mode: "0644")), .key(path: "/state/sealing.key", .notOwn),
        .key(path: "/state/sealing.key", .notAKey), .key(path: "/state/sealing.key", .system(code: EACCES)), .library,
    ]

    @Test("Every note and every failure says what, why and what to do, in both languages")
    func words() {
        let (english, chinese) = (StateWords(language: .english), StateWords(language: .simplifiedChinese))
        let pairs =
            Self.notes.map { (english.failure($0), chinese.failure($0)) }
            + Self.errors.map { (english.failure($0), chinese.failure($0)) }
        for (one, two) in pairs {
            for text in [one.what, one.why, one.whatToDo] { #expect(!text.isEmpty && !text.contains(/\p{Han}/)) }
            for text in [two.what, two.whatToDo] { #expect(text.contains(/\p{Han}/)) }
            #expect(!two.why.isEmpty)
        }
        #expect(Set(pairs.map { "\($0.0)" }).count == pairs.count && Set(pairs.map { "\($0.1)" }).count == pairs.count)
        #expect("\(english.failure(Self.notes[0]))".contains("2") && "\(chinese.failure(Self.notes[0]))".contains("2"))
        #expect("\(english.failure(Self.errors[0]))".contains("chmod 600"))
        #expect("\(english.failure(Self.notes[3]))".contains("No space left"))
    }

    @Test("Text of a path carries no escape sequence to the screen")
    func clean() {
        let failure = StateWords(language: .english).failure(SealingError.key(path: "/a\u{1B}[31mb", .notAKey))
        #expect(!"\(failure)".unicodeScalars.contains("\u{1B}"))
    }

    @Test(
        "The limit comes from the variable, the file, the default; what isn't a number is refused, never taken for a default"
    )
    func settings() throws {
        let program = try Program()
        let paths = Paths(environment: ["XINGLIN_HOME": program.home.path])
        func megabytes(_ variable: String?, file: String?) throws -> Int {
            if let file { _ = try program.file("config/config.json", Data(file.utf8)) }
            return try Settings(
                Arguments([], options: Subcommand.chat.options), paths: paths,
                environment: variable.map { ["XINGLIN_SAVED_STATES_MB": $0] } ?? [:]
            ).savedStatesMegabytes
        }
        #expect(try megabytes(nil, file: nil) == 2048 && megabytes("0", file: nil) == 0)
        let file = "{\"savedStatesMB\": 300}"
        #expect(try megabytes(nil, file: file) == 300 && megabytes("50", file: file) == 50)
        for wrong in ["off", "-1", "2 GB"] {
            #expect { _ = try megabytes(wrong, file: nil) } throws: { "\($0)".contains("XINGLIN_SAVED_STATES_MB") }
        }
        #expect { _ = try megabytes(nil, file: "{\"savedStatesMB\": -1}") } throws: {
            "\($0)".contains("savedStatesMB")
        }
    }

    @Test("doctor counts them and says where they lie, or that none are kept, in both languages")
    func doctor() throws {
        let program = try Program()
        _ = try program.file("state/saved-states/\(SealingKey.randomName()).state", Data(count: 3 << 20))
        let paths = Paths(environment: ["XINGLIN_HOME": program.home.path])
        func line(_ locale: String, _ variables: [String: String] = [:]) throws -> String {
            let environment = variables.merging(["LC_ALL": locale]) { $1 }
            let settings = try Settings(
                Arguments([], options: Subcommand.chat.options), paths: paths, environment: environment)
            return StatePlace(paths: paths, settings: settings, digests: DigestCache(), environment: environment).report
        }
        let folder = program.home.appending(path: "state/saved-states").path
        #expect(try line("C.UTF-8") == "1, 3 of 2048 MB, sealed, in \(folder)")
        #expect(try line("zh_CN.UTF-8") == "1 个，已用 3 MB（上限 2048 MB），已加密，位于 \(folder)")
        #expect(try line("C.UTF-8", ["XINGLIN_SAVED_STATES_MB": "0"]) == "off")
    }
}
