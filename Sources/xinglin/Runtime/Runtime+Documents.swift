import Consultation
import Evidence
import Interface

/// The documents behind the citations.
extension Runtime {
    func readDocument(_ passage: String) async {
        do {
            send(.documentRead(try await library.value().document(holding: passage), passage: passage))
        } catch {
            send(.documentReadFailed(Failure(describing: error), passage: passage))
        }
    }
}
