import Consultation
import Evidence
import Screen
import Synchronization

/// Wrapped lines, kept while what they were made of stays the same.
///
/// A hit needs the same input by value, so the memo can't be stale and rendering stays pure to the eye. Comparing is
/// cheap: unchanged strings and arrays share their storage.
final class LayoutMemo: Sendable, Equatable {
    struct ExchangeInput: Equatable {
        var exchange: Exchange
        var columns: Int
        var language: Language
        /// What the exchange waits for, when the model isn't there.
        var waiting: String?
        var currentPatient: String?
        /// Whether the citations have no pane of their own on this screen.
        var listsPassages: Bool
        var specialtyName: String?
    }

    struct CitationsInput: Equatable {
        var exchange: Exchange?
        var columns: Int
        var language: Language
        var isSearching: Bool
        /// The marker of the open card, and what the keys do with it.
        var open: String?
        var keys: String?
    }

    struct DocumentInput: Equatable {
        var document: OpenedDocument?
        var citation: Citation
        var columns: Int
        var language: Language
    }

    struct PatientInput: Equatable {
        var patient: LoadedPatient?
        var computed: [ComputedValue]
        var columns: Int
        var language: Language
        var symbols: ChartSymbols
        /// As in `ChartBrowsing`.
        var toggled: Set<String>
        var wanted: String
    }

    struct PromptInput: Equatable {
        var parts: [PromptPart]?
        /// Tokens of the whole prompt.
        var total: Int?
        var columns: Int
        var language: Language
    }

    struct WhyInput: Equatable {
        var answer: Answer?
        var columns: Int
        var language: Language
    }

    private struct Store {
        var exchanges: [Exchange.ID: (ExchangeInput, [StyledLine])] = [:]
        var citations: (CitationsInput, [StyledLine])?
        var patient: (PatientInput, [ChartEntry])?
        var prompt: (PromptInput, [StyledLine])?
        var why: (WhyInput, [StyledLine])?
        var document: (DocumentInput, [StyledLine])?
    }

    private let store = Mutex(Store())

    func lines(_ input: ExchangeInput, make: (ExchangeInput) -> [StyledLine]) -> [StyledLine] {
        if let (known, lines) = store.withLock({ $0.exchanges[input.exchange.id] }), known == input { return lines }
        let lines = make(input)
        store.withLock { $0.exchanges[input.exchange.id] = (input, lines) }
        return lines
    }

    func lines(_ input: CitationsInput, make: (CitationsInput) -> [StyledLine]) -> [StyledLine] {
        if let (known, lines) = store.withLock({ $0.citations }), known == input { return lines }
        let lines = make(input)
        store.withLock { $0.citations = (input, lines) }
        return lines
    }

    func entries(_ input: PatientInput, make: (PatientInput) -> [ChartEntry]) -> [ChartEntry] {
        if let (known, entries) = store.withLock({ $0.patient }), known == input { return entries }
        let entries = make(input)
        store.withLock { $0.patient = (input, entries) }
        return entries
    }

    func lines(_ input: PromptInput, make: (PromptInput) -> [StyledLine]) -> [StyledLine] {
        if let (known, lines) = store.withLock({ $0.prompt }), known == input { return lines }
        let lines = make(input)
        store.withLock { $0.prompt = (input, lines) }
        return lines
    }

    func lines(_ input: WhyInput, make: (WhyInput) -> [StyledLine]) -> [StyledLine] {
        if let (known, lines) = store.withLock({ $0.why }), known == input { return lines }
        let lines = make(input)
        store.withLock { $0.why = (input, lines) }
        return lines
    }

    func lines(_ input: DocumentInput, make: (DocumentInput) -> [StyledLine]) -> [StyledLine] {
        if let (known, lines) = store.withLock({ $0.document }), known == input { return lines }
        let lines = make(input)
        store.withLock { $0.document = (input, lines) }
        return lines
    }

    /// Another patient must find nothing of the one before.
    func forget() { store.withLock { $0 = Store() } }

    /// What is kept says nothing about the state.
    static func == (left: LayoutMemo, right: LayoutMemo) -> Bool { true }
}
