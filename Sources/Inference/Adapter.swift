public import Foundation

/// A specialty's adapter as its pack names it: a low-rank change of the weights (LoRA, Hu et al. 2021) in a GGUF file.
public struct AdapterSource: Sendable, Equatable {
    /// What ``GenerationOptions/adapter`` calls it: the specialty's id.
    public var name: String
    public var file: URL
    /// Of the file, and of the model's file that it was trained on: 64 lower-case hexadecimal digits. The engine compares
    /// shapes only, and another model of the same shape would talk nonsense with it.
    public var sha256: String
    public var base: String
    /// How strongly it changes the weights; 1 is as it was trained.
    public var scale: Double

    public init(name: String, file: URL, sha256: String, base: String, scale: Double = 1) {
        self.name = name
        self.file = file
        self.sha256 = sha256
        self.base = base
        self.scale = scale
    }
}

/// An adapter that answers can be given with.
public struct AdapterInfo: Sendable, Equatable, Codable {
    public var name: String
    public var sha256: String
    public var scale: Double
    /// Whether only what follows its invocation is computed with it.
    public var isActivated: Bool

    public init(name: String, sha256: String, scale: Double, isActivated: Bool) {
        self.name = name
        self.sha256 = sha256
        self.scale = scale
        self.isActivated = isActivated
    }
}
