import Testing

@testable import Remote

@Suite("An answer that was begun isn't begun twice")
struct LeadFilterTests {
    private func filtered(_ lead: String, _ pieces: String...) -> String {
        var filter = LeadFilter(lead)
        return pieces.map { filter.append($0) }.joined() + filter.finish()
    }

    @Test("What goes on from it stays as it is")
    func continued() {
        #expect(filtered("In short:", " take it", " daily.") == " take it daily.")
        #expect(filtered("", "In short:", " yes") == "In short: yes")
        #expect(filtered("In short:", "In", "deed.") == "Indeed.")
        #expect(filtered("简言之：", "每日", "一次。") == "每日一次。")
    }

    @Test("What says it again loses it, in whatever pieces it comes")
    func repeated() {
        #expect(filtered("In short:", "In short: take it.") == " take it.")
        #expect(filtered("In short:", "I", "n sh", "ort", ":", " take it.") == " take it.")
        #expect(filtered("简言之：", "简言", "之：每日一次。") == "每日一次。")
    }

    @Test("An answer that is shorter than its beginning isn't lost")
    func short() {
        #expect(filtered("In short:", "In") == "In")
    }
}
