/// Why a PDF gave no text; nothing was added.
public enum PDFFailure: Error, Equatable, Sendable {
    case unreadable(file: String, why: String)
    /// It opens with a password only.
    case encrypted(file: String)
    /// It is cut off, empty, or no PDF at all.
    case damaged(file: String)
    case noPages(file: String)
    case tooManyPages(file: String, pages: Int, most: Int)
    case tooMuchText(file: String, page: Int?)
    /// Its pages are pictures.
    case scanned(file: String, pages: Int)
    /// Reading a page took more than the time that is given to one.
    case tooSlow(file: String, page: Int, seconds: Int)
    /// The reader broke at a page: the file is damaged there, or needs more memory than a document may.
    case broken(file: String, page: Int)
}

extension PDFFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file, let why):
            "\(file) can't be read: \(why). Check the path and that you may read it."
        case .encrypted(let file):
            "\(file) is locked with a password. Save a copy without one, for example with `qpdf --decrypt "
                + "--password=… FILE COPY`, and add the copy."
        case .damaged(let file):
            "\(file) can't be opened as a PDF: it is empty, cut off or something else. Fetch it again; `qpdf --check "
                + "FILE` tells more."
        case .noPages(let file):
            "\(file) has no pages, so there is nothing to add."
        case .tooManyPages(let file, let pages, let most):
            "\(file) has \(pages) pages, and at most \(most) are read of one file. Split it, for example with `qpdf "
                + "--split-pages=1000 FILE PART.pdf`."
        case .tooMuchText(let file, let page?):
            "Page \(page) of \(file) holds more text than any page can show. The file is broken or made to do harm."
        case .tooMuchText(let file, nil):
            "\(file) holds more text than one document may have. Split it, for example with `qpdf --split-pages=100 "
                + "FILE PART.pdf`."
        case .scanned(let file, let pages):
            "\(file) has no text that can be read: "
                + (pages == 1 ? "its page is a picture" : "its \(pages) pages are pictures")
                + ". Recognise the text first, for example with `ocrmypdf -l eng+chi_sim FILE COPY`, and add the copy."
        case .tooSlow(let file, let page, let seconds):
            "Page \(page) of \(file) couldn't be read within \(seconds) seconds. Print the file to a new PDF and add "
                + "that, or leave the page out."
        case .broken(let file, let page):
            "Reading \(file) broke off at page \(max(page, 1)): it is damaged there, or needs more memory than one "
                + "document may have. Print the file to a new PDF and add that, or leave the page out."
        }
    }
}
