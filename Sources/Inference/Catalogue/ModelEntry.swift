/// What is known about a model before it is opened: an entry of a catalogue, or the note beside one that was added.
public struct ModelEntry: Codable, Sendable, Equatable {
    /// One file; of several the first is the one that the engine opens.
    public struct File: Codable, Sendable, Equatable {
        public var name: String
        public var bytes: Int
        /// 64 lower-case hexadecimal digits.
        public var sha256: String

        public init(name: String, bytes: Int, sha256: String) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// What a user types.
    public var name: String
    public var title: String
    public var licence: String?
    /// Tokens of context that it was trained for; nil: not stated.
    public var context: Int?
    /// The ``ChatTemplate``'s name.
    public var template: String?
    /// ISO 639-1 codes.
    public var languages: [String]?
    /// A word on its use, by language (`en`, `zh-Hans`).
    public var notes: [String: String]?
    public var files: [File]
    /// Addresses of folders that hold the files, http or https; `{file}` stands for the file's name where it isn't the
    /// end of the address.
    public var urls: [String]?

    public init(
        name: String, title: String, licence: String? = nil, context: Int? = nil, template: String? = nil,
        languages: [String]? = nil, notes: [String: String]? = nil, files: [File], urls: [String]? = nil
    ) {
        self.name = name
        self.title = title
        self.licence = licence
        self.context = context
        self.template = template
        self.languages = languages
        self.notes = notes
        self.files = files
        self.urls = urls
    }

    public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// Whether a name can be a model's: small letters, digits, dots, hyphens and underlines, a letter or digit first.
    public static func isName(_ name: String) -> Bool {
        name.utf8.count <= 64 && name.wholeMatch(of: /[a-z0-9][a-z0-9._-]*/) != nil
    }

    /// Whether a name can be a model file's: it stays inside its folder whatever it is.
    public static func isFileName(_ name: String) -> Bool {
        name.utf8.count <= 200 && name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._+-]*\.gguf/) != nil
    }

    /// A model's name made of a file's.
    public static func name(of fileName: String) -> String {
        let stem = fileName.hasSuffix(".gguf") ? String(fileName.dropLast(5)) : fileName
        let letters = stem.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
                ? character : "-"
        }
        let name = String(letters.drop { "._-".contains($0) }.prefix(64))
        return name.isEmpty ? "model" : name
    }

    /// What is wrong with the entry; nil where nothing is.
    var problem: ModelCatalogueError.Problem? {
        guard ModelEntry.isName(name) else { return .name(name) }
        guard let first = files.first else { return .noFile(name) }
        guard Set(files.map(\.name)).count == files.count else { return .fileName(name, first.name) }
        for file in files {
            guard ModelEntry.isFileName(file.name) else { return .fileName(name, file.name) }
            guard (1...(1 << 42)).contains(file.bytes) else { return .size(name, file.name) }
            guard file.sha256.wholeMatch(of: /[0-9a-f]{64}/) != nil else { return .hash(name, file.name) }
        }
        return nil
    }
}
