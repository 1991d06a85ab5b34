import Consultation
import Inference

/// What a model takes of the memory.
extension ModelWords {
    /// The sum and its parts.
    func parts(_ plan: MemoryPlan) -> String {
        let cache = say("cache of \(plan.contextLength) tokens ", "\(plan.contextLength) 词元的缓存 ")
        let all = [
            say("weights ", "权重 ") + size(plan.weightsBytes), cache + size(plan.cacheBytes),
            say("buffers ", "缓冲区 ") + size(plan.bufferBytes),
        ]
        return size(plan.totalBytes) + say(": ", "：") + all.joined(separator: say(", ", "、"))
    }

    /// What the memory wasn't enough for; nil: it was.
    func leftOut(_ plan: MemoryPlan) -> String? {
        guard plan.isShortened else { return nil }
        return say(
            "context of \(plan.contextLength) tokens instead of \(plan.askedContextLength)",
            "上下文为 \(plan.contextLength) 词元而非 \(plan.askedContextLength)")
    }

    func shortened(_ plan: MemoryPlan) -> Failure? {
        guard plan.isShortened else { return nil }
        return Failure(
            what: say("The model's context is shorter than usual.", "模型的上下文比通常短。"),
            why: say(
                "The memory is enough for \(plan.contextLength) tokens, not for \(plan.askedContextLength): ",
                "内存只够 \(plan.contextLength) 词元，不足 \(plan.askedContextLength)：") + parts(plan),
            whatToDo: say(
                "Long conversations end sooner. Allow more (--memory), close other programs or choose a smaller model.",
                "长对话会更早结束。请放宽限制（--memory）、关闭其他程序或选择更小的模型。"))
    }
}
