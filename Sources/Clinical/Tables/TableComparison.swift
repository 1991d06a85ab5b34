/// One question through all tables of a topic: what each organisation says, and where they part.
public struct TableComparison: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public enum Answer: Sendable, Hashable {
            case found(TableFinding)
            /// This table asks for something that wasn't given, or doesn't take it.
            case refused(ToolError)
        }

        public var table: String
        public var organisation: BilingualText
        public var year: Int?
        public var edition: DecisionTable.Edition
        public var answer: Answer
        /// In the topic's common words; nil where the table is silent.
        public var verdict: TableTopic.Verdict?
        /// Whether the verdict isn't the one of most current tables; all differ where no verdict has most.
        public var differs: Bool
    }

    public var topic: TableTopic
    public var entries: [Entry]

    /// Tables that can be compared: current, and with a verdict.
    private var compared: [Entry] { entries.filter { $0.edition == .current && $0.verdict != nil } }

    public var isUnanimous: Bool { Set(compared.compactMap(\.verdict)).count < 2 }

    /// The verdicts in the topic's order, each with who holds it.
    public var groups: [(verdict: TableTopic.Verdict, tables: [String])] {
        topic.verdicts.compactMap { verdict in
            let tables = compared.filter { $0.verdict == verdict }.map(\.table)
            return tables.isEmpty ? nil : (verdict, tables)
        }
    }

    init(topic: TableTopic, entries: [Entry]) {
        self.topic = topic
        self.entries = entries
        let sizes = groups.map { ($0.verdict, $0.tables.count) }
        let most = sizes.map(\.1).max() ?? 0
        let leaders = sizes.filter { $0.1 == most }.map(\.0)
        for index in entries.indices {
            guard let verdict = entries[index].verdict else { continue }
            self.entries[index].differs = leaders.count > 1 || verdict != leaders.first ?? verdict
        }
    }

    /// One line a table; `≠` marks those that differ.
    ///
    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`
    public func lines(in language: String) -> [String] {
        let isChinese = language.hasPrefix("zh")
        return entries.map { entry in
            let year = entry.year.map { " \($0)" } ?? ""
            let old = entry.edition == .superseded ? (isChinese ? "（旧版）" : " (superseded)") : ""
            let says =
                switch entry.answer {
                case .found(let finding): finding.row.text.text(in: language)
                case .refused(let error): error.text(in: language)
                }
            let mark = entry.differs ? "≠ " : "  "
            return mark + entry.organisation.text(in: language) + year + old + (isChinese ? "：" : ": ") + says
        }
    }
}

extension DecisionTables {
    /// One question through all tables of a topic.
    ///
    /// - Parameters:
    ///   - topic: its id
    ///   - given: as for one table; a table ignores what it doesn't ask for
    /// - Throws: `ToolError` where no table can answer, or one of the inputs is asked for by none
    public func sideBySide(
        _ topic: String, _ given: [String: GivenValue]
    ) throws(ToolError) -> TableComparison {
        guard let topic = self.topic(topic) else {
            throw .unknownTool(given: topic, known: topics.map(\.id))
        }
        let tables = tables(of: topic.id)
        let known = tables.flatMap(\.axes).map(\.input)
        for name in given.keys.sorted() where !known.contains(where: { $0.isCalled(name) }) {
            throw .unknownInput(given: name, known: Set(known.map(\.name)).sorted())
        }
        let entries = tables.map { entry($0, given, topic) }
        let errors = entries.compactMap { entry in
            if case .refused(let error) = entry.answer { error } else { nil }
        }
        if let error = errors.first, errors.count == entries.count { throw error }
        return TableComparison(topic: topic, entries: entries)
    }

    private func entry(
        _ table: DecisionTable, _ given: [String: GivenValue], _ topic: TableTopic
    ) -> TableComparison.Entry {
        let own = given.filter { name, _ in table.axes.contains { $0.input.isCalled(name) } }
        var entry = TableComparison.Entry(
            table: table.id, organisation: table.organisation, year: table.year, edition: table.edition,
            answer: .refused(.missing([])), verdict: nil, differs: false)
        do throws(ToolError) {
            let finding = try table.evaluate(own)
            entry.answer = .found(finding)
            entry.verdict = finding.row.verdict.flatMap(topic.verdict)
        } catch {
            entry.answer = .refused(error)
        }
        return entry
    }
}
