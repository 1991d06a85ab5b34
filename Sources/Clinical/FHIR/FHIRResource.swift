/// One resource of a file, with where it stands.
struct FHIRResource {
    var header: FHIRHeader
    var content: JSONValue

    var type: String { header.type }
    var id: String? { header.id }
    var fullURL: String? { header.fullURL }

    /// - Parameter scope: the document of the file that holds it; relative references stay within it where they can.
    init?(_ content: JSONValue, fullURL: String? = nil, scope: Int = 0) {
        guard let type = PlainText.clean(content["resourceType"].string, limit: 64) else { return nil }
        header = FHIRHeader(
            type: type, id: content.logicalID, fullURL: fullURL.flatMap { $0.isEmpty ? nil : $0 }, scope: scope)
        self.content = content
    }

    var version: FHIRVersion { FHIRVersion(content) }
}

/// What is kept of a resource when its content has been read: enough to find it by a reference.
struct FHIRHeader {
    var type: String
    var id: String?
    var fullURL: String?
    var scope: Int

    /// What two copies of one resource share; nil where it has neither address nor id.
    var identity: String? { fullURL.map { type + " " + $0 } ?? id.map { type + "/" + $0 } }
    var typeAndID: String? { id.map { type + "/" + $0 } }

    /// The server's address where the resource has one: `https://server/fhir` of `https://server/fhir/Patient/1`.
    var base: String? {
        guard let fullURL, isOnServer, let id, fullURL.hasSuffix("/\(type)/\(id)") else { return nil }
        return String(fullURL.dropLast(type.count + id.count + 2))
    }
    var isOnServer: Bool { fullURL?.hasPrefix("http") ?? false }
}

/// Tells copies and versions of one resource apart.
struct FHIRVersion {
    private var lastUpdated: PartialDate?
    private var number: Int?
    private var birthDate: String?
    private var fingerprint: Int

    init(_ content: JSONValue) {
        lastUpdated = content["meta"]?.date("lastUpdated")
        number = content["meta"]["versionId"].string.flatMap(Int.init)
        birthDate = content["birthDate"].string
        fingerprint = content.hashValue
    }

    func isCopy(of other: FHIRVersion) -> Bool { fingerprint == other.fingerprint }

    /// Two Patient resources with different birth dates are two people, whatever their ids say.
    func mayBeSamePerson(as other: FHIRVersion) -> Bool { birthDate == other.birthDate }

    /// Whether this copy is newer than the other; nil where the file doesn't tell.
    func isNewer(than other: FHIRVersion) -> Bool? {
        if let mine = lastUpdated, let theirs = other.lastUpdated, mine != theirs { return mine > theirs }
        guard let mine = number, let theirs = other.number, mine != theirs else { return nil }
        return mine > theirs
    }
}

/// A FHIR Reference, kept without its JSON.
struct FHIRReference {
    var text: String?
    var identifier: String?
    var system: String?
    var display: String?

    /// Nil where the element isn't there or isn't a Reference.
    init?(_ element: JSONValue?) {
        guard let element, element.isObject else { return nil }
        text = element["reference"].string.flatMap { $0.isEmpty ? nil : $0 }
        identifier = element["identifier"]["value"].string
        system = element["identifier"]["system"].string
        display = PlainText.clean(element["display"].string)
    }

    /// The id of a resource inside the resource that holds the reference ("#p1").
    var containedID: String? { text.flatMap { $0.hasPrefix("#") ? String($0.dropFirst()) : nil } }
}
