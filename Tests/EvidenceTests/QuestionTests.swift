import Database
import Testing

@testable import Evidence

@Suite("A question")
struct QuestionTests {
    @Test(
        "Whatever is typed becomes a valid word search",
        arguments: [
            "\"", "a\" OR \"b", "NEAR(a b)", "AND OR NOT", "body : x", "x*", "^y", "(((", "-", "a AND",
            "'; DROP TABLE words; --",
            "{a b}: c", "5 + 5", "血压\"高", "\\", "%_", "\u{0}x", "col:val", "…", "🩺 心率", "a.b.c", "...", ".5", "1..2",
        ])
    func safe(_ text: String) throws {
        let connection = try Connection(path: ":memory:")
        try Library.prepare(connection)
        guard let match = Question(text, lexicon: Lexicon()).match else { return }
        _ = try connection.rows("SELECT rowid FROM words WHERE words MATCH ?", match) { $0.int(0) }
    }

    @Test("A concept's other names are searched too, by word and by meaning")
    func expansion() {
        var lexicon = Lexicon()
        lexicon.add(names: ["Glycated haemoglobin", "糖化血红蛋白", "HbA1c"], forms: ["a1c"])
        let question = Question("a1c goal", lexicon: lexicon)
        #expect(question.words == ["a1c", "goal"])
        #expect(question.match?.contains("\"hemoglobin\"") == true && question.match?.contains("\"糖化\"") == true)
        #expect(question.meaning == "a1c goal [Glycated haemoglobin; 糖化血红蛋白]")
    }

    @Test(
        "Two figures with a stroke between are a blood pressure, where they can be one",
        arguments: [
            ("168/102, next?", true), ("186 over 122", true), ("（190/110）", true), ("9/11", false),
            ("2024/10/12", false),
            ("120/118 pills", false), ("1/2", false), ("7.5/45", false), ("hypertension 168/102", false),
        ])
    func bloodPressure(_ text: String, _ isAdded: Bool) {
        var lexicon = Lexicon()
        lexicon.add(names: ["Blood pressure", "血压"], forms: [])
        lexicon.add(names: ["Hypertension", "高血压"], forms: [])
        #expect(Question(text, lexicon: lexicon).meaning.contains("血压") == (isAdded || text.contains("hyper")))
        #expect(Question(text, lexicon: lexicon).meaning.contains("[Blood pressure") == isAdded)
    }

    @Test("Years are read, and a long text is cut")
    func yearsAndLength() {
        #expect(Question("2017 or 2025, 140 mmHg, 1850", lexicon: Lexicon()).years == [2017, 2025])
        #expect(Question(String(repeating: "血压", count: 5_000), lexicon: Lexicon()).meaning.count <= Question.longest)
    }
}
