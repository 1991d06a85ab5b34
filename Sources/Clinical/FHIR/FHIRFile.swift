import Foundation

/// Takes a file's bytes apart into FHIR resources, one after the other, or says why it can't.
///
/// A Bundle is read entry by entry and NDJSON line by line: of the file's JSON only one piece is in memory at a time.
struct FHIRFile {
    private(set) var chart = ChartReading()

    private let data: Data
    private let name: String
    private var scope = 0
    private var holdsBundle = false

    /// - Parameter data: begins with a brace or a bracket, after white space.
    init(_ data: Data, name: String) throws(PatientFileError) {
        self.data = data
        self.name = name
        do throws(JSONParseError) {
            try read()
        } catch {
            throw told(error)
        }
        if let refusal { throw refusal }
    }

    private var refusal: PatientFileError?

    private mutating func read() throws(JSONParseError) {
        let lines = lines()
        guard lines.count > 1, isResource(lines[0]) || isResource(lines[1]) else {
            try read(document: 0..<data.count)
            return
        }
        try readLines()
    }

    // MARK: NDJSON

    /// The first two lines that hold anything. One line is a document of its own.
    private func lines() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start < data.count, found.count < 2 {
            let end = JSONScan.endOfLine(data.span, start, data.count)
            if JSONScan.skipSpace(data.span, start, end) < end { found.append(start..<end) }
            start = end + 1
        }
        return found
    }

    /// Whether a line is one whole JSON object with a resourceType; the lines of a printed document never are.
    private func isResource(_ line: Range<Int>) -> Bool {
        let start = JSONScan.skipSpace(data.span, line.lowerBound, line.upperBound)
        guard start < line.upperBound, data.span[start] == UInt8(ascii: "{"),
            let end = JSONScan.endOfValue(data.span, start, line.upperBound),
            JSONScan.skipSpace(data.span, end, line.upperBound) == line.upperBound
        else { return false }
        return (try? JSONWalk(data, in: start..<end).member("resourceType")) != nil
    }

    /// A line that can't be read is told by its number and the rest is read; a Bundle among the lines is a document,
    /// of which no part may be missing.
    private mutating func readLines() throws(JSONParseError) {
        var start = 0
        var number = 0
        var faults: [JSONParseError] = []
        var good = 0
        while start < data.count {
            let end = JSONScan.endOfLine(data.span, start, data.count)
            number += 1
            if JSONScan.skipSpace(data.span, start, end) < end {
                do {
                    try read(document: start..<end, isLine: true)
                    good += 1
                } catch {
                    faults.append(error)
                    chart.log.skip("NDJSON line", id: "\(number)", "it can't be read as JSON")
                    chart.log.warn("Line \(number) can't be read (\(why(error))): look at the source.")
                }
            }
            start = end + 1
        }
        if let first = faults.first, holdsBundle || faults.count > good { throw first }
    }

    private func why(_ error: JSONParseError) -> String {
        switch error.why {
        case .truncated: "it is cut off"
        case .trailing: "more text follows its JSON"
        case .malformed(let why): PlainText.clean(why) ?? "a fault"
        }
    }

    // MARK: Documents

    private mutating func read(document range: Range<Int>, isLine: Bool = false) throws(JSONParseError) {
        let walk = JSONWalk(data, in: range)
        guard walk.first != UInt8(ascii: "[") else {
            var isEmpty = true
            try walk.elements { place throws(JSONParseError) in
                isEmpty = false
                add(try walk.parsed(place), kind: "an element of the list")
            }
            if isEmpty || chart.types.isEmpty { refuse(.notFHIR(file: name, why: "its list holds no resources")) }
            return
        }
        guard let type = try walk.member("resourceType").string else {
            _ = try walk.parsed(range)
            if isLine {
                chart.log.skip("NDJSON line", id: nil, "it names no resourceType")
            } else {
                refuse(.notFHIR(file: name, why: "it names no resourceType"))
            }
            return
        }
        guard type == "Bundle" else {
            add(try walk.parsed(range), kind: "the document")
            return
        }
        holdsBundle = true
        scope += 1
        try read(bundle: walk)
    }

    private mutating func read(bundle walk: JSONWalk) throws(JSONParseError) {
        try walk.members { name, place throws(JSONParseError) in
            guard name == "entry", data.span[place.lowerBound] == UInt8(ascii: "[") else {
                readMember(name, try walk.parsed(place))
                return
            }
            let list = JSONWalk(data, in: place)
            try list.elements { entry throws(JSONParseError) in addEntry(try walk.parsed(entry)) }
        }
    }

    private mutating func readMember(_ member: String, _ value: JSONValue) {
        switch member {
        case "type" where value.string == "history": refuse(.unreadBundle(file: name, type: "history"))
        case "link" where value.elements.contains { $0["relation"].string == "next" }:
            chart.log.warn("This is one page of a longer search result: the rest of the chart is missing.")
        case "entry": for entry in value.elements { addEntry(entry) }
        default: break
        }
    }

    private mutating func refuse(_ error: PatientFileError) { if refusal == nil { refusal = error } }

    private mutating func addEntry(_ entry: JSONValue) {
        guard let content = entry["resource"], content.isObject else {
            chart.log.skip("Bundle entry", id: nil, "it holds no resource")
            return
        }
        guard entry["request"]["method"].string?.uppercased() != "DELETE" else {
            let resource = FHIRResource(content)
            chart.log.skip(resource?.type ?? "Bundle entry", id: resource?.id, "the file asks to delete it")
            return
        }
        add(content, fullURL: entry["fullUrl"].string, kind: "Bundle entry")
    }

    /// - Parameter depth: Bundles inside Bundles (a batch of searches) are opened a few deep.
    private mutating func add(_ content: JSONValue, fullURL: String? = nil, kind: String, depth: Int = 0) {
        guard let resource = FHIRResource(content, fullURL: fullURL, scope: scope) else {
            chart.log.skip(kind, id: nil, "it names no resourceType")
            return
        }
        guard resource.type == "Bundle" else {
            chart.add(resource)
            return
        }
        guard depth < 3, content["type"].string != "history" else {
            chart.log.skip("Bundle", id: resource.id, "a Bundle of this kind inside another isn't read")
            return
        }
        for entry in content["entry"].elements {
            guard let inner = entry["resource"] else { continue }
            add(inner, fullURL: entry["fullUrl"].string, kind: "Bundle entry", depth: depth + 1)
        }
    }

    private func told(_ error: JSONParseError) -> PatientFileError {
        let feeds = JSONScan.lineFeeds(data.span, before: error.offset)
        let line = feeds.count + 1
        let column = error.offset - (feeds.last.map { $0 + 1 } ?? 0) + 1
        switch error.why {
        case .truncated where JSONScan.skipSpace(data.span, error.offset, data.count) < data.count:
            return .malformed(file: name, line: line, column: column, why: "a bracket doesn't close")
        case .truncated: return .truncated(file: name, line: line)
        case .trailing:
            return .malformed(file: name, line: line, column: column, why: "more text follows the end of its JSON")
        case .malformed(let why):
            return .malformed(file: name, line: line, column: column, why: PlainText.clean(why) ?? "a fault")
        }
    }
}
