import Foundation
import Glibc

/// TCP on 127.0.0.1, as little of it as the server needs.
enum LoopbackSocket {
    static func listen() throws -> (socket: Int32, port: Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listener, pointer, length) == 0 && Glibc.listen(listener, 16) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    static func accept(_ listener: Int32) -> Int32? {
        let client = Glibc.accept(listener, nil, nil)
        return client >= 0 ? client : nil
    }

    /// Everything up to the empty line, and the body where one is announced.
    static func message(_ client: Int32) -> (head: String, body: Data) {
        var bytes = Data()
        var head: Range<Data.Index>?
        var wanted = 0
        while bytes.count < 1 << 22 {
            if head == nil, let end = bytes.range(of: Data("\r\n\r\n".utf8)) {
                let length = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                    .firstMatch(of: /(?i)content-length: ([0-9]+)/)
                wanted = end.upperBound + (length.flatMap { Int($0.1) } ?? 0)
                head = end
            }
            if head != nil, bytes.count >= wanted { break }
            guard let piece = receive(client) else { break }
            bytes += piece
        }
        guard let head else { return ("", Data()) }
        return (String(decoding: bytes[..<head.lowerBound], as: UTF8.self), Data(bytes[head.upperBound...]))
    }

    /// - Returns: nil once the other side has closed.
    private static func receive(_ client: Int32) -> Data? {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe recv(client, &piece, piece.count, 0)
        return count > 0 ? Data(piece.prefix(count)) : nil
    }

    /// - Returns: whether the other side closed before `isOver`, however long that takes.
    static func waitForClose(_ client: Int32, unless isOver: () -> Bool) -> Bool {
        var limit = timeval(tv_sec: 0, tv_usec: 50_000)
        unsafe setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var piece = [UInt8](repeating: 0, count: 4096)
        while !isOver() {
            let count = unsafe recv(client, &piece, piece.count, 0)
            if count == 0 || (count < 0 && errno != EAGAIN) { return true }
        }
        return false
    }

    /// - Returns: whether all of it could be sent.
    @discardableResult
    static func send(_ client: Int32, _ data: Data) -> Bool {
        var rest = [UInt8](data)[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    static func end(_ socket: Int32) {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    /// The next close sends RST.
    static func tearDown(_ client: Int32) {
        var now = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(client, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }
}
