/// A page into blocks: its main content in reading order, without the way around its site, and without what it hides.
struct HTMLReader {
    private struct Element {
        var name: String
        var isSkipped = false
        var isHidden = false
        var isFootnote = false
        var isList = false
    }

    private var blocks: [(block: Block, isMain: Bool, isForm: Bool)] = []
    private var open: [Element] = []
    private var counts: [String: Int] = [:]
    private var skips = 0
    private var footnotes = 0
    /// The numbers of the next items, by list; nil for one without numbers.
    private var lists: [Int?] = []
    private var tables: [HTMLTable] = []
    private var line = ""
    private var mark = ""
    private var kind = Block.Kind.paragraph
    /// The raised text that is being read.
    private var raised: String?
    private var metadata = HTMLMetadata()
    private var findings = OutsideFindings()

    static func read(_ html: String) -> ReadText {
        var reader = HTMLReader()
        // The parser would drop a control character and leave the rest of its escape sequence.
        HTMLParser.parse(OutsideText.printable(html, noting: &reader.findings)) { reader.handle($0) }
        reader.flush()
        let blocks = reader.chosen()
        let heading = blocks.first { $0.kind == .heading(1) }?.text
        return ReadText(blocks: blocks, details: reader.metadata.details(heading: heading), findings: reader.findings)
    }

    /// The main part where the page names one, and no forms, unless that leaves little.
    private func chosen() -> [Block] {
        let size = { (blocks: [(block: Block, isMain: Bool, isForm: Bool)]) in
            blocks.reduce(0) { $0 + $1.block.text.count }
        }
        let all = size(blocks)
        let main = blocks.filter(\.isMain)
        var chosen = size(main) * 4 >= all ? main : blocks
        let formless = chosen.filter { !$0.isForm }
        if size(formless) * 2 >= size(chosen) { chosen = formless }
        return chosen.map(\.block)
    }

    private mutating func handle(_ event: HTMLParser.Event) {
        switch event {
        case .start(let name, let attributes): start(name, attributes)
        case .end(let name): end(name)
        case .text(let text): read(text)
        }
    }

    private func isInside(_ name: String) -> Bool { (counts[name] ?? 0) > 0 }

    // MARK: Elements

    private mutating func start(_ name: String, _ attributes: [String: String]) {
        metadata.read(name, attributes)
        var element = Element(name: name)
        let isInMain = isInside("main") || isInside("article")
        let isHidden = HTMLElements.isHidden(attributes)
        let isRoot = name == "html" || name == "body"
        if !isRoot,
            isHidden || HTMLElements.struck.contains(name)
                || HTMLElements.isBeside(name, attributes, isInMain: isInMain)
        {
            if HTMLElements.blocks.contains(name) { flush() }
            element.isSkipped = true
            element.isHidden = isHidden
            if skips == 0, isHidden { findings.note(.hiddenText) }
            if skips == 0, HTMLElements.struck.contains(name) { findings.note(.struckText) }
            skips += 1
        }
        if skips == 0 { begin(name, attributes, &element) }
        open.append(element)
        counts[attributes["role"] == "main" ? "main" : name, default: 0] += 1
        if attributes["role"] == "main" { open[open.count - 1].name = "main" }
    }

    private mutating func begin(_ name: String, _ attributes: [String: String], _ element: inout Element) {
        if name == "br" { return breakLine() }
        if name == "sup" {
            raised = ""
            return
        }
        guard HTMLElements.blocks.contains(name) else { return }
        flush()
        element.isFootnote = HTMLElements.isFootnote(name, attributes)
        footnotes += element.isFootnote ? 1 : 0
        if let level = HTMLElements.headingLevel(name) {
            leaveTable()
            kind = .heading(level)
        }
        switch name {
        case "table": beginTable(attributes)
        case "thead", "tbody", "tfoot": editTable { $0.openHead(name == "thead") }
        case "tr": editTable { $0.openRow() }
        case "td", "th": editTable { $0.openCell(isHead: name == "th", attributes) }
        case "ol", "ul":
            element.isList = true
            lists.append(name == "ol" ? Int(attributes["start"] ?? "") ?? 1 : nil)
        case "li": beginItem(attributes)
        case "dd": kind = .listItem
        default: break
        }
    }

    private mutating func end(_ name: String) {
        // The parser closes what it opened, so this is the innermost; a page of its own making may say otherwise.
        guard let last = open.last else { return }
        open.removeLast()
        counts[last.name, default: 1] -= 1
        if last.isSkipped {
            skips -= 1
            return
        }
        guard skips == 0 else { return }
        if name == "sup", let text = raised {
            raised = nil
            line += ReferenceMark.superscript(text, after: String(line.suffix(20)))
        }
        guard HTMLElements.blocks.contains(name) else { return }
        if name == "title" {
            if metadata.title.isEmpty { metadata.title = line.collapsed }
            line = ""
        }
        flush()
        kind = .paragraph
        footnotes -= last.isFootnote ? 1 : 0
        if last.isList { lists.removeLast() }
        switch name {
        case "li": mark = ""
        case "td", "th": editTable { $0.closeCell() }
        case "tr": editTable { $0.closeRow() }
        case "table": endTable()
        default: break
        }
    }

    // MARK: Text

    private mutating func read(_ text: String) {
        guard skips == 0 else { return }
        if raised != nil {
            raised? += text
        } else if isInside("pre") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (number, part) in lines.enumerated() {
                if number > 0 { flush() }
                line += part
            }
        } else {
            line += text
        }
    }

    /// A line break after the end of a sentence is one; elsewhere it is for looks.
    private mutating func breakLine() {
        let last = line.last { !$0.isWhitespace }
        if line.utf8.count > 20_000 || last.map({ ".。;；:：!！?？".contains($0) }) == true {
            flush()
        } else if last?.isASCII == true {
            line += " "
        }
    }

    private mutating func flush() {
        var text = line.collapsed
        line = ""
        while let last = text.last, "↩↑¶\u{21A9}\u{FE0E}".contains(last) { text = String(text.dropLast()).trimmed }
        guard !text.isEmpty else { return }
        var kind = kind
        self.kind = .paragraph
        if footnotes > 0 { kind = .footnote }
        if !mark.isEmpty {
            text = kind == .footnote ? ReferenceMark.footnote(mark.filter(\.isNumber)) + text : mark + " " + text
            mark = ""
        }
        if let table = tables.last, !table.isLayout, table.isInCell {
            tables[tables.count - 1].append(text, separator: kind == .listItem ? "; " : " ")
        } else {
            add(Block(kind: kind, text: text))
        }
    }

    private mutating func add(_ block: Block) {
        blocks.append((block, isInside("main") || isInside("article"), isInside("form")))
    }

    private mutating func beginItem(_ attributes: [String: String]) {
        kind = .listItem
        mark = ""
        guard let next = lists.last, let next else { return }
        let number = Int(attributes["value"] ?? "") ?? next
        mark = "\(number)."
        lists[lists.count - 1] = number &+ 1
    }

    // MARK: Tables

    private mutating func editTable(_ edit: (inout HTMLTable) -> Void) {
        guard let table = tables.last, !table.isLayout else { return }
        edit(&tables[tables.count - 1])
    }

    private mutating func beginTable(_ attributes: [String: String]) {
        leaveTable()
        // Deeper than any table that is read as one.
        guard tables.count < 1_000 else { return }
        var table = HTMLTable()
        table.isLayout = attributes["role"] == "presentation"
        tables.append(table)
    }

    /// A table that holds headings or tables only arranges the page.
    private mutating func leaveTable() {
        guard let table = tables.last, !table.isLayout else { return }
        for block in tables[tables.count - 1].becomeLayout() { add(block) }
    }

    private mutating func endTable() {
        guard var table = tables.popLast(), !table.isLayout else { return }
        for block in table.blocks() { add(block) }
    }
}

extension String {
    /// One line, with single spaces.
    fileprivate var collapsed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
