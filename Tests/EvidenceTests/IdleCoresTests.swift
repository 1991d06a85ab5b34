import Testing

@testable import Evidence

@Suite("Idle cores")
struct IdleCoresTests {
    @Test(
        "Cores that other threads use aren't idle, and the reader's own always counts",
        arguments: [
            (2, "0.20 0.18 0.12 1/80 11206", 2), (2, "1.90 1.00 0.50 2/80 11206", 1),
            (2, "9.00 9.00 9.00 12/80 11206", 1),
            (16, "3.00 1.00 0.50 5/800 1", 12), (8, "0.00 0.00 0.00 0/80 1", 8),
        ])
    func counted(_ cores: Int, _ line: String, _ idle: Int) {
        #expect(IdleCores.count(of: cores, loadavg: line) == idle)
    }

    @Test("Where the system says nothing that can be read, one core is taken", arguments: ["", "0.1 0.2", "a b c d e"])
    func unreadable(_ line: String) {
        #expect(IdleCores.count(of: 8, loadavg: line) == 1)
    }

    @Test("On this machine at least the own core is there")
    func here() {
        #expect(IdleCores.count() >= 1)
    }
}
