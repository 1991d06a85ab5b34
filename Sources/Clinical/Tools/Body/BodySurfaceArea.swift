import Foundation

extension ClinicalTool {
    static let bodySurfaceArea = ClinicalTool(
        id: "bsa", aliases: ["body-surface-area"],
        name: BilingualText("Body surface area (Mosteller; DuBois)", "体表面积（Mosteller；DuBois）"),
        inputs: [
            .weight(2...250), .height(centimetres: 40...250),
            ToolInput(
                "method", aliases: ["formula"], BilingualText("formula", "公式"),
                .choice([
                    ToolChoice("mosteller", "Mosteller", "Mosteller"),
                    ToolChoice("dubois", "DuBois", "DuBois", spellings: ["du bois"]),
                ]), standard: "mosteller"),
        ],
        output: .number(unit: "m2", decimals: 2),
        formula: BilingualText(
            "Mosteller: √(height in cm × weight in kg / 3600); DuBois: 0.007184 × weight^0.425 × height^0.725",
            "Mosteller：√（身高cm×体重kg÷3600）；DuBois：0.007184×体重^0.425×身高^0.725"),
        bands: [
            .below(1.6, "below the typical adult 1.6–2.0", "低于成人常见值1.6–2.0"),
            .from(1.6, to: 2.0, "typical adult 1.6–2.0", "成人常见值1.6–2.0"),
            .above(2.0, "above the typical adult 1.6–2.0", "高于成人常见值1.6–2.0"),
        ],
        limits: BilingualText("say which formula a dose was worked out by", "按体表面积给药时须注明所用公式"),
        source: ToolSource(
            "Mosteller 1987, NEJM 317:1098; DuBois 1916", seenAt: ToolSource.medCalcBench("bsa_calculator"),
            status: .verified,
            note: BilingualText(
                "the DuBois coefficients are general knowledge, unverified", "DuBois系数为通用知识，未经核实")),
        keywords: ["bsa", "body surface", "chemotherapy", "体表面积", "體表面積", "化疗", "化療"],
        examples: [
            ToolExample(["weight": 70, "height": 170], 1.82, within: 0.006, figures: ["dubois": 1.81]),
            ToolExample(["weight": 20, "height": 110], 0.78, within: 0.006, figures: ["dubois": 0.78]),
        ]
    ) { values throws(ToolError) in
        let (weight, height) = (try values.number("weight"), try values.number("height"))
        let mosteller = (height * weight / 3600).squareRoot()
        let dubois = 0.007184 * pow(weight, 0.425) * pow(height, 0.725)
        return ToolFinding(
            .number(try values.choice("method") == "dubois" ? dubois : mosteller),
            figures: [ToolFigure("mosteller", mosteller, unit: "m2"), ToolFigure("dubois", dubois, unit: "m2")])
    }
}
