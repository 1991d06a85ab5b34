public import Foundation

/// The decision tables of a folder (`Prompts/tables`), with the topics that group them.
public struct DecisionTables: Sendable {
    public private(set) var topics: [TableTopic] = []
    /// In the order of their files' names.
    public private(set) var tables: [DecisionTable] = []

    static let topicsFile = "topics.json"

    /// No tables at all.
    public init() {}

    /// Reads `topics.json` and every other JSON file of the folder.
    ///
    /// - Throws: `TableFileError` at the first file that is wrong; a table that isn't complete is worse than none
    public static func load(from folder: URL) throws(TableFileError) -> DecisionTables {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        } catch {
            throw .unreadable(file: folder.path, why: "the folder can't be listed")
        }
        var topics = (json: Data(), file: folder.appendingPathComponent(topicsFile).path)
        var tables: [(json: Data, file: String)] = []
        for name in names.sorted() {
            let file = folder.appendingPathComponent(name)
            guard let json = try? Data(contentsOf: file) else {
                throw .unreadable(file: file.path, why: "the system refused it")
            }
            if name == topicsFile {
                topics.json = json
            } else {
                tables.append((json, file.path))
            }
        }
        return try load(topics: topics, tables: tables)
    }

    /// - Parameters:
    ///   - topics: the content of `topics.json` and the name shown in errors
    ///   - tables: the same of each table
    public static func load(
        topics: (json: Data, file: String), tables: [(json: Data, file: String)]
    ) throws(TableFileError) -> DecisionTables {
        var all = DecisionTables()
        all.topics = try TableTopic.read(topics.json, file: topics.file)
        var files: [String: String] = [:]
        for (json, file) in tables {
            let table = try DecisionTable.read(json, file: file)
            if let other = files.updateValue(file, forKey: table.id) {
                throw .duplicateTable(file: file, id: table.id, other: other)
            }
            try all.check(table, json, file)
            all.tables.append(table)
        }
        return all
    }

    public subscript(id: String) -> DecisionTable? { tables.first { $0.id == id } }

    public func topic(_ id: String) -> TableTopic? { topics.first { $0.id == id } }

    /// The tables of a topic, current editions first.
    public func tables(of topic: String) -> [DecisionTable] {
        let all = tables.filter { $0.topic == topic }
        return all.filter { $0.edition == .current } + all.filter { $0.edition != .current }
    }

    /// Holds a table against the topics; its file is read again only to name the spot that is wrong.
    private func check(_ table: DecisionTable, _ json: Data, _ file: String) throws(TableFileError) {
        guard let topic = topic(table.topic) else {
            throw try TableNode.file(json, named: file).needed("topic").refuse(
                "the topic \"\(table.topic)\" isn't known", cure: "Add it to \(Self.topicsFile), or correct it.")
        }
        let known = topic.verdicts.map(\.id)
        for (index, row) in table.rows.enumerated() {
            guard let verdict = row.verdict, !known.contains(verdict) else { continue }
            throw try TableNode.file(json, named: file).needed("rows").elements[index].refuse(
                "the verdict \"\(verdict)\" isn't one of the topic's",
                cure: "Add it to \(Self.topicsFile), or write one of: \(known.joined(separator: ", ")).")
        }
    }
}

/// A question that several organisations answer, and the words in which their answers are compared.
public struct TableTopic: Sendable, Hashable, Identifiable {
    public struct Verdict: Sendable, Hashable, Identifiable {
        public var id: String
        public var name: BilingualText
    }

    public var id: String
    public var title: BilingualText
    public var verdicts: [Verdict]
    /// In lower case and both languages: a question in which one stands asks for this topic. The parts of a keyword
    /// must all stand there.
    var keywords: [[String]] = []
    /// Where one of these stands too, another topic is meant: home readings aren't classed as office ones.
    var unless: [[String]] = []

    public func verdict(_ id: String) -> Verdict? { verdicts.first { $0.id == id } }

    static let schema = "xinglin.table-topics/1"

    static func read(_ json: Data, file: String) throws(TableFileError) -> [TableTopic] {
        guard !json.isEmpty else { throw .unreadable(file: file, why: "it is missing or empty") }
        let top = try TableNode.file(json, named: file)
        try top.allow(["schema", "topics"])
        try DecisionTable.checkSchema(top, schema)
        var topics: [TableTopic] = []
        for node in try top.needed("topics").elements {
            try node.allow(["id", "title", "keywords", "unless", "verdicts"])
            let id = try node.needed("id").identifier()
            guard !topics.contains(where: { $0.id == id }) else {
                throw node.refuse("the topic \"\(id)\" stands twice", cure: "Give one another id.")
            }
            var verdicts: [Verdict] = []
            for element in try node.needed("verdicts").elements {
                try element.allow(["id", "en", "zh"])
                let name = BilingualText(try element.needed("en").string(), try element.needed("zh").string())
                verdicts.append(Verdict(id: try element.needed("id").identifier(), name: name))
            }
            topics.append(
                TableTopic(
                    id: id, title: try node.needed("title").bilingual(), verdicts: verdicts,
                    keywords: try node.part("keywords")?.keywords() ?? [],
                    unless: try node.part("unless")?.keywords() ?? []))
        }
        return topics
    }
}

extension TableNode {
    /// "metformin + contrast" has two parts.
    func keywords() throws(TableFileError) -> [[String]] {
        var all: [[String]] = []
        for node in elements {
            let keyword = try node.string()
            let parts = keyword.components(separatedBy: " + ")
            guard keyword == keyword.lowercased(), !parts.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
                throw node.refuse(
                    "\"\(keyword)\" isn't a keyword", cure: "Write it in lower case, its parts apart by \" + \".")
            }
            all.append(parts)
        }
        return all
    }
}
