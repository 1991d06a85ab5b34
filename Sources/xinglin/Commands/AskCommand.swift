import Clinical
import Consultation
import Evidence
import Foundation
import Inference

extension Subcommand {
    private static let withoutModel = Option.flag(
        "--no-model", "Only what needs no model: what was computed and what the passages say, word for word.")

    private static let why = Option.flag(
        "--why", "How the answer came about too: ranks, prompt, sampler, confidence, every check.")

    static let ask = Subcommand(
        name: "ask", summary: "Ask one question, or many with --jsonl.", usage: "ask [OPTIONS] QUESTION…",
        options: [
            .specialty, .patient, .audience, .language, .phrasing, .library, .model, .seed, .temperature, .threads,
            .memory,
            .limit, .json, .jsonLines, withoutModel, why,
        ]
    ) { arguments in
        let workplace = try Workplace(arguments)
        let patient = try arguments[.patient].map { try onlyPatient(of: $0) }
        guard arguments.has(.jsonLines) || !arguments.words.isEmpty else {
            throw UsageError("What is the question? xinglin ask QUESTION…")
        }
        let asker = try await Asker(
            workplace, limit: try arguments.integer(.limit, in: 1...20) ?? 5,
            phrasing: arguments.has(withoutModel) ? .none : workplace.settings.phrasing)
        if arguments.has(.jsonLines) {
            try await JSONLines.each(AskInput.self) { input -> any Encodable in
                let answer = try await asker.answer(to: input, patient: patient)
                return arguments.has(why) ? ExplainedAnswer(answer) : answer
            }
            return .done
        }
        let json = arguments.has(.json)
        let answer = try await asker.answer(to: AskInput(question: arguments.text), patient: patient, streams: !json)
        switch (json, arguments.has(why)) {
        case (true, true): try Output.json(ExplainedAnswer(answer))
        case (true, false): try Output.json(answer)
        case (false, let explains):
            Output.line(AnswerText.after(answer))
            if explains { Output.line(AnswerText.why(answer)) }
        }
        return answer.status == .abstained ? .nothingFound : .done
    }

    static func onlyPatient(of file: String) throws -> Patient {
        let reading = try PatientFile.read(file)
        guard let patient = reading.patients.first else { throw RefusedInput("The chart \(file) holds no patient.") }
        guard reading.patients.count == 1 else {
            throw RefusedInput(
                "The chart \(file) holds \(reading.patients.count) patients. Choose one: \(file)#ID, where "
                    + "`xinglin patient \(file)` names them.")
        }
        return patient
    }
}

/// One line of `ask --jsonl`.
struct AskInput: Decodable {
    var id: String?
    var question: String
    var patient: PatientInput?
    var patientFile: String?
    var specialty: String?
    var audience: Audience?
    var language: Language?

    enum CodingKeys: String, CodingKey {
        case id, question, patient, specialty, audience, language
        case patientFile = "patient_file"
    }

    init(question: String) { self.question = question }

    /// A FHIR object, or words about the patient.
    enum PatientInput: Decodable {
        case chart(Data)
        case note(String)

        init(from decoder: any Decoder) throws {
            if let note = try? decoder.singleValueContainer().decode(String.self) {
                self = .note(note)
            } else {
                self = .chart(try JSONEncoder().encode(JSONTree(from: decoder)))
            }
        }
    }
}

/// Answers questions one after the other; the model is loaded when the first answer needs it.
struct Asker: Sendable {
    private let workplace: Workplace
    private let pipeline: TurnPipeline
    private let limit: Int
    private let phrasing: Phrasing

    init(_ workplace: Workplace, limit: Int, phrasing: Phrasing) async throws {
        self.workplace = workplace
        self.limit = limit
        self.phrasing = phrasing
        let library = try await workplace.openLibrary()
        let model = OnceLoaded { try await workplace.loadModelTelling() }
        pipeline = TurnPipeline(
            grove: workplace.grove, evidence: library, model: { try await model.value() },
            digest: workplace.knownDigest)
    }

    func answer(to input: AskInput, patient: Patient? = nil, streams: Bool = false) async throws -> Answer {
        let settings = workplace.settings
        var request = TurnRequest(
            question: input.question, language: input.language ?? settings.language,
            audience: input.audience ?? settings.audience, specialty: input.specialty ?? settings.specialty,
            patient: patient, session: SessionID(), options: settings.generation, passageLimit: limit,
            phrasing: phrasing, now: Date())
        request.id = input.id
        if request.specialty == "auto" { request.specialty = nil }
        switch input.patient {
        case .note(let note): request.patientNote = note
        case .chart(let data): request.patient = try PatientReader.read(data, name: "patient").patients.first
        case nil: break
        }
        if let file = input.patientFile { request.patient = try Subcommand.onlyPatient(of: file) }

        for try await event in pipeline.start(request).events {
            if streams { AnswerText.show(event) }
            if case .finished(let answer) = event { return answer }
        }
        throw CancellationError()
    }
}
