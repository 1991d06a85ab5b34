/// Inputs that several tools ask for, under one name and with one set of units.
extension ToolInput {
    static let sex = ToolInput(
        "sex", BilingualText("sex", "性别"),
        .choice([
            ToolChoice("female", "female", "女", spellings: ["f", "w", "woman", "女性"]),
            ToolChoice("male", "male", "男", spellings: ["m", "man", "男性"]),
        ]))

    static func age(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput("age", BilingualText("age in years", "年龄（岁）"), .number(ToolQuantity("", range, others: [.years])))
    }

    static func weight(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput("weight", BilingualText("body weight", "体重"), .number(ToolQuantity("kg", range, others: [.pounds])))
    }

    static func creatinine(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "creatinine", aliases: ["scr", "cr"], BilingualText("serum creatinine", "血肌酐"),
            .number(ToolQuantity("mg/dL", range, analyte: "creatinine")))
    }
}

extension ToolUnit {
    static let years = ToolUnit("a", spellings: ["year", "years", "y", "yr", "yrs", "岁", "歲"], isShown: false)
    static let pounds = ToolUnit("[lb_av]", factor: 0.45359237)
    static let centimetres = ToolUnit("cm", factor: 0.01)
}
