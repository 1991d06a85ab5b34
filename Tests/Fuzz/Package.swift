// swift-tools-version: 6.2
import PackageDescription

// The readers alone, apart from the program's build. With FUZZ set they are built for libFuzzer, else to be timed.
let isFuzzing = Context.environment["FUZZ"] != nil

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

let package = Package(
    name: "fuzz",
    targets: isFuzzing
        ? [
            .target(name: "Clinical", swiftSettings: strict + instrumented),
            .executableTarget(
                name: "fuzz", dependencies: ["Clinical"], swiftSettings: strict + instrumented,
                linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
        ]
        : [
            .target(name: "Clinical", swiftSettings: strict),
            .executableTarget(name: "charts", dependencies: ["Clinical"], swiftSettings: strict),
        ]
)
