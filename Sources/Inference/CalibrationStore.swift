public import Foundation
import Synchronization

/// Remembers what was measured, in a JSON file. Where it can't be read or written, models are measured again.
public final class CalibrationStore: Sendable {
    private let file: URL
    private let all: Mutex<[Calibration]>

    public init(file: URL) {
        self.file = file
        let stored = (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode([Calibration].self, from: $0) }
        all = Mutex(stored ?? [])
    }

    /// What was measured with this file, on this processor and with this engine.
    public func known(_ model: URL) -> Calibration? {
        guard let subject = Calibration.Subject(model) else { return nil }
        return all.withLock { $0.first { $0.subject == subject } }
    }

    /// Notes new figures; those of the same file on another processor or of another engine are void.
    public func remember(_ calibration: Calibration) {
        let all = all.withLock { all in
            all.removeAll { $0.subject.file == calibration.subject.file }
            all.append(calibration)
            return all
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let data = try? encoder.encode(all) else { return }
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: file, options: .atomic)
    }
}

extension Calibration.Subject {
    /// Nil where there is no such file.
    init?(_ model: URL) {
        let path = model.resolvingSymlinksInPath().path
        guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber else {
            return nil
        }
        self.init(
            file: model.lastPathComponent, bytes: size.intValue, processor: Processor.identity,
            engine: EngineIdentity.text)
    }
}
