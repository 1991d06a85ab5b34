import Clinical
import Consultation
import Evidence
import Foundation
import Inference
import Interface
import Records
import Remote

/// Turns and the model that answers them.
extension Runtime {
    func loadModel() async {
        async let loaded = model.value()
        let name = URL(fileURLWithPath: workplace.settings.model).lastPathComponent
        // The steps end with the load: none may come after its outcome.
        for await fraction in modelSteps { send(.modelLoadProgressed(name: name, fraction: fraction)) }
        do {
            let info = try await loaded.info
            let remote = workplace.remoteEndpoints.map { ModelSummary.RemotePlaces($0) }
            send(.modelLoaded(ModelSummary(name: info.name, contextLength: info.contextLength, remote: remote)))
            prepare()
            guard remote == nil else { return }
            // Every answer names the model's digest once it is known.
            _ = try? await workplace.digests.sha256(of: URL(fileURLWithPath: info.path))
            await keepStates()
            await preparing?.value
            calibrate()
        } catch {
            send(.modelLoadFailed(Failure(describing: error)))
        }
    }

    func showRefusals() async {
        for await failure in refusals { send(.failed(failure)) }
    }

    func showLibrarySteps() async {
        for await step in librarySteps { send(.libraryUpdated(done: step.done, total: step.total)) }
        send(.libraryReady)
    }

    /// Opened before the first question, so that its evidence comes at once.
    func warmLibrary() async {
        do {
            _ = try await library.value().search("血压 blood pressure", specialties: nil, limit: 1)
        } catch {
            send(.failed(Failure(describing: error)))
        }
    }

    func startTurn(_ question: Interface.TurnRequest) {
        let id = question.id
        guard let turn = turn(for: question) else {
            return send(.turnFailed(id, missingTask(question)))
        }
        preparing?.cancel()
        readingAhead?.cancel()
        idleSaving?.cancel()
        running[id] = turn
        // Taken now: the consultation may have ended, and another patient be meant, before the task below runs.
        let log = seat(of: question.consultation).log
        Task {
            do {
                try await follow(turn, id, question, in: log)
            } catch {
                send(.turnFailed(id, Failure(describing: error)))
            }
            running[id] = nil
            saveWhenIdle()
            calibrate()
        }
    }

    private func missingTask(_ asked: Interface.TurnRequest) -> Failure {
        asked.task?.language?.isChinese == true
            ? Failure(what: "没有这个任务。", why: asked.question, whatToDo: "请运行 `xinglin task list`。")
            : Failure(what: "The task isn't there.", why: asked.question, whatToDo: "Run `xinglin task list`.")
    }

    /// Nil where a task is asked for that no file describes.
    private func turn(for question: Interface.TurnRequest) -> RunningTurn? {
        guard let call = question.task else { return pipeline.start(request(for: question)) }
        guard let task = try? workplace.grove.tasks.first(where: { $0.id == call.id }) else { return nil }
        if let answers = call.answers {
            return Interview.turn(
                answers, task, triage: workplace.grove.triageRules, language: call.language ?? .english,
                question: question.question)
        }
        let runner = TaskRunner(
            grove: workplace.grove, evidence: OpeningLibrary(library: library), vocabulary: { NoteWords.vocabulary },
            model: { [model] in try await model.value() }, digest: workplace.knownDigest,
            options: workplace.settings.generation)
        let request = TaskRequest(
            patient: question.patient, text: call.text, about: call.about, language: call.language, now: Date())
        return runner.start(task, request, question: question.question)
    }

    var pipeline: TurnPipeline {
        TurnPipeline(
            grove: workplace.grove, evidence: OpeningLibrary(library: library),
            model: { [model] in try await model.value() }, digest: workplace.knownDigest)
    }

    func request(for question: Interface.TurnRequest) -> Consultation.TurnRequest {
        Consultation.TurnRequest(
            question: question.question, audience: question.audience, specialty: question.specialty,
            patient: question.patient,
            history: question.earlier.filter { $0.status == .answered }
                .map {
                    .init(
                        question: $0.question, answer: $0.answer, isAboutPatient: question.isEarlierAboutPatient)
                },
            questionsBefore: question.earlier.map(\.question),
            session: seat(of: question.consultation).session, options: workplace.settings.generation,
            phrasing: question.phrasing, now: Date())
    }

    /// Passes the turn's events on and keeps the record as it grows.
    private func follow(
        _ turn: RunningTurn, _ id: Exchange.ID, _ question: Interface.TurnRequest, in conversation: ConversationLog
    ) async throws {
        let stored = await storing {
            try await conversation.startTurn(question.question, patient: question.patient?.name)
        }
        var meter = StreamMeter()
        var unsaved = ""
        for try await event in turn.events {
            send(.turnAdvanced(id, event))
            switch event {
            case .lead(let lead):
                if let stored { await storing { try await conversation.append(lead, to: stored) } }
            case .text(let piece):
                unsaved += piece
                if let measured = meter.count(at: .now) {
                    send(.turnMeasured(id, measured))
                    let text = unsaved
                    unsaved = ""
                    if let stored { await storing { try await conversation.append(text, to: stored) } }
                }
            case .finished(let answer):
                send(.turnMeasured(id, Meter(answer.timings)))
                if let stored { await storing { try await conversation.commit(answer, to: stored) } }
            default: break
            }
        }
    }

    /// A record that fails must not end the answer: it is told, and the turn goes on.
    @discardableResult
    private func storing<Result: Sendable>(_ body: () async throws -> Result) async -> Result? {
        do {
            return try await body()
        } catch {
            send(.failed(Failure(records: error)))
            return nil
        }
    }
}

/// Measures a stream twice a second.
private struct StreamMeter {
    private let start = ContinuousClock.now
    private var first: ContinuousClock.Instant?
    private var last = ContinuousClock.now
    private var pieces = 0

    mutating func count(at now: ContinuousClock.Instant) -> Meter? {
        pieces += 1
        let first = self.first ?? now
        self.first = first
        guard now - last >= .milliseconds(500) else { return nil }
        last = now
        let seconds = (now - first) / .seconds(1)
        return Meter(
            firstTokenMilliseconds: (first - start) / .milliseconds(1),
            tokensPerSecond: seconds > 0 ? Double(pieces - 1) / seconds : nil, answerTokens: pieces)
    }
}

extension ModelSummary.RemotePlaces {
    init(_ endpoints: [Endpoint]) {
        self.init(
            hosts: endpoints.map(\.host).joined(separator: ", "),
            takesPatientData: endpoints.contains(where: \.allowsPatientData))
    }
}

extension Meter {
    init(_ timings: Timings) {
        self.init(
            firstTokenMilliseconds: timings.firstTokenMilliseconds, tokensPerSecond: timings.tokensPerSecond,
            answerTokens: timings.answerTokens)
    }
}
