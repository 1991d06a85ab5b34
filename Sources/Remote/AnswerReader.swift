import Fetch
import Foundation
import Inference

/// Reads one server's answer as it comes. Pure: bytes and times in, events out.
struct AnswerReader {
    typealias Reason = EndpointFailure.Reason

    private let start: ContinuousClock.Instant
    private let estimate: Int
    private let endpoint: Endpoint
    private var stream = EventStream()
    private var lead: LeadFilter
    private var status = 0
    /// The body of a status that isn't 200.
    private var refusal = Data()
    private var usage: ChatChunk.Usage?
    private var timings: ChatChunk.Timings?
    private var end: (reason: String, stopString: String?)?
    private var isFamiliar = false
    private var isStarted = false
    private var pieces = 0
    private var bytes = 0
    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?

    private(set) var retryAfter: Double?
    /// Whether the server has said that nothing follows.
    private(set) var isOver = false
    /// Whether any of the answer has come: from then on no other server is asked.
    var hasBegun: Bool { first != nil }

    /// Whether the server has said why the answer ended.
    var isComplete: Bool { end != nil }

    static let mostBytes = 1 << 20
    private static let mostRefusalBytes = 1 << 16

    /// - Parameter estimate: what the prompt is thought to take, until the server tells.
    init(_ messages: [ChatMessage], from endpoint: Endpoint, start: ContinuousClock.Instant, estimate: Int) {
        self.start = start
        self.estimate = estimate
        self.endpoint = endpoint
        lead = LeadFilter(messages.last.flatMap { $0.role == .assistant ? $0.text : nil } ?? "")
    }

    /// - Parameter tell: told each event as it is read, so that none is lost where what follows can't be used.
    mutating func take(
        _ event: HTTPEvent, at now: ContinuousClock.Instant, tell: (GenerationEvent) -> Void
    ) throws(Reason) {
        switch event {
        case .head(let status, let retryAfter): (self.status, self.retryAfter) = (status, retryAfter)
        case .body(let data) where status != 200: refusal += data.prefix(Self.mostRefusalBytes - refusal.count)
        case .body(let data):
            for message in try messages(in: data) where !isOver {
                for event in try read(message, now) { tell(event) }
            }
        }
    }

    private mutating func messages(in data: Data) throws(Reason) -> [EventStream.Message] {
        do throws(EventStream.TooLong) {
            return try stream.append(data)
        } catch {
            throw .tooLong(bytes: error.bytes)
        }
    }

    private mutating func read(
        _ message: EventStream.Message, _ now: ContinuousClock.Instant
    ) throws(Reason) -> [GenerationEvent] {
        if message.data == "[DONE]" {
            isOver = true
            return []
        }
        let complaint = Complaint.read(Data(message.data.utf8))
        if complaint != nil || message.event == "error" { throw .complaint(code: complaint?.code) }
        guard let chunk = ChatChunk.read(message.data) else { throw .garbage }
        isFamiliar = isFamiliar || chunk.choices != nil
        usage = chunk.usage ?? usage
        timings = chunk.timings ?? timings
        guard let choice = chunk.choices?.first else { return [] }
        if let reason = choice.finishReason, !reason.isEmpty { end = (reason, choice.stopString) }
        return try write(choice.text ?? "", now)
    }

    private mutating func write(_ piece: String, _ now: ContinuousClock.Instant) throws(Reason) -> [GenerationEvent] {
        guard !piece.isEmpty else { return [] }
        bytes += piece.utf8.count
        guard bytes <= Self.mostBytes else { throw .tooLong(bytes: Self.mostBytes) }
        pieces += 1
        first = first ?? now
        last = now
        return tell(lead.append(piece))
    }

    private mutating func tell(_ text: String) -> [GenerationEvent] {
        guard !text.isEmpty else { return [] }
        return started + [.text(text)]
    }

    private var started: [GenerationEvent] {
        mutating get {
            guard !isStarted else { return [] }
            isStarted = true
            return [.started(promptTokens: estimate, cachedTokens: 0)]
        }
    }

    // MARK: The end

    /// The last events, once nothing more comes. `stop` and `length` are ends; what a server calls otherwise isn't one, and
    /// neither is an answer that simply stops.
    mutating func finish() throws(Reason) -> [GenerationEvent] {
        guard status == 200 else { throw .status(status, code: Complaint.read(refusal)?.code) }
        guard let end else { throw isFamiliar ? .unfinished : .garbage }
        let reason: StopReason
        switch end.reason {
        case "stop": reason = end.stopString == nil ? .endOfGeneration : .stopString
        case "length": reason = .maxTokens
        default: throw .ended(reason: Self.word(end.reason))
        }
        return started + tell(lead.finish()) + [.finished(summary(reason))]
    }

    /// Names of reasons are short words; anything else isn't repeated.
    private static func word(_ reason: String) -> String {
        reason.wholeMatch(of: /[A-Za-z][A-Za-z0-9_.-]{0,39}/) == nil ? "?" : reason
    }

    /// - Parameter reason: why it ended.
    func summary(_ reason: StopReason) -> GenerationSummary {
        let seconds = { (from: ContinuousClock.Instant?, to: ContinuousClock.Instant?) -> Double? in
            guard let from, let to else { return nil }
            return (to - from) / .seconds(1)
        }
        let firstToken = seconds(start, first)
        return GenerationSummary(
            promptTokens: usage?.promptTokens ?? estimate,
            cachedTokens: usage?.promptTokensDetails?.cachedTokens ?? timings?.cacheN ?? 0,
            answerTokens: usage?.completionTokens ?? pieces,
            promptSeconds: timings?.promptMs.map { $0 / 1e3 } ?? firstToken ?? 0,
            decodeSeconds: timings?.predictedMs.map { $0 / 1e3 } ?? seconds(first, last) ?? 0,
            firstTokenSeconds: firstToken, stopReason: reason,
            servedBy: ServedBy(model: endpoint.model, engine: endpoint.engine))
    }
}
