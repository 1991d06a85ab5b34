import Testing

@testable import Inference

@Suite struct StopStringFilterTests {
    private func run(_ stops: [String], _ pieces: [String]) -> (text: String, isStopped: Bool) {
        var filter = StopStringFilter(stops)
        var text = ""
        for piece in pieces {
            let (certain, isStopped) = filter.append(piece)
            text += certain
            if isStopped { return (text, true) }
        }
        return (text + filter.finish(), false)
    }

    @Test("a stop string ends the text, even when it comes in pieces")
    func stops() {
        #expect(run(["END"], ["abcE", "N", "Ddef"]) == ("abc", true))
        #expect(run(["\n\n", "。。"], ["血压高。", "。正常"]) == ("血压高", true))
        #expect(run(["b", "abc"], ["xabc"]) == ("x", true))
    }

    @Test("what only looked like a stop string is given back")
    func almost() {
        #expect(run(["END"], ["abEN", "ergy"]) == ("abENergy", false))
        #expect(run(["aab"], ["aaaac", "aa"]) == ("aaaacaa", false))
        #expect(run([], ["END"]) == ("END", false))
        #expect(run([""], ["END"]) == ("END", false))
    }
}
