/// A number with its unit as UCUM writes it ("mmol/L", "mm[Hg]", "10*9/L"); an empty unit means that the file
/// states none.
public struct Quantity: Sendable, Hashable, Codable {
    public var value: Double
    public var unit: String
    /// `<`, `<=`, `>=`, `>` or `ad` where the file gives a bound and not a value.
    public var comparator: String?

    public init(value: Double, unit: String, comparator: String? = nil) {
        self.value = value
        self.unit = unit
        self.comparator = comparator
    }
}

/// Between which values the laboratory finds a result usual, in the unit of the result as the file states it.
public struct ReferenceInterval: Sendable, Hashable, Codable {
    public var low: Double?
    public var high: Double?
    /// UCUM.
    public var unit: String

    public init(low: Double?, high: Double?, unit: String) {
        self.low = low
        self.high = high
        self.unit = unit
    }
}

/// One measured or recorded thing; a component of a panel (systolic pressure of 85354-9) stands as its own.
public struct Observation: Sendable, Hashable, Codable {
    public var loinc: String?
    public var name: String
    /// In the canonical unit of the LOINC code where a conversion is known, else as the file has it.
    public var value: Quantity?
    /// What was recorded where it isn't a number ("Never smoker", "1:40").
    public var text: String?
    public var time: PartialDate?
    /// The file's own value, present only where `value` was converted from it.
    public var original: Quantity?
    /// H, L, HH, LL, A …: the file's own interpretation, or H/L where the value lies outside the file's range.
    public var flag: String?
    /// What the file remarks on the result.
    public var note: String?
    /// The words of a note that it was read from.
    public var evidence: Evidence?
    /// No unit, implausible, preliminary …; empty where the value can be used as it stands.
    public var doubts: [ObservationDoubt]
    /// The file's own, where it is a single plain one.
    public var reference: ReferenceInterval?

    public init(
        loinc: String? = nil, name: String, value: Quantity? = nil, text: String? = nil, time: PartialDate? = nil,
        original: Quantity? = nil, flag: String? = nil, note: String? = nil, evidence: Evidence? = nil,
        doubts: [ObservationDoubt] = [], reference: ReferenceInterval? = nil
    ) {
        self.loinc = loinc
        self.name = name
        self.value = value
        self.text = text
        self.time = time
        self.original = original
        self.flag = flag
        self.note = note
        self.evidence = evidence
        self.doubts = doubts
        self.reference = reference
    }

    /// Why the value must not be used without a look at its source, in English.
    public var warning: String? { warning(in: "en") }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func warning(in language: String) -> String? {
        guard !doubts.isEmpty else { return nil }
        return doubts.map { $0.text(in: language) }.joined(separator: language.hasPrefix("zh") ? "；" : "; ")
    }

    /// Whether a doubt bars the value from calculations (a missing unit does, a preliminary status doesn't).
    public var isDoubtful: Bool { doubts.contains(where: \.isGrave) }

    /// The value as the file has it: what a clinician expects to read.
    public var stated: Quantity? { original ?? value }
    public var isAbnormal: Bool {
        flag.map { ["H", "L", "HH", "LL", "HU", "LU", "A", "AA", "<", ">"].contains($0) } ?? false
    }
    /// One series is one LOINC code, or one name where the file gives no code.
    var seriesKey: String { loinc ?? "name:" + name.lowercased() }
}
