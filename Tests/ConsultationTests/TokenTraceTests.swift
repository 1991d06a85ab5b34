import Clinical
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("The probabilities of what the model wrote")
struct TokenTraceTests {
    /// One token a piece; a piece of text follows its token.
    private func trace(_ pieces: [(String, Double)]) -> TokenTrace {
        var trace = TokenTrace()
        var start = 0
        for (piece, probability) in pieces {
            trace.add(GeneratedToken(bytes: start..<start + piece.utf8.count, probability: probability))
            _ = trace.add(piece)
            start += piece.utf8.count
        }
        return trace
    }

    @Test("A figure and a drug's name have the least probability of the tokens that spell them")
    func leastOfEach() throws {
        let safety = try MedicationSafety.load(from: Repository.prompts.appendingPathComponent("medication"))
        let words = trace([
            ("Give met", 0.9), ("form", 0.4), ("in ", 0.95), ("50", 0.8), ("0 mg", 0.3), (" twice", 0.1),
        ]).confidences(safety)
        #expect(words.map(\.text) == ["metformin", "500 mg"])
        #expect(words.map(\.kind) == [.drug, .figure])
        #expect(words.map(\.probability) == [0.4, 0.3])
        #expect(words.allSatisfy { $0.isLow })
        let chinese = trace([("每日服用", 0.2), ("二甲", 0.9), ("双胍", 0.7), ("2", 0.6), ("次", 0.9)]).confidences(safety)
        #expect(chinese.first == Confidence(text: "二甲双胍", kind: .drug, probability: 0.7))
        #expect(chinese.last?.probability == 0.6)
    }

    @Test("Control characters that are taken out of the text don't shift the places")
    func taken() {
        let safety = MedicationSafety()
        let words = trace([("\u{1B}[31m", 0.01), ("HbA1c ", 0.2), ("\u{202E}", 0.02), ("7.5", 0.9), ("%", 0.8)])
            .confidences(safety)
        #expect(words == [Confidence(text: "7.5%", kind: .figure, probability: 0.8)])
    }

    @Test("Without probabilities there is no confidence, and no guess")
    func absent() {
        var trace = TokenTrace()
        _ = trace.add("HbA1c 7.5%")
        #expect(trace.confidences(MedicationSafety()).isEmpty)
        #expect(trace.text == "HbA1c 7.5%")
    }
}
