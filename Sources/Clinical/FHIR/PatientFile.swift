import Foundation

/// Takes a file's bytes apart into FHIR resources, or says why it can't.
struct PatientFile {
    /// A chart of a lifetime takes a few megabytes; this bounds the memory that a file can claim.
    static let byteLimit = 64_000_000
    /// Differing copies of one resource that are kept; a hostile file could otherwise make them cost their square.
    private static let copyLimit = 8

    var resources: [FHIRResource] = []
    var log = ReadingLog()

    private let name: String

    init(_ data: Data, name: String) throws(PatientFileError) {
        self.name = PlainText.clean(name) ?? "The file"
        guard data.count <= Self.byteLimit else {
            throw .tooLarge(file: self.name, bytes: data.count, limit: Self.byteLimit)
        }
        var bytes = [UInt8](data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        try refuseOtherFormats(bytes)
        for document in try documents(bytes) { try add(document) }
    }

    private func refuseOtherFormats(_ bytes: [UInt8]) throws(PatientFileError) {
        guard let first = bytes.first(where: { $0 > 0x20 }) else { throw .empty(file: name) }
        let starts: [(String, String)] = [
            ("MSH|", "an HL7 v2 message"), ("FHS|", "an HL7 v2 batch"), ("BHS|", "an HL7 v2 batch"),
            ("%PDF", "a PDF document"), ("PK\u{3}\u{4}", "a ZIP archive"),
        ]
        for (start, format) in starts where bytes.starts(with: Array(start.utf8)) {
            throw .unreadFormat(file: name, format: format)
        }
        if bytes.starts(with: [0x1F, 0x8B]) { throw .unreadFormat(file: name, format: "a gzip archive") }
        if let byte = firstInvalidUTF8(bytes) { throw .notUTF8(file: name, byte: byte) }
        if first == UInt8(ascii: "<") { throw .unreadFormat(file: name, format: "XML (or HTML)") }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            throw .unreadFormat(file: name, format: "a plain-text note")
        }
    }

    private func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }

    private func documents(_ bytes: [UInt8]) throws(PatientFileError) -> [JSONValue] {
        let failure: JSONParseError
        do {
            return [try JSONParser.parse(bytes, in: 0..<bytes.count)]
        } catch {
            failure = error
        }
        guard failure.why == .trailing, let lines = try ndjson(bytes) else { throw told(failure, in: bytes) }
        return lines
    }

    /// One JSON value a line; nil where the first line isn't whole, so that the file isn't NDJSON at all.
    private func ndjson(_ bytes: [UInt8]) throws(PatientFileError) -> [JSONValue]? {
        var values: [JSONValue] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            if bytes[start..<end].contains(where: { $0 > 0x20 }) {
                do {
                    values.append(try JSONParser.parse(bytes, in: start..<end))
                } catch {
                    guard !values.isEmpty else { return nil }
                    throw told(error, in: bytes)
                }
            }
            start = end + 1
        }
        return values
    }

    private func told(_ error: JSONParseError, in bytes: [UInt8]) -> PatientFileError {
        let before = bytes.prefix(error.offset)
        let line = before.count(where: { $0 == 0x0A }) + 1
        let column = error.offset - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        switch error.why {
        case .truncated: return .truncated(file: name, line: line)
        case .trailing:
            return .malformed(file: name, line: line, column: column, why: "more text follows the end of its JSON")
        case .malformed(let why):
            return .malformed(file: name, line: line, column: column, why: PlainText.clean(why) ?? "a fault")
        }
    }

    private mutating func add(_ document: JSONValue) throws(PatientFileError) {
        guard document.isObject else { throw .notFHIR(file: name, why: "it holds no JSON object") }
        guard let resource = FHIRResource(document) else {
            throw .notFHIR(file: name, why: "it names no resourceType")
        }
        guard resource.type == "Bundle" else {
            keep(resource)
            return
        }
        try addBundle(document)
    }

    private mutating func addBundle(_ bundle: JSONValue) throws(PatientFileError) {
        if let type = bundle["type"].string, type == "history" {
            throw .unreadBundle(file: name, type: type)
        }
        if bundle["link"].elements.contains(where: { $0["relation"].string == "next" }) {
            log.warn("This is one page of a longer search result: the rest of the chart is missing.")
        }
        for entry in bundle["entry"].elements { add(entry: entry) }
    }

    private mutating func add(entry: JSONValue) {
        guard let content = entry["resource"], content.isObject else {
            log.skip("Bundle entry", id: nil, "it holds no resource")
            return
        }
        guard let resource = FHIRResource(content, fullURL: entry["fullUrl"].string) else {
            log.skip("Bundle entry", id: nil, "it names no resourceType")
            return
        }
        guard entry["request"]["method"].string?.uppercased() != "DELETE" else {
            log.skip(resource.type, id: resource.id, "the file asks to delete it")
            return
        }
        keep(resource)
    }

    private var known: [String: [Int]] = [:]

    /// Keeps a resource once: of two versions the newer, of two copies one. Copies that differ without saying which
    /// is newer are both kept; for patients that makes references to them ambiguous, and so unused.
    private mutating func keep(_ resource: FHIRResource) {
        guard let identity = resource.identity else {
            resources.append(resource)
            return
        }
        for index in known[identity] ?? [] {
            if resources[index].content == resource.content { return }
            guard let isNewer = resource.isNewer(than: resources[index]), isSamePerson(resource, resources[index])
            else { continue }
            if isNewer { resources[index] = resource }
            log.skip(resource.type, id: resource.id, "an older version; the newer one is used")
            return
        }
        guard known[identity, default: []].count < Self.copyLimit else {
            log.skip(
                resource.type, id: resource.id, "the file holds more than \(Self.copyLimit) differing copies of it")
            return
        }
        known[identity, default: []].append(resources.count)
        resources.append(resource)
    }

    private func isSamePerson(_ first: FHIRResource, _ second: FHIRResource) -> Bool {
        first.type != "Patient" || first.content["birthDate"] == second.content["birthDate"]
    }
}
