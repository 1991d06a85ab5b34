// swift-tools-version: 6.2
import PackageDescription

// The readers alone, apart from the program's build: they are fuzzed and timed without the engine.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "fuzz",
    targets: [
        .target(name: "Clinical", swiftSettings: strict),
        .executableTarget(name: "fuzz", dependencies: ["Clinical"], swiftSettings: strict),
    ])
