import Foundation

extension ClinicalTool {
    static let brock = ClinicalTool(
        id: "brock-2b", aliases: ["brock", "pancan-2b"],
        name: BilingualText("Brock (PanCan) model 2b of a pulmonary nodule", "Brock（PanCan）肺结节模型2b"),
        inputs: [
            .age(18...120), .sex,
            .yesNo("family_history", aliases: ["family_history_lung_cancer"], "family history of lung cancer", "肺癌家族史"),
            .yesNo("emphysema", "emphysema", "肺气肿"), .noduleDiameter(1...30),
            ToolInput(
                "nodule_type", aliases: ["type"], BilingualText("type of the nodule", "结节类型"),
                .choice([
                    ToolChoice("solid", "solid", "实性", spellings: ["實性"]),
                    ToolChoice("part-solid", "part-solid", "部分实性", spellings: ["partsolid", "subsolid", "混合磨玻璃"]),
                    ToolChoice(
                        "non-solid", "non-solid", "磨玻璃",
                        spellings: [
                            "nonsolid", "ground-glass", "groundglass", "ggn", "ggo", "pure ground-glass", "纯磨玻璃",
                        ]),
                ])),
            .yesNo("upper_lobe", "in an upper lobe", "位于上叶"),
            ToolInput(
                "nodule_count", aliases: ["count", "number_of_nodules"], BilingualText("number of nodules", "结节数目"),
                .number(ToolQuantity("", 1...50))),
            .yesNo("spiculation", aliases: ["spiculated"], "spiculation", "毛刺征"),
        ],
        output: .number(unit: "%", decimals: 1),
        formula: BilingualText(
            "1/(1 + e^−x), x = −6.78917 + 0.0286687 (age − 62) + 0.6011 female + 0.296109 family history + 0.2953112 "
                + "emphysema − 5.385484 ((mm/10)^−0.5 − 1.58113883) + 0.377 part-solid − 0.1276 non-solid + 0.6581383 upper "
                + "lobe − 0.0824156 (count − 4) + 0.7729335 spiculation",
            "1/(1+e^−x)，x=−6.78917+0.0286687(年龄−62)+0.6011女+0.296109家族史+0.2953112肺气肿−5.385484((mm/10)^−0.5−1.58113883)"
                + "+0.377部分实性−0.1276磨玻璃+0.6581383上叶−0.0824156(数目−4)+0.7729335毛刺"),
        bands: [
            .below(10, "below 10%: CT surveillance (BTS)", "<10%：CT随访（BTS）"),
            .from(10, "10% or above: PET/CT, then the Herder model (BTS)", "≥10%：PET/CT后用Herder模型（BTS）"),
        ],
        limits: BilingualText(
            "derived in smokers of 50–75 years who were screened; not after cancer or in immunosuppression; for nodules up to "
                + "30 mm",
            "源自50–75岁筛查吸烟者；肿瘤史或免疫抑制者不适用；用于≤30 mm结节"),
        source: ToolSource(
            "McWilliams 2013, NEJM 369:910", seenAt: "https://pmc.ncbi.nlm.nih.gov/articles/PMC6717521/table/T2",
            status: .verified,
            note: BilingualText(
                "a page that subtracts 4 mm from the size misreads the centring constant (4/10)^−0.5",
                "有页面将直径减4 mm，系误读中心化常数(4/10)^−0.5")),
        keywords: NoduleModel.keywords,
        examples: [
            nodule(62, "M", [], 4, "solid", 4, 0.11),
            nodule(65, "F", ["emphysema", "upper_lobe", "spiculation"], 10, "solid", 1, 26.92),
            nodule(70, "F", ["family_history", "emphysema", "upper_lobe"], 15, "part_solid", 1, 50.83),
            nodule(55, "M", [], 6, "nonsolid", 2, 0.45),
        ]
    ) { values throws(ToolError) in
        var sum = -6.78917 + 0.0286687 * (try values.number("age") - 62)
        if try values.choice("sex") == "female" { sum += 0.6011 }
        sum += 0.296109 * (try values.points("family_history")) + 0.2953112 * (try values.points("emphysema"))
        sum -= 5.385484 * (1 / (try values.number("diameter") / 10).squareRoot() - 1.58113883)
        sum += try values.points(of: "nodule_type", ["part-solid": 0.377, "non-solid": -0.1276])
        sum += 0.6581383 * (try values.points("upper_lobe")) + 0.7729335 * (try values.points("spiculation"))
        sum -= 0.0824156 * (try values.number("nodule_count") - 4)
        return .number(NoduleModel.percent(sum))
    }

    private static func nodule(
        _ age: Double, _ sex: String, _ present: Set<String>, _ diameter: Double, _ type: String, _ count: Double,
        _ percent: Double
    ) -> ToolExample {
        let items = ["family_history", "emphysema", "upper_lobe", "spiculation"]
        var inputs = Dictionary(uniqueKeysWithValues: items.map { ($0, GivenValue.flag(present.contains($0))) })
        inputs["age"] = .number(age)
        inputs["sex"] = .text(sex)
        inputs["diameter"] = .number(diameter)
        inputs["nodule_type"] = .text(type)
        inputs["nodule_count"] = .number(count)
        return ToolExample(inputs, percent)
    }
}
