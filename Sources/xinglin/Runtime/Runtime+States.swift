import Inference
import Interface

/// What the model has read of consultations is kept on disk, so that they go on without being read again.
extension Runtime {
    /// Long enough that a follow-up has usually been typed.
    private static let pause = Duration.seconds(20)

    func keepStates() async {
        guard let model = try? await model.value() as? SessionManager else { return }
        await workplace.states.keep(model) { failure in
            Task { @MainActor [weak self] in self?.send(.failed(failure)) }
        }
        keeping = model
    }

    /// A program that is killed can't save; what was read by then is kept while nobody waits for the model.
    func saveWhenIdle() {
        guard let keeping else { return }
        idleSaving?.cancel()
        idleSaving = Task {
            guard (try? await Task.sleep(for: Self.pause)) != nil, running.isEmpty else { return }
            await keeping.saveStates()
        }
    }
}
