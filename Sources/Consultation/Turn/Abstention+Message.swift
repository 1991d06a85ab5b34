import Clinical
import Evidence

extension Abstention {
    /// What the answer says instead, in its language.
    func message(_ reason: Reason, language: Language) -> String {
        let text =
            switch reason {
            case .offSubject: offSubject(language)
            case .otherField(let pinned, let other): otherField(pinned, other, language)
            case .futureEdition(let year):
                Message(
                    "There is no \(year) edition in the guideline library: that year hasn't come. "
                        + "The passages beside are from the editions that exist.",
                    "指南库中没有\(year)年的版本：这一年还没有到。旁边列出的是现有版本的段落。",
                    "指南庫中沒有\(year)年的版本：這一年還沒有到。旁邊列出的是現有版本的段落。")
            case .noPatient:
                Message(
                    "No patient is loaded, so I don't know any of the values. Load a chart (/patient FILE), or say the value in "
                        + "the question.",
                    "没有载入患者，因此我不知道任何检查结果。请先载入病历（/patient 文件），或在问题里写出数值。",
                    "沒有載入患者，因此我不知道任何檢查結果。請先載入病歷（/patient 檔案），或在問題裡寫出數值。")
            case .missingInputs(let tool): missingInputs(tool, language)
            case .ownFate:
                Message(
                    "No guideline can say this of one person: its figures are of groups. The passages beside say what is known "
                        + "of them; what it means here is for the treating doctor to say.",
                    "任何指南都无法就某一个人给出这样的数字：指南的数字来自人群。旁边的段落是关于人群的资料；对个人意味着什么，请由主治医生说明。",
                    "任何指南都無法就某一個人給出這樣的數字：指南的數字來自人群。旁邊的段落是關於人群的資料；對個人意味著什麼，請由主治醫生說明。")
            case .unknownName(let name):
                Message(
                    "I don't know \"\(name)\": no passage of the library speaks of it, so I say nothing about it. Check the "
                        + "name. The nearest passages are listed beside.",
                    "我不认识“\(name)”：库中没有段落提到它，因此不作回答。请核对名称。最接近的段落列在旁边。",
                    "我不認識“\(name)”：庫中沒有段落提到它，因此不作回答。請核對名稱。最接近的段落列在旁邊。")
            case .unsaid(let drug, let condition):
                Message(
                    "No passage of the library joins \(drug) with \(condition.english), as the question does, so I don't answer "
                        + "on that ground. What it says of either is listed beside.",
                    "库中没有段落像问题那样把“\(drug)”与“\(condition.chinese)”联系起来，因此不按这一前提回答。关于两者的段落列在旁边。",
                    "庫中沒有段落像問題那樣把“\(drug)”與“\(condition.chinese)”聯繫起來，因此不按這一前提回答。關於兩者的段落列在旁邊。")
            }
        return text.text(in: language)
    }

    /// A sentence in the three scripts.
    private struct Message {
        var english: String
        var simplified: String
        var traditional: String

        init(_ english: String, _ simplified: String, _ traditional: String) {
            self.english = english
            self.simplified = simplified
            self.traditional = traditional
        }

        func text(in language: Language) -> String {
            switch language {
            case .english: english
            case .simplifiedChinese: simplified
            case .traditionalChinese: traditional
            }
        }
    }

    private func offSubject(_ language: Language) -> Message {
        let list = grove.specialties.map { $0.name(in: language) }.joined(separator: language.isChinese ? "、" : ", ")
        return Message(
            "This is not my field: the guideline library has nothing on this subject, so I don't answer. It covers: "
                + "\(list). The nearest passages are listed beside.",
            "这不属于我的范围：指南库中没有关于这个问题的内容，因此不作回答。本库涵盖：\(list)。最接近的段落列在旁边。",
            "這不屬於我的範圍：指南庫中沒有關於這個問題的內容，因此不作回答。本庫涵蓋：\(list)。最接近的段落列在旁邊。")
    }

    private func otherField(_ pinned: String, _ other: String, _ language: Language) -> Message {
        let (own, its) = (grove.name(of: pinned, in: language), grove.name(of: other, in: language))
        let about = grove[pinned].map { "\n" + $0.routing(in: language) } ?? ""
        return Message(
            "\(own) has nothing on this subject, so I don't answer from it. \(its) has: choose the specialty \(other) or auto."
                + about,
            "“\(own)”没有关于这个问题的内容，因此不作回答。“\(its)”有：请选择专科 \(other) 或 auto。" + about,
            "“\(own)”沒有關於這個問題的內容，因此不作回答。“\(its)”有：請選擇專科 \(other) 或 auto。" + about)
    }

    private func missingInputs(_ id: String, _ language: Language) -> Message {
        guard let tool = try? ClinicalTool.named(id) else { return Message(id, id, id) }
        let tongue = language.rawValue
        let inputs = tool.inputs.filter { !$0.isOptional }.map { $0.label.text(in: tongue) }
            .joined(separator: language.isChinese ? "、" : ", ")
        let name = tool.name.text(in: tongue)
        return Message(
            "\(name) can't be computed: what goes into it is missing or wasn't understood. It needs: \(inputs). Load a chart, "
                + "or say the values with their units.",
            "无法计算\(name)：缺少所需数据，或未能读懂。需要：\(inputs)。请载入病历，或写出数值和单位。",
            "無法計算\(name)：缺少所需資料，或未能讀懂。需要：\(inputs)。請載入病歷，或寫出數值和單位。")
    }
}
