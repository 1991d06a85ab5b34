public import Foundation

/// What trying a model file in a process of its own showed.
public struct ProbeReport: Codable, Sendable, Equatable {
    public var schema = "xinglin.probe/1"
    /// What the model is, where it loaded and computed a token.
    public var info: ModelInfo?
    /// Why it didn't.
    public var problem: Problem?

    public struct Problem: Codable, Sendable, Equatable {
        public var why: String
        public var remedy: String
        /// Too little memory, which says nothing about the file.
        public var memory: Memory?
    }

    public struct Memory: Codable, Sendable, Equatable {
        public var plan: MemoryPlan
        public var limit: Int
        public var isSet: Bool
    }

    init(info: ModelInfo) { self.info = info }

    init(_ error: InferenceError) {
        switch error {
        case .modelFile(_, let why, let remedy): problem = Problem(why: why, remedy: remedy)
        case .nanLogits:
            problem = Problem(
                why: "it computes values that aren't numbers, so its weights are damaged",
                remedy: "Download it again and compare its SHA-256.")
        case .notEnoughMemory(let plan, let limit, let isSet):
            problem = Problem(
                why: "\(error)", remedy: "", memory: Memory(plan: plan, limit: limit, isSet: isSet))
        default: problem = Problem(why: "\(error)", remedy: "Choose another model.")
        }
    }

    /// The model, or the error that stands for what was found.
    func outcome(_ file: String) throws(InferenceError) -> ModelInfo {
        if let memory = problem?.memory {
            throw .notEnoughMemory(memory.plan, limitBytes: memory.limit, isSet: memory.isSet)
        }
        if let problem { throw .modelFile(path: file, why: problem.why, remedy: problem.remedy) }
        guard let info else {
            throw .engine(what: "trying the model gave nothing", detail: "")
        }
        return info
    }
}

extension ProbeReport {
    /// The child's side: gives up what it could do harm with, then loads the file with every weight checked and computes
    /// one token. It may not return: what the engine aborts over ends this process.
    public static func make(of file: URL) async -> ProbeReport {
        do {
            let facts = try ModelFacts.read(file)
            // The file in the memory's map, its weights arranged beside it, and the engine with its threads' stacks.
            ModelProbe.confine(bytesOfMemory: 2 * facts.bytes + (3 << 30), seconds: ModelProbe.seconds(facts.bytes))
            let options = LoadOptions(
                contextLength: 256, threads: 1, batchSize: 32, checksWeights: true, maxSessions: 1)
            return ProbeReport(info: try await SessionManager.load(file, options: options).info)
        } catch let error as InferenceError {
            return ProbeReport(error)
        } catch {
            return ProbeReport(.engine(what: "\(error)", detail: ""))
        }
    }
}
