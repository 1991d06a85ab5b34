import Evidence
import Foundation

/// Decides before generating whether the evidence can answer at all: an answer without evidence is worth less than none.
struct Abstention {
    var grove: Grove

    enum Reason: Equatable {
        /// Nothing in the library is on the question's subject.
        case offSubject
        /// The pinned specialty has nothing on it; another one has.
        case otherField(pinned: String, other: String)
        /// The question asks for an edition that doesn't exist yet.
        case futureEdition(year: Int)
    }

    func decide(question: String, response: SearchResponse, currentYear: Int) -> Reason? {
        if let year = Self.years(in: question).first(where: { $0 > currentYear }) { return .futureEdition(year: year) }
        return response.isOnSubject && !response.results.isEmpty ? nil : .offSubject
    }

    /// After a search over everything: whose field the question is, where the pinned specialty has nothing on it.
    func elsewhere(pinned: String, response: SearchResponse) -> Reason {
        guard let other = Routing(grove: grove).choose(pinned: nil, response: response)?.id, other != pinned else {
            return .offSubject
        }
        return .otherField(pinned: pinned, other: other)
    }

    /// What the answer says instead, in its language.
    func message(_ reason: Reason, language: Language) -> String {
        let covered = grove.specialties.map { $0.name(in: language) }
        let list = covered.joined(separator: language.isChinese ? "、" : ", ")
        switch (reason, language) {
        case (.offSubject, .english):
            return "This is not my field: the guideline library has nothing on this subject, so I don't answer. It "
                + "covers: \(list). The nearest passages are listed beside."
        case (.offSubject, .simplifiedChinese):
            return "这不属于我的范围：指南库中没有关于这个问题的内容，因此不作回答。本库涵盖：\(list)。最接近的段落列在旁边。"
        case (.offSubject, .traditionalChinese):
            return "這不屬於我的範圍：指南庫中沒有關於這個問題的內容，因此不作回答。本庫涵蓋：\(list)。最接近的段落列在旁邊。"
        case (.otherField(let pinned, let other), .english):
            return "\(grove.name(of: pinned, in: language)) has nothing on this subject, so I don't answer from it. "
                + "\(grove.name(of: other, in: language)) has: choose the specialty \(other) or auto."
        case (.otherField(let pinned, let other), .simplifiedChinese):
            return "“\(grove.name(of: pinned, in: language))”没有关于这个问题的内容，因此不作回答。"
                + "“\(grove.name(of: other, in: language))”有：请选择专科 \(other) 或 auto。"
        case (.otherField(let pinned, let other), .traditionalChinese):
            return "“\(grove.name(of: pinned, in: language))”沒有關於這個問題的內容，因此不作回答。"
                + "“\(grove.name(of: other, in: language))”有：請選擇專科 \(other) 或 auto。"
        case (.futureEdition(let year), .english):
            return "There is no \(year) edition in the guideline library: that year hasn't come. "
                + "The passages beside are from the editions that exist."
        case (.futureEdition(let year), .simplifiedChinese):
            return "指南库中没有\(year)年的版本：这一年还没有到。旁边列出的是现有版本的段落。"
        case (.futureEdition(let year), .traditionalChinese):
            return "指南庫中沒有\(year)年的版本：這一年還沒有到。旁邊列出的是現有版本的段落。"
        }
    }

    /// The four-digit years 2000…2099 that a text names.
    private static func years(in text: String) -> [Int] {
        Figure.all(in: text).filter { $0.unit == nil || $0.unit == "y" }.map { Int($0.value) }
            .filter { (2000...2099).contains($0) }
    }
}
