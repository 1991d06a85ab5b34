/// The table of the architecture: what each target may import, beyond what comes with Swift.
enum Architecture {
    static let table: [String: Set<String>] = [
        "Clinical": [],
        "Database": ["CSQLite"],
        "Digest": [],
        "Sealing": ["CSodium"],
        "Fetch": ["Digest", "CCurl"],
        "Script": ["COpenCC"],
        "Evidence": ["Database", "Digest", "CE5", "CPoppler", "CXML"],
        "Inference": ["Digest", "Sealing", "CLlama"],
        "Remote": ["Inference", "Fetch"],
        "Consultation": ["Clinical", "Evidence", "Inference", "Script"],
        "Records": ["Database", "Sealing"],
        "Screen": [],
        // Values of the chart and the evidence are shown, so their modules are named too; both lie below Consultation.
        "Interface": ["Consultation", "Records", "Screen", "CCmark", "Clinical", "Evidence"],
        "Terminal": ["Screen", "CNcurses"],
        "xinglin": [
            "Clinical", "Evidence", "Fetch", "Sealing", "Inference", "Remote", "Consultation", "Records", "Screen",
            "Interface", "Terminal",
        ],
    ]

    /// C libraries and the few targets that may touch them.
    static let mayTouchC: [String: Set<String>] = [
        "CLlama": ["Inference"], "CSQLite": ["Database"], "CE5": ["Evidence"], "CPoppler": ["Evidence"],
        "CXML": ["Evidence"], "COpenCC": ["Script"],
        "CSodium": ["Sealing"], "CNcurses": ["Terminal"], "CCmark": ["Interface"],
        "CCurl": ["Fetch"],
    ]

    /// What comes with Swift and the system.
    static let inTheBox: Set<String> = [
        "Swift", "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin",
    ]

    /// Values and pure functions only: these can't reach the clock of the screen, a file or a model by themselves.
    static let withoutSystemCalls: Set<String> = ["Clinical", "Consultation", "Interface"]
}

/// The modules that a source text imports, whatever stands before and after the word.
func imports(of source: String) -> [String] {
    let line =
        /^\s*(?:@[\w()]+\s+|public\s+|package\s+|internal\s+|fileprivate\s+|private\s+)*import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
    return source.split(separator: "\n").compactMap { text in
        text.prefixMatch(of: line).map { String($0.1) }
    }
}
