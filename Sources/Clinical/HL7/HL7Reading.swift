import Foundation

/// Sorts the segments of a file's messages into the charts of their patients.
struct HL7Reading {
    /// What makes a later result a newer version of an earlier one.
    private struct ResultKey: Hashable {
        var person: Int
        var code: String
        var part: String
        var order: String
    }

    private struct Kept {
        var person: Int
        var entry: ChartEntry
        var isPreliminary = false
        var isWithdrawn = false
    }

    private let name: String
    private let envelope: HL7Envelope
    private var log = ReadingLog()
    private var persons = Persons()
    private var nextPlace = 0
    private var kept: [Kept] = []
    private var results: [ResultKey: [Int]] = [:]

    // The place in the message that is being read.
    private var person: Int?
    private var facility: String?
    private var zone: String?
    private var common: HL7Segment?
    private var order: HL7Segment?
    private var drug: HL7Drug?
    private var prose: (key: String, title: String, lines: [String], time: PartialDate?, isPreliminary: Bool)?
    private var last: Last = .nothing

    private enum Last {
        case nothing, order
        case result([Int])
    }

    init(_ data: Data, name: String) throws(PatientFileError) {
        self.name = name
        envelope = try HL7Envelope(data, name: name)
        for warning in envelope.warnings { log.warn(warning) }
    }

    mutating func read() throws(PatientFileError) -> PatientReading {
        for message in envelope.messages { read(message) }
        guard !persons.charts.isEmpty else {
            let names = Set(envelope.messages.flatMap(\.segments).map(\.name)).sorted().prefix(8)
            throw .noPatient(file: name, found: "it holds the segments " + names.joined(separator: ", "))
        }
        for text in persons.warnings { log.warn(text) }
        var charts = persons.charts
        for one in kept where !one.isWithdrawn { charts[one.person]?.add(one.entry) }
        if charts.count > 1 { log.warn("The file holds \(charts.count) patients; each chart is kept apart.") }
        let patients = charts.keys.sorted().compactMap { charts[$0] }
            .map { AllergySummary.completed($0, log: &log) }
        return PatientReading(patients: patients, skipped: log.skipped, warnings: log.warnings)
    }

    private mutating func read(_ message: HL7Message) {
        person = nil
        facility = message.header?[4].component(1, limit: 60)
        zone = HL7Time.zone(of: message.header?[7].component(1))
        for segment in message.segments {
            if !["TX", "FT"].contains(segment[2].component(1)) || segment.name != "OBX" { finishProse() }
            read(segment)
        }
        finishProse()
        finishDrug()
        common = nil
        order = nil
        last = .nothing
    }

    private mutating func read(_ segment: HL7Segment) {
        switch segment.name {
        case "PID": readPerson(segment)
        case "ORC":
            finishDrug()
            common = segment
        case "OBR":
            finishDrug()
            order = segment
            last = .order
        case "OBX": readResult(segment)
        case "NTE": readNote(segment)
        case "AL1", "IAM":
            if let allergy = HL7Allergy.read(segment, log: &log) { keep(.allergy(allergy), of: segment) }
        case "DG1": if let problem = HL7Diagnosis.read(segment, log: &log) { keep(.problem(problem), of: segment) }
        case "RXO", "RXE":
            let found = HL7Drug(segment, order: common, zone: zone, log: &log)
            if found.medication != nil { drug = found }
        case "RXR", "TQ1": drug?.add(segment)
        case "MRG": log.warn("The message merges two records, which isn't carried out: look at the source.")
        case let name where Self.silent.contains(name): return
        default: log.skip(segment.name, id: nil, "this kind of segment isn't read")
        }
    }

    /// Segments about the message, the visit, the sample or the people at work.
    private static let silent: Set<String> = [
        "MSH", "EVN", "PV1", "PV2", "PD1", "NK1", "SPM", "SFT", "UAC", "MSA", "ERR", "FHS", "BHS", "FTS", "BTS", "DSC",
        "ROL", "PRT", "SAC", "CTD", "CTI", "FT1", "GT1", "IN1", "IN2", "IN3", "ARV", "TQ2", "OH1",
    ]

    private mutating func readPerson(_ segment: HL7Segment) {
        finishDrug()
        common = nil
        order = nil
        let found = HL7Person(segment, facility: facility, log: &log)
        person = persons.add(found.patient, at: nextPlace, identifiers: found.identifiers)
        nextPlace += 1
    }

    private mutating func keep(_ entry: ChartEntry, of segment: HL7Segment) {
        guard let person else {
            log.skip(segment.name, id: nil, "it stands before any PID segment")
            return
        }
        kept.append(Kept(person: person, entry: entry))
    }

    private mutating func finishDrug() {
        if let medication = drug?.medication, let person {
            kept.append(Kept(person: person, entry: .medication(medication)))
        }
        drug = nil
    }

    // MARK: Results

    private mutating func readResult(_ segment: HL7Segment) {
        last = .nothing
        guard let person else {
            log.skip("OBX", id: nil, "it stands before any PID segment")
            return
        }
        let isLast = envelope.messages.last?.segments.last?.line == segment.line
        if isLast, envelope.endsOpen, segment.fieldCount < 11 {
            log.skip("OBX", id: segment[1].text(limit: 10), "the file ends in it, so that it may be cut off")
            log.warn("The file ends in the middle of a result, which was left out: fetch or export it again.")
            return
        }
        guard let result = HL7Result(segment, order: order, zone: zone) else {
            log.skip("OBX", id: segment[1].text(limit: 10), "it doesn't say what was observed")
            return
        }
        let key = key(of: segment, person, result)
        switch result.standing {
        case .absent(let why):
            log.skip("OBX", id: segment[1].text(limit: 10), why)
        case .withdrawn(let why):
            withdraw(key, at: result.observations.first?.time)
            log.skip("OBX", id: segment[1].text(limit: 10), why)
        case .final, .preliminary, .corrected:
            if let text = result.prose { return addProse(text, segment, result) }
            add(result, key)
        }
    }

    private func key(of segment: HL7Segment, _ person: Int, _ result: HL7Result) -> ResultKey {
        let number = [order?[3], common?[3], order?[2], common?[2]].lazy.compactMap { $0?.component(1) }.first
        return ResultKey(
            person: person, code: result.observations.first?.seriesKey ?? "", part: segment[4].text(limit: 40) ?? "",
            order: number ?? "")
    }

    /// A correction takes the place of what it corrects, a final result that of a preliminary one; the same result
    /// sent twice counts once.
    private mutating func add(_ result: HL7Result, _ key: ResultKey) {
        let time = result.observations.first?.time
        if case .corrected = result.standing { withdraw(key, at: time) }
        for place in results[key] ?? [] where kept[place].isPreliminary && self.time(of: place) == time {
            kept[place].isWithdrawn = true
        }
        var isPreliminary = false
        if case .preliminary = result.standing { isPreliminary = true }
        let earlier = (results[key] ?? []).filter { !kept[$0].isWithdrawn }
        var places: [Int] = []
        for observation in result.observations {
            let known = earlier.contains {
                if case .observations([observation]) = kept[$0].entry { true } else { false }
            }
            if known { continue }
            places.append(kept.count)
            kept.append(
                Kept(person: key.person, entry: .observations([observation]), isPreliminary: isPreliminary))
            if observation.isDoubtful { log.warn("\(observation.name): \(observation.warning ?? "doubtful")") }
        }
        results[key, default: []] += places
        last = .result(places)
    }

    /// Those of the same time where there are any, else all of the order.
    private mutating func withdraw(_ key: ResultKey, at time: PartialDate?) {
        let places = results[key] ?? []
        let sameTime = places.filter { self.time(of: $0) == time }
        for place in sameTime.isEmpty ? places : sameTime { kept[place].isWithdrawn = true }
    }

    private func time(of place: Int) -> PartialDate? {
        guard case .observations(let found) = kept[place].entry else { return nil }
        return found.first?.time
    }

    // MARK: Prose

    /// Lines of text about one thing belong together; what follows them tells whether they are a finding or a report.
    private mutating func addProse(_ text: String, _ segment: HL7Segment, _ result: HL7Result) {
        guard let first = result.observations.first else { return }
        if prose?.key != first.seriesKey {
            finishProse()
            var isPreliminary = false
            if case .preliminary = result.standing { isPreliminary = true }
            prose = (first.seriesKey, first.name, [], first.time, isPreliminary)
        }
        prose?.lines.append(text)
        if prose?.lines.count == 1 { proseResult = result }
    }

    private var proseResult: HL7Result?

    private mutating func finishProse() {
        guard let found = prose, let result = proseResult, let person else { return }
        prose = nil
        proseResult = nil
        let text = PlainText.clean(found.lines.joined(separator: " "), limit: 4000) ?? ""
        guard found.lines.count > 1 || text.count > 80 else {
            let key = ResultKey(person: person, code: found.key, part: "", order: "")
            return add(result, key)
        }
        let heading = order.flatMap { HL7Coded($0[4]).text }
        let title = [heading == found.title ? nil : heading, found.title].compactMap { $0 }.joined(separator: " – ")
        let report = Report(
            title: title, conclusion: text, time: found.time, status: found.isPreliminary ? "preliminary" : nil)
        kept.append(Kept(person: person, entry: .report(report)))
    }

    private mutating func readNote(_ segment: HL7Segment) {
        let lines = segment[3].repetitions.compactMap { $0.text(limit: 1000) }
        guard let text = PlainText.clean(lines.joined(separator: " "), limit: 2000) else { return }
        switch last {
        case .result(let places):
            for place in places {
                guard case .observations(var found) = kept[place].entry, !found.isEmpty else { continue }
                found[0].note = PlainText.clean(
                    [found[0].note, text].compactMap { $0 }.joined(separator: " "), limit: 2000)
                kept[place].entry = .observations(found)
            }
        case .order:
            let title = order.flatMap { HL7Coded($0[4]).text } ?? "OBR"
            let time = HL7Time.date(order?[7].component(1), zone: zone)
            keep(.report(Report(title: title, conclusion: text, time: time)), of: segment)
        case .nothing: log.skip("NTE", id: nil, "a comment on no result")
        }
    }
}
