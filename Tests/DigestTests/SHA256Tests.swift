import Digest
import Testing

@Suite struct SHA256Tests {
    private func digest(_ bytes: [UInt8], pieces: Int = 1 << 20) -> String {
        var digest = SHA256()
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            digest.update(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        return digest.finish()
    }

    @Test("the examples of FIPS 180-4 come out right")
    func examples() {
        #expect(digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(digest(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    @Test("it doesn't matter how the bytes are cut", arguments: [1, 63, 64, 65, 1000])
    func pieces(_ size: Int) {
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(digest(bytes, pieces: size) == digest(bytes))
    }
}
