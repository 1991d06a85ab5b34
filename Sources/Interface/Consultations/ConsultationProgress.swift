import Clinical
import Consultation

/// How far a consultation is, for whoever looks at another one.
enum ConsultationProgress: Sendable, Equatable {
    case empty, waiting, writing, answered, failed, stopped, emergency

    init(_ consultation: OpenConsultation) {
        guard let newest = consultation.newestAsked else {
            self = .empty
            return
        }
        switch newest.phase {
        case _ where newest.triage.level == .emergency: self = .emergency
        case .queued, .preparing, .readingPrompt: self = .waiting
        case .generating: self = .writing
        case .finished where newest.answer?.status != .cancelled: self = .answered
        case .finished, .cancelling, .interrupted: self = .stopped
        case .failed: self = .failed
        }
    }

    var phrase: Phrase {
        switch self {
        case .empty: .consultationEmpty
        case .waiting: .consultationWaiting
        case .writing: .consultationWriting
        case .answered: .consultationAnswered
        case .failed: .consultationFailed
        case .stopped: .consultationStopped
        case .emergency: .consultationEmergency
        }
    }
}

/// What came in a consultation and hasn't been seen there, the most urgent last.
enum News: Int, Sendable, Comparable {
    /// An answer, or something to choose.
    case answer
    case failure, emergency

    static func < (left: News, right: News) -> Bool { left.rawValue < right.rawValue }

    var sign: String {
        switch self {
        case .answer: "●"
        case .failure: "✗"
        case .emergency: "‼"
        }
    }

    var phrase: Phrase {
        switch self {
        case .answer: .consultationNews
        case .failure: .consultationFailed
        case .emergency: .consultationEmergency
        }
    }
}

extension OpenConsultation {
    mutating func note(_ new: News) { news = max(news ?? new, new) }
}
