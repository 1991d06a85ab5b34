import Clinical
import Consultation
import Foundation
import Interface

/// Charts and file names.
extension Runtime {
    func readPatient(_ path: String, for consultation: ConsultationID) {
        let expanded = (path as NSString).expandingTildeInPath
        let (today, grove) = (Date(), workplace.grove)
        Task {
            let result = await Task.detached {
                Result {
                    let reading = try PatientFile.read(expanded)
                    let safety = try grove.medication
                    return (reading, reading.patients.map { chartAlerts(for: $0, on: today, using: safety) })
                }
            }.value
            switch result {
            case .success((let reading, let alerts)):
                let file = (path as NSString).lastPathComponent
                send(.patientRead(reading, alerts: alerts, file: file, today: today, for: consultation))
            case .failure(let error):
                send(
                    .patientReadFailed(
                        Failure(what: "The chart wasn't loaded.", why: "\(error)", whatToDo: "")))
            }
        }
    }

    func save(_ contents: String, at path: String) {
        let expanded = (path as NSString).expandingTildeInPath
        let language = interfaceLanguage
        Task {
            let problem = await Task.detached { PrivateFile.create(expanded, contents, language) }.value
            send(problem.map { .failed($0) } ?? .fileSaved(path: path))
        }
    }

    func listFiles(_ prefix: String) {
        let expanded = (prefix as NSString).expandingTildeInPath + (prefix.hasSuffix("/") ? "/" : "")
        Task {
            let paths = await Task.detached { FileNames.starting(with: expanded) }.value
            let shown = paths.map { prefix + $0.dropFirst(expanded.count) }
            send(.filesListed(prefix: prefix, paths: shown))
        }
    }
}

/// Completion of file names.
enum FileNames {
    static let most = 50

    /// The paths that begin so, folders with a final "/", sorted; hidden files only where a dot was typed.
    static func starting(with prefix: String) -> [String] {
        let slash = prefix.lastIndex(of: "/")
        let folder = slash.map { String(prefix[...$0]) } ?? ""
        let start = String(prefix.dropFirst(folder.count))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.filter { $0.hasPrefix(start) && ($0.first != "." || start.first == ".") }.sorted().prefix(most)
            .map { name in
                var isFolder: ObjCBool = false
                let path = folder + name
                let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                return exists && isFolder.boolValue ? path + "/" : path
            }
    }
}
