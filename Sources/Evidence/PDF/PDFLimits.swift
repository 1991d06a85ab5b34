/// What one document may take, so that a hostile one is told and not waited for.
struct PDFLimits: Sendable {
    var pages = 5_000
    var charactersPerPage = 100_000
    var characters = 40_000_000
    /// For one page, and for opening the file.
    var seconds = 20
    /// Of processor time, for the whole file.
    var totalSeconds = 3_600
    var bytesOfMemory: Int64 = 1 << 30
}
