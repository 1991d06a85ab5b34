/// A mistake in a guideline file, with its place and what to do about it.
public struct GuidelineFileError: Error, Equatable, Sendable {
    public enum Mistake: Equatable, Sendable {
        case noFrontMatter
        case openFrontMatter
        case notAField(String)
        case unknownField(String, known: [String])
        case repeatedField(String)
        case emptyField(String)
        case missingField(String, known: [String])
        case badIdentifier(String)
        case badYear(String)
        case badStatus(String)
        case badLanguage(String)
        case badAddress(String)
        case badHeading(String)
        case repeatedRecommendation(String, firstLine: Int)
        case textBeforeRecommendation(String)
        case textWithoutLanguage(String)
        case fieldAfterText(String)
        case repeatedText(String)
        case noText(String)
        case noRecommendation
        case notUTF8
    }

    public var file: String
    /// From 1.
    public var line: Int
    public var mistake: Mistake

    public init(file: String, line: Int, mistake: Mistake) {
        self.file = file
        self.line = line
        self.mistake = mistake
    }
}

extension GuidelineFileError: CustomStringConvertible {
    public var description: String { "\(file), line \(line): \(problem). \(cure)" }

    /// What is wrong, without the place.
    public var problem: String {
        switch mistake {
        case .noFrontMatter: "the file doesn't begin with a line ---"
        case .openFrontMatter: "the front matter has no closing line ---"
        case .notAField(let text): "\"\(text)\" is not \"key: value\""
        case .unknownField(let key, _): "there is no field \"\(key)\""
        case .repeatedField(let key): "the field \"\(key)\" is there twice"
        case .emptyField(let key): "the field \"\(key)\" has no value"
        case .missingField(let key, _): "the field \"\(key)\" is missing"
        case .badIdentifier(let text): "\"\(text)\" is not an id"
        case .badYear(let text): "\"\(text)\" is not a year"
        case .badStatus(let text): "\"\(text)\" is not a status"
        case .badLanguage(let text): "\"\(text)\" is not a language"
        case .badAddress(let text): "\"\(text)\" is not a web address"
        case .badHeading(let text): "the heading \"\(text)\" is neither the title (#) nor a recommendation (##)"
        case .repeatedRecommendation(let id, let first):
            "the recommendation \"\(id)\" is there twice, first in line \(first)"
        case .textBeforeRecommendation(let text): "\"\(text)\" stands before the first recommendation"
        case .textWithoutLanguage(let text): "\"\(text)\" belongs to no language"
        case .fieldAfterText(let key): "the field \"\(key)\" stands after the text"
        case .repeatedText(let language): "the text \"\(language):\" is there twice"
        case .noText(let id): "the recommendation \"\(id)\" has no text"
        case .noRecommendation: "there is no recommendation in the file"
        case .notUTF8: "the file is not UTF-8 text"
        }
    }

    public var cure: String {
        switch mistake {
        case .noFrontMatter, .openFrontMatter:
            "Put the document's fields (id, title, organisation, language, status…) between two lines --- at the top."
        case .notAField: "Write a key, a colon and a value, such as \"year: 2026\" or \"- grade: A\"."
        case .unknownField(_, let known): "Known fields: \(known.joined(separator: ", "))."
        case .repeatedField, .repeatedText: "Keep one of the two."
        case .emptyField: "Give it a value, or remove the line."
        case .missingField(_, let known): "Needed are: \(known.joined(separator: ", "))."
        case .badIdentifier: "Use small letters, digits and hyphens, such as \"ada-hba1c-goal\"."
        case .badYear: "Write four digits, or remove the line where the year isn't known."
        case .badStatus: "Write \(EvidenceStatus.allCases.map(\.rawValue).joined(separator: ", "))."
        case .badLanguage: "Write en, zh-Hans or zh-Hant."
        case .badAddress: "Write an address that begins with https://, or put a journal reference into \"citation\"."
        case .badHeading: "Begin each recommendation with \"## \" and its id."
        case .repeatedRecommendation: "Give the second one another id, or remove it."
        case .textBeforeRecommendation: "Put it under a heading \"## id\", or into a comment <!-- … -->."
        case .textWithoutLanguage: "Begin the paragraph with \"en:\" or \"zh:\"."
        case .fieldAfterText: "Put the fields directly under the heading, above the text."
        case .noText: "Add a paragraph that begins with \"en:\" or \"zh:\"."
        case .noRecommendation: "Add one: a heading \"## id\", its fields, and a paragraph \"en: …\" or \"zh: …\"."
        case .notUTF8: "Save it as UTF-8."
        }
    }
}
