/// What a reader makes of a file.
struct ReadText {
    var blocks: [Block]
    var details = DocumentDetails()
    var findings = OutsideFindings()
}
