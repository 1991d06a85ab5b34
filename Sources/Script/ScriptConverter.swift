import Synchronization

/// Turns Simplified Chinese into Traditional and back. Only Han characters change, and words only where one Simplified
/// character stands for several Traditional ones.
public struct ScriptConverter: Sendable {
    private let pair: Pair

    private final class Pair: Sendable {
        let toTraditional: Mutex<OpenCC>
        let toSimplified: Mutex<OpenCC>

        init() throws(ScriptError) {
            toTraditional = Mutex(try OpenCC("s2tw.json"))
            toSimplified = Mutex(try OpenCC("tw2s.json"))
        }
    }

    /// Opened once for the process: reading the tables takes some milliseconds.
    private static let opened: Result<Pair, ScriptError> = {
        do throws(ScriptError) { return .success(try Pair()) } catch { return .failure(error) }
    }()

    /// - Throws: where OpenCC's data isn't installed.
    public init() throws(ScriptError) { pair = try Self.opened.get() }

    /// Simplified characters become those of Taiwan; what is Traditional already stays.
    public func traditional(_ text: String) -> String {
        each(of: text) { run in
            pair.toTraditional.withLock { $0.convert(run) }.map(Corrections.apply)
        }
    }

    /// Traditional characters become Simplified; what is Simplified already stays.
    public func simplified(_ text: String) -> String {
        each(of: text) { run in pair.toSimplified.withLock { $0.convert(run) } }
    }

    /// Whether more characters of a text are Traditional only than Simplified only. Of a long one, the beginning counts.
    public func isTraditional(_ text: String) -> Bool {
        let start = String(text.unicodeScalars.prefix(2_000))
        let traditional = Self.difference(start, simplified(start))
        return traditional > 0 && traditional > Self.difference(start, self.traditional(start))
    }

    private static func difference(_ one: String, _ other: String) -> Int {
        zip(one.unicodeScalars, other.unicodeScalars).count { $0 != $1 }
    }

    /// A run that the library refuses stays as it is.
    private func each(of text: String, convert: (String) -> String?) -> String {
        guard text.unicodeScalars.contains(where: ScriptRuns.isHan) else { return text }
        var converted = ""
        for run in ScriptRuns(text).all {
            let own = String(String.UnicodeScalarView(run.text))
            converted += run.isHan ? convert(own) ?? own : own
        }
        return converted
    }
}

/// Converts a text that arrives in pieces; all that comes out is what the whole text would become.
public struct TraditionalStream: Sendable {
    private let converter: ScriptConverter
    private var held = ""

    public init(_ converter: ScriptConverter) { self.converter = converter }

    /// What is certain by now: a run of Han characters waits for its end, since a character may depend on the next.
    public mutating func append(_ piece: String) -> String {
        held += piece
        let end = ScriptRuns(held).openEnd ?? held.endIndex
        defer { held = String(held.unicodeScalars[end...]) }
        return converter.traditional(String(held.unicodeScalars[..<end]))
    }

    /// What was held back.
    public mutating func finish() -> String {
        defer { held = "" }
        return converter.traditional(held)
    }
}
