import Foundation

extension RedFlagFile {
    /// Reads a file and says where it is wrong: the line for broken JSON, the rule's id for a wrong shape.
    static func decode(_ json: Data, file: String) throws(RedFlagFileError) -> RedFlagFile {
        do {
            return try JSONDecoder().decode(RedFlagFile.self, from: json)
        } catch let error as DecodingError {
            throw explain(error, json, file: file)
        } catch {
            throw .notJSON(file: file, detail: "\(error)")
        }
    }

    private static func explain(_ error: DecodingError, _ json: Data, file: String) -> RedFlagFileError {
        switch error {
        case .dataCorrupted(let context):
            if context.codingPath.isEmpty, !isJSON(json) { return .notJSON(file: file, detail: brokenJSON(context)) }
            return .wrongShape(file: file, place: place(context.codingPath, json), why: context.debugDescription)
        case .keyNotFound(let key, let context):
            return .wrongShape(
                file: file, place: place(context.codingPath, json), why: "\"\(key.stringValue)\" is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let why = "the value has the wrong type (\(context.debugDescription))"
            return .wrongShape(file: file, place: place(context.codingPath, json), why: why)
        @unknown default: return .notJSON(file: file, detail: "\(error)")
        }
    }

    private static func isJSON(_ json: Data) -> Bool {
        (try? JSONSerialization.jsonObject(with: json)) != nil
    }

    private static func brokenJSON(_ context: DecodingError.Context) -> String {
        guard let under = context.underlyingError else { return context.debugDescription }
        return (under as NSError).userInfo["NSDebugDescription"] as? String ?? "\(under)"
    }

    private struct Outline: Decodable {
        struct Named: Decodable { var id: String? }
        var rules: [Named]
    }

    private static func place(_ path: [any CodingKey], _ json: Data) -> String {
        let names = path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        guard names.first == "rules", let index = path.dropFirst().first?.intValue else {
            return names.isEmpty ? "at the top" : names.joined(separator: ".")
        }
        let rest = names.dropFirst(2).joined(separator: ".")
        let outline = try? JSONDecoder().decode(Outline.self, from: json)
        let rule = outline?.rules.indices.contains(index) == true ? outline?.rules[index].id : nil
        let name = rule.map { "rule \($0)" } ?? "rule number \(index + 1)"
        return rest.isEmpty ? name : "\(name), \(rest)"
    }
}
