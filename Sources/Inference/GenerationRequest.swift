/// One answer to be made: what is asked, how to tell, and how to stop.
struct GenerationRequest: Sendable {
    /// Room that must be left for an answer, else the prompt is refused: a reply that breaks off after a few
    /// words helps nobody.
    static let smallestAnswer = 64

    let segments: [PromptSegment]
    /// What other sessions' prompts begin with too: the instructions, as a prompt of their own.
    let sharedSegments: [PromptSegment]
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
    /// Bytes of text that the assembler has given.
    private var length = 0

    init(stop: [String]) { filter = StopStringFilter(stop) }

    /// The text to show now, whether a stop string ended the answer, and where the bytes stand in all of the text: from
    /// the beginning of the character that they go on with.
    mutating func append(_ bytes: [UInt8]) -> (text: String, isStopped: Bool, place: Range<Int>) {
        let start = length
        let text = assembler.append(bytes)
        length += text.utf8.count
        let (shown, isStopped) = filter.append(text)
        return (shown, isStopped, start..<(length + assembler.pendingCount))
    }

    /// What was held back, when the answer ended for another reason. A character that an answer of the longest length
    /// had only begun is no part of it.
    mutating func finish() -> String { filter.finish() }
}
