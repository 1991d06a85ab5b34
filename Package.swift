// swift-tools-version: 6.2
import PackageDescription

// The engine is built by Scripts/bootstrap into .deps (or where XINGLIN_DEPS says).
let deps = Context.environment["XINGLIN_DEPS"] ?? Context.packageDirectory + "/.deps"

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A Swift target with the house settings; `uses` is the whole list of what it may import.
func module(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: strict)
}

func tests(_ name: String, uses: [Target.Dependency] = [], besides data: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + uses, exclude: data, swiftSettings: strict)
}

/// A C library that the bootstrap installs under .deps/<folder>/{include,lib}.
func built(_ name: String, from folder: String, libraries: [String], flags: [String] = []) -> Target {
    let root = "\(deps)/\(folder)"
    return .target(
        name: name,
        cSettings: [.unsafeFlags(["-I\(root)/include"] + flags)],
        cxxSettings: [.unsafeFlags(["-I\(root)/include"] + flags)],
        // An installed program finds the libraries beside it first, whatever becomes of the checkout.
        linkerSettings: [
            .unsafeFlags(
                ["-L\(root)/lib"] + libraries.map { "-l\($0)" }
                    + ["-Xlinker", "-rpath=$ORIGIN/../lib/xinglin", "-Xlinker", "-rpath=\(root)/lib"])
        ])
}

let package = Package(
    name: "xinglin",
    products: [.executable(name: "xinglin", targets: ["xinglin"])],
    targets: [
        built(
            "CLlama", from: "llama", libraries: ["llama", "ggml", "ggml-cpu", "ggml-base", "stdc++"], flags: ["-O2"]),
        // Its loops are for the optimiser: without it tests would wait for every text that is embedded.
        built("CE5", from: "llama", libraries: ["ggml", "ggml-cpu", "ggml-base", "stdc++"], flags: ["-O2"]),
        // It opens libcurl when it is first needed; nothing is linked and no header of it is used.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
        .systemLibrary(
            name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CCmark", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(
            name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
        .systemLibrary(
            name: "COpenCC", pkgConfig: "opencc", providers: [.apt(["libopencc-dev"])]),
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

        module("Clinical"),
        module("Digest"),
        module("Sealing", uses: ["CSodium"]),
        module("Fetch", uses: ["Digest", "CCurl"]),
        module("Script", uses: ["COpenCC"]),
        module("Database", uses: ["CSQLite"]),
        module("Evidence", uses: ["Database", "Digest", "CE5", "CPoppler", "CXML"]),
        module("Inference", uses: ["Digest", "Sealing", "CLlama"]),
        module("Remote", uses: ["Inference", "Fetch"]),
        module("Consultation", uses: ["Clinical", "Evidence", "Inference", "Script"]),
        module("Records", uses: ["Database"]),
        module("Screen"),
        module("Interface", uses: ["Clinical", "Evidence", "Consultation", "Records", "Screen", "CCmark"]),
        module("Terminal", uses: ["Screen", "CNcurses"]),
        .executableTarget(
            name: "xinglin",
            dependencies: [
                "Clinical", "Evidence", "Fetch", "Sealing", "Inference", "Remote", "Consultation", "Records", "Screen",
                "Interface", "Terminal",
            ],
            swiftSettings: strict),

        // What tests of several targets share: a server on the loopback address, a model of a few kilobytes, where the set-up's
        // files are.
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
        tests("Clinical", uses: ["TestSupport"]), tests("Digest"), tests("Fetch", uses: ["Digest", "TestSupport"]),
        tests("Script"),
        tests("Database"), tests("Evidence", uses: ["TestSupport"]),
        tests("Inference", uses: ["Sealing", "TestSupport"]), tests("Sealing"),
        tests("Remote", uses: ["Fetch", "Inference", "TestSupport"]),
        tests("Consultation", uses: ["Clinical", "Evidence", "Inference", "Script", "TestSupport"]),
        tests("Records", uses: ["TestSupport"]),
        tests("Screen"),
        tests(
            "Interface", uses: ["Clinical", "Evidence", "Consultation", "Records", "Screen", "TestSupport"],
            besides: ["Golden"]),
        tests("Terminal", uses: ["Screen"]),
        tests(
            "xinglin",
            uses: [
                "Clinical", "Database", "Digest", "Evidence", "Fetch", "Sealing", "Inference", "Remote", "Consultation",
                "Interface", "TestSupport",
            ]),
        .testTarget(name: "PackageTests", swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
