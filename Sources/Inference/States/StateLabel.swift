import Foundation

/// What keys and values depend on besides the tokens and the adapter. Where any of it differs they are of no use.
struct StateOrigin: Codable, Sendable, Equatable {
    /// Its version and its libraries' build IDs.
    var engine: String
    /// The types of keys and values.
    var layout: String
    /// SHA-256 of the model's file, and where that lies.
    var model: String
    var file: String

    func hasSameKeysAndValues(as other: StateOrigin) -> Bool {
        engine == other.engine && layout == other.layout && model == other.model
    }
}

/// Under which adapter a state was computed, in words that another run of the program understands too
/// (``AdapterUse`` numbers them anew each time).
struct StateAdapter: Codable, Sendable, Equatable {
    var sha256: String
    var scale: Double
    /// The first token that was computed with it.
    var start: Int

    /// The model without one.
    static let base = StateAdapter(sha256: "", scale: 0, start: .max)

    /// How many leading tokens have the same keys and values under both, where they are the same tokens.
    func agreement(with other: StateAdapter) -> Int { self == other ? .max : min(start, other.start) }
}

/// What a saved state says of itself.
struct StateLabel: Codable, Sendable, Equatable {
    /// Changes with anything in the file's layout.
    static let format = 1

    var format = StateLabel.format
    var origin: StateOrigin
    var adapter: StateAdapter
    var saved: Date
    /// How many of each follow in the file.
    var tokens: Int
    var bytes: Int

    /// Whether no run of the program will have a use for it.
    func isStale(for origin: StateOrigin) -> Bool {
        guard format == Self.format, self.origin.engine == origin.engine else { return true }
        // Other models may be used again; what was made with another file of this name won't.
        if self.origin.model == origin.model { return self.origin.layout != origin.layout }
        return self.origin.file == origin.file
    }
}
