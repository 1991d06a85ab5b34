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
    private let resources: [FHIRResource]
    private var byURL: [String: [Int]] = [:]
    private var byTypeAndID: [String: [Int]] = [:]
    private var byIdentifier: [String: [Int]] = [:]

    init(_ resources: [FHIRResource]) {
        self.resources = resources
        for (index, resource) in resources.enumerated() {
            if let url = resource.fullURL { byURL[url, default: []].append(index) }
            if let key = resource.typeAndID { byTypeAndID[key, default: []].append(index) }
            guard resource.type == "Patient" else { continue }
            for value in Set(resource.content["identifier"].elements.compactMap { $0["value"].string }) {
                byIdentifier[value, default: []].append(index)
            }
        }
    }

    /// - Parameters:
    ///   - reference: a FHIR Reference element.
    ///   - origin: the resource that holds it; relative references belong to its server.
    func target(of reference: JSONValue?, from origin: FHIRResource) -> ReferenceTarget {
        guard let reference, reference.isObject else { return .unstated }
        if let text = reference["reference"].string, !text.isEmpty { return target(of: text, from: origin) }
        if let value = reference["identifier"]["value"].string {
            return identified(value, system: reference["identifier"]["system"].string, named: "identifier \(value)")
        }
        return .unstated
    }

    private func target(of text: String, from origin: FHIRResource) -> ReferenceTarget {
        let plain = withoutVersion(text)
        if let found = byURL[plain] { return single(found, named: text) }
        if plain.hasPrefix("urn:") || plain.hasPrefix("#") { return .elsewhere(shown(text)) }
        if plain.contains("?") { return conditional(plain) }
        let path = plain.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count >= 2 else { return .elsewhere(shown(text)) }
        let key = path.suffix(2).joined(separator: "/")
        let candidates = byTypeAndID[key] ?? []
        if plain.contains("://") {
            return single(candidates.filter { !resources[$0].isOnServer }, named: text)
        }
        if let base = origin.base, let found = byURL[base + "/" + key] { return single(found, named: text) }
        return single(candidates, named: text)
    }

    /// `Patient?identifier=system|value`, as transactions write it.
    private func conditional(_ text: String) -> ReferenceTarget {
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
        return identified(String(value), system: system, named: text)
    }

    private func identified(_ value: String, system: String?, named text: String) -> ReferenceTarget {
        let found = (byIdentifier[value] ?? []).filter { index in
            system == nil
                || resources[index].content["identifier"].elements.contains {
                    $0["value"].string == value && $0["system"].string == system
                }
        }
        return single(found, named: text)
    }

    private func single(_ found: [Int], named text: String) -> ReferenceTarget {
        switch found.count {
        case 0: .elsewhere(shown(text))
        case 1: .resource(found[0])
        default: .ambiguous(shown(text))
        }
    }

    private func withoutVersion(_ text: String) -> String {
        guard text.contains("_history") else { return text }
        let path = text.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count > 2, path[path.count - 2] == "_history" else { return text }
        return path.dropLast(2).joined(separator: "/")
    }

    private func shown(_ text: String) -> String { PlainText.clean(text, limit: 80) ?? "" }
}
