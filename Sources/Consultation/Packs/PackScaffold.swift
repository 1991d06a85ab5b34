public import Foundation

/// Writes a new pack that works as it is: one example passage, and everything that belongs around it.
public struct PackScaffold {
    let id: String

    /// - Returns: nil where the id isn't small letters, digits and single hyphens.
    public init?(id: String) {
        let isPlain = id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        guard isPlain, id.count <= 60, id.first?.isLetter == true, id.last != "-", !id.contains("--") else {
            return nil
        }
        self.id = id
    }

    /// Makes the folder and its files.
    /// - Throws: `PackError` where the folder is there already or can't be written.
    public func write(to folder: URL) throws(PackError) {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw PackError(
                file: folder.path, problem: "It is there already.", cure: "Choose another name, or edit it.")
        }
        do {
            let guidelines = folder.appendingPathComponent("guidelines", isDirectory: true)
            try FileManager.default.createDirectory(at: guidelines, withIntermediateDirectories: true)
            for (name, text) in files {
                try Data(text.utf8).write(to: folder.appendingPathComponent(name))
            }
        } catch {
            throw PackError(file: folder.path, problem: "It can't be written.", cure: "Check the folder's permissions.")
        }
    }

    private var files: [(name: String, text: String)] {
        [
            ("manifest.json", manifest), ("guidelines/\(id)-example.md", guideline), ("red-flags.json", redFlags),
            ("lexicon.tsv", lexicon), ("check.jsonl", check),
            (
                "system.clinician.en.md",
                "Specialty: \(id). Say which of the hospital's own protocols a sentence rests on.\n"
            ),
            ("system.clinician.zh.md", "专科：\(id)。说明每句话依据本院哪一份规程。\n"),
            ("system.patient.en.md", "Subject: \(id). Use everyday words, and say whom to ask in the hospital.\n"),
            ("system.patient.zh.md", "主题：\(id)。用日常的话说明，并告知在医院可以问谁。\n"),
        ]
    }

    private var manifest: String {
        """
        {
          "id": "\(id)",
          "version": "0.1.0",
          "name": {"en": "\(id)", "zh-Hans": "\(id)"},
          "summary": {"en": "The hospital's own protocol, to be written", "zh-Hans": "本院规程，待编写"},
          "routing": {"en": "What questions of this pack are about", "zh-Hans": "本专科的问题涉及什么"},
          "calculators": [],
          "tables": [],
          "starters": {
            "en": [
              "Whom does the ward ring before the house protocol \(id) is used?",
              "Which extension does the duty pharmacist have for the house protocol \(id)?",
              "What does the example of the house protocol \(id) say?"
            ],
            "zh-Hans": [
              "使用本院规程\(id)前病区先打电话给谁？", "本院规程\(id)的值班药师分机是多少？", "本院规程\(id)的示例说了什么？"
            ]
          }
        }

        """
    }

    private var guideline: String {
        """
        ---
        id: \(id)-protocol
        title: House protocol \(id)
        organisation: Our hospital
        year: 2026
        language: en
        status: unverified
        ---

        # House protocol \(id)

        <!-- An example: replace it. The heading is the passage's id and never changes; status says whether somebody saw the figure. -->

        ## \(id)-example

        - topic: example
        - section: 1
        - status: unverified

        en: Example of the house protocol \(id): the ward rings the duty pharmacist on extension 1234 before it is used.

        zh: 本院规程\(id)示例：使用前，病区先拨打分机1234联系值班药师。

        ask-en: Whom does the ward ring before the house protocol \(id) is used? | Which extension does the duty pharmacist have?

        ask-zh: 使用本院规程\(id)前病区先打电话给谁？ | 值班药师的分机是多少？

        """
    }

    private var redFlags: String {
        """
        {
          "schema": "xinglin.red-flags/1",
          "specialty": "\(id)",
          "rules": []
        }

        """
    }

    private var lexicon: String {
        "english\tchinese\ttraditional\tabbreviation\tsynonyms\tloinc\tstatus\n"
            + "House protocol \(id)\t本院规程\(id)\t本院規程\(id)\t\tour own protocol \(id); 院内规程\(id)\t\tunchecked\n"
    }

    private var check: String {
        """
        {"language": "en", "question": "Which number does the ward ring before the house protocol \(id)?", "passages": ["\(id)-example"]}
        {"language": "zh-Hans", "question": "用本院规程\(id)之前，病区要拨哪个分机？", "passages": ["\(id)-example"]}
        {"language": "en", "question": "Which film won the prize this year?", "passages": []}
        {"language": "zh-Hans", "question": "今天晚上有什么球赛？", "passages": []}

        """
    }
}
