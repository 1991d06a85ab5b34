import Clinical
import Consultation
import Evidence
import Foundation
import Inference
import Remote

extension Subcommand {
    static let doctor = Subcommand(
        name: "doctor", summary: "Show paths, versions, models and what is wrong.", usage: "doctor [OPTIONS]",
        options: [.json, .model, .memory]
    ) { arguments in
        let report = await Doctor(arguments).examine()
        if arguments.has(.json) { try Output.json(report) } else { Output.line(report.text) }
        return report.problems.isEmpty ? .done : .failed
    }
}

/// Looks at everything the program needs, and goes on where something is missing.
private struct Doctor {
    let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func examine() async -> DoctorReport {
        let paths = Paths()
        var report = DoctorReport(version: Main.version)
        report.add("config", paths.config.path)
        report.add("data", paths.data.path)
        report.add("cache", paths.cache.path)
        report.add("state", paths.state.path)
        let workplace: Workplace
        do {
            workplace = try Workplace(arguments)
        } catch {
            report.problems.append("\(Failure(describing: error))")
            return report
        }
        report.add("packs", workplace.grove.specialties.map { "\($0.id) \($0.version)" }.joined(separator: ", "))
        report.add("prompts", workplace.resources.prompts.path)
        do {
            let safety = try workplace.grove.medication
            report.add("drugs", "\(safety.pairs.count) interaction pairs")
            report.add("tables", "\(try workplace.grove.tables.tables.count) decision tables")
        } catch {
            report.problems.append("\(error)")
        }
        report.add("saved states", workplace.states.report)
        await examineLibrary(workplace, &report)
        await examineEmbedder(workplace, &report)
        await examineEndpoints(workplace, &report)
        if workplace.settings.model != RemotePlace.name { await examineModel(workplace, &report) }
        for library in BorrowedLibrary.all { report.add("library used", library.text) }
        return report
    }

    private func examineEmbedder(_ workplace: Workplace, _ report: inout DoctorReport) async {
        guard let file = workplace.resources.embedder else { return }
        report.add("embedder", file.path)
        do {
            report.add("embedder sha256", try await workplace.digests.sha256(of: file))
        } catch {
            report.problems.append("\(error)")
        }
    }

    private func examineLibrary(_ workplace: Workplace, _ report: inout DoctorReport) async {
        if workplace.resources.embedder == nil {
            report.problems.append(
                "The embedding model e5-small-q4.bin wasn't found: search finds words only, not meaning. Run the set-up."
            )
        }
        do {
            let guidelines = try await workplace.openLibrary().guidelines()
            report.add("library", "\(workplace.libraryFile.path): \(guidelines.count) documents")
        } catch {
            report.problems.append("\(error)")
        }
    }

    /// Without an endpoint nothing is asked. Patient data is none of what is sent.
    private func examineEndpoints(_ workplace: Workplace, _ report: inout DoctorReport) async {
        let remote = workplace.remote
        guard !remote.isEmpty || workplace.settings.model == RemotePlace.name else { return }
        do {
            for check in try await remote.model().check() {
                report.add("endpoint", remote.words.state(check))
                if check.problem != nil { report.problems.append(remote.words.problem(check)) }
            }
        } catch {
            report.problems.append("\(error)")
        }
    }

    private func examineModel(_ workplace: Workplace, _ report: inout DoctorReport) async {
        if let problem = workplace.models.catalogueProblem {
            report.problems.append(workplace.models.words.catalogue(problem))
        }
        do {
            let file = try workplace.modelFile()
            report.add("model", file.path)
            let digest = try await workplace.digests.sha256(of: file)
            report.add("model sha256", digest)
            let before = MemoryBudget.ownBytes()
            let manager = try await workplace.loadLocalModel()
            let taken = manager.takenBytes(since: before)
            let info = manager.info
            let known = workplace.models.catalogue.entry(withDigest: digest)
            let licence = info.license ?? known?.licence ?? "not stated"
            report.add("model name", "\(info.name) (\(info.format)), licence \(licence)")
            report.add("engine", info.engine)
            report.add("calibration", CalibrationReport.line(workplace.calibrations.known(file)))
            let words = workplace.models.words
            report.add("memory", words.parts(manager.memory))
            if let taken { report.add("memory taken", words.size(taken)) }
            if let limit = workplace.settings.load.memoryBytes { report.add("memory limit", words.size(limit)) }
            if let missing = words.leftOut(manager.memory) { report.add("left out", missing) }
            report.add("context", "\(info.contextLength) of \(info.trainedContext) tokens, \(info.threads) threads")
        } catch {
            report.problems.append("\(error)")
        }
    }
}

/// `xinglin.doctor/1`.
private struct DoctorReport: Encodable {
    struct Entry: Encodable {
        var name: String
        var value: String
    }

    var schema = "xinglin.doctor/1"
    var version: String
    var entries: [Entry] = []
    var problems: [String] = []

    init(version: String) { self.version = version }

    mutating func add(_ name: String, _ value: String) { entries.append(Entry(name: name, value: value)) }

    var text: String {
        let width = (entries.map(\.name.count).max() ?? 0) + 2
        let lines = entries.map { $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + $0.value }
        let findings = problems.isEmpty ? ["No problems found."] : problems.map { "PROBLEM: \($0)" }
        return (["xinglin \(version)"] + lines + findings).joined(separator: "\n")
    }
}
