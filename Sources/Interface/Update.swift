import Clinical
import Consultation
import Screen

/// Takes an event into the state and tells what to do about it. Never waits, reads no clock.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
    let effects = state.take(event)
    state.draft.judge(state.composer)
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
            library = done < total ? LibraryProgress(done: max(0, done), total: total) : nil
        case .turnAdvanced(let id, let progress): return advance(id, progress)
        case .turnMeasured(let id, let meter): if runningExchange?.id == id { self.meter = meter }
        case .turnFailed(let id, let failure):
            withExchange(id) { $0.phase = .failed(failure) }
            return startNextQueued()
        case .patientRead(let reading, let alerts, let file, let today):
            return take(
                reading.patients.enumerated().map { index, patient in
                    let own = index < alerts.count ? alerts[index] : []
                    return LoadedPatient(patient, of: reading, file: file, today: today, alerts: own)
                })
        case .patientReadFailed(let failure), .failed(let failure): show(failure)
        case .filesListed(let prefix, let paths): showFiles(prefix: prefix, paths: paths)
        case .documentRead(let document, let passage): show(document, at: passage)
        case .documentReadFailed(let failure, let passage): show(failure, insteadOf: passage)
        case .interruptedConversationFound(let conversation): offer(conversation)
        case .conversationResumed(let stored): restore(stored)
        case .themeChanged(let name): themeName = name
        case .fileSaved(let path): remark = wording.fill(.remarkSaved, SafeText.oneLine(path))
        case .textEdited(let text):
            composer.replace(with: String(text.trimming { $0.isNewline }))
            return refreshCompletion()
        }
        return []
    }

    // MARK: Turns

    /// Asks at once, or queues behind the answer being written.
    mutating func ask(_ question: String, task: TaskCall? = nil) -> [Effect] {
        let isFirst = !isBusy
        var exchange = Exchange(
            id: nextExchangeID, question: question, audience: audience, phase: isFirst ? .preparing : .queued)
        exchange.patientName = patient?.patient.name
        exchange.task = task
        nextExchangeID += 1
        exchanges.append(exchange)
        // The answer is looked for where the view is.
        view = nil
        scroll.conversation = nil
        tab = .conversation
        return isFirst ? start(exchange) : []
    }

    private mutating func start(_ exchange: Exchange) -> [Effect] {
        let isAboutPatient = patient != nil
        withExchange(exchange.id) { ($0.phase, $0.isAboutPatient) = (.preparing, isAboutPatient) }
        meter = Meter()
        shownExchange = nil
        selectedMarker = nil
        scroll.citations = 0
        let context = exchanges.filter { $0.isContext && $0.patientName == exchange.patientName }
        let request = TurnRequest(
            id: exchange.id, question: exchange.question, patient: patient?.patient, specialty: pinnedSpecialty,
            audience: exchange.audience, phrasing: phrasing,
            earlier: context.compactMap(\.answer), isEarlierAboutPatient: context.contains(where: \.isAboutPatient),
            task: exchange.task)
        return [.startTurn(request)]
    }

    mutating func startNextQueued() -> [Effect] {
        guard !isBusy, let next = exchanges.first(where: { $0.phase == .queued }) else { return [] }
        return start(next)
    }

    mutating func advance(_ id: Exchange.ID, _ progress: TurnEvent) -> [Effect] {
        guard let exchange = exchanges.last(where: { $0.id == id }), exchange.isRunning else { return [] }
        withExchange(id) { $0.apply(progress) }
        guard case .finished(let answer) = progress else { return [] }
        meter.firstTokenMilliseconds = answer.timings.firstTokenMilliseconds ?? meter.firstTokenMilliseconds
        meter.tokensPerSecond = answer.timings.tokensPerSecond ?? meter.tokensPerSecond
        meter.answerTokens = answer.timings.answerTokens ?? meter.answerTokens
        return startNextQueued()
    }

    mutating func cancelRunning() -> [Effect] {
        guard let running = runningExchange, running.phase != .cancelling else { return [] }
        withExchange(running.id) { $0.phase = .cancelling }
        return [.cancelTurn(running.id)]
    }

    /// An empty conversation; the draft, the patient and the settings stay.
    mutating func beginConsultation() -> [Effect] {
        let effects = cancelRunning()
        interview = nil
        if view != nil { closeView() }
        guard !exchanges.isEmpty else { return effects }
        exchanges = []
        meter = Meter()
        shownExchange = nil
        selectedMarker = nil
        scroll = ScrollPositions()
        remark = wording[.remarkNewConsultation]
        return effects + [.beginConversation]
    }

    // MARK: Patients

    /// One patient is taken; of several one must be chosen.
    mutating func take(_ candidates: [LoadedPatient]) -> [Effect] {
        switch candidates.count {
        case 0:
            show(Failure(what: wording[.failureNoPatient], why: "", whatToDo: wording[.failureNoPatientAdvice]))
            return []
        case 1: return adopt(candidates[0])
        default:
            overlay = .patientChooser(PatientChoice(candidates: candidates))
            return []
        }
    }

    /// Answers about one patient must not become context for another, so another patient begins a new consultation.
    mutating func adopt(_ loaded: LoadedPatient) -> [Effect] {
        var effects: [Effect] = []
        if let patient, !patient.isSamePerson(as: loaded) { effects = forgetPatient() }
        if patient == nil { historyBeforePatient = history.entries.count }
        patient = loaded
        browsing = ChartBrowsing()
        if view != nil { closeView() }
        scroll.patient = 0
        return effects
    }

    /// Wipes all that is left of the patient and of what was asked about them: conversation, views, what the layout
    /// kept, what was typed. Only the text in the composer stays, since a draft is never lost.
    private mutating func forgetPatient() -> [Effect] {
        var effects = cancelRunning()
        interview = nil
        let name = patient?.patient.name
        exchanges = []
        meter = Meter()
        shownExchange = nil
        selectedMarker = nil
        scroll = ScrollPositions()
        if view != nil { closeView() }
        browsing = ChartBrowsing()
        completion = nil
        failures = []
        overlay = nil
        history.forget(after: historyBeforePatient, naming: patient?.file)
        composer.forgetPast()
        patient = nil
        if interruptedConversation?.patient == name { interruptedConversation = nil }
        memo.forget()
        remark = wording[.remarkNewConsultation]
        effects.append(.beginConversation)
        return effects
    }

    mutating func closePatient() -> [Effect] {
        guard patient != nil else {
            remark = wording[.noPatient]
            return []
        }
        return forgetPatient()
    }

    // MARK: The interrupted conversation

    mutating func offer(_ conversation: InterruptedConversation) {
        interruptedConversation = conversation
        // Someone who is already at work isn't stopped: the offer stays under /resume.
        if overlay == nil, exchanges.isEmpty, composer.isEmpty {
            overlay = .resumeOffer
        } else {
            remark = wording[.remarkResumeLater]
        }
    }

    mutating func resumeInterrupted() -> [Effect] {
        guard let conversation = interruptedConversation else {
            remark = wording[.remarkNothingToResume]
            return []
        }
        let stop = cancelRunning()
        return stop + [.resumeConversation(id: conversation.id)]
    }

    mutating func restore(_ stored: [StoredExchange]) {
        exchanges = stored.map { turn in
            defer { nextExchangeID += 1 }
            return Exchange(id: nextExchangeID, stored: turn, patientName: interruptedConversation?.patient)
        }
        interruptedConversation = nil
        shownExchange = nil
        selectedMarker = nil
        scroll = ScrollPositions()
        meter = Meter()
    }

    // MARK: Remarks and failures

    /// The same failure twice in a row is shown once.
    mutating func show(_ failure: Failure) {
        if failures.last != failure { failures.append(failure) }
    }
}
