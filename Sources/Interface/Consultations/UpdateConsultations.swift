import Consultation
import Screen

/// Consultations opened beside each other, turned to and closed.
extension State {
    /// A blank one beside the others. The chart in sight and the settings go along; what was being written stays in the
    /// consultation that it was written in.
    mutating func beginConsultation() -> [Effect] {
        guard !desk.front.isBlank else {
            if view != nil { closeView() }
            remark = wording[.remarkStillBlank]
            return []
        }
        let before = desk.front
        guard openConsultation() else { return [] }
        (patient, browsing) = (before.patient, before.browsing)
        remark = wording[.remarkNewConsultation]
        return []
    }

    /// False where no more may be open.
    private mutating func openConsultation() -> Bool {
        guard !desk.isFull else {
            remark = wording.fill(.remarkDeskFull, String(Desk.most))
            return false
        }
        desk.open()
        return true
    }

    /// The next one or the one before, around the ends.
    mutating func turnToConsultation(by step: Int) {
        guard desk.count > 1 else {
            let key = keyMap.keys(for: .newConsultation, at: .everywhere).first?.label ?? "/new"
            remark = wording.fill(.remarkOnlyOne, key)
            return
        }
        desk.bringToFront(at: (desk.place + step + desk.count) % desk.count)
    }

    // MARK: Closing

    /// Closes one for good, at once where nothing is lost by it.
    mutating func close(_ id: ConsultationID) -> [Effect] {
        guard let consultation = desk[id] else { return [] }
        guard !consultation.isAtWork else {
            overlay = .closeQuestion(id)
            return []
        }
        return closeForGood(id)
    }

    private mutating func closeForGood(_ id: ConsultationID) -> [Effect] {
        guard var closed = desk[id] else { return [] }
        desk.close(id)
        forgetTraces(of: closed)
        remark = wording[.remarkClosed]
        return closed.cancelRunning() + [.endConversation(id)]
    }

    mutating func pressInCloseQuestion(_ key: Key, _ id: ConsultationID) -> [Effect] {
        overlay = nil
        switch key {
        case .enter, .character("y"), .character("Y"), .character("是"): return closeForGood(id)
        default: return []
        }
    }

    /// At once, unless another consultation has something to lose that isn't in sight.
    mutating func leave() -> [Effect] {
        guard desk.others.contains(where: \.isAtWork) else { return [.quit] }
        overlay = .quitQuestion
        return []
    }

    // MARK: The chooser

    mutating func openConsultationChooser() {
        completion = nil
        overlay = .consultationChooser(selected: desk.place)
    }

    mutating func pressInConsultationChooser(_ key: Key, _ action: Action?, _ selected: Int) -> [Effect] {
        let target: Int
        switch key {
        case .up: target = selected - 1
        case .down: target = selected + 1
        case .pageUp, .home: target = 0
        case .pageDown, .end: target = desk.count - 1
        case .enter: return turn(to: selected)
        case .character(let digit) where digit.wholeNumberValue.map { (1...desk.count).contains($0) } ?? false:
            return turn(to: (digit.wholeNumberValue ?? 1) - 1)
        case .delete: return closeChosen(selected)
        default: return leaveConsultationChooser(by: action)
        }
        overlay = .consultationChooser(selected: min(max(0, target), desk.count - 1))
        return []
    }

    private mutating func turn(to place: Int) -> [Effect] {
        overlay = nil
        desk.bringToFront(at: place)
        return []
    }

    private mutating func closeChosen(_ selected: Int) -> [Effect] {
        guard desk.all.indices.contains(selected) else { return [] }
        overlay = nil
        let effects = close(desk.all[selected].id)
        if overlay == nil, desk.count > 1 { overlay = .consultationChooser(selected: min(selected, desk.count - 1)) }
        return effects
    }

    private mutating func leaveConsultationChooser(by action: Action?) -> [Effect] {
        switch action {
        // The key that opened it, once more.
        case .chooseConsultation, .cancel, .interrupt: overlay = nil
        case .newConsultation:
            overlay = nil
            return beginConsultation()
        default: break
        }
        return []
    }

    // MARK: Earlier conversations

    mutating func offer(_ conversation: EarlierConversation) {
        earlier.append(conversation)
        guard conversation.wasCutOff, earlier.count == 1 else { return }
        // Someone who is already at work isn't stopped: the offer stays under /resume.
        if overlay == nil, desk.front.isBlank {
            overlay = .resumeOffer
        } else {
            remark = wording[.remarkResumeLater]
        }
    }

    /// One that was cut off is still to be gone on with or declined.
    var isOneCutOff: Bool { earlier.contains(where: \.wasCutOff) }

    /// The first, beside what has been asked here.
    mutating func resumeEarlier() -> [Effect] {
        guard let conversation = earlier.first else {
            remark = wording[.remarkNothingToResume]
            return []
        }
        guard exchanges.isEmpty || openConsultation() else { return [] }
        earlier.removeFirst()
        return [.resumeConversation(conversation, in: desk.front.id)]
    }

    mutating func restore(
        _ conversation: EarlierConversation, _ stored: [StoredExchange], in consultation: ConsultationID
    ) {
        let first = nextExchangeID
        nextExchangeID += stored.count
        let restored = stored.enumerated().map { index, turn in
            Exchange(id: first + index, stored: turn, patientName: conversation.patient)
        }
        // What was asked while they were read stays, behind them.
        desk.change(consultation) { $0.exchanges = restored + $0.exchanges }
        if isOneCutOff { remark = wording[.remarkResumeLater] }
    }
}
