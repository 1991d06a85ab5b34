import Evidence
import Script

/// A turn in Traditional script. Packs, lexicon and model are Simplified, so everything inside the turn is: the question is
/// converted on its way in, and all that is said on its way out. The checks compare Simplified with Simplified; a
/// quotation is word for word up to script.
struct ScriptBridge {
    private let question: String
    /// Nil where nothing is to be converted.
    let converter: ScriptConverter?
    private var stream: TraditionalStream?

    /// - Throws: where the answer is to be Traditional and can't be.
    init(_ asked: TurnRequest) throws(Failure) {
        try self.init(to: asked.resolvedLanguage, question: asked.question)
    }

    /// - Parameters:
    ///   - language: that of what is said
    ///   - question: as it was asked
    /// - Throws: where what is said is to be Traditional and can't be.
    init(to language: Language, question: String = "") throws(Failure) {
        self.question = question
        guard language == .traditionalChinese else {
            converter = nil
            return
        }
        do {
            let converter = try ScriptConverter()
            self.converter = converter
            stream = TraditionalStream(converter)
        } catch {
            throw Failure(
                what: "無法以繁體中文回答。", why: "\(error)", whatToDo: "請安裝 libopencc-data，或以简体中文提问（--lang zh-Hans）。")
        }
    }

    /// The turn as it is carried out.
    func inside(_ request: TurnRequest) -> TurnRequest {
        guard let converter else { return request }
        var request = request
        request.language = .simplifiedChinese
        request.question = converter.simplified(request.question)
        request.patientNote = request.patientNote.map(converter.simplified)
        request.questionsBefore = request.questionsBefore.map(converter.simplified)
        request.history = request.history.map {
            .init(
                question: converter.simplified($0.question), answer: converter.simplified($0.answer),
                isAboutPatient: $0.isAboutPatient)
        }
        return request
    }

    /// The event as it is told; pieces of text wait until their characters are certain.
    mutating func outside(_ event: TurnEvent) -> [TurnEvent] {
        guard let converter else { return [event] }
        switch event {
        case .triaged(let notice): return [.triaged(notice.written(converter))]
        case .leaning(let before): return [.leaning(on: before.map(converter.traditional))]
        case .routed(let choice): return [.routed(choice.written(converter))]
        case .evidence(let citations): return [.evidence(citations.map { $0.written(converter) })]
        case .computed(let values): return [.computed(values.map { $0.written(converter) })]
        case .lead(let text): return [.lead(converter.traditional(text))]
        case .text(let piece): return Self.told(stream?.append(piece))
        case .finished(let answer):
            return Self.told(stream?.finish()) + [.finished(answer.written(converter, question: question))]
        // The prompt is shown as the model had it.
        case .promptBuilt, .readingPrompt, .generating: return [event]
        }
    }

    private static func told(_ text: String?) -> [TurnEvent] { (text ?? "").isEmpty ? [] : [.text(text ?? "")] }
}

extension Answer {
    fileprivate func written(_ converter: ScriptConverter, question: String) -> Answer {
        var answer = self
        answer.question = question
        answer.language = .traditionalChinese
        answer.leansOn = leansOn?.map(converter.traditional)
        answer.triage = triage.written(converter)
        answer.specialty = specialty?.written(converter)
        answer.citations = citations.map { $0.written(converter) }
        answer.computed = computed.map { $0.written(converter) }
        answer.answer = converter.traditional(self.answer)
        for index in answer.sentences.indices {
            answer.sentences[index].text = converter.traditional(sentences[index].text)
            answer.sentences[index].detail = sentences[index].detail.map(converter.traditional)
        }
        for index in answer.warnings.indices {
            answer.warnings[index].message = converter.traditional(warnings[index].message)
        }
        return answer
    }
}

extension TriageNotice {
    /// Messages that somebody wrote in Traditional stay.
    func written(_ converter: ScriptConverter) -> TriageNotice {
        var notice = self
        for index in notice.rules.indices {
            notice.rules[index].matched = converter.traditional(rules[index].matched)
            guard !converter.isTraditional(rules[index].message) else { continue }
            notice.rules[index].message = converter.traditional(rules[index].message)
        }
        return notice
    }
}

extension SpecialtyChoice {
    fileprivate func written(_ converter: ScriptConverter) -> SpecialtyChoice {
        var choice = self
        choice.reason?.chinese = converter.traditional(reason?.chinese ?? "")
        return choice
    }
}

extension Citation {
    /// What is read is converted; title and organisation stay as the document has them, and so do the versions that the
    /// checks compare with.
    func written(_ converter: ScriptConverter) -> Citation {
        var citation = self
        citation.text = converter.traditional(text)
        citation.why = why.map(converter.traditional)
        citation.alike = alike.map { $0.written(converter) }
        citation.dissents = dissents.map { $0.written(converter) }
        citation.replacement = replacement?.written(converter)
        return citation
    }
}

extension OtherPassage {
    fileprivate func written(_ converter: ScriptConverter) -> OtherPassage {
        var other = self
        other.chinese = chinese.map(converter.traditional)
        other.chineseNote = chineseNote.map(converter.traditional)
        return other
    }
}

extension ComputedValue {
    func written(_ converter: ScriptConverter) -> ComputedValue {
        var value = self
        value.text = converter.traditional(text)
        value.formula = formula.map(converter.traditional)
        value.limits = limits.map(converter.traditional)
        return value
    }
}
