import Consultation
import Inference
import Interface

/// What the model does while nobody waits for an answer. A question ends all of it.
extension Runtime {
    /// The first answer comes sooner where the model has read its instructions before the question is typed.
    func prepare() {
        let settings = workplace.settings
        guard settings.phrasing.usesModel, running.isEmpty else { return }
        let language = settings.language ?? interfaceLanguage
        preparing = Task { [pipeline] in
            await pipeline.prepare(specialty: settings.specialty, audience: settings.audience, language: language)
        }
    }

    /// The model is measured once, while nobody waits, for the next start; a question ends it, and it begins again after the answer.
    func calibrate() {
        guard running.isEmpty else { return }
        preparing = Task { [workplace, model] in
            guard let model = await model.valueIfStarted() else { return }
            for _ in 0..<Self.mostMeasurements where !Task.isCancelled {
                if await workplace.calibrate(model) { return }
                try? await Task.sleep(for: Self.pauseBetweenMeasurements)
            }
        }
    }

    /// What disturbs one of them is mostly over before the next.
    private static let mostMeasurements = 10
    private static let pauseBetweenMeasurements = Duration.seconds(15)

    /// What is typed now replaces what was to be read of it a moment ago.
    func readAhead(of question: Interface.TurnRequest) {
        readingAhead?.cancel()
        var request = request(for: question)
        if question.question.isEmpty {
            let last = question.earlier.last
            request.language = last?.language ?? workplace.settings.language ?? interfaceLanguage
            request.specialty = question.specialty ?? last?.specialty?.id
        }
        readingAhead = Task { [pipeline, model] in
            try? await Task.sleep(for: Self.pauseInWriting)
            guard !Task.isCancelled, running.isEmpty, await model.valueIfStarted() != nil else { return }
            await pipeline.readAhead(request)
        }
    }

    /// Between two keys of somebody who writes on there is less.
    private static let pauseInWriting = Duration.milliseconds(400)
}
