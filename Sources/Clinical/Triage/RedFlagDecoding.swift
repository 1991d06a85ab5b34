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
            if let detail = brokenJSON(json) { return .notJSON(file: file, detail: detail) }
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

    /// What is broken and in which line, or nil where the text is JSON.
    private static func brokenJSON(_ json: Data) -> String? {
        let bytes = Array(json)
        do throws(JSONParseError) {
            _ = try JSONParser.parse(bytes, in: bytes.indices)
            return nil
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            switch error.why {
            case .truncated: return "line \(line): the text ends too early"
            case .trailing: return "line \(line): something follows the end"
            case .malformed(let what): return "line \(line): \(what)"
            }
        }
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
