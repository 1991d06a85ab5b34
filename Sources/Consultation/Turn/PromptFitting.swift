import Clinical
import Inference

/// Makes a prompt fit into the model's context without cutting anything silently: oldest turns go first, then chart
/// values that aren't key, each with a warning. Allergies, medications, passages and the question are never dropped;
/// where they don't fit, the turn is refused.
struct PromptFitting {
    var builder: PromptBuilder
    var model: any LanguageModel
    var contextLength: Int

    func fit(_ parts: inout PromptBuilder.Parts, answerTokens: Int) async throws -> [Warning] {
        let wording = TurnWording(language: parts.language)
        var warnings: [Warning] = []
        var dropped = 0
        while try await !fits(parts, answerTokens), !parts.history.isEmpty {
            parts.history.removeFirst()
            dropped += 1
        }
        if dropped > 0 { warnings.append(Warning(kind: "history-left-out", message: wording.historyLeftOut(dropped))) }
        guard try await !fits(parts, answerTokens) else { return warnings }

        let before = parts.chart.count + parts.asked.count
        parts.asked = []
        parts.chart.removeAll { !$0.isEssential && !$0.isKey }
        if try await !fits(parts, answerTokens) { parts.chart.removeAll { !$0.isEssential && $0.section != .identity } }
        if parts.chart.count < before {
            warnings.append(Warning(kind: "chart-left-out", message: wording.chartLeftOut(before - parts.chart.count)))
        }
        let tokens = try await model.countTokens(builder.messages(parts))
        guard tokens + answerTokens <= contextLength else {
            throw InferenceError.contextFull(
                promptTokens: tokens, contextLength: contextLength, answerTokens: answerTokens)
        }
        return warnings
    }

    private func fits(_ parts: PromptBuilder.Parts, _ answerTokens: Int) async throws -> Bool {
        try await model.countTokens(builder.messages(parts)) + answerTokens <= contextLength
    }
}
