import Fetch
import Foundation
import Inference
import Synchronization

extension Subcommand {
    static func pullModel(_ name: String, _ place: ModelPlace, json: Bool) async throws -> ExitStatus {
        guard let entry = place.catalogue[name] else {
            throw RefusedInput(place.words.unknown(name, known: place.catalogue.entries.map(\.name)))
        }
        let row = ModelRow(entry, place)
        if row.state == .installed || row.state == .setUp {
            if json {
                try Output.json(ModelAdded(model: row, isNew: false))
            } else {
                Output.line(place.words.alreadyThere(name, row.path ?? ""))
            }
            return .done
        }
        let pull = try ModelPull(entry, place)
        let pulling = Task { try await pull.run() }
        let interrupt = Interrupt { pulling.cancel() }
        defer { interrupt.end() }
        do {
            try await pulling.value
        } catch DownloadError.cancelled(let done, let total) {
            Output.note(place.words.stopped(name, done, total))
            throw CancellationError()
        } catch let error as DownloadError {
            throw place.words.failure(error, fetching: name)
        }
        let new = ModelRow(entry, place)
        if json {
            try Output.json(ModelAdded(model: new, isNew: true))
        } else {
            Output.line(place.words.pulled(name, new.path ?? ""))
        }
        return .done
    }
}

/// Fetches the files of one model into the program's own folder.
private struct ModelPull {
    let entry: ModelEntry
    let place: ModelPlace
    private let sources: [[URL]]

    init(_ entry: ModelEntry, _ place: ModelPlace) throws {
        self.entry = entry
        self.place = place
        sources = try entry.files.map { try place.sources(of: $0, in: entry) }
        guard sources.allSatisfy({ !$0.isEmpty }) else {
            throw place.words.noMirror(entry.name, settings: Paths().settings.path)
        }
    }

    func run() async throws {
        try place.installed.prepare(entry.name)
        for (file, sources) in zip(entry.files, sources) {
            let target = place.installed.path(of: file, in: entry.name)
            // Of several files some may have come before.
            if try await isThere(target, file) { continue }
            Output.note(place.words.fetching(file.name, file.bytes, sources.first.map(Download.shown) ?? ""))
            let meter = DownloadMeter(file.name)
            defer { meter.end() }
            try await Download.run(
                DownloadRequest(target: target, bytes: file.bytes, sha256: file.sha256, sources: sources)
            ) { meter.show($0) }
            place.digests.remember(file.sha256, of: target)
        }
        let source = sources.first?.first.map(Download.shown) ?? ""
        try place.installed.note(InstalledModel(entry: entry, origin: .pulled, source: source, date: Date()))
    }

    private func isThere(_ target: URL, _ file: ModelEntry.File) async throws -> Bool {
        guard ModelPlace.size(target) == file.bytes else { return false }
        return try await place.digests.compute(again: target) == file.sha256
    }
}

/// A download's progress on standard error, where that is a terminal; ten times a second at most.
private final class DownloadMeter: Sendable {
    private let name: String
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(_ name: String) { self.name = name }

    func show(_ progress: DownloadProgress) {
        let isDue = last.withLock { last in
            let now = ContinuousClock.now
            guard last.map({ now - $0 > .milliseconds(100) }) ?? true else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let stage = progress.stage == .checking ? "SHA-256" : "MB"
        ProgressLine(label: "\(name) (\(stage))").show(progress.done / 1_000_000, of: progress.total / 1_000_000)
    }

    func end() { ProgressLine().end() }
}
