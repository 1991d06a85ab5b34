public import Foundation
import Sealing
import Synchronization

/// The folder.
extension SavedStates {
    /// Reads what the folder holds; from now on these are the states of the model that answers.
    func open(for origin: StateOrigin) {
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        unsafe _ = chmod(folder.path, 0o700)
        index.withLock { $0 = StateIndex(origin: origin) }
        removeOldParts()
        tidy()
    }

    /// Takes in files that other processes wrote, and lets go of those that they removed.
    func scan() {
        guard let origin = index.withLock({ $0.origin }) else { return }
        let there = Set(Self.names(in: folder, StateFile.ending))
        let known = index.withLock { index in
            for entry in index.entries.values where entry.pending == nil && !there.contains(entry.name) {
                index[entry.name] = nil
            }
            return Set(index.entries.keys)
        }
        var stale: [String] = []
        var failures: [(name: String, error: SealingError)] = []
        for name in there.subtracting(known).sorted() {
            do throws(SealingError) {
                guard let entry = try entry(name), !entry.label.isStale(for: origin) else {
                    stale.append(name)
                    continue
                }
                index.withLock { if $0[name] == nil { $0[name] = entry } }
            } catch .system {
                // Gone by now, or not ours to read.
            } catch {
                failures.append((name, error))
            }
        }
        discard(failures)
        remove(stale)
        if !stale.isEmpty { note(.discarded(.stale, count: stale.count)) }
    }

    private func entry(_ name: String) throws(SealingError) -> StateIndex.Entry? {
        let file = file(name)
        guard let (label, tokens) = try file.readLabel() else { return nil }
        let date = try? FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
        return StateIndex.Entry(
            name: name, label: label, tokens: tokens, owner: nil, lastUse: date ?? label.saved,
            size: try file.size(file.path), pending: nil)
    }

    /// A process that was killed while it wrote leaves a part behind; one that writes now has touched its own.
    private func removeOldParts() {
        for name in Self.names(in: folder, StateFile.partEnding) {
            let path = folder.appending(path: name + StateFile.partEnding).path
            let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            if let date, date < Date(timeIntervalSinceNow: -3600) { unsafe _ = unlink(path) }
        }
    }

    private static func names(in folder: URL, _ ending: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
    }

    /// How many states a folder holds, and their bytes, whoever can open them.
    public static func usage(of folder: URL) -> (count: Int, bytes: Int) {
        let sizes = names(in: folder, StateFile.ending).compactMap { name in
            let path = folder.appending(path: name + StateFile.ending).path
            return try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        }
        return (sizes.count, sizes.reduce(0) { $0 + $1.intValue })
    }

    /// For users who have switched saving off.
    public static func removeAll(in folder: URL) {
        for ending in [StateFile.ending, StateFile.partEnding] {
            for name in names(in: folder, ending) { unsafe _ = unlink(folder.appending(path: name + ending).path) }
        }
    }
}
