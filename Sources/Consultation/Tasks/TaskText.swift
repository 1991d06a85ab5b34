import Clinical
import Evidence
import Foundation

/// The sections that notes and reports have, by what stands in them.
enum TaskTextSection: String, Sendable, CaseIterable {
    case complaint, present, past, personal, family, examination, results, findings, impression, diagnosis, course
    case procedure, plan, medications, allergies, admission, discharge, condition
    /// Ends the section before it.
    case other
}

/// A free text taken apart: sections by their headings, sentences as they stand. Nothing is reworded.
struct TaskText: Sendable {
    /// Without control characters, and without what tells who it is about.
    let text: String
    /// Whether the end was left out.
    let isCut: Bool
    let sentences: [String]
    private let sections: [(kind: TaskTextSection, body: String)]

    /// Longer texts are no single note; what follows is left out, and said so.
    static let longest = 24_000

    /// - Parameter hidden: names and numbers that must not stand in a form.
    init(_ text: String, hiding hidden: [String] = []) {
        let clean = PlainText.clean(text)
        isCut = clean.count > Self.longest
        self.text = Hidden(hidden).applied(to: String(clean.prefix(Self.longest)))
        sections = Self.sections(of: self.text)
        sentences = Sentences.split(self.text).map(Self.trimmed).filter { !$0.isEmpty }
    }

    var isEmpty: Bool { sentences.isEmpty }

    /// The sentences of a section, in order.
    func sentences(of kind: TaskTextSection) -> [String] {
        sections.filter { $0.kind == kind }.flatMap { Sentences.split($0.body).map(Self.trimmed) }.filter {
            !$0.isEmpty
        }
    }

    /// Without what is said of relatives and of allergies: the red-flag rules judge the present.
    var ofNow: String {
        let left = sections.filter { $0.kind == .family || $0.kind == .allergies }.map(\.body).filter { !$0.isEmpty }
        return left.reduce(text) { $0.replacing($1, with: "\n") }
    }

    /// Sentences in which one of the words stands.
    func sentences(with words: [String]) -> [String] {
        sentences.filter { sentence in words.contains { Words.stands($0, in: sentence) } }
    }

    /// Parts of sentences that say that something isn't there.
    func denials(with words: [String]) -> [String] { sentences(with: words).filter(Denial.isSaid) }

    private static func trimmed(_ sentence: String) -> String {
        let line = PlainText.line(sentence)
        let rest = line.drop { " -*•·#【】[]：:\t".contains($0) }
        return String(rest)
    }

    // MARK: Sections

    private static func sections(of text: String) -> [(kind: TaskTextSection, body: String)] {
        var marks: [(start: String.Index, body: String.Index, kind: TaskTextSection)] = []
        var index = text.startIndex
        var isStart = true
        while index < text.endIndex {
            if isStart, let mark = heading(in: text, at: index) {
                marks.append((index, mark.body, mark.kind))
                index = mark.body
                isStart = true
                continue
            }
            isStart = startsAfter.contains(text[index]) || (isStart && " 【[#*-\t".contains(text[index]))
            index = text.index(after: index)
        }
        return marks.enumerated().map { place, mark in
            let end = place + 1 < marks.count ? marks[place + 1].start : text.endIndex
            return (mark.kind, String(text[mark.body..<end]))
        }
    }

    private static let startsAfter: Set<Character> = ["\n", "。", "；", ";", "."]

    private static func heading(in text: String, at index: String.Index) -> (body: String.Index, kind: TaskTextSection)?
    {
        let ahead = text[index...].prefix(40)
        let lower = ahead.lowercased()
        for (name, kind) in headings where lower.hasPrefix(name) {
            var place = text.index(index, offsetBy: name.count, limitedBy: text.endIndex) ?? text.endIndex
            while place < text.endIndex, " 】]*".contains(text[place]) { place = text.index(after: place) }
            guard place < text.endIndex else { return nil }
            if text[place] == ":" || text[place] == "：" { return (text.index(after: place), kind) }
            if text[place] == "\n" { return (place, kind) }
        }
        return nil
    }

    /// The longest first.
    private static let headings: [(String, TaskTextSection)] = names.flatMap { kind, names in names.map { ($0, kind) } }
        .sorted { $0.0.count > $1.0.count }

    private static let names: [(TaskTextSection, [String])] = [
        (.complaint, ["chief complaint", "presenting complaint", "main complaint", "cc", "pc", "complaint", "主诉"]),
        (
            .present,
            ["history of present illness", "history of presenting complaint", "hpi", "hpc", "subjective", "现病史"]
        ),
        (
            .past,
            [
                "past medical history", "past history", "medical history", "pmh", "pmhx", "background", "既往史", "既往病史",
                "既往",
            ]
        ),
        (.personal, ["social history", "personal history", "sh", "个人史", "婚育史", "月经史"]),
        (.family, ["family history", "fh", "fhx", "家族史"]),
        (
            .examination,
            [
                "physical examination", "physical exam", "examination", "on examination", "exam", "o/e", "objective",
                "vital signs", "vitals", "体格检查", "查体", "体检", "专科检查", "生命体征",
            ]
        ),
        (
            .results,
            ["investigations", "laboratory", "labs", "results", "bloods", "辅助检查", "实验室检查", "检验结果", "化验", "检查结果"]
        ),
        (.findings, ["findings", "imaging findings", "description", "影像所见", "检查所见", "影像学表现", "所见"]),
        (.impression, ["impression", "conclusion", "opinion", "影像诊断", "诊断意见", "诊断印象", "印象", "结论"]),
        (
            .diagnosis,
            [
                "diagnosis", "diagnoses", "assessment", "principal diagnosis", "discharge diagnosis", "诊断", "初步诊断",
                "入院诊断", "出院诊断", "主要诊断",
            ]
        ),
        (.course, ["hospital course", "course", "progress", "诊疗经过", "治疗经过", "住院经过", "病程"]),
        (.procedure, ["procedures", "procedure", "operation", "operations", "surgery", "手术", "操作", "手术操作", "手术及操作"]),
        (.plan, ["plan", "recommendations", "advice", "follow-up", "follow up", "计划", "处理", "出院医嘱", "建议", "随访"]),
        (
            .medications,
            ["medications", "current medications", "medication", "meds", "discharge medications", "用药", "目前用药", "出院带药"]
        ),
        (.allergies, ["allergies", "allergy", "过敏史", "过敏"]),
        (.admission, ["date of admission", "admission date", "admitted", "入院日期", "入院时间"]),
        (.discharge, ["date of discharge", "discharge date", "discharged", "出院日期", "出院时间"]),
        (
            .other,
            [
                "clinical details", "clinical information", "indication", "technique", "comparison", "临床资料", "临床信息",
                "检查方法",
                "检查部位", "检查目的",
            ]
        ),
        (.condition, ["condition at discharge", "discharge condition", "出院情况", "出院时情况"]),
    ]
}

/// Words in a sentence: Latin ones from the beginning of a word on, others anywhere.
enum Words {
    static func stands(_ word: String, in sentence: String) -> Bool {
        let text = sentence.lowercased()
        guard word.first?.isLatinLetter ?? false else { return text.contains(word) }
        var rest = text[...]
        while let found = rest.range(of: word) {
            let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
            if !(before.map { $0.isLatinLetter || $0.isASCIIDigit } ?? false) { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }
}

/// Whether a sentence says that something isn't so.
enum Denial {
    static func isSaid(in sentence: String) -> Bool {
        let text = sentence.lowercased()
        if han.contains(where: text.contains) { return true }
        return text.split { !($0.isLatinLetter || $0 == "'" || $0 == "’") }.contains { latin.contains(String($0)) }
    }

    private static let latin: Set<String> = [
        "no", "not", "none", "denies", "denied", "without", "never", "negative", "absent", "nor", "doesn't", "didn't",
        "isn't", "wasn't", "hasn't", "haven't", "don't",
    ]
    private static let han = ["否认", "无", "未", "没有", "不伴", "阴性", "并非"]
}

/// Takes away what tells who a text is about.
struct Hidden: Sendable {
    private let words: [String]

    init(_ words: [String]) { self.words = words.sorted { $0.count > $1.count } }

    /// The names and numbers of these charts; parts of a name that are words of a text stay.
    init(of patients: [Patient?]) {
        self.init(patients.compactMap { $0 }.flatMap(Self.words))
    }

    func applied(to text: String) -> String {
        words.reduce(text) { text, word in
            text.replacing(word, with: word.contains(where: \.isHan) ? "〔姓名〕" : "[name]")
        }
    }

    func isFound(in text: String) -> Bool { words.contains(where: text.contains) }

    private static func words(of patient: Patient) -> [String] {
        let names = patient.name.count >= 2 ? [patient.name] : []
        // An id without a digit is a word like others.
        let numbers = [patient.id, patient.identifier ?? ""].filter {
            $0.count >= 4 && $0.contains(where: \.isASCIIDigit)
        }
        return names + numbers
    }
}
