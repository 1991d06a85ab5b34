import Testing

@testable import xinglin

@Suite("The command line is taken apart by its descriptors")
struct ArgumentsTests {
    private let options: [Option] = [.json, .limit, .specialty]

    @Test("Options may stand before, between and after the words, with a space or an equals sign")
    func places() throws {
        let arguments = try Arguments(["-k", "3", "血压", "--json", "target", "--specialty=lipids"], options: options)
        #expect(arguments.words == ["血压", "target"])
        #expect(arguments.has(.json))
        #expect(arguments[.specialty] == "lipids")
        #expect(try arguments.integer(.limit, in: 1...100) == 3)
    }

    @Test("After -- everything is a word, and - alone is one")
    func words() throws {
        #expect(try Arguments(["-", "--", "--json"], options: options).words == ["-", "--json"])
    }

    @Test("What can't be understood is a usage error that names it", arguments: [["--bogus"], ["-k"]])
    func unknown(words: [String]) {
        let error = #expect(throws: UsageError.self) { try Arguments(words, options: options) }
        #expect(error?.description.contains(words[0]) == true)
    }

    @Test("A number out of its range is refused with the range")
    func range() throws {
        let arguments = try Arguments(["-k", "1000"], options: options)
        let error = #expect(throws: UsageError.self) { try arguments.integer(.limit, in: 1...100) }
        #expect(error?.description.contains("1 to 100") == true)
    }

    @Test("Every subcommand's help names its options and every option has a help text")
    func help() {
        for command in Subcommand.all {
            for option in command.options {
                #expect(command.help.contains(option.name))
                #expect(!option.help.isEmpty)
            }
        }
    }
}
