import Foundation

/// Standard output carries the answer only; everything else goes to standard error.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: .standardOutput) }
    static func piece(_ text: String) { write(text, to: .standardOutput) }
    static func note(_ text: String) { write("xinglin: \(text)\n", to: .standardError) }

    static func json(_ value: some Encodable, pretty: Bool = false) throws {
        line(try String(decoding: encoder(pretty: pretty).encode(value), as: UTF8.self))
    }

    static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return encoder
    }

    /// A reader that has gone away (a closed pipe) is no reason to crash.
    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

/// Batch work: one JSON object a line in, one a line out, in order.
enum JSONLines {
    static func each<Input: Decodable>(_ type: Input.Type, _ body: (Input) async throws -> any Encodable) async throws {
        while let line = readLine(strippingNewline: true) {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            do {
                let input = try JSONDecoder().decode(type, from: Data(line.utf8))
                try Output.json(AnyEncodable(try await body(input)))
            } catch {
                try Output.json(LineError(id: id(of: line), error: "\(error)"))
            }
        }
    }

    private static func id(of line: String) -> String? {
        struct Identified: Decodable { var id: String? }
        return (try? JSONDecoder().decode(Identified.self, from: Data(line.utf8)))?.id
    }

    private struct LineError: Encodable {
        var id: String?
        var error: String
    }

    private struct AnyEncodable: Encodable {
        var value: any Encodable
        init(_ value: any Encodable) { self.value = value }
        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }
}
