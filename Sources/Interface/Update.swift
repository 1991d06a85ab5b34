import Clinical
import Consultation
import Screen

/// Takes an event into the state and tells what to do about it. Never waits, reads no clock.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
    let (consultation, draft) = (state.desk.front.id, state.composer.elements)
    var effects = state.take(event)
    if state.desk.front.id == consultation, state.composer.elements != draft { effects += state.readDraftAhead() }
    state.draft.judge(state.composer)
    // What is in front is seen.
    state.desk.front.news = nil
    return effects
}

extension State {
    fileprivate mutating func take(_ event: Event) -> [Effect] {
        switch event {
        case .input(let input): return take(input)
        case .modelLoadProgressed(let name, let fraction):
            model = .loading(name: SafeText.oneLine(name), fraction: min(max(0, fraction), 1))
        case .modelLoaded(let summary): model = .ready(summary)
        case .modelLoadFailed(let failure):
            model = .failed(failure)
            show(failure)
        case .libraryUpdated(let done, let total):
            library = LibraryProgress(done: max(0, done), total: total)
        case .libraryReady: library = nil
        case .turnAdvanced(let id, let progress): return desk.turn(id) { $0.advance(id, progress) }
        case .turnMeasured(let id, let meter):
            return desk.turn(id) {
                $0.measure(id, meter)
                return []
            }
        case .turnFailed(let id, let failure): return desk.turn(id) { $0.fail(id, failure) }
        case .patientRead(let reading, let alerts, let file, let today, let consultation):
            return take(
                reading.patients.enumerated().map { index, patient in
                    let own = index < alerts.count ? alerts[index] : []
                    return LoadedPatient(patient, of: reading, file: file, today: today, alerts: own)
                }, for: consultation)
        case .patientReadFailed(let failure), .failed(let failure): show(failure)
        case .filesListed(let prefix, let paths): desk.changeAll { $0.showFiles(prefix: prefix, paths: paths) }
        case .documentRead(let document, let passage): show(document, at: passage)
        case .documentReadFailed(let failure, let passage): show(failure, insteadOf: passage)
        case .earlierConversationFound(let conversation): offer(conversation)
        case .conversationResumed(let conversation, let stored, let consultation):
            restore(conversation, stored, in: consultation)
        case .themeChanged(let name): themeName = name
        case .fileSaved(let path): remark = wording.fill(.remarkSaved, SafeText.oneLine(path))
        case .textEdited(let text):
            composer.replace(with: String(text.trimming { $0.isNewline }))
            return refreshCompletion()
        }
        return []
    }

    /// What is being written may soon be asked.
    fileprivate func readDraftAhead() -> [Effect] {
        guard !composer.isEmpty, !composer.mayBeCommand else { return [] }
        let question = composer.end(Self.longestAhead + 1)
        return question.count > Self.longestAhead ? [] : desk.front.readingAhead(of: question)
    }

    /// Characters; what is longer was pasted, and is a text rather than a question.
    private static let longestAhead = 500

    mutating func ask(_ question: String, task: TaskCall? = nil) -> [Effect] {
        defer { nextExchangeID += 1 }
        return desk.front.ask(question, id: nextExchangeID, task: task)
    }

    /// The same failure twice in a row is shown once.
    mutating func show(_ failure: Failure) {
        if failures.last != failure { failures.append(failure) }
    }
}
