// swift-tools-version: 6.2
import PackageDescription

// The readers alone, apart from the program's build. With FUZZ set they are built for libFuzzer, else to be timed.
let isFuzzing = Context.environment["FUZZ"] != nil
let deps = (Context.environment["XINGLIN_DEPS"] ?? Context.packageDirectory + "/../../.deps") + "/llama"

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
// Assertions and testable access stay on: a broken promise is as good a find as a trap.
let instrumented: [SwiftSetting] = [
    .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library", "-enable-testing", "-assert-config", "Debug"])
]

func fuzzed(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: strict + instrumented)
}

/// What the readers of documents are built on, as in the program's own package.
let libraries: [Target] = [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0"),
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib"),
    .target(
        name: "CE5",
        cSettings: [.unsafeFlags(["-I\(deps)/include"])],
        cxxSettings: [.unsafeFlags(["-I\(deps)/include"])],
        linkerSettings: [
            .unsafeFlags(
                ["-L\(deps)/lib"] + ["ggml", "ggml-cpu", "ggml-base", "stdc++"].map { "-l\($0)" }
                    + ["-Xlinker", "-rpath=\(deps)/lib"])
        ]),
]

let package = Package(
    name: "fuzz",
    targets: isFuzzing
        ? libraries + [
            fuzzed("Clinical"),
            fuzzed("Digest"),
            fuzzed("Database", uses: ["CSQLite"]),
            fuzzed("Evidence", uses: ["Database", "Digest", "CE5", "CPoppler", "CXML"]),
            .executableTarget(
                name: "fuzz", dependencies: ["Clinical", "Evidence"], swiftSettings: strict + instrumented,
                linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
        ]
        : [
            .target(name: "Clinical", swiftSettings: strict),
            .executableTarget(name: "charts", dependencies: ["Clinical"], swiftSettings: strict),
        ],
    cxxLanguageStandard: .cxx17
)
