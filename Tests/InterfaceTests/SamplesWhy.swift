import Consultation
import Evidence
import Inference

extension Samples {
    /// The sample answer with how it came about.
    static func explained(_ language: Language) -> Answer {
        var answer = answer(language)
        answer.model = ModelStamp(
            name: "qwen2.5-coder-1.5b-instruct", sha256: String(repeating: "ab", count: 32), adapter: nil,
            engine: "llama.cpp", seed: 1, temperature: 0)
        var why = Explanation(
            question: .init(
                asked: answer.question, searched: answer.question,
                expansion: SearchedQuery(
                    concepts: [["Glycated haemoglobin", "糖化血红蛋白", "HbA1c"]], words: ["hba1c"], addedWords: ["糖化"],
                    meaning: answer.question + " [糖化血红蛋白]", match: "\"hba1c\" OR \"糖化\"")))
        why.routeScores = ["diabetes": 0.83, "lipids": 0.17]
        why.prompt = Samples.prompt
        why.sampler = .init(GenerationOptions())
        why.written = answer.answer
        why.confidence = [
            Confidence(text: "<7.0–7.5%", kind: .figure, probability: 0.91),
            Confidence(text: language.isChinese ? "二甲双胍" : "metformin", kind: .drug, probability: 0.87),
            Confidence(text: "6.2 mmol/L", kind: .figure, probability: 0.12),
        ]
        answer.why = why
        return answer
    }
}
