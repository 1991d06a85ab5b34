import Clinical
import Consultation
import Evidence
import Foundation
import Inference
import Interface
import Records
import Screen
import Terminal

/// The composition root of the interface: owns the only mutable state, draws, and carries the effects out. It decides
/// nothing; what happens on an event is `update`'s, what is seen is `render`'s.
@MainActor
final class Runtime {
    let workplace: Workplace
    private let backend: CursesBackend
    private let input: TerminalInputSource
    private var state: State
    private var theme: Theme
    private var drawing = DrawSchedule()
    private var ended: CheckedContinuation<Void, Never>?

    var interfaceLanguage: Language { state.interfaceLanguage }

    let model: OnceLoaded<any LanguageModel>
    /// How much of the model is loaded, 0 to 1.
    let modelSteps: AsyncStream<Double>
    /// What the model must do without, and why.
    let refusals: AsyncStream<Failure>
    let library: OnceLoaded<Library>
    /// How far the library's first indexing is.
    let librarySteps: AsyncStream<(done: Int, total: Int)>
    /// The records, for what no open consultation has to do with.
    let records: ConversationLog
    /// What the open consultations have of the engine and of the records, from their first turn on.
    var seats: [ConsultationID: Seat] = [:]
    var running: [Exchange.ID: RunningTurn] = [:]
    /// The model of this machine, once it keeps what its sessions have computed.
    var keeping: SessionManager?
    /// Waits for a pause in which to do so.
    var idleSaving: Task<Void, Never>?
    /// The model reads its instructions ahead; a question's search needs the cores first.
    var preparing: Task<Void, Never>?
    /// What it reads of a question that is still being written.
    var readingAhead: Task<Void, Never>?

    static func run(_ workplace: Workplace, theme: String, patientFile: String?) async throws -> ExitStatus {
        let runtime = try Runtime(workplace, theme: theme)
        try runtime.start()
        runtime.begin(patientFile: patientFile)
        await withCheckedContinuation { runtime.ended = $0 }
        await runtime.end()
        return .done
    }

    private init(_ workplace: Workplace, theme name: String) throws {
        self.workplace = workplace
        let environment = ProcessInfo.processInfo.environment
        theme = try Self.theme(named: name, workplace)
        backend = CursesBackend(environment: environment)
        input = TerminalInputSource(backend: backend)
        let (refusals, refusal) = AsyncStream<Failure>.makeStream()
        self.refusals = refusals
        (modelSteps, model) = OnceLoaded.reporting { report in
            defer { refusal.finish() }
            return try await workplace.loadModel(progress: report, refused: { refusal.yield($0) })
        }
        (librarySteps, library) = OnceLoaded.reporting { report in
            try await workplace.openLibrary { report(($0, $1)) }
        }
        records = ConversationLog(file: workplace.paths.conversations)
        state = State(
            size: backend.size, interfaceLanguage: Language.interface(workplace.settings, environment),
            themeName: name, themeNames: Theme.names(in: [workplace.resources.themes]),
            specialties: workplace.grove.pinnable.map {
                SpecialtyOption(
                    id: $0, english: workplace.grove.name(of: $0, in: .english),
                    chinese: workplace.grove.name(of: $0, in: .simplifiedChinese))
            },
            tasks: (try? workplace.grove.tasks) ?? [],
            pinnedSpecialty: workplace.settings.specialty, audience: workplace.settings.audience,
            phrasing: workplace.settings.phrasing,
            triage: workplace.grove.triageRules, symbols: ChartSymbols(environment: environment))
    }

    /// The first frame is on screen before anything else is read or loaded.
    private func start() throws {
        try backend.start()
        listen()
        // A terminal without colours isn't known before it is open.
        if backend.colorDepth == .monochrome { theme = theme.monochrome }
        state.size = backend.size
        draw()
    }

    private func listen() {
        input.start { [weak self] inputs in self?.send(inputs.map(Event.input), isUrgent: true) }
    }

    private func begin(patientFile: String?) {
        if let patientFile { perform(.readPatient(path: patientFile, for: state.desk.front.id)) }
        Task { await loadModel() }
        Task { await showRefusals() }
        Task { await warmLibrary() }
        Task { await showLibrarySteps() }
        Task { await offerEarlier() }
    }

    private func end() async {
        for turn in running.values { turn.cancel() }
        for seat in seats.values { await seat.log.leave() }
        input.stop()
        backend.stop()
        // The screen is the shell's again; what is gained next time isn't worth a longer wait.
        await keeping?.saveStates(within: .seconds(2))
        await model.stop()
    }

    // MARK: Events in, frames out

    func send(_ event: Event) { send([event], isUrgent: false) }

    /// All events of a burst are taken in before one frame is drawn; a key's frame at once, a token's at the next beat.
    private func send(_ events: [Event], isUrgent: Bool) {
        var effects: [Effect] = []
        for event in events {
            if case .input(.quit) = event { effects.append(.quit) } else { effects += update(&state, event) }
        }
        effects.forEach(perform)
        if isUrgent {
            draw()
        } else if let delay = drawing.wait(now: .now) {
            Task {
                try? await Task.sleep(for: delay)
                draw()
            }
        }
    }

    private func draw() {
        drawing.drew(at: .now)
        backend.draw(render(state, theme: theme, size: state.size))
    }

    // MARK: Effects

    private func perform(_ effect: Effect) {
        switch effect {
        case .startTurn(let question): startTurn(question)
        case .readAhead(let question): readAhead(of: question)
        case .cancelTurn(let id): running[id]?.cancel()
        case .endConversation(let consultation): endConversation(consultation)
        case .resumeConversation(let conversation, let consultation):
            Task { await resume(conversation, in: consultation) }
        case .declineConversation(let id): Task { await declineConversation(id) }
        case .readPatient(let path, let consultation): readPatient(path, for: consultation)
        case .listFiles(let prefix): listFiles(prefix)
        case .readDocument(let passage): Task { await readDocument(passage) }
        case .saveNew(let path, let contents): save(contents, at: path)
        case .useTheme(let name): useTheme(name)
        case .editExternally(let text): Task { await edit(text) }
        case .redraw: backend.redrawAll()
        case .quit:
            ended?.resume()
            ended = nil
        }
    }

    private static func theme(named name: String, _ workplace: Workplace) throws -> Theme {
        let theme = try Theme.named(name, in: [workplace.resources.themes])
        return Theme.isColorRefused(environment: ProcessInfo.processInfo.environment) ? theme.monochrome : theme
    }

    private func useTheme(_ name: String) {
        do {
            let chosen = try Self.theme(named: name, workplace)
            theme = backend.colorDepth == .monochrome ? chosen.monochrome : chosen
            send(.themeChanged(name: name))
        } catch {
            send(.failed(Failure(what: "The theme can't be used.", why: "\(error)", whatToDo: "")))
        }
    }

    /// Leaves the screen to the user's editor and comes back with the text.
    private func edit(_ text: String) async {
        input.stop()
        backend.stop()
        let result = await ExternalEditor().edit(text)
        do {
            try backend.start()
            listen()
        } catch {
            perform(.quit)
            return
        }
        send(.input(.resize(backend.size)))
        switch result {
        case .success(let edited): send(.textEdited(edited))
        case .failure(let failure): send(.failed(failure))
        }
    }
}

/// At most 60 frames a second for what streams in.
private struct DrawSchedule {
    private var last = ContinuousClock.now - .seconds(1)
    private var isPending = false

    /// How long to wait before the next frame; nil where one is already on its way.
    mutating func wait(now: ContinuousClock.Instant) -> Duration? {
        guard !isPending else { return nil }
        isPending = true
        return max(.zero, .milliseconds(16) - (now - last))
    }

    mutating func drew(at now: ContinuousClock.Instant) {
        last = now
        isPending = false
    }
}

extension Language {
    /// The interface speaks the locale's language unless the settings name one.
    static func interface(_ settings: Settings, _ environment: [String: String]) -> Language {
        if let language = settings.language { return language }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        guard locale.hasPrefix("zh") else { return .english }
        return ["TW", "HK", "MO", "Hant"].contains { locale.contains($0) } ? .traditionalChinese : .simplifiedChinese
    }
}
