internal import CXML

/// What libxml2 says of a page, one thing after the other.
///
/// Events and no tree: nothing recurses, however deep a page is nested, and nothing is kept that isn't read.
@safe final class HTMLParser {
    enum Event: Equatable {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    private var handle: (Event) -> Void
    private var pending: [UInt8] = []

    private init(_ handle: @escaping (Event) -> Void) { self.handle = handle }

    /// - Parameter html: the page, decoded already. Mistakes in it are mended silently, as a browser does.
    static func parse(_ html: String, _ handle: @escaping (Event) -> Void) {
        let parser = HTMLParser(handle)
        let bytes = Array(html.utf8)
        _ = Self.isReady
        unsafe bytes.withUnsafeBytes { bytes in
            _ = unsafe cxml_parse_html(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
                Unmanaged.passUnretained(parser).toOpaque(),
                { reader, name, attributes in unsafe HTMLParser.of(reader)?.start(name, attributes) },
                { reader, name in unsafe HTMLParser.of(reader)?.end(name) },
                { reader, bytes, count in unsafe HTMLParser.of(reader)?.text(bytes, count) })
        }
        parser.flush()
        parser.handle = { _ in }
    }

    /// The library sets itself up once, before threads may use it at the same time.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    private static func of(_ reader: UnsafeMutableRawPointer?) -> HTMLParser? {
        unsafe reader.map { unsafe Unmanaged<HTMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(_ name: UnsafePointer<UInt8>?, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
        flush()
        var found: [String: String] = [:]
        var index = 0
        while let attributes = unsafe attributes, let key = unsafe attributes[index], found.count < 64 {
            found[unsafe String(cString: key).lowercased()] =
                unsafe attributes[index + 1].map { unsafe String(cString: $0) } ?? ""
            index += 2
        }
        if let name = unsafe name { handle(.start(unsafe String(cString: name).lowercased(), found)) }
    }

    private func end(_ name: UnsafePointer<UInt8>?) {
        flush()
        if let name = unsafe name { handle(.end(unsafe String(cString: name).lowercased())) }
    }

    /// Text comes in pieces that may end inside a character.
    private func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
        unsafe pending.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    private func flush() {
        guard !pending.isEmpty else { return }
        handle(.text(String(decoding: pending, as: UTF8.self)))
        pending.removeAll(keepingCapacity: true)
    }
}
