extension ClinicalTool {
    static let fib4 = ClinicalTool(
        id: "fib-4", name: BilingualText("FIB-4 index of liver fibrosis", "FIB-4肝纤维化指数"),
        inputs: [
            .age(18...120), .transaminase("ast", "AST", "天冬氨酸氨基转移酶（AST）"),
            .transaminase("alt", "ALT", "丙氨酸氨基转移酶（ALT）"), .platelets(10...1000),
        ],
        output: .number(unit: "{index}", decimals: 2),
        formula: BilingualText("age × AST / (platelets × √ALT)", "年龄 × AST ÷（血小板 × √ALT）"),
        limits: BilingualText(
            "best at 35–65 years; above 65 the lower cut-off is 2.0; not in acute hepatitis",
            "35–65岁最可靠；>65岁低界值用2.0；急性肝炎不适用"),
        source: ToolSource(
            "Sterling 2006, Hepatology 43:1317; EASL-EASD-EASO 2024", seenAt: ToolSource.medCalcBench("fibrosis_4"),
            status: .verified,
            note: BilingualText(
                "one study of 2024 argues against the higher cut-off above 65", "2024年一项研究不支持>65岁提高界值")),
        keywords: [
            "fib-4", "fib4", "fibrosis", "liver", "masld", "nafld", "cirrhosis", "alt", "ast", "肝", "脂肪肝", "转氨酶", "轉氨酶",
        ],
        examples: [
            ToolExample(["age": 50, "ast": 40, "alt": 35, "platelets": 200], 1.69, within: 0.006),
            ToolExample(["age": 70, "ast": 30, "alt": 25, "platelets": 180], 2.33, within: 0.006),
            ToolExample(["age": 60, "ast": 90, "alt": 60, "platelets": 120], 5.81, within: 0.006),
        ]
    ) { values throws(ToolError) in
        let age = try values.number("age")
        let (ast, alt) = (try values.number("ast"), try values.number("alt"))
        let index = ToolResult.rounded(age * ast / (try values.number("platelets") * alt.squareRoot()), decimals: 2)
        return ToolFinding(.number(index), interpretation: fibrosis(index, age: age))
    }

    private static func fibrosis(_ index: Double, age: Double) -> BilingualText {
        let low = age > 65 ? 2.0 : 1.3
        let shown = NumberText.exact(low)
        if index < low {
            return BilingualText("below \(shown): low risk of advanced fibrosis", "<\(shown)：进展期肝纤维化低风险")
        }
        if index <= 2.67 {
            return BilingualText(
                "\(shown)–2.67: indeterminate, elastography or ELF", "\(shown)–2.67：不确定，行弹性成像或ELF")
        }
        return BilingualText("above 2.67: high risk of advanced fibrosis", ">2.67：进展期肝纤维化高风险")
    }
}

extension ToolInput {
    static func transaminase(_ name: String, _ english: String, _ chinese: String) -> ToolInput {
        ToolInput(name, BilingualText(english, chinese), .number(ToolQuantity("U/L", 5...2000)))
    }
}
