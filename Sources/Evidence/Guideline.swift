/// How far a recommendation's wording and figures were checked against a page.
public enum EvidenceStatus: String, Codable, Sendable, CaseIterable {
    /// Seen on the page that `verifiedAt` names (often a page that quotes the guideline, not the guideline).
    case verified
    /// Seen on a weaker secondary page only.
    case secondary
    /// Not seen.
    case unverified
}

/// Whether a newer edition has taken a document's or a recommendation's place.
public enum Edition: String, Codable, Sendable {
    case current, superseded
}

/// A document: one file of recommendations, or one file that a user added to a collection.
public struct Guideline: Sendable, Equatable, Codable, Identifiable {
    /// The collection of the documents that come with the specialty packs.
    public static let packCollection = "pack"

    public var id: String
    public var title: String
    public var organisation: String
    public var year: Int?
    /// Where the original is published.
    public var url: String?
    /// The journal reference, where there is no address.
    public var citation: String?
    /// The original's language: `en`, `zh-Hans` or `zh-Hant`.
    public var language: String
    /// The status of the recommendations that give none of their own.
    public var status: EvidenceStatus
    /// The ids of the documents that this one replaces: several where the older edition stands in several packs.
    public var supersedes: [String]
    /// The ids of the documents that this one amends and leaves in force.
    public var updates: [String]
    /// The pack it belongs to; empty for documents that a user added.
    public var specialty: String
    public var edition: Edition
    public var collection: String

    public init(
        id: String, title: String, organisation: String, year: Int? = nil, url: String? = nil, citation: String? = nil,
        language: String = "en", status: EvidenceStatus = .unverified, supersedes: [String] = [],
        updates: [String] = [], specialty: String = "", edition: Edition = .current, collection: String = packCollection
    ) {
        self.id = id
        self.title = title
        self.organisation = organisation
        self.year = year
        self.url = url
        self.citation = citation
        self.language = language
        self.status = status
        self.supersedes = supersedes
        self.updates = updates
        self.specialty = specialty
        self.edition = edition
        self.collection = collection
    }
}

/// A recommendation of a guideline, or a section of an added document: the unit that is found and cited.
public struct Passage: Sendable, Equatable, Codable, Identifiable {
    public var id: String
    /// The id of its document.
    public var guideline: String
    public var section: String?
    public var grade: String?
    public var english: String?
    public var chinese: String?
    public var title: String?
    public var status: EvidenceStatus
    /// The page on which the figures were seen.
    public var verifiedAt: String?
    /// Ids of passages in which another organisation says differently.
    public var conflictsWith: [String]
    public var topic: String?
    /// The id of the passage that this one replaces.
    public var supersedes: String?
    public var edition: Edition
    /// Questions that the passage answers, in either language: it is found by them, they are never shown.
    public var questions: [String]
    /// How others differ, and what was replaced, in words.
    public var conflictNote: String?
    public var supersedesNote: String?
    /// The page of its document on which it starts, from 1; nil where the document has no pages.
    public var page: Int?

    public init(
        id: String, guideline: String, section: String? = nil, grade: String? = nil, english: String? = nil,
        chinese: String? = nil, title: String? = nil, status: EvidenceStatus = .unverified, verifiedAt: String? = nil,
        conflictsWith: [String] = [], topic: String? = nil, supersedes: String? = nil, edition: Edition = .current,
        questions: [String] = [], conflictNote: String? = nil, supersedesNote: String? = nil,
        page: Int? = nil
    ) {
        self.id = id
        self.guideline = guideline
        self.section = section
        self.grade = grade
        self.english = english
        self.chinese = chinese
        self.title = title
        self.status = status
        self.verifiedAt = verifiedAt
        self.conflictsWith = conflictsWith
        self.topic = topic
        self.supersedes = supersedes
        self.edition = edition
        self.questions = questions
        self.conflictNote = conflictNote
        self.supersedesNote = supersedesNote
        self.page = page
    }

    /// The text in a language (`en`, `zh-Hans`, `zh-Hant`), or in the other one where that is missing.
    public func text(in language: String) -> String {
        let texts = language.hasPrefix("zh") ? [chinese, english] : [english, chinese]
        return texts.compactMap { $0 }.first ?? ""
    }
}
