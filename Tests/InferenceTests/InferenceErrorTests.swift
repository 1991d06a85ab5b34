import Testing

@testable import Inference

@Suite struct InferenceErrorTests {
    static let plan = MemoryPlan(
        GGUFHeader(fileBytes: 3 << 30, tensorCount: 1, values: [:]), LoadOptions(contextLength: 8192)
    )
    static let all: [InferenceError] = [
        .modelFile(path: "/m.gguf", why: "it is empty", remedy: "Download it again."),
        .modelNotFound(searched: ["/a", "/b"]),
        .notEnoughMemory(plan, limitBytes: 1 << 30, isSet: true),
        .notEnoughMemory(plan, limitBytes: 1 << 30, isSet: false),
        .contextFull(promptTokens: 9000, contextLength: 8192, answerTokens: 64), .emptyPrompt,
        .decodeFailed(code: -3, detail: "compute failed"), .nanLogits(path: "/m.gguf"),
        .engine(what: "no context could be set up", detail: ""), .cancelled,
    ]

    @Test("every error says what happened and what to do", arguments: all)
    func complete(_ error: InferenceError) {
        let sentences = error.description.split(separator: ". ")
        #expect(sentences.count >= 2 && error.description.hasSuffix("."))
    }

    @Test("a full context is explained with its numbers, and nothing is cut")
    func contextFull() {
        let text = InferenceError.contextFull(promptTokens: 9000, contextLength: 8192, answerTokens: 64).description
        for number in ["9000", "8192", "64"] { #expect(text.contains(number)) }
    }
}
