/// What a reference leads to.
enum ReferenceTarget: Equatable {
    /// The index of the resource in the file.
    case resource(Int)
    /// The file gives no reference at all.
    case unstated
    /// It names something that isn't in the file.
    case elsewhere(String)
    /// It fits several resources.
    case ambiguous(String)
}

/// Resolves references as FHIR's Bundles do: by fullUrl, relative to the server, by identifier, by a conditional
/// search. Two resources that fit are never chosen between.
struct ReferenceIndex {
    private var headers: [Int: FHIRHeader] = [:]
    private var byURL: [String: [Int]] = [:]
    private var byTypeAndID: [String: [Int]] = [:]
    private var byPatientID: [String: [Int]] = [:]
    private var byIdentifier: [String: [(system: String?, index: Int)]] = [:]
    /// Patient resources that speak of one person stand for one of them.
    private var persons: [Int: Int] = [:]

    mutating func add(_ header: FHIRHeader, at index: Int) {
        headers[index] = header
        if let url = header.fullURL { byURL[url, default: []].append(index) }
        if let key = header.typeAndID { byTypeAndID[key, default: []].append(index) }
        if header.type == "Patient", header.fullURL == nil, let id = header.id {
            byPatientID[id, default: []].append(index)
        }
    }

    mutating func add(identifier: String, system: String?, at index: Int) {
        byIdentifier[identifier, default: []].append((system, index))
    }

    mutating func unite(_ index: Int, with person: Int) { persons[index] = person }

    /// - Parameter origin: the resource that holds the reference; relative references belong to its server and to its
    ///   document.
    func target(of reference: FHIRReference?, from origin: FHIRHeader) -> ReferenceTarget {
        guard let reference else { return .unstated }
        if let text = reference.text { return target(of: text, from: origin) }
        if let value = reference.identifier {
            return identified(value, system: reference.system, from: origin, named: "identifier \(value)")
        }
        return .unstated
    }

    private func target(of text: String, from origin: FHIRHeader) -> ReferenceTarget {
        let plain = withoutVersion(text)
        if let found = byURL[plain] { return single(found, from: origin, named: text) }
        if plain.hasPrefix("urn:uuid:"), let found = byPatientID[String(plain.dropFirst("urn:uuid:".count))] {
            return single(found, from: origin, named: text)
        }
        if plain.hasPrefix("urn:") || plain.hasPrefix("#") { return .elsewhere(shown(text)) }
        if plain.contains("?") { return conditional(plain, from: origin) }
        let path = plain.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count >= 2 else { return .elsewhere(shown(text)) }
        let key = path.suffix(2).joined(separator: "/")
        let candidates = byTypeAndID[key] ?? []
        if plain.contains("://") {
            let local = candidates.filter { !(headers[$0]?.isOnServer ?? false) }
            return single(local, from: origin, named: text)
        }
        if let base = origin.base, let found = byURL[base + "/" + key] {
            return single(found, from: origin, named: text)
        }
        return single(candidates, from: origin, named: text)
    }

    /// `Patient?identifier=system|value`, as transactions write it.
    private func conditional(_ text: String, from origin: FHIRHeader) -> ReferenceTarget {
        guard let question = text.firstIndex(of: "?"), text[..<question].hasSuffix("Patient") else {
            return .elsewhere(shown(text))
        }
        let query = text[text.index(after: question)...].split(separator: "&")
        guard query.count == 1, let token = query.first, token.hasPrefix("identifier=") else {
            return .elsewhere(shown(text))
        }
        let parts = token.dropFirst("identifier=".count).split(separator: "|", omittingEmptySubsequences: false)
        guard let value = parts.last else { return .elsewhere(shown(text)) }
        let system = parts.count == 2 && parts[0] != "" ? String(parts[0]) : nil
        return identified(String(value), system: system, from: origin, named: text)
    }

    private func identified(
        _ value: String, system: String?, from origin: FHIRHeader, named text: String
    ) -> ReferenceTarget {
        let found = (byIdentifier[value] ?? []).filter { system == nil || $0.system == system }.map(\.index)
        return single(found, from: origin, named: text)
    }

    /// The one resource that fits; among several documents the reference's own comes first.
    private func single(_ found: [Int], from origin: FHIRHeader, named text: String) -> ReferenceTarget {
        if found.count == 1 { return .resource(persons[found[0]] ?? found[0]) }
        let near = found.filter { headers[$0]?.scope == origin.scope }
        let targets = Set((near.isEmpty ? found : near).map { persons[$0] ?? $0 })
        guard let target = targets.first else { return .elsewhere(shown(text)) }
        return targets.count == 1 ? .resource(target) : .ambiguous(shown(text))
    }

    private func withoutVersion(_ text: String) -> String {
        guard text.contains("_history") else { return text }
        let path = text.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count > 2, path[path.count - 2] == "_history" else { return text }
        return path.dropLast(2).joined(separator: "/")
    }

    private func shown(_ text: String) -> String { PlainText.clean(text, limit: 80) ?? "" }
}
