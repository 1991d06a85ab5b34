import Screen
import Testing

@testable import Interface

@Suite struct KeyMapTests {
    @Test("Every bound key has a name that reads back as the same key")
    func namesKeys() {
        for key in KeyMap.standard.bindings.values.flatMap(\.keys) {
            #expect(!key.name.isEmpty)
            #expect(Key(name: key.name) == key)
        }
    }

    @Test("The configuration gives actions other keys, and their old keys are free")
    func rebinds() throws {
        let map = try KeyMap.standard.rebound(["send": "ctrl+s, f5", "command-palette": "alt+x"])
        #expect(map.action(for: .ctrl("s"), in: .composer) == .send)
        #expect(map.action(for: .function(5), in: .composer) == .send)
        #expect(map.action(for: .enter, in: .composer) == nil)
        #expect(map.action(for: .alt("x"), in: .citations) == .commandPalette)
        var state = Samples.state()
        state.keyMap = map
        var play = Play(state)
        play.type("Why?")
        play.press(.ctrl("s"))
        #expect(play.state.exchanges.count == 1)
    }

    @Test(
        "An entry that can't be read is named, with what would do",
        arguments: [
            (["fly": "f1"], "“fly”"), (["send": "hyper+q"], "“hyper+q”"),
        ])
    func refuses(entries: [String: String], named: String) {
        let error = #expect(throws: KeyMapError.self) { try KeyMap.standard.rebound(entries) }
        #expect(error?.description.contains(named) ?? false)
    }
}
