import Digest
public import Foundation

/// Fetches one file whole or not at all: pieces are kept over interruptions, servers and processes, and only what has
/// the right SHA-256 gets the target's name.
public enum Download {
    /// Cancelling the task ends it within about 0.1 s; what has come is kept.
    /// - Parameter progress: told on the download's thread, often.
    /// - Throws: ``DownloadError``.
    public static func run(
        _ request: DownloadRequest, progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) async throws(DownloadError) {
        let flag = StopFlag()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, DownloadError>, Never>) in
                // Not on Swift's pool: libcurl blocks its thread until the request ends.
                Thread { continuation.resume(returning: Downloader.run(request, flag, progress)) }.start()
            }
        } onCancel: {
            flag.raise()
        }
        try outcome.get()
    }

    /// The bytes that are there of a file that is still to be fetched.
    public static func partialBytes(of target: URL) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: target.path + ".part")
        return (attributes?[.size] as? NSNumber)?.intValue
    }

    /// An address as it may be shown: without a user's name, password, query or fragment.
    public static func shown(_ source: URL) -> String {
        guard var parts = URLComponents(url: source, resolvingAgainstBaseURL: false) else { return "?" }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        return parts.string ?? "?"
    }
}

/// The steps of one download, on one thread.
private struct Downloader {
    let request: DownloadRequest
    let flag: StopFlag
    let progress: @Sendable (DownloadProgress) -> Void
    let part: PartFile

    static func run(
        _ request: DownloadRequest, _ flag: StopFlag, _ progress: @escaping @Sendable (DownloadProgress) -> Void
    ) -> Result<Void, DownloadError> {
        do throws(DownloadError) {
            guard !request.sources.isEmpty else { throw .noSource }
            let part = try PartFile(request)
            try Downloader(request: request, flag: flag, progress: progress, part: part).fetch()
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    private func fetch() throws(DownloadError) {
        try checkRoom()
        // Whole already, but stopped before it was checked.
        if part.length == request.bytes {
            if try wrongDigest() == nil { return try part.install(at: request.target) }
            try part.reset()
        }
        var failures: [SourceFailure] = []
        for source in request.sources {
            guard let reason = try fetch(from: source) else { return try part.install(at: request.target) }
            failures.append(SourceFailure(address: Download.shown(source), reason: reason))
        }
        if part.length == 0 { part.discard() }
        throw .everySourceFailed(failures)
    }

    /// - Returns: why this source didn't give the file; nil where the whole file is there and is the right one.
    private func fetch(from source: URL) throws(DownloadError) -> SourceFailure.Reason? {
        guard DownloadRequest.isFetchable(source) else { return .connection("http, https") }
        var last = SourceFailure.Reason.cut(at: part.length)
        var most = part.length
        var idle = 0
        for attempt in 0..<max(1, request.limits.attempts) {
            if attempt > 0 { try pause() }
            guard let reason = try transfer(from: source) else {
                guard let found = try wrongDigest() else { return nil }
                // Its pieces may come from two files: once more, whole.
                let wasPieced = part.note.isPieced
                try part.reset()
                guard wasPieced else { return .hash(found) }
                (last, most, idle) = (.hash(found), 0, 0)
                continue
            }
            last = reason
            guard reason.isPassing else { return reason }
            idle = part.length > most ? 0 : idle + 1
            most = max(most, part.length)
            if idle >= max(1, request.limits.idleAttempts) { break }
        }
        return last
    }

    private func transfer(from source: URL) throws(DownloadError) -> SourceFailure.Reason? {
        let (flag, progress, total) = (flag, progress, request.bytes)
        let report = { (done: Int) in progress(DownloadProgress(stage: .receiving, done: done, total: total)) }
        let transfer = Transfer(part, request, from: source, isStopped: { flag.isRaised }, report: report)
        return try transfer.run()
    }

    /// - Returns: the part's hash where it isn't the right one.
    private func wrongDigest() throws(DownloadError) -> String? {
        let found = try digest()
        return found == request.sha256 ? nil : found
    }

    private func digest() throws(DownloadError) -> String {
        var digest = SHA256()
        var done = 0
        try part.read { piece in
            digest.update(piece)
            done += piece.count
            progress(DownloadProgress(stage: .checking, done: done, total: request.bytes))
            return !flag.isRaised
        }
        try checkCancelled()
        return digest.finish()
    }

    private func checkCancelled() throws(DownloadError) {
        guard !flag.isRaised else { throw .cancelled(done: part.length, total: request.bytes) }
    }

    private func pause() throws(DownloadError) {
        let end = ContinuousClock.now + .seconds(request.limits.pauseSeconds)
        while ContinuousClock.now < end {
            try checkCancelled()
            Thread.sleep(forTimeInterval: 0.02)
        }
        try checkCancelled()
    }

    private func checkRoom() throws(DownloadError) {
        let folder = request.target.deletingLastPathComponent().path
        let system = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = (system?[.systemFreeSize] as? NSNumber)?.intValue else { return }
        let needed = request.bytes - part.length
        guard free > needed else { throw .noRoom(path: folder, neededBytes: needed, freeBytes: free) }
    }
}
