import Clinical
public import Consultation

/// Red flags in the text that is being written, judged before it is sent.
///
/// The rules are pure and judge a question in well under 2 ms, so `update` runs them itself: no answer can arrive for
/// a text that is no longer there.
public struct DraftTriage: Sendable, Equatable {
    /// Nil judges nothing.
    let rules: TriageRules?
    private var judged: [Composer.Element] = []
    public private(set) var notice = TriageNotice()
    /// That of the text, which the notice is worded in.
    private(set) var language: Language = .english

    /// The end of a longer text is judged while it is written, all of it when it is sent.
    static let mostCharacters = 2000

    init(rules: TriageRules?) { self.rules = rules }

    mutating func judge(_ composer: Composer) {
        guard let rules, composer.elements != judged else { return }
        judged = composer.elements
        let text = composer.end(Self.mostCharacters)
        guard !text.trimmed.isEmpty, !composer.mayBeCommand else {
            notice = TriageNotice()
            return
        }
        language = Language(of: text)
        notice = TriageNotice(rules.assess(text, language: language.rawValue))
    }

    /// The rules never change while the program runs.
    public static func == (left: DraftTriage, right: DraftTriage) -> Bool {
        left.notice == right.notice && left.judged == right.judged && left.language == right.language
    }
}

extension Composer {
    /// The last characters of the text, without putting a pasted megabyte together.
    func end(_ most: Int) -> String {
        var parts: [String] = []
        var count = 0
        for element in elements.reversed() where count < most {
            switch element {
            case .character(let character):
                parts.append(String(character))
                count += 1
            case .pasted(let text, _):
                let part = String(text.suffix(most - count))
                parts.append(part)
                count += part.count
            }
        }
        return parts.reversed().joined()
    }

    /// Leaves the text as it is and drops what could bring an earlier one back.
    mutating func forgetPast() {
        past = []
        cut = []
    }
}
