public import Clinical
import Script

/// Tasks in Traditional script: their files, the packs and the readers of text are Simplified, so a form is filled in
/// Simplified and converted as a whole, as a turn is.
extension ScriptBridge {
    /// The task as it is carried out.
    func inside(_ request: TaskRequest) -> TaskRequest {
        guard let converter else { return request }
        var request = request
        request.language = .simplifiedChinese
        request.text = request.text.map(converter.simplified)
        request.about = request.about.map(converter.simplified)
        return request
    }

    /// What a person says, as the program reads it.
    func inside(_ text: String) -> String { converter?.simplified(text) ?? text }

    func outside(_ form: TaskForm) -> TaskForm { converter.map(form.written) ?? form }

    func outside(_ step: Interview.Step) -> Interview.Step {
        guard let converter else { return step }
        return switch step {
        case .ask(let question, let answered): .ask(converter.traditional(question), answered: answered)
        case .emergency(let form): .emergency(form.written(converter))
        case .finished(let form): .finished(form.written(converter))
        }
    }
}

extension TaskForm {
    fileprivate func written(_ converter: ScriptConverter) -> TaskForm {
        var form = self
        form.language = .traditionalChinese
        form.title = converter.traditional(title)
        form.remark = remark.map(converter.traditional)
        form.triage = triage.written(converter)
        form.sections = sections.map { section in
            Section(
                id: section.id, title: converter.traditional(section.title),
                fields: section.fields.map { $0.written(converter) })
        }
        for index in form.questions.indices {
            form.questions[index].text = converter.traditional(questions[index].text)
        }
        form.citations = citations.map { $0.written(converter) }
        form.computed = computed.map { $0.written(converter) }
        for index in form.warnings.indices {
            form.warnings[index].message = converter.traditional(warnings[index].message)
        }
        return form
    }
}

extension TaskForm.Field {
    fileprivate func written(_ converter: ScriptConverter) -> TaskForm.Field {
        var field = self
        field.label = converter.traditional(label)
        field.value = value.map(converter.traditional)
        field.detail = detail.map(converter.traditional)
        field.boxes = boxes.map { $0.map(converter.traditional) }
        return field
    }
}

extension BilingualText {
    /// In the language's own script; Simplified where OpenCC's data isn't there.
    public func text(in language: Language) -> String {
        let text = text(in: language.rawValue)
        guard language == .traditionalChinese, let converter = try? ScriptConverter() else { return text }
        return converter.traditional(text)
    }
}
