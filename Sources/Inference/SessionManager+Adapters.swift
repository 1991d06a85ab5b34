import Foundation

extension SessionManager {
    /// Loads an adapter that answers may ask for by its name; one of the same name is replaced. Its file and the model's have to be
    /// those that the source names.
    /// - Throws: ``InferenceError/adapterFile(path:why:remedy:)``, or what reading the files throws.
    public nonisolated func add(_ source: AdapterSource, digests: DigestCache) async throws {
        func refuse(_ why: String, _ remedy: String) -> InferenceError {
            .adapterFile(path: source.file.path, why: why, remedy: remedy)
        }
        guard FileManager.default.isReadableFile(atPath: source.file.path) else {
            throw refuse("there is no such file, or it can't be read", "Put it where the pack's manifest says.")
        }
        guard try await digests.sha256(of: source.file) == source.sha256 else {
            throw refuse("it isn't the file that the pack's manifest names", "Fetch it again, or correct its sha256.")
        }
        guard try await digests.sha256(of: model.file) == source.base else {
            throw refuse("it was trained on another model than \(model.file.lastPathComponent)", "Load its own model.")
        }
        let header = try GGUFHeader.read(source.file)
        guard header.text("general.type") == "adapter", header.text("adapter.type") == "lora" else {
            throw refuse("it isn't a LoRA adapter", "Convert the adapter to GGUF as LoRA.")
        }
        try await load(source)
    }

    /// The adapters that answers can be given with.
    public var adapterInfos: [AdapterInfo] { adapters.values.map(\.info).sorted { $0.name < $1.name } }

    private func load(_ source: AdapterSource) throws {
        lastAdapter += 1
        adapters[source.name] = try LlamaAdapter(source, number: lastAdapter, model: model)
    }
}
