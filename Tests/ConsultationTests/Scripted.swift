import Clinical
import Evidence
import Foundation
import Inference

@testable import Consultation

/// A model that says what it is told to, remembers what it was asked, and has an adapter for every specialty.
final class ScriptedModel: LanguageModel {
    let pieces: [String]
    /// Between two pieces, so that a test can cancel in the middle.
    let pause: Duration
    let contextLength: Int
    /// Of each piece as one token; none are told where this is nil.
    let probability: Double?
    let stopReason: StopReason
    private let asked = Asked()

    private actor Asked {
        var prompts: [[ChatMessage]] = []
        var ahead: [[ChatMessage]] = []
        func append(_ prompt: [ChatMessage]) { prompts.append(prompt) }
        func appendAhead(_ prompt: [ChatMessage]) { ahead.append(prompt) }
    }

    init(
        _ pieces: [String], pause: Duration = .zero, contextLength: Int = 4096, probability: Double? = nil,
        stopReason: StopReason = .endOfGeneration
    ) {
        self.stopReason = stopReason
        self.probability = probability
        self.pieces = pieces
        self.pause = pause
        self.contextLength = contextLength
    }

    var info: ModelInfo { ModelInfo(name: "scripted", contextLength: contextLength, engine: "none") }
    var prompts: [[ChatMessage]] { get async { await asked.prompts } }

    /// What it was to read before it was asked.
    var readAhead: [[ChatMessage]] { get async { await asked.ahead } }

    func readAhead(_ messages: [ChatMessage], session: SessionID, options: GenerationOptions) async {
        await asked.appendAhead(messages)
    }

    /// One token a character: simple to reckon with.
    func countTokens(_ messages: [ChatMessage]) -> Int { messages.map(\.text.count).reduce(0, +) }

    func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                await asked.append(messages)
                let tokens = countTokens(messages)
                continuation.yield(.started(promptTokens: tokens, cachedTokens: 0))
                var start = 0
                for piece in pieces {
                    try await Task.sleep(for: pause)
                    let bytes = start..<start + piece.utf8.count
                    start = bytes.upperBound
                    if let probability {
                        continuation.yield(.token(GeneratedToken(bytes: bytes, probability: probability)))
                    }
                    continuation.yield(.text(piece))
                }
                var summary = GenerationSummary(
                    promptTokens: tokens, cachedTokens: 0, answerTokens: pieces.count, stopReason: stopReason)
                summary.adapter = options.adapter.map {
                    AdapterInfo(name: $0, sha256: "def456", scale: 1, isActivated: false)
                }
                continuation.yield(.finished(summary))
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

/// A library of fixed passages; `isOnSubject` as given.
struct FixedEvidence: EvidenceSource {
    var results: [SearchResult]
    var isOnSubject = true

    func search(
        _ query: String, specialties: [String]?, limit: Int, context: SearchContext
    ) async throws -> SearchResponse {
        let fitting = results.filter { specialties?.contains($0.guideline.specialty) ?? true }
        return SearchResponse(results: Array(fitting.prefix(limit)), isOnSubject: isOnSubject, elapsedMilliseconds: 1)
    }
}

func result(_ id: String, _ specialty: String, _ english: String, _ chinese: String) -> SearchResult {
    SearchResult(
        passage: Passage(
            id: id, guideline: "g-\(id)", section: nil, grade: nil, english: english, chinese: chinese, title: nil,
            status: .verified, verifiedAt: nil, conflictsWith: [], topic: nil, edition: .current),
        guideline: Guideline(
            id: "g-\(id)", title: "Guideline", organisation: "Society", year: 2025, url: nil, language: "en",
            status: .verified, supersedes: [], specialty: specialty, edition: .current, collection: "packs"),
        score: 1, lexicalRank: 1, semanticRank: 1, semanticSimilarity: 0.9)
}

enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardized
    static let prompts = root.appendingPathComponent("Prompts", isDirectory: true)
}

extension Patient {
    /// A fictitious chart with a drug and a creatinine.
    static var example: Patient {
        Patient(
            id: "p1", name: "Sample Patient", sex: .female, birthDate: PartialDate("1958-03-02"), identifier: "0001",
            medications: [Medication(text: "Metformin 500 mg tablet", status: "active")],
            observations: [
                Observation(
                    loinc: "2160-0", name: "Creatinine", value: Quantity(value: 1.4, unit: "mg/dL"),
                    time: PartialDate("2026-08-01"))
            ])
    }
}
