import Foundation

extension ClinicalTool {
    static let correctedQT = ClinicalTool(
        id: "qtc", aliases: ["corrected-qt"],
        name: BilingualText("Corrected QT (Bazett, Fridericia, Framingham, Hodges)", "校正QT间期（QTc）"),
        inputs: [
            ToolInput(
                "qt", aliases: ["qt_interval"], BilingualText("QT interval", "QT间期"),
                .number(ToolQuantity("ms", 200...700, others: [ToolUnit("s", factor: 1000)]))),
            .heartRate(30...180),
            ToolInput(
                "method", aliases: ["formula"],
                BilingualText("formula (default Bazett, above 90/min Fridericia)", "公式（默认Bazett，心率>90用Fridericia）"),
                .choice(QTFormula.allCases.map(\.choice)), isOptional: true),
            ToolInput(
                "sex", BilingualText("sex, for the normal limit", "性别（用于正常上限）"), ToolInput.sex.kind, isOptional: true),
        ],
        output: .number(unit: "ms", decimals: 0),
        formula: BilingualText(
            "RR = 60/rate in s; Bazett QT/√RR; Fridericia QT/∛RR; Framingham QT + 154 × (1 − RR); Hodges QT + 1.75 × "
                + "(rate − 60)",
            "RR=60÷心率（s）；Bazett QT/√RR；Fridericia QT/∛RR；Framingham QT+154×(1−RR)；Hodges QT+1.75×(心率−60)"),
        limits: BilingualText(
            "Bazett over-corrects at fast rates: Fridericia above 90/min; not for paced rhythm or wide QRS without allowance",
            "心率快时Bazett过度校正：>90次/分用Fridericia；起搏心律或宽QRS需另行校正"),
        source: ToolSource(
            "Bazett 1920; Fridericia 1920; Sagie 1992; Hodges 1983",
            seenAt: ToolSource.medCalcBench("qt_calculator_bazett"),
            status: .verified),
        keywords: ["qt", "qtc", "torsad", "arrhythm", "ecg", "心电图", "心電圖", "尖端扭转", "心律失常"],
        examples: [
            qt(400, 60, bazett: 400, fridericia: 400, framingham: 400, hodges: 400, 400),
            qt(360, 100, bazett: 465, fridericia: 427, framingham: 422, hodges: 430, 427),
            qt(440, 50, bazett: 402, fridericia: 414, framingham: 409, hodges: 422, 402),
        ]
    ) { values throws(ToolError) in
        let (qt, rate) = (try values.number("qt"), try values.number("heart_rate"))
        let stated = values.optionalChoice("method").flatMap(QTFormula.init)
        let formula = stated ?? (rate > 90 ? .fridericia : .bazett)
        let corrected = ToolResult.rounded(formula.corrected(qt, rate: rate), decimals: 0)
        let meaning = QTFormula.meaning(corrected, sex: values.optionalChoice("sex"))
        return ToolFinding(
            .number(corrected),
            interpretation: BilingualText(
                "\(formula.name): \(meaning.english)", "\(formula.name)：\(meaning.chinese)"),
            figures: QTFormula.allCases.map {
                ToolFigure($0.rawValue, ToolResult.rounded($0.corrected(qt, rate: rate), decimals: 1), unit: "ms")
            })
    }

    private static func qt(
        _ qt: Double, _ rate: Double, bazett: Double, fridericia: Double, framingham: Double, hodges: Double,
        _ expected: Double
    ) -> ToolExample {
        ToolExample(
            ["qt": .number(qt), "heart_rate": .number(rate)], expected, within: 0.5,
            figures: ["bazett": bazett, "fridericia": fridericia, "framingham": framingham, "hodges": hodges])
    }
}

private enum QTFormula: String, CaseIterable {
    case bazett, fridericia, framingham, hodges

    var name: String { rawValue.capitalized }
    var choice: ToolChoice { ToolChoice(rawValue, name, name) }

    /// - Parameters: milliseconds and beats a minute; the result in milliseconds.
    func corrected(_ qt: Double, rate: Double) -> Double {
        let seconds = 60 / rate
        return switch self {
        case .bazett: qt / seconds.squareRoot()
        case .fridericia: qt / cbrt(seconds)
        case .framingham: qt + 154 * (1 - seconds)
        case .hodges: qt + 1.75 * (rate - 60)
        }
    }

    static func meaning(_ value: Double, sex: String?) -> BilingualText {
        let limit: Double = sex == "female" ? 460 : 450
        switch value {
        case 500.nextUp...:
            return BilingualText("above 500 ms: stop the culprit drug, correct urgently", ">500 ms：停用相关药物并紧急纠正")
        case limit...:
            let note = sex == nil && value < 460 ? ("; normal for women below 460", "；女性<460为正常") : ("", "")
            return BilingualText(
                "prolonged: review drugs and electrolytes\(note.0)", "延长：检查用药和电解质\(note.1)")
        default: return BilingualText("normal (below 450 ms in men, 460 in women)", "正常（男<450 ms，女<460 ms）")
        }
    }
}
