/// One resource of a file, with where it stands.
struct FHIRResource {
    var type: String
    var id: String?
    var fullURL: String?
    var content: JSONValue

    init?(_ content: JSONValue, fullURL: String? = nil) {
        guard let type = PlainText.clean(content["resourceType"].string, limit: 64) else { return nil }
        self.type = type
        self.id = content.logicalID
        self.fullURL = fullURL.flatMap { $0.isEmpty ? nil : $0 }
        self.content = content
    }

    /// What two copies of one resource share; nil where it has neither address nor id.
    var identity: String? { fullURL.map { type + " " + $0 } ?? id.map { type + "/" + $0 } }
    var typeAndID: String? { id.map { type + "/" + $0 } }

    /// The server's address where the resource has one: `https://server/fhir` of `https://server/fhir/Patient/1`.
    var base: String? {
        guard let fullURL, fullURL.hasPrefix("http"), let id, fullURL.hasSuffix("/\(type)/\(id)") else { return nil }
        return String(fullURL.dropLast(type.count + id.count + 2))
    }
    var isOnServer: Bool { fullURL?.hasPrefix("http") ?? false }

    /// Whether this copy is newer than the other; nil where the file doesn't tell.
    func isNewer(than other: FHIRResource) -> Bool? {
        let meta = content["meta"]
        let otherMeta = other.content["meta"]
        if let mine = meta?.date("lastUpdated"), let theirs = otherMeta?.date("lastUpdated"), mine != theirs {
            return mine > theirs
        }
        guard let mine = meta["versionId"].string.flatMap(Int.init),
            let theirs = otherMeta["versionId"].string.flatMap(Int.init), mine != theirs
        else { return nil }
        return mine > theirs
    }
}
