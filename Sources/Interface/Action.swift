/// What a key can do. The raw value is the name that the configuration file uses.
public enum Action: String, Sendable, Equatable, CaseIterable {
    // Everywhere
    case cancel, interrupt, redraw, help
    case leaveOnEmptyLine = "leave-on-empty-line"
    case commandPalette = "command-palette"
    case chooseSpecialty = "choose-specialty"
    case newConsultation = "new-consultation"
    case chooseConsultation = "choose-consultation"
    case nextConsultation = "next-consultation"
    case previousConsultation = "previous-consultation"
    case openEditor = "open-editor"
    case searchHistory = "search-history"
    case focusNext = "focus-next"
    case focusPrevious = "focus-previous"
    case showConversation = "show-conversation"
    case showCitations = "show-citations"
    case showPatient = "show-patient"
    case pageUp = "page-up"
    case pageDown = "page-down"

    // The composer
    case send
    case newLine = "new-line"
    case moveLeft = "move-left"
    case moveRight = "move-right"
    case moveWordLeft = "move-word-left"
    case moveWordRight = "move-word-right"
    case moveUp = "move-up"
    case moveDown = "move-down"
    case moveToLineStart = "move-to-line-start"
    case moveToLineEnd = "move-to-line-end"
    case moveToStart = "move-to-start"
    case moveToEnd = "move-to-end"
    case deleteBackward = "delete-backward"
    case deleteForward = "delete-forward"
    case deleteWordBackward = "delete-word-backward"
    case deleteWordForward = "delete-word-forward"
    case deleteToLineStart = "delete-to-line-start"
    case deleteToLineEnd = "delete-to-line-end"
    case pasteCut = "paste-cut"
    case undo

    // The panes
    case scrollUp = "scroll-up"
    case scrollDown = "scroll-down"
    case scrollToTop = "scroll-to-top"
    case scrollToBottom = "scroll-to-bottom"
    case previousExchange = "previous-question"
    case nextExchange = "next-question"
    case leavePane = "back-to-composer"

    // The citations
    case openDocument = "open-document"
    case compareDissents = "compare-dissents"

    // The patient pane
    case toggleEntry = "toggle-entry"
    case expandEntry = "expand-entry"
    case foldEntry = "fold-entry"
    case expandAll = "expand-all"
    case foldAll = "fold-all"
    case filterChart = "filter-chart"
    case nextAbnormal = "next-abnormal"
    case previousAbnormal = "previous-abnormal"
    case nextSection = "next-section"
    case previousSection = "previous-section"

    // A view over the conversation
    case viewLeft = "view-left"
    case viewRight = "view-right"
    case viewUp = "view-up"
    case viewDown = "view-down"
    case viewStart = "view-start"
    case viewEnd = "view-end"
    case zoomIn = "zoom-in"
    case zoomOut = "zoom-out"
    case switchInView = "switch-in-view"
}
