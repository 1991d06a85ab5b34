/// What the elements of a page mean to its reader.
enum HTMLElements {
    /// Not text, or not of the document.
    static let skipped: Set<String> = [
        "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video",
        "map",
        "nav", "aside", "button", "select", "option", "textarea", "input", "label", "dialog", "menu", "annotation",
    ]
    static let struck: Set<String> = ["del", "s", "strike"]
    /// A line ends before and after them.
    static let blocks: Set<String> = [
        "p", "div", "section", "article", "main", "header", "footer", "body", "html", "h1", "h2", "h3", "h4", "h5",
        "h6",
        "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "pre",
        "blockquote", "figure", "figcaption", "address", "hr", "center", "details", "summary", "fieldset", "legend",
        "form", "hgroup", "title",
    ]
    private static let skippedRoles: Set<String> = [
        "navigation", "banner", "contentinfo", "complementary", "search", "doc-toc", "menu", "menubar", "dialog",
    ]
    private static let skippedClasses: Set<String> = [
        "navbar", "breadcrumb", "breadcrumbs", "sidebar", "toc", "headerlink", "noprint", "cookie-banner", "skip-link",
        "mw-editsection", "pagination",
    ]
    private static let footnoteRoles: Set<String> = [
        "doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "footnotes",
    ]

    static func headingLevel(_ name: String) -> Int? {
        guard name.utf8.count == 2, name.first == "h", let level = name.last?.wholeNumberValue else { return nil }
        return (1...6).contains(level) ? level : nil
    }

    /// Whether the element and all in it is beside the document: the way around the site, and what only programs read.
    static func isBeside(_ name: String, _ attributes: [String: String], isInMain: Bool) -> Bool {
        if isFootnote(name, attributes) { return false }
        if skipped.contains(name) { return true }
        // An article's own header holds its title.
        if !isInMain, name == "header" || name == "footer" { return true }
        if let role = attributes["role"], skippedRoles.contains(role) { return true }
        return words(attributes["class"]).contains { skippedClasses.contains($0) } || attributes["id"] == "toc"
    }

    static func isHidden(_ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil || attributes["aria-hidden"] == "true" { return true }
        guard let style = attributes["style"]?.lowercased().filter({ !$0.isWhitespace }) else { return false }
        return ["display:none", "visibility:hidden", "font-size:0", "opacity:0;", "text-indent:-9999"].contains {
            style.contains($0)
        }
            || style.hasSuffix("opacity:0")
    }

    static func isFootnote(_ name: String, _ attributes: [String: String]) -> Bool {
        if words(attributes["role"]).contains(where: footnoteRoles.contains) { return true }
        if words(attributes["epub:type"]).contains(where: footnoteRoles.contains) { return true }
        if words(attributes["class"]).contains(where: { $0 == "footnote" || $0 == "footnotes" }) { return true }
        guard name == "li" || name == "p" || name == "div", let id = attributes["id"] else { return false }
        return id.wholeMatch(of: /(?:fn|footnote)[-_:]?\d+/) != nil
    }

    private static func words(_ text: String?) -> [String] {
        text?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    }
}
