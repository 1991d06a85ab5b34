import Foundation

@testable import Evidence

/// Reads the bytes as a document of a kind and checks what holds of every document: each passage has words, an id of its
/// own and a size that can be shown, and nothing in it moves the cursor or speaks like a chat template.
/// - Parameter ending: of the file's name, which says the kind.
func checkDocument(_ data: Data, ending: String) {
    let file = URL(filePath: "/fuzz." + ending)
    guard let format = Ingest.Format(file) else { preconditionFailure("no reader for \(ending)") }
    let ingest = Ingest(file: file, collection: "fuzz")
    guard let document = try? ingest.document(of: data, as: format) else { return }
    precondition(Set(document.passages.map(\.id)).count == document.passages.count)
    check(document.guideline.title)
    for passage in document.passages {
        let text = passage.english ?? passage.chinese ?? ""
        precondition(!text.isEmpty)
        [text, passage.title, passage.section, passage.grade].compactMap { $0 }.forEach(check)
        _ = EmbeddedText.all(of: passage)
    }
    for notice in document.notices { check(notice.description) }
}

private func check(_ text: String) {
    precondition(OutsideText.clean(text) == text, "not clean: \(text.debugDescription)")
}
