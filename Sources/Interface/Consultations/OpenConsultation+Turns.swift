import Clinical
import Consultation

/// Turns run within one consultation, whether it is in front or not: one at a time, the next ones queued behind it.
extension OpenConsultation {
    mutating func withExchange(_ id: Exchange.ID, _ change: (inout Exchange) -> Void) {
        guard let index = exchanges.lastIndex(where: { $0.id == id }) else { return }
        change(&exchanges[index])
    }

    /// Asks at once, or queues behind the answer being written.
    mutating func ask(_ question: String, id: Exchange.ID, task: TaskCall?) -> [Effect] {
        let isFirst = !isBusy
        var exchange = Exchange(
            id: id, question: question, audience: audience, phase: isFirst ? .preparing : .queued)
        exchange.patientName = patient?.patient.name
        exchange.task = task
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
        return [.startTurn(request(for: exchange))]
    }

    private func request(for exchange: Exchange) -> TurnRequest {
        let context = exchanges.filter { $0.isContext && $0.patientName == exchange.patientName }
        return TurnRequest(
            id: exchange.id, consultation: id, question: exchange.question, patient: patient?.patient,
            specialty: pinnedSpecialty, audience: exchange.audience, phrasing: phrasing,
            earlier: context.compactMap(\.answer), isEarlierAboutPatient: context.contains(where: \.isAboutPatient),
            task: exchange.task)
    }

    /// What the model may read while nobody waits: where this question is asked, or whichever comes next (an empty one).
    func readingAhead(of question: String) -> [Effect] {
        guard !isBusy, interview == nil, phrasing.usesModel else { return [] }
        var next = Exchange(id: 0, question: question, audience: audience, phase: .queued)
        next.patientName = patient?.patient.name
        return [.readAhead(request(for: next))]
    }

    private mutating func startNextQueued() -> [Effect] {
        guard !isBusy, let next = exchanges.first(where: { $0.phase == .queued }) else { return [] }
        return start(next)
    }

    mutating func advance(_ exchange: Exchange.ID, _ progress: TurnEvent) -> [Effect] {
        guard exchanges.last(where: { $0.id == exchange })?.isRunning ?? false else { return [] }
        withExchange(exchange) { $0.apply(progress) }
        switch progress {
        case .triaged(let notice): if notice.level == .emergency { note(.emergency) }
        case .finished(let answer):
            meter.firstTokenMilliseconds = answer.timings.firstTokenMilliseconds ?? meter.firstTokenMilliseconds
            meter.tokensPerSecond = answer.timings.tokensPerSecond ?? meter.tokensPerSecond
            meter.answerTokens = answer.timings.answerTokens ?? meter.answerTokens
            if answer.status != .cancelled { note(.answer) }
            let next = startNextQueued()
            return next.isEmpty && answer.status == .answered ? readingAhead(of: "") : next
        default: break
        }
        return []
    }

    mutating func measure(_ exchange: Exchange.ID, _ meter: Meter) {
        if runningExchange?.id == exchange { self.meter = meter }
    }

    mutating func fail(_ exchange: Exchange.ID, _ failure: Failure) -> [Effect] {
        withExchange(exchange) { $0.phase = .failed(failure) }
        note(.failure)
        return startNextQueued()
    }

    mutating func cancelRunning() -> [Effect] {
        guard let running = runningExchange, running.phase != .cancelling else { return [] }
        withExchange(running.id) { $0.phase = .cancelling }
        return [.cancelTurn(running.id)]
    }
}
