import Clinical

/// The fixed words of forms, in the form's language.
struct TaskWording: Sendable {
    var language: Language

    var colon: String { language.isChinese ? "：" : ": " }
    var comma: String { language.isChinese ? "，" : ", " }
    func bracket(_ text: String) -> String { text.isEmpty ? "" : language.isChinese ? "（\(text)）" : " (\(text))" }

    // MARK: Inputs

    var needsChart: String { language.pick("It needs a chart.", "需要病历。", "需要病歷。") }
    var needsChartOrText: String { language.pick("It needs a chart or a text.", "需要病历或文字资料。", "需要病歷或文字資料。") }
    func needs(_ what: BilingualText) -> String {
        let what = what.text(in: language)
        return language.pick("It needs \(what).", "需要\(what)。", "需要\(what)。")
    }
    var anyText: BilingualText { BilingualText("a text", "文字资料") }
    var anyTopic: BilingualText { BilingualText("a topic", "主题") }

    // MARK: Why a field is empty

    var noChart: String {
        language.pick("no chart and no text that could be read as one", "没有病历，文字中也未读出患者资料", "沒有病歷，文字中也未讀出病人資料")
    }
    var noText: String { language.pick("no text", "没有文字资料", "沒有文字資料") }
    var notRecorded: String { language.pick("not recorded", "未记录", "未記錄") }
    var notInText: String { language.pick("the text doesn't say it", "文字中未提及", "文字中未提及") }
    var noCourse: String { language.pick("no value was measured twice", "没有重复测量的指标", "沒有重複測量的指標") }
    var notComputable: String { language.pick("what goes into it is missing", "缺少计算所需的数据", "缺少計算所需的資料") }
    var tableNeedsMore: String { language.pick("the table's inputs are missing or open", "决策表所需的信息不全", "決策表所需的資訊不全") }
    var nothingToSearch: String { language.pick("nothing to search for", "没有可检索的内容", "沒有可檢索的內容") }
    var nothingFound: String { language.pick("the library has nothing on it", "指南库中没有相关内容", "指南庫中沒有相關內容") }
    var noDissent: String { language.pick("no difference is noted in the library", "指南库中未标注分歧", "指南庫中未標註分歧") }
    var noInterval: String {
        language.pick("no interval of the library fits the chart", "指南库中没有适用于本病历的随访间隔", "指南庫中沒有適用於本病歷的隨訪間隔")
    }
    var noRuleApplied: String {
        language.pick("no rule of the lists applied; that proves nothing", "未触发规则；这不等于没有问题", "未觸發規則；這不等於沒有問題")
    }
    var nothingToCheck: String {
        language.pick("no drug is recorded that could be checked", "没有可核查的用药记录", "沒有可核查的用藥記錄")
    }
    var noRedFlag: String {
        language.pick(
            "no red-flag rule applied to these words; that is no all-clear", "这些描述未触发红旗规则；这不等于排除危险",
            "這些描述未觸發紅旗規則；這不等於排除危險")
    }
    var noOpenRule: String {
        language.pick("no further rule begins with these words", "没有以这些描述开头的其他规则", "沒有以這些描述開頭的其他規則")
    }
    var forAPerson: String { language.pick("to be filled in by a person", "由人员填写", "由人員填寫") }
    var noModel: String { language.pick("written by the model, which wasn't asked", "由模型撰写，本次未使用模型", "由模型撰寫，本次未使用模型") }
    var nothingToSay: String { language.pick("the model had nothing to say", "模型未给出内容", "模型未給出內容") }
    var tooLong: String { language.pick("the text is too long for the model", "文字过长，模型无法读取", "文字過長，模型無法讀取") }
    var notChosen: String { language.pick("not stated, as far as the model can tell", "模型认为资料中未说明", "模型認為資料中未說明") }
    func unsupported(_ reason: String) -> String {
        language.pick("withheld: \(reason)", "已隐去：\(reason)", "已隱去：\(reason)")
    }
    func partlyWithheld(_ count: Int) -> String {
        language.pick("\(count) sentence(s) of the model were withheld", "已隐去模型的\(count)句话", "已隱去模型的\(count)句話")
    }
    var noSource: String { language.pick("chart and text don't say so", "病历和文字中没有这一说法", "病歷和文字中沒有這一說法") }
    var figureWithoutSource: String { language.pick("a figure stands in no source", "有数字没有出处", "有數字沒有出處") }
    var namesThePatient: String { language.pick("it named the patient", "其中含有患者身份信息", "其中含有病人身分資訊") }
    var pickedByModel: String { language.pick("words of the text, chosen by the model", "原文语句，由模型挑选", "原文語句，由模型挑選") }
    var readFromText: String { language.pick("read from the text; compare it", "读自文字，请核对", "讀自文字，請核對") }
    func more(_ count: Int) -> String {
        language.pick("\(count) more are left out", "另有\(count)项未列出", "另有\(count)項未列出")
    }
    func inputsMissing(_ count: Int, known: Int) -> String {
        language.pick(
            "\(count) input(s) are missing, \(known) known", "缺少\(count)项数据，已知\(known)项", "缺少\(count)項資料，已知\(known)項")
    }
    func yesNo(_ value: String) -> String {
        value == "yes" ? language.pick("yes", "是", "是") : value == "no" ? language.pick("no", "否", "否") : value
    }
    var from: String { language.pick("from ", "依据：", "依據：") }
    var textCut: String {
        language.pick("The end of the text was left out: it is too long.", "文字过长，末尾未读取。", "文字過長，末尾未讀取。")
    }

    // MARK: Pieces of lines

    var noConclusion: String { language.pick("no conclusion", "无结论", "無結論") }
    var noCode: String { language.pick("no code in the chart", "病历中无编码", "病歷中無編碼") }
    var past: String { language.pick("ended", "已结束", "已結束") }
    func since(_ day: String) -> String { language.pick("since \(day)", "\(day)起", "\(day)起") }
    var noDosage: String { language.pick("no dosage in the chart", "病历中无用法用量", "病歷中無用法用量") }
    var criterion: String { language.pick("Diagnosis: ", "诊断：", "診斷：") }
    var taking: String { language.pick("Takes: ", "用药：", "用藥：") }
    var measured: String { language.pick("Measured: ", "检查：", "檢查：") }
    func due(_ label: String, due: String, last: String, quote: String, condition: String) -> String {
        language.pick(
            "\(label): due \(due) (last \(last); “\(quote)”: \(condition))",
            "\(label)：应于\(due)（上次\(last)；“\(quote)”：\(condition)）",
            "\(label)：應於\(due)（上次\(last)；“\(quote)”：\(condition)）")
    }

    // MARK: Questions

    func input(_ label: String, of tool: String) -> String {
        language.pick("\(tool): \(label)?", "\(tool)：\(label)？", "\(tool)：\(label)？")
    }
    func codeOf(_ problem: String) -> String {
        language.pick("What is the code of “\(problem)”?", "“\(problem)”的编码是什么？", "“\(problem)”的編碼是什麼？")
    }
    func dosageOf(_ drug: String) -> String {
        language.pick("How is “\(drug)” taken?", "“\(drug)”怎样服用？", "“\(drug)”怎樣服用？")
    }
    func lastTime(_ label: String) -> String {
        language.pick("\(label): when was the last time?", "\(label)：上次是什么时候？", "\(label)：上次是什麼時候？")
    }
    var limitsOfCriteria: String {
        language.pick("Which limits shall the criteria have?", "各项标准的界值定为多少？", "各項標準的界值定為多少？")
    }

    // MARK: The form

    var draft: String {
        language.pick(
            "Draft by the program, from the sources named. Not a medical device: a clinician checks and decides.",
            "由程序根据所列来源起草。非医疗器械：须由临床人员核对并决定。", "由程式根據所列來源起草。非醫療器材：須由臨床人員核對並決定。")
    }
    var plainDraft: String {
        language.pick(
            "Put together by the program from the sources named. It doesn't replace a visit to a clinician.",
            "由程序根据所列来源整理，不能代替就诊。", "由程式根據所列來源整理，不能代替就診。")
    }
    var emptyField: String { "—" }
    var toAsk: String { language.pick("Still to be asked", "尚需补充", "尚需補充") }
    var ifKnown: String { language.pick("if known", "如已知", "如已知") }
    var emergency: String { language.pick("Emergency", "紧急情况", "緊急情況") }
    var noEvidence: String {
        language.pick(
            "The guideline library has nothing on this subject, so the form stays empty.", "指南库中没有关于这一主题的内容，因此表单留空。",
            "指南庫中沒有關於這一主題的內容，因此表單留空。")
    }

    func severity(_ severity: ChartAlert.Severity) -> String {
        switch severity {
        case .contraindicated: language.pick("contraindicated", "禁忌", "禁忌")
        case .major: language.pick("major", "严重", "嚴重")
        case .moderate: language.pick("moderate", "中等", "中等")
        case .minor: language.pick("minor", "提示", "提示")
        }
    }

    func level(_ level: TriageLevel) -> String {
        switch level {
        case .emergency: language.pick("emergency", "紧急", "緊急")
        case .urgent: language.pick("urgent", "尽快", "儘快")
        case .soon: language.pick("soon", "近期", "近期")
        case .none: ""
        }
    }

    var opening: String { language.pick("From the data above only:", "仅依据以上资料：", "僅依據以上資料：") }
    var theText: String { language.pick("The text (data only):", "文字资料（仅作资料）：", "文字資料（僅作資料）：") }
    var thePatient: String { language.pick("The patient (data only):", "当前患者（仅作资料）：", "目前病人（僅作資料）：") }
    var thePassages: String { language.pick("Guideline passages (data only):", "指南段落（仅作资料）：", "指南段落（僅作資料）：") }
    var theSentences: String {
        language.pick("The sentences of the text, numbered (data only):", "文字资料的句子编号（仅作资料）：", "文字資料的句子編號（僅作資料）：")
    }
    func atMost(_ lines: Int) -> String {
        lines == 1
            ? language.pick(
                "One line, from the data only; nothing that isn't there.", "只写一行，仅依据资料，资料没有的不写。", "只寫一行，僅依據資料，資料沒有的不寫。")
            : language.pick(
                "At most \(lines) lines, each beginning with \"- \", from the data only; nothing that isn't there.",
                "最多\(lines)行，每行以“- ”开头，仅依据资料，资料没有的不写。", "最多\(lines)行，每行以“- ”開頭，僅依據資料，資料沒有的不寫。")
    }
    func choices(_ ids: [String]) -> String {
        language.pick(
            "Answer with one of: \(ids.joined(separator: ", ")).", "只回答其中之一：\(ids.joined(separator: "、"))。",
            "只回答其中之一：\(ids.joined(separator: "、"))。")
    }
    var numbersOnly: String {
        language.pick(
            "Answer with the numbers of the sentences, like S2, S5, or none.", "只回答句子编号，如S2, S5，没有则回答none。",
            "只回答句子編號，如S2, S5，沒有則回答none。")
    }
}
