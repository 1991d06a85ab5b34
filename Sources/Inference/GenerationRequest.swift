/// One answer to be made: what is asked, how to tell, and how to stop.
struct GenerationRequest: Sendable {
    /// Room that must be left for an answer, else the prompt is refused: a reply that breaks off after a few
    /// words helps nobody.
    static let smallestAnswer = 64

    let segments: [PromptSegment]
    let session: SessionID
    let options: GenerationOptions
    let flag: CancelFlag
    let events: AsyncThrowingStream<GenerationEvent, any Error>.Continuation
    let asked: ContinuousClock.Instant
    /// False to measure speed: the answer goes on past its end.
    var endsAtEndToken = true

    /// Tokens to keep free behind the prompt.
    var leastAnswer: Int { min(max(options.maxTokens, 1), GenerationRequest.smallestAnswer) }

    func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }
}

/// The text side of an answer: bytes become characters, stop strings end it.
struct AnswerText {
    private var assembler = UTF8Assembler()
    private var filter: StopStringFilter

    init(stop: [String]) { filter = StopStringFilter(stop) }

    /// The text to show now, and whether a stop string ended the answer.
    mutating func append(_ bytes: [UInt8]) -> (text: String, isStopped: Bool) {
        filter.append(assembler.append(bytes))
    }

    /// What was held back, when the answer ended for another reason. A character that an answer of the longest length
    /// had only begun is no part of it.
    mutating func finish() -> String { filter.finish() }
}
