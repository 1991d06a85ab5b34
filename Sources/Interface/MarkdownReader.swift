import CCmark
import Screen

/// Reads CommonMark with tables through cmark-gfm. Raw HTML stays visible as text; links show their text and address.
enum MarkdownReader {
    static func read(_ source: String) -> MarkdownDocument {
        registerExtensions
        var builder = DocumentBuilder()
        let guarded = CitationMarkers.protect(in: SafeText.clean(source))
        guard let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else { return plain(source) }
        defer { unsafe cmark_parser_free(parser) }
        if let table = unsafe cmark_find_syntax_extension("table") {
            _ = unsafe cmark_parser_attach_syntax_extension(parser, table)
        }
        let bytes = Array(guarded.utf8)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                if let start = text.baseAddress { unsafe cmark_parser_feed(parser, start, text.count) }
            }
        }
        guard let root = unsafe cmark_parser_finish(parser) else { return plain(source) }
        defer { unsafe cmark_node_free(root) }
        builder.document.blocks = unsafe builder.blocks(in: root, depth: 0)
        return builder.document
    }

    /// Registering is global and not safe to do twice at once; a static is set up once.
    private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()

    private static func plain(_ source: String) -> MarkdownDocument {
        MarkdownDocument(
            blocks: [.paragraph(0)], texts: [CitationMarkers.split(.init(text: SafeText.clean(source)))])
    }
}

private struct DocumentBuilder {
    typealias Block = MarkdownDocument.Block
    typealias Inline = MarkdownDocument.Inline

    var document = MarkdownDocument()

    /// Text nested deeper than any answer needs is left to its outermost blocks, so that no input can use up the stack.
    private static let deepest = 24

    mutating func blocks(in parent: OpaquePointer, depth: Int) -> [Block] {
        guard depth < Self.deepest else { return [] }
        var result: [Block] = []
        var next = unsafe cmark_node_first_child(parent)
        while let node = unsafe next {
            unsafe result += block(node, depth: depth)
            unsafe next = cmark_node_next(node)
        }
        return result
    }

    private mutating func block(_ node: OpaquePointer, depth: Int) -> [Block] {
        let type = unsafe cmark_node_get_type(node)
        switch type {
        case CMARK_NODE_PARAGRAPH: return [.paragraph(unsafe text(of: node))]
        case CMARK_NODE_HEADING: return [.heading(unsafe text(of: node))]
        case CMARK_NODE_CODE_BLOCK: return [.code(CitationMarkers.restore(unsafe literal(node)))]
        case CMARK_NODE_HTML_BLOCK: return [.paragraph(add([Inline(text: unsafe literal(node).trimmed)]))]
        case CMARK_NODE_BLOCK_QUOTE: return [.quote(unsafe blocks(in: node, depth: depth + 1))]
        case CMARK_NODE_LIST: return [unsafe list(node, depth: depth)]
        case CMARK_NODE_THEMATIC_BREAK: return [.rule]
        default:
            if unsafe String(cString: cmark_node_get_type_string(node)) == "table" { return [unsafe table(node)] }
            return unsafe blocks(in: node, depth: depth + 1)
        }
    }

    private mutating func list(_ node: OpaquePointer, depth: Int) -> Block {
        var items: [[Block]] = []
        var next = unsafe cmark_node_first_child(node)
        while let item = unsafe next {
            unsafe items.append(blocks(in: item, depth: depth + 1))
            unsafe next = cmark_node_next(item)
        }
        let isOrdered = unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        return .list(start: isOrdered ? Int(unsafe cmark_node_get_list_start(node)) : nil, items: items)
    }

    private mutating func table(_ node: OpaquePointer) -> Block {
        var rows: [[Int]] = []
        var nextRow = unsafe cmark_node_first_child(node)
        while let row = unsafe nextRow {
            var cells: [Int] = []
            var nextCell = unsafe cmark_node_first_child(row)
            while let cell = unsafe nextCell {
                unsafe cells.append(text(of: cell))
                unsafe nextCell = cmark_node_next(cell)
            }
            rows.append(cells)
            unsafe nextRow = cmark_node_next(row)
        }
        return .table(rows)
    }

    // MARK: Inlines

    private mutating func add(_ inlines: [Inline]) -> Int {
        document.texts.append(LooseEmphasis.resolve(inlines.flatMap(CitationMarkers.split)))
        return document.texts.count - 1
    }

    private mutating func text(of node: OpaquePointer) -> Int {
        var inlines: [Inline] = []
        unsafe collect(node, style: Inline(text: ""), into: &inlines, depth: 0)
        return add(inlines)
    }

    private func collect(_ parent: OpaquePointer, style: Inline, into inlines: inout [Inline], depth: Int) {
        guard depth < Self.deepest else { return }
        var next = unsafe cmark_node_first_child(parent)
        while let node = unsafe next {
            var inner = style
            switch unsafe cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: inner.text = unsafe literal(node)
            case CMARK_NODE_SOFTBREAK: inner.text = "\u{1}"
            case CMARK_NODE_LINEBREAK: inner.text = "\n"
            case CMARK_NODE_CODE:
                inner.text = CitationMarkers.restore(unsafe literal(node))
                inner.isCode = true
            case CMARK_NODE_STRONG: inner.isStrong = true
            case CMARK_NODE_EMPH: inner.isEmphasised = true
            default: break
            }
            if !inner.text.isEmpty { inlines.append(inner) }
            unsafe collect(node, style: styled(inner), into: &inlines, depth: depth + 1)
            if unsafe cmark_node_get_type(node) == CMARK_NODE_LINK { unsafe inlines += address(of: node, style) }
            unsafe next = cmark_node_next(node)
        }
    }

    private func styled(_ inline: Inline) -> Inline {
        var style = inline
        style.text = ""
        return style
    }

    /// A link can't be clicked here, so its address is shown unless its text is the address.
    private func address(of node: OpaquePointer, _ style: Inline) -> [Inline] {
        guard let url = unsafe cmark_node_get_url(node).map({ unsafe String(cString: $0) }), !url.isEmpty else {
            return []
        }
        var inline = style
        inline.text = " <\(SafeText.oneLine(url))>"
        return [inline]
    }

    private func literal(_ node: OpaquePointer) -> String {
        guard let text = unsafe cmark_node_get_literal(node) else { return "" }
        // Entities such as `&#27;` become characters only here, so this is where they are cleaned.
        return SafeText.clean(unsafe String(cString: text))
    }
}

/// What Markdown is read with.
public enum MarkdownLibrary {
    public static var version: String { unsafe "cmark-gfm \(String(cString: cmark_version_string()))" }
}
