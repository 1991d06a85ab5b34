import CLlama

extension LlamaModel {
    /// The tokens of a prompt: markers as special tokens, everything else as plain text only, and in front
    /// the token the model wants there, if any.
    func tokenize(_ segments: [PromptSegment]) throws(InferenceError) -> [Int32] {
        var tokens: [Int32] = []
        for segment in segments {
            switch segment {
            case .marker(let marker): tokens += try tokenize(marker, parsesSpecial: true)
            case .text(let text): tokens += try tokenizePlain(text)
            }
        }
        if let leadingToken, tokens.first != leadingToken { tokens.insert(leadingToken, at: 0) }
        return tokens
    }

    /// Tokens of text from outside. The engine leaves control tokens alone when told so, but not tokens that
    /// a careless conversion declared as ordinary vocabulary: such a one is spelt out character by character.
    private func tokenizePlain(_ text: String) throws(InferenceError) -> [Int32] {
        let tokens = try tokenize(text, parsesSpecial: false)
        guard tokens.contains(where: isReserved) else { return tokens }
        var result: [Int32] = []
        for token in tokens {
            guard isReserved(token) else {
                result.append(token)
                continue
            }
            let spelling = String(decoding: piece(token, showsSpecial: true), as: UTF8.self)
            for character in spelling.unicodeScalars {
                let spelt = try tokenize(String(character), parsesSpecial: false)
                result += spelt.filter { !isReserved($0) }
            }
        }
        return result
    }

    /// Whether a token steers the conversation instead of standing for text.
    func isReserved(_ token: Int32) -> Bool {
        unsafe cllama_is_control(pointer, token) || cllama_is_end(pointer, token)
    }

    /// Whether a token ends an answer.
    func isEnd(_ token: Int32) -> Bool { unsafe cllama_is_end(pointer, token) }

    /// The bytes a token stands for; they may be part of a character. Control tokens have none, unless asked
    /// to be shown.
    func piece(_ token: Int32, showsSpecial: Bool = false) -> [UInt8] {
        let first = piece(token, showsSpecial, capacity: 64)
        return first.needed <= 64 ? first.bytes : piece(token, showsSpecial, capacity: first.needed).bytes
    }

    private func piece(_ token: Int32, _ showsSpecial: Bool, capacity: Int) -> (bytes: [UInt8], needed: Int) {
        var needed = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                needed = Int(unsafe cllama_piece(pointer, token, characters.baseAddress, Int32(capacity), showsSpecial))
            }
            count = needed <= capacity ? max(0, needed) : 0
        }
        return (bytes, needed)
    }

    private func tokenize(_ text: String, parsesSpecial: Bool) throws(InferenceError) -> [Int32] {
        var text = text
        // Every token stands for a byte at least, with a little room for what a tokenizer adds.
        let capacity = text.utf8.count + 8
        guard capacity < Int(Int32.max) else { throw .engine(what: "the text is too long", detail: "") }
        var failure: String?
        let tokens = text.withUTF8 { bytes in
            unsafe [Int32](unsafeUninitializedCapacity: capacity) { buffer, count in
                let found = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    unsafe cllama_tokenize(
                        pointer, characters.baseAddress, Int32(characters.count), buffer.baseAddress,
                        Int32(capacity), parsesSpecial)
                }
                count = (0...capacity).contains(Int(found)) ? Int(found) : 0
                if count != Int(found) { failure = unsafe String(cString: cllama_error()) }
            }
        }
        if let failure { throw .engine(what: "the text can't be split into tokens", detail: failure) }
        return tokens
    }
}
