/// Every phrase of the interface, in both of its languages. `%1`, `%2` stand for what `Wording.fill` puts in.
enum Phrase: Sendable, CaseIterable {
    // Signs between parts
    case colon, comma
    // Panes
    case conversation, citations, patient, moreBelow
    // The patient
    case noPatient, unnamed, ageUnknown, yearsOld, deceased, patientID, born, allergies, allergyCount, allergiesNone
    case allergiesNotRecorded, criticalityHigh, doNotGive, medications, problems, latestValues, otherValues
    case computedFromChart, reports, fileNotes, chooserTitle, chooserHint, askedAboutOther
    // Citations
    case noCitationsYet, nothingFound, superseded, verified, unverified, secondary, grade
    case page, supersededBy, dissent, dissentOfSeveral, alsoIn, whyRanked, signDissent, noText, keyOpensPage,
        keyOpensDocument
    case keyCompares, remarkNoDissent, remarkNoDocument
    // Sources, documents, recommendations that differ
    case dissentsTitle, documentTitle, sourcesTitle, dissentsIntroduction, dissentPlace, dissentKeys, documentKeys
    case documentKeysPaged, sourcesKeys, documentGone, documentGoneAdvice, documentOpening, documentCurrent,
        passagesInAll
    // The specialty
    case notMyField, specialtyTitle, specialtyHint, specialtyHintNext, specialtyByMeaning, specialtyRouted,
        specialtyPinned
    case specialtyRoutedBecause
    // The course of a turn
    case passagesFound, routedSuffix, searchedWith, questionShortened, phaseQueued, phaseSearching, phaseIndexing,
        phasePreparing
    case phaseWaitingForModel, phaseReadingPrompt, phaseWriting, phaseCancelling, phaseCancelled, phaseInterrupted
    case phaseAbstained, phaseEscalated, sentencesSupported
    // Triage
    case emergencyBanner, emergency, urgent, soon
    // The status line
    case specialtyAuto, libraryIndexing, modelAbsent, modelFailed, modelLoading, tokensPerSecond, contextUsed
    case contextUsedShort, firstToken, cachedTokens, statusHelp, patientDataLeaves, patientDataStays
    // The composer
    case composerHint, pasted, escCancels, historySearch, historyNothing
    // The start
    case welcomeTitle, welcomeAsk, welcomePatient, welcomeKeys, disclaimer
    // Help and palette
    case helpTitle, helpCommands, helpOpenCitation, helpSigns, signCitation, signCorrected, signIncomplete
    case paletteTitle
    // Leaving
    case quitTitle, quitQuestion, quitKeys
    // Several consultations
    case consultationsTitle, consultationsHint, consultationEmpty, consultationWaiting, consultationWriting
    case consultationAnswered, consultationFailed, consultationStopped, consultationEmergency, consultationNews
    case consultationDraft, closeTitle, closeStopsAnswer, closeLosesDraft, closeKeys, quitOthers
    case remarkStillBlank, remarkDeskFull, remarkOnlyOne, remarkClosed
    // Going on
    case resumeTitle, resumeSummary, resumeAbout, resumeKeys
    // Remarks
    case remarkSpecialty, remarkSpecialtyAuto, remarkAudience, remarkPhrasing, remarkLanguage, remarkNewConsultation
    case remarkNothingToRetry, remarkNothingToResume, remarkResumeLater, remarkNoCitation
    // Failures
    case failureArgument, failureChoices, failureUnknownCommand, failureUnknownCommandAdvice, failureNoPatient
    case failureNoPatientAdvice, moreFailures, escDismisses
    // Arguments of commands
    case argumentNone, argumentFile, argumentSpecialty, argumentAudience, argumentPhrasing, argumentTheme,
        argumentLanguage
    case argumentAnalyte, argumentDays, argumentCitation, argumentWords
    // The patient pane
    case alerts, source, ruleUnverified, ordered, formula, inputs, limits
    case filterFound, bandShort, uncertainCount, moreInTrend
    case otherUnitsCount, flagHigh, flagLow, flagCriticallyHigh, flagCriticallyLow, flagAbnormal
    // Views
    case trend, comparison, timeline, promptTitle, semicolon, noValues, noDates, noUnit, valueCount, asReported
    case withinBand, aboveBand, belowBand, boundOnly, referenceBand, signAbnormal, signPreliminary, signDoubtful
    case leftOutUnits, leftOutUndated, trendKeys, trendKeysTwo, seriesTitle, seriesHint
    case daysWithValues, analyte, change, begunBetween, endedBetween, endsUnknown, nothingRecorded, compareKeys
    case remarkOneDay, timelineKeys, timelineKeysPlain
    case promptAbsent, promptIntroduction, promptTotal, tokenCount, promptKeys
    case whyTitle, whyAbsent, whyKeys, remarkSaved
    // A red flag in what is being written
    case draftBanner
}

extension Phrase: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        // Signs between parts
        case .colon: (": ", "：")
        case .comma: (", ", "、")
        // Panes
        case .conversation: ("Conversation", "对话")
        case .citations: ("Citations", "引文")
        case .patient: ("Patient", "患者")
        case .moreBelow: ("more", "更多")
        // The patient
        case .noPatient: ("No patient loaded", "未载入患者")
        case .unnamed: ("(no name)", "（无姓名）")
        case .ageUnknown: ("age unknown", "年龄不详")
        case .yearsOld: ("%1 y", "%1岁")
        case .deceased: ("deceased", "已故")
        case .patientID: ("ID %1", "编号 %1")
        case .born: ("born %1", "出生 %1")
        case .allergies: ("Allergies", "过敏")
        case .allergyCount: ("Allergies: %1", "过敏：%1 项")
        case .allergiesNone: ("No known allergies", "无已知过敏")
        case .allergiesNotRecorded: ("⚠ Allergies not recorded", "⚠ 过敏史未记录")
        case .criticalityHigh: ("high risk", "高危")
        case .doNotGive: ("must not be given", "禁止使用")
        case .medications: ("Medications", "用药")
        case .problems: ("Problems", "诊断")
        case .latestValues: ("Latest values", "最近检查值")
        case .otherValues: ("Other values", "其他检查值")
        case .computedFromChart: ("Computed by the program", "由程序计算")
        case .reports: ("Reports", "报告")
        case .fileNotes: ("About the file", "关于此文件")
        case .chooserTitle: ("Several patients in this file", "文件中有多名患者")
        case .chooserHint: ("↑↓ choose · Enter loads · Esc keeps things as they are", "↑↓ 选择 · Enter 载入 · Esc 不作更改")
        case .askedAboutOther: ("asked about another patient: %1", "此问题针对另一名患者：%1")
        // Citations
        case .noCitationsYet:
            (
                "The passages an answer rests on stand here, before its first word.",
                "回答所依据的指南段落会先于回答显示在这里。"
            )
        case .nothingFound: ("The library has no passage on this subject.", "资料库中没有与此问题相关的段落。")
        case .superseded: ("SUPERSEDED EDITION", "已被新版取代")
        case .verified: ("verified", "已核实")
        case .unverified: ("UNVERIFIED FIGURE", "数值未经核实")
        case .secondary: ("FROM A SECONDARY SOURCE", "来自二手资料")
        case .grade: ("grade %1", "推荐等级 %1")
        // The course of a turn
        case .passagesFound: ("%1 passages", "%1 段指南")
        case .routedSuffix: (" (auto)", "（自动）")
        case .searchedWith: ("Searched together with %1", "与之前的问题一并检索：%1")
        case .questionShortened: ("[%1 characters in all]", "[共 %1 个字符]")
        case .phaseQueued: ("Waits for the answer before it.", "等待前一个回答完成。")
        case .phaseSearching: ("Searching the guidelines …", "正在检索指南……")
        case .phaseIndexing:
            (
                "Indexing the guidelines, on the first start only: %1 of %2 passages",
                "首次启动正在建立指南索引：%1 / %2 段"
            )
        case .phasePreparing: ("Preparing the prompt …", "正在准备提示词……")
        case .phaseWaitingForModel:
            (
                "The model is loading (%1%). The answer follows; the passages are ready.",
                "模型正在载入（%1%）。段落已就绪，随后生成回答。"
            )
        case .phaseReadingPrompt: ("Reading the prompt: %1 of %2 tokens", "正在读取提示词：%1 / %2 个词元")
        case .phaseWriting: ("Writing …", "正在生成……")
        case .phaseCancelling: ("Stopping …", "正在停止……")
        case .phaseCancelled:
            (
                "Incomplete: you stopped this answer. It isn't used as context.",
                "不完整：您已停止此回答，它不会作为上下文。"
            )
        case .phaseInterrupted:
            (
                "Incomplete: the program ended before this answer did. It isn't used as context.",
                "不完整：程序在回答完成前中断，它不会作为上下文。"
            )
        case .phaseAbstained: ("Abstained: no answer was generated.", "已弃答：未生成回答。")
        case .phaseEscalated: ("Handed on: this needs a person now.", "已转交：此情况需要立即由人处理。")
        case .sentencesSupported: ("%1 of %2 sentences rest on the passages", "%2 句中有 %1 句有段落支持")
        // Triage
        case .emergencyBanner: ("EMERGENCY", "急症警报")
        case .emergency: ("Emergency", "急症")
        case .urgent: ("Urgent", "尽快就医")
        case .soon: ("Soon", "近期就诊")
        // The status line
        case .specialtyAuto: ("specialty: auto", "专科：自动")
        case .libraryIndexing: ("indexing %1/%2", "建立索引 %1/%2")
        case .modelAbsent: ("no model", "无模型")
        case .modelFailed: ("model failed", "模型载入失败")
        case .modelLoading: ("loading model", "正在载入模型")
        case .tokensPerSecond: ("%1 tok/s", "%1 词元/秒")
        case .contextUsed: ("context %1/%2", "上下文 %1/%2")
        case .contextUsedShort: ("ctx %1/%2", "上下文 %1/%2")
        case .firstToken: ("first token %1", "首词元 %1")
        case .cachedTokens: ("cached %1", "缓存 %1")
        case .statusHelp: ("F1 help", "F1 帮助")
        case .patientDataLeaves: ("patient data may leave", "患者数据可外发")
        case .patientDataStays: ("no patient data leaves", "患者数据不外发")
        // The composer
        case .composerHint: ("Ask a question · / for commands · F1 for help", "请输入问题 · / 命令 · F1 帮助")
        case .pasted: ("[pasted %1 characters]", "[粘贴 %1 个字符]")
        case .escCancels: ("Esc stops the answer", "Esc 停止回答")
        case .historySearch: ("search history", "搜索历史")
        case .historyNothing: ("nothing found", "未找到")
        // The start
        case .welcomeTitle: ("Xinglin · guideline answers with their sources", "杏林 · 有据可查的指南问答")
        case .welcomeAsk:
            (
                "Ask in English or Chinese. The passages appear at once, the answer beside them, every figure checked.",
                "可用中文或英文提问。指南段落立即显示，回答随后生成，每个数值都会核对。"
            )
        case .welcomePatient: ("Load a patient with /patient FILE.", "用 /patient 文件 载入患者。")
        case .welcomeKeys:
            (
                "Tab moves between panes, Ctrl+P lists commands, F1 shows help.",
                "Tab 切换窗格，Ctrl+P 列出命令，F1 显示帮助。"
            )
        case .disclaimer:
            (
                "For clinicians, as an aid to reading guidelines. It does not replace clinical judgement.",
                "供临床医生查阅指南之用，不能替代临床判断。"
            )
        // Help and palette
        case .helpTitle: ("Help · ↑↓ scroll · Esc closes", "帮助 · ↑↓ 滚动 · Esc 关闭")
        case .helpCommands: ("Commands", "命令")
        case .helpOpenCitation:
            (
                "[1] and Enter: open a citation; once more: its document",
                "[1] 加 Enter：打开引文；再次：打开其文件"
            )
        case .helpSigns: ("Signs", "符号")
        case .signCitation: ("a citation; it lights up with its passage", "引文，与其段落同时高亮")
        case .signCorrected: ("the program corrected the citation", "程序已更正引文")
        case .signIncomplete: ("incomplete answer", "不完整的回答")
        case .paletteTitle: ("Commands", "命令")
        // Leaving
        case .quitTitle: ("Leave Xinglin?", "退出杏林？")
        case .quitQuestion: ("Finished answers are kept.", "已完成的回答会保留。")
        case .quitKeys: ("Enter or y leaves · any other key stays", "Enter 或 y 退出 · 其他键留下")
        // Going on
        case .resumeTitle: ("Go on with the interrupted conversation?", "继续上次中断的对话？")
        case .resumeSummary: ("Begun %1, questions: %2", "开始于 %1，问题数：%2")
        case .resumeAbout: ("About %1", "患者：%1")
        case .resumeKeys: ("Enter goes on · Esc begins anew · or just type", "Enter 继续 · Esc 重新开始 · 或直接输入")
        // Remarks
        case .remarkSpecialty: ("Specialty pinned: %1", "已固定专科：%1")
        case .remarkSpecialtyAuto: ("The specialty is chosen by meaning", "将按语义自动选择专科")
        case .remarkAudience: ("Answers are written for a %1", "回答对象：%1")
        case .remarkPhrasing: ("From now on: %1", "此后：%1")
        case .remarkLanguage: ("The interface is in English", "界面语言：中文")
        case .remarkNewConsultation: ("New consultation", "新的咨询")
        case .remarkNothingToRetry: ("Nothing has been asked yet", "尚未提出问题")
        case .remarkNothingToResume: ("There is no earlier conversation to go on with", "没有可以继续的对话")
        case .remarkResumeLater:
            (
                "An earlier conversation was interrupted: /resume goes on with it",
                "上次的对话被中断：用 /resume 继续"
            )
        case .remarkNoCitation: ("There is no citation %1 here", "此处没有引文 %1")
        // Failures
        case .failureArgument: ("%1 doesn't know “%2”.", "%1 不认识“%2”。")
        case .failureChoices: ("Use one of: %1.", "可用：%1。")
        case .failureUnknownCommand: ("There is no command %1.", "没有命令 %1。")
        case .failureUnknownCommandAdvice:
            (
                "Type / to see the commands, or begin the question with a blank.",
                "输入 / 查看命令；若是提问，请以空格开头。"
            )
        case .failureNoPatient: ("The file holds no patient.", "文件中没有患者。")
        case .failureNoPatientAdvice:
            (
                "Choose a FHIR R4 Bundle with a Patient resource.",
                "请选择含有 Patient 资源的 FHIR R4 Bundle。"
            )
        case .moreFailures: ("(%1 more)", "（另有 %1 条）")
        case .escDismisses: ("Esc dismisses", "Esc 关闭")
        // Arguments of commands
        case .argumentNone: ("", "")
        case .argumentFile: ("FILE", "文件")
        case .argumentSpecialty: ("ID or auto", "ID 或 auto")
        case .argumentAudience: ("clinician or patient", "clinician 或 patient")
        case .argumentPhrasing: ("phrased, free or none", "phrased、free 或 none")
        case .argumentTheme: ("NAME", "名称")
        case .argumentLanguage: ("en or zh", "en 或 zh")
        case .argumentAnalyte: ("VALUE", "检查项目")
        case .argumentDays: ("DAY DAY", "日期 日期")
        default: laterWords
        }
    }
}
