import Consultation
import Foundation
import Inference

/// The model, loaded once in the background; whoever needs it waits.
actor ModelLoading {
    private let workplace: Workplace
    private var task: Task<SessionManager, any Error>?

    init(_ workplace: Workplace) { self.workplace = workplace }

    func load(progress: @escaping @Sendable (String, Double) -> Void) async throws -> ModelInfo {
        try await start(progress: progress).value.info
    }

    func value() async throws -> any LanguageModel {
        try await start { _, _ in }.value
    }

    /// Frees what the model keeps for a conversation that has ended.
    func close(_ session: SessionID) async {
        guard let model = try? await task?.value else { return }
        await model.close(session)
    }

    /// Calls a load under way off; a loaded model is freed with the process.
    func stop() {
        task?.cancel()
    }

    private func start(progress: @escaping @Sendable (String, Double) -> Void) -> Task<SessionManager, any Error> {
        if let task { return task }
        let task = Task { [workplace] in
            let name = URL(fileURLWithPath: workplace.settings.model).lastPathComponent
            return try await workplace.loadModel { progress(name, $0) }
        }
        self.task = task
        return task
    }
}
