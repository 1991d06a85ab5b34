import Foundation
import Testing

@Suite("The architecture")
struct ArchitectureTests {
    static let targets = Architecture.table.keys.sorted()

    @Test("Every folder of Sources stands in the table, and every C folder is known")
    func everyTargetIsInTheTable() throws {
        let known = Set(Architecture.table.keys).union(Architecture.mayTouchC.keys)
        let unknown = try Repository.names(in: "Sources").filter { !known.contains($0) }
        #expect(unknown.isEmpty, "add these to the table of the architecture: \(unknown)")
    }

    @Test("A target imports only what the table allows", arguments: targets)
    func importsFollowTheTable(target: String) throws {
        let allowed = try #require(Architecture.table[target]).union(Architecture.inTheBox)
        for file in try Repository.swiftFiles(below: "Sources/\(target)") {
            let strangers = imports(of: try Repository.text(file)).filter { !allowed.contains($0) }
            #expect(strangers.isEmpty, "\(file) may not import \(strangers)")
        }
    }

    @Test("Package.swift gives each target what the table gives it and no more", arguments: targets)
    func manifestFollowsTheTable(target: String) throws {
        let manifest = try Repository.text("Package.swift")
        let declared = try #require(dependencies(of: target, in: manifest), "\(target) is not declared")
        let strangers = declared.subtracting(try #require(Architecture.table[target]))
        #expect(strangers.isEmpty, "Package.swift lets \(target) use \(strangers.sorted())")
    }

    @Test("C libraries are imported by their one owner alone")
    func onlyOwnersTouchC() throws {
        for target in Self.targets {
            for file in try Repository.swiftFiles(below: "Sources/\(target)") {
                for name in imports(of: try Repository.text(file)) {
                    guard let owners = Architecture.mayTouchC[name] else { continue }
                    #expect(owners.contains(target), "\(file) imports \(name)")
                }
            }
        }
    }

    @Test("No pointer stands in a public signature", arguments: targets)
    func noPublicPointers(target: String) throws {
        let pointer = /^\s*public\b.*\b(Unsafe\w*Pointer|OpaquePointer)\b/.anchorsMatchLineEndings()
        for file in try Repository.swiftFiles(below: "Sources/\(target)") {
            let found = try Repository.text(file).firstMatch(of: pointer)?.0
            #expect(found == nil, "\(file): \(found ?? "")")
        }
    }

    @Test("Import lines of every form are recognised")
    func importForms() {
        let source = """
            import Foundation
            public import Clinical
            @preconcurrency import Dispatch
            @testable import Evidence
            private import struct Records.StoredTurn
            // import Nothing
            let important = 1
            """
        #expect(imports(of: source) == ["Foundation", "Clinical", "Dispatch", "Evidence", "Records"])
    }

    /// The names in `uses:` or `dependencies:` of a target's declaration.
    private func dependencies(of target: String, in manifest: String) -> Set<String>? {
        let short = "module(\"\(target)\""
        let long = "name: \"\(target)\",\n            dependencies: ["
        if let start = manifest.range(of: short)?.upperBound {
            let rest = manifest[start...]
            guard rest.hasPrefix(", uses: ["), let end = rest.firstIndex(of: "]") else { return [] }
            return quoted(in: rest[..<end])
        }
        guard let start = manifest.range(of: long)?.upperBound, let end = manifest[start...].firstIndex(of: "]")
        else { return nil }
        return quoted(in: manifest[start..<end])
    }

    private func quoted(in text: Substring) -> Set<String> {
        Set(text.matches(of: /"(\w+)"/).map { String($0.1) })
    }
}
