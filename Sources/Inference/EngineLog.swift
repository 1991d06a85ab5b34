import CLlama

/// What the engine logged, for error messages; it never reaches the screen.
enum EngineLog {
    /// A place in the log.
    static func mark() -> Int64 { cllama_log_mark() }

    /// Warnings and errors since `mark`, in one line. Control characters are gone: a model file's own text
    /// can stand in there.
    static func lines(since mark: Int64) -> String {
        let text = unsafe String(unsafeUninitializedCapacity: 8192) { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else { return 0 }
                return unsafe cllama_log_copy(mark, base, characters.count)
            }
        }
        return oneLine(text)
    }

    /// The last exception's text on this thread, and the log since `mark`.
    static func reason(since mark: Int64) -> String {
        let exception = unsafe oneLine(String(cString: cllama_error()))
        return [exception, lines(since: mark)].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func oneLine(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        let clean = lines.map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        }
        return clean.joined(separator: "; ")
    }
}
