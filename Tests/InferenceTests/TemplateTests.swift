import Foundation
import Testing

@testable import Inference

@Suite("The ledger keeps the beginnings that prompts have in common")
struct TemplateLedgerTests {
    private let instructions = Array(Int32(1)...40)

    private func ledger(capacity: Int = 400) -> (SequenceLedger, SessionID) {
        var ledger = SequenceLedger(capacity: capacity, sequences: 2, chunkSize: 4)
        let session = SessionID()
        _ = ledger.open(session)
        ledger.append(instructions[...], to: session)
        return (ledger, session)
    }

    @Test("what a session cuts back and computes again is its own, however much it had borrowed")
    func cutBack() {
        var (ledger, session) = ledger()
        ledger.addTemplate(instructions[...], of: session)
        ledger.update(session) { $0.truncate(to: 10) }
        #expect(ledger.usedTokens == 40)
        ledger.append(Array(Int32(101)...150)[...], to: session)
        #expect(ledger.usedTokens == 90 && ledger.sessionTokens == 60)
    }

    @Test("a template costs nothing while its session shares it, and is lent up to the prompt's last token")
    func lending() {
        var (ledger, session) = ledger()
        #expect(ledger.wants(template: instructions[...]) && ledger.nextTemplate == 2)
        ledger.addTemplate(instructions[...], of: session)
        #expect(ledger.usedTokens == 40 && ledger.sessionTokens == 40)
        #expect(!ledger.wants(template: instructions[...]))
        let prompt = instructions + [77]
        #expect(ledger.loan(for: prompt, moreThan: 10) == SequenceLedger.Loan(sequence: 2, count: 40))
        #expect(ledger.loan(for: prompt, moreThan: 40) == nil)
        #expect(ledger.loan(for: instructions, moreThan: 0)?.count == 39)
        #expect(ledger.loan(for: [1, 2, 3, 99, 5], moreThan: 0)?.count == 3)
        #expect(ledger.loan(for: [99, 1, 2], moreThan: 0) == nil)
    }

    @Test("what a session borrowed is counted once, and is its own when the template goes")
    func counting() throws {
        var (ledger, first) = ledger()
        ledger.addTemplate(instructions[...], of: first)
        let second = SessionID()
        _ = ledger.open(second)
        let prompt = instructions + [77, 78]
        ledger.take(try #require(ledger.loan(for: prompt, moreThan: 0)), of: prompt, for: second)
        ledger.append([77, 78], to: second)
        #expect(ledger.usedTokens == 42 && ledger.sessionTokens == 82)
        #expect(ledger[second]?.cache.tokens == prompt && ledger[second]?.cache.exactCount == 0)
        _ = ledger.drop(first)
        #expect(ledger.usedTokens == 42)
        ledger.drop(template: 2)
        #expect(ledger.usedTokens == 42 && ledger.loan(for: prompt, moreThan: 0) == nil)
    }

    @Test("templates take a quarter of the cache at most; short or huge beginnings aren't kept; the oldest gives way")
    func room() {
        var (ledger, session) = ledger(capacity: 320)
        #expect(!ledger.wants(template: instructions.prefix(31)))
        #expect(!ledger.wants(template: Array(repeating: Int32(9), count: 81)[...]))
        #expect(ledger.templateInTheWay(of: 40) == nil)
        ledger.addTemplate(instructions[...], of: session)
        let other = instructions.map { $0 + 100 }
        #expect(ledger.templateInTheWay(of: 40) == nil)
        ledger.addTemplate(other[...], of: session)
        #expect(ledger.templateInTheWay(of: 40) == 2)
        #expect(ledger.nextTemplate == 4)
    }
}

extension EngineTests {
    @Suite struct TemplateTests {
        private func short(_ instructions: String) -> GenerationOptions {
            GenerationOptions(maxTokens: 16, sharedBeginning: instructions)
        }

        private func ask(_ instructions: String, _ question: String) -> [ChatMessage] {
            [.system(instructions), .user(question)]
        }

        @Test(
            "a new session begins with the instructions that an earlier one has read, and answers the same",
            arguments: [
                (TestModel.longText, "Which number follows number 7?", "Which number comes before number 5?"),
                ("你是指南助手。回答要简短，数字要准确，并注明出处。不知道就说不知道，不要编造，不要重复问题，也不要给出与指南无关的建议。", "高血压的诊断标准？", "糖尿病的诊断标准？"),
            ])
        func shared(instructions: String, first: String, second: String) async throws {
            let manager = try await TestModel.load()
            let teller = manager.openSession()
            let short = short(instructions)
            _ = try await manager.transcript(ask(instructions, first), session: teller, options: short)
            // The template outlives the session that read it.
            await manager.close(teller)
            let session = manager.openSession()
            let messages = ask(instructions, second)
            let warm = try await manager.transcript(messages, session: session, options: short)
            let instructionTokens = try await manager.countTokens([.system(instructions)])
            let header = try await manager.countTokens([.user("")])
            #expect(try #require(warm.cachedTokens) >= instructionTokens - header)
            #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
            let cold = try await TestModel.load().transcript(messages, session: SessionID(), options: short)
            #expect(warm.text == cold.text && cold.cachedTokens == 0)
        }

        @Test("sessions that share their instructions don't disturb each other, whoever goes first")
        func undisturbed() async throws {
            let manager = try await TestModel.load()
            let messages = ask(TestModel.longText, "Which number follows number 7?")
            let short = short(TestModel.longText)
            let (here, there) = (manager.openSession(), manager.openSession())
            let first = try await manager.transcript(messages, session: here, options: short)
            _ = try await manager.transcript(
                ask(TestModel.longText, "Tell a story."), session: there,
                options: GenerationOptions(maxTokens: 48, sharedBeginning: TestModel.longText))
            await manager.close(there)
            let again = try await manager.transcript(messages, session: here, options: short)
            #expect(again.text == first.text)
            #expect(again.cachedTokens == first.summary.map { $0.promptTokens - 1 })
        }

        @Test("with exact reuse nothing is borrowed")
        func exact() async throws {
            let manager = try await TestModel.load()
            let messages = ask(TestModel.longText, "Which number follows number 7?")
            let short = short(TestModel.longText)
            _ = try await manager.transcript(messages, session: SessionID(), options: short)
            let exact = GenerationOptions(maxTokens: 16, cacheReuse: .exact)
            let audited = try await manager.transcript(messages, session: SessionID(), options: exact)
            #expect(audited.cachedTokens == 0)
        }

        @Test("only what is said to be shared is kept: a patient's part of the prompt goes with the session")
        func patient() async throws {
            let manager = try await TestModel.load()
            let (first, second) = (manager.openSession(), manager.openSession())
            let options = short(TestModel.longText)
            let prompt = TestModel.longText + "\n\nThe patient: a woman of 61 with type 2 diabetes and an eGFR of 48."
            _ = try await manager.transcript(ask(prompt, "Which drug?"), session: first, options: options)
            await manager.close(first)
            let again = try await manager.transcript(ask(prompt, "Which drug?"), session: second, options: options)
            let shared = try await manager.countTokens([.system(TestModel.longText)])
            #expect(try #require(again.cachedTokens) <= shared)
        }

        @Test("instructions can be read before anybody asks; a question that comes meanwhile goes first")
        func prepared() async throws {
            let manager = try await TestModel.load()
            await manager.prepare(TestModel.longText, adapter: nil)
            let messages = ask(TestModel.longText, "Which number follows number 7?")
            let options = short(TestModel.longText)
            let warm = try await manager.transcript(messages, session: SessionID(), options: options)
            #expect(try #require(warm.cachedTokens) > 200)
            let other = try await TestModel.load()
            async let preparing: Void = other.prepare(TestModel.longText, adapter: nil)
            let asked = try await other.transcript(messages, session: SessionID(), options: options)
            await preparing
            #expect(asked.text == warm.text)
        }
    }
}
