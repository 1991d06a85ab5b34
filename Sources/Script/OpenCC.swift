import COpenCC
import Synchronization

/// One of OpenCC's conversions, opened. It isn't known to be safe from several threads, so it is used by one at a time.
@safe struct OpenCC: ~Copyable {
    private let handle: UnsafeMutableRawPointer

    /// - Parameter configuration: a file of the library's data, such as `s2tw.json`.
    init(_ configuration: String) throws(ScriptError) {
        guard let handle = unsafe copencc_open(configuration) else {
            throw .unavailable(configuration: configuration, why: unsafe String(cString: opencc_error()))
        }
        unsafe self.handle = handle
    }

    deinit { _ = unsafe opencc_close(handle) }

    /// Nil where the library refuses the text.
    func convert(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress,
                    let converted = unsafe copencc_convert(handle, base, characters.count)
                else { return nil }
                defer { unsafe opencc_convert_utf8_free(converted) }
                return unsafe String(cString: converted)
            }
        }
    }
}

/// Why Chinese can't be converted here.
public enum ScriptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// OpenCC's data isn't where the library looks for it.
    case unavailable(configuration: String, why: String)

    public var description: String {
        switch self {
        case .unavailable(let configuration, let why):
            "OpenCC can't open \(configuration) (\(why)). Install its data: Debian's package libopencc-data."
        }
    }
}
