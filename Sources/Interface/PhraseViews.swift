extension Phrase {
    /// The patient pane, the views and the composer's banner.
    var laterWords: (english: String, chinese: String) {
        switch self {
        // The patient pane
        case .alerts: ("Alerts", "警示")
        case .source: ("Source", "来源")
        case .ruleUnverified: ("RULE NOT VERIFIED", "规则未经核实")
        case .ordered: ("ordered %1", "开具 %1")
        case .formula: ("Formula", "公式")
        case .limits: ("Limits", "适用限制")
        case .inputs: ("From", "输入")
        case .filterFound: ("%1 found", "找到 %1 条")
        case .bandShort: ("ref %1", "参考 %1")
        case .uncertainCount: ("+%1 uncertain", "+%1 存疑")
        case .moreInTrend: ("%1 more: /trend %2", "另有 %1 个：/trend %2")
        case .otherUnitsCount: ("%1 in another unit, not drawn", "%1 个单位不同，未绘制")
        case .flagHigh: ("high", "偏高")
        case .flagLow: ("low", "偏低")
        case .flagCriticallyHigh: ("critically high", "危急偏高")
        case .flagCriticallyLow: ("critically low", "危急偏低")
        case .flagAbnormal: ("abnormal", "异常")
        // Views
        case .trend: ("Trend", "趋势")
        case .comparison: ("Compare", "比较")
        case .timeline: ("Timeline", "时间线")
        case .promptTitle: ("What the model sees", "模型看到的内容")
        case .semicolon: ("; ", "；")
        case .noValues: ("The chart has no values that are numbers.", "病历中没有数值型检查结果。")
        case .noDates: ("None of these values has a date, so there is no course to draw:", "以下数值均无日期，无法绘制变化：")
        case .noUnit: ("no unit", "无单位")
        case .valueCount: ("%1 values", "%1 个数值")
        case .asReported: ("as reported", "按报告")
        case .withinBand: ("within the reference range", "在参考范围内")
        case .aboveBand: ("above the reference range", "高于参考范围")
        case .belowBand: ("below the reference range", "低于参考范围")
        case .boundOnly: ("a limit, not a value", "界限值，非实测值")
        case .referenceBand: ("reference range %1", "参考范围 %1")
        case .signAbnormal: ("flagged", "异常")
        case .signPreliminary: ("preliminary", "初步结果")
        case .signDoubtful: ("doubtful", "存疑")
        case .leftOutUnits: ("⚠ %1 left out, in another unit (%2)", "⚠ %1 个单位不同未绘制（%2）")
        case .leftOutUndated: ("⚠ %1 left out, without a date", "⚠ %1 个无日期未绘制")
        case .trendKeys: ("←→ value · ↑↓ analyte · + − zoom · Esc back", "←→ 数值 · ↑↓ 项目 · + − 缩放 · Esc 返回")
        case .trendKeysTwo:
            (
                "←→ value · Tab other series · ↑↓ analyte · + − zoom · Esc back",
                "←→ 数值 · Tab 另一项目 · ↑↓ 更换 · + − 缩放 · Esc 返回"
            )
        case .seriesTitle: ("Which value?", "选择检查项目")
        case .seriesHint: ("↑↓ choose · Enter draws · Esc goes back", "↑↓ 选择 · Enter 绘制 · Esc 返回")
        case .daysWithValues: ("Days with values", "有数值的日期")
        case .analyte: ("Value", "检查项目")
        case .change: ("Change", "变化")
        case .begunBetween: ("Begun or first ordered in between", "其间开始或首次开具")
        case .endedBetween: ("Ended in between", "其间结束")
        case .endsUnknown: ("Ended at an unknown time: %1", "结束时间不明：%1 项")
        case .nothingRecorded: ("nothing recorded", "无记录")
        case .compareKeys: ("←→ day · Tab other day · ↑↓ scroll · Esc back", "←→ 日期 · Tab 另一日期 · ↑↓ 滚动 · Esc 返回")
        case .remarkOneDay:
            ("The chart has values of one day only: nothing to compare", "病历中只有一天的数值，无法比较")
        case .timelineKeys:
            (
                "←→ time · + − zoom · ↑↓ scroll · Tab other value · Esc back",
                "←→ 时段 · + − 缩放 · ↑↓ 滚动 · Tab 更换项目 · Esc 返回"
            )
        case .timelineKeysPlain: ("←→ time · + − zoom · ↑↓ scroll · Esc back", "←→ 时段 · + − 缩放 · ↑↓ 滚动 · Esc 返回")
        case .promptAbsent:
            (
                "The model wasn't asked for the answer shown, or the answer comes from an earlier run: there is no prompt.",
                "当前回答未使用模型，或来自之前的运行：没有提示词。"
            )
        case .promptIntroduction:
            ("The exact text that the model was given, in this order.", "按顺序提供给模型的完整文本。")
        case .promptTotal: ("%1 tokens in all.", "共 %1 个词元。")
        case .tokenCount: ("%1 tokens", "%1 词元")
        case .promptKeys: ("↑↓ scroll · [ ] part · Esc back", "↑↓ 滚动 · [ ] 上下部分 · Esc 返回")
        case .whyTitle: ("How this answer came about", "回答的由来")
        case .whyAbsent: ("There is no finished answer yet.", "还没有完成的回答。")
        case .whyKeys: ("↑↓ scroll · [ ] section · Esc back", "↑↓ 滚动 · [ ] 上下部分 · Esc 返回")
        case .remarkSaved: ("Written to %1, readable by you alone", "已写入 %1，仅本人可读")
        // A red flag in what is being written
        case .draftBanner: (" in what you are writing", "（正在输入的内容）")
        default: evidenceWords
        }
    }
}
