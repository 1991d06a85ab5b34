/// The points of NEWS2, parameter by parameter. Values are judged as the chart has them: whole numbers, the temperature
/// to a tenth.
struct EarlyWarning {
    let items: [(name: String, points: Double)]

    init(_ values: ToolValues) throws(ToolError) {
        let isOnOxygen = try values.flag("supplemental_oxygen")
        let saturation = try values.number("oxygen_saturation").rounded()
        let isScaleTwo = try values.choice("spo2_scale") == "2"
        let temperature = (try values.number("temperature") * 10).rounded() / 10
        items = [
            ("respiratory_rate", Self.breathing(try values.number("respiratory_rate").rounded())),
            (
                "oxygen_saturation",
                isScaleTwo ? Self.scaleTwo(saturation, isOnOxygen: isOnOxygen) : Self.scaleOne(saturation)
            ),
            ("supplemental_oxygen", isOnOxygen ? 2 : 0),
            ("systolic_bp", Self.pressure(try values.number("systolic_bp").rounded())),
            ("heart_rate", Self.pulse(try values.number("heart_rate").rounded())),
            ("consciousness", try values.choice("consciousness") == "alert" ? 0 : 3),
            ("temperature", Self.heat(temperature)),
        ]
    }

    static func response(total: Double, hasRed: Bool) -> BilingualText {
        switch total {
        case 7...:
            BilingualText("7 or more: emergency response, continuous monitoring", "≥7：紧急响应，持续监测")
        case 5..<7: BilingualText("5–6: urgent review within 1 hour", "5–6：1小时内紧急评估")
        case _ where hasRed:
            BilingualText("one parameter scores 3: urgent review within 1 hour", "单项3分：1小时内紧急评估")
        case 1..<5: BilingualText("1–4: low risk", "1–4：低危")
        default: BilingualText("0: routine monitoring", "0：常规监测")
        }
    }

    private static func breathing(_ rate: Double) -> Double {
        switch rate {
        case ...8: 3
        case ...11: 1
        case ...20: 0
        case ...24: 2
        default: 3
        }
    }

    private static func scaleOne(_ percent: Double) -> Double {
        switch percent {
        case ...91: 3
        case ...93: 2
        case ...95: 1
        default: 0
        }
    }

    private static func scaleTwo(_ percent: Double, isOnOxygen: Bool) -> Double {
        switch percent {
        case ...83: 3
        case ...85: 2
        case ...87: 1
        case ...92: 0
        case _ where !isOnOxygen: 0
        case ...94: 1
        case ...96: 2
        default: 3
        }
    }

    private static func pressure(_ systolic: Double) -> Double {
        switch systolic {
        case ...90: 3
        case ...100: 2
        case ...110: 1
        case ...219: 0
        default: 3
        }
    }

    private static func pulse(_ rate: Double) -> Double {
        switch rate {
        case ...40: 3
        case ...50: 1
        case ...90: 0
        case ...110: 1
        case ...130: 2
        default: 3
        }
    }

    private static func heat(_ celsius: Double) -> Double {
        switch celsius {
        case ...35: 3
        case ...36: 1
        case ...38: 0
        case ...39: 1
        default: 2
        }
    }

    static let examples: [ToolExample] = [
        example([18, 96, 124, 82, 37.0], scale: 1, oxygen: false, "A", 0),
        example([26, 92, 98, 115, 38.4], scale: 1, oxygen: true, "A", 12),
        example([22, 90, 128, 96, 36.8], scale: 2, oxygen: true, "A", 5),
        example([22, 95, 130, 88, 36.5], scale: 2, oxygen: true, "C", 9),
    ]

    /// - Parameter figures: respiratory rate, SpO₂, systolic pressure, heart rate, temperature.
    private static func example(
        _ figures: [Double], scale: Int, oxygen: Bool, _ consciousness: String, _ total: Double
    ) -> ToolExample {
        let names = ["respiratory_rate", "oxygen_saturation", "systolic_bp", "heart_rate", "temperature"]
        var inputs = Dictionary(uniqueKeysWithValues: zip(names, figures.map(GivenValue.number)))
        inputs["spo2_scale"] = .number(Double(scale))
        inputs["supplemental_oxygen"] = .flag(oxygen)
        inputs["consciousness"] = .text(consciousness)
        return ToolExample(inputs, total, within: 0)
    }
}
