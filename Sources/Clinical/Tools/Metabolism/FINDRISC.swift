extension ClinicalTool {
    static let findrisc = ClinicalTool(
        id: "findrisc", name: BilingualText("FINDRISC, risk of type 2 diabetes", "FINDRISC 2型糖尿病风险评分"),
        inputs: [
            .age(18...120), .sex, .bodyMassIndex(10...100),
            ToolInput(
                "waist", aliases: ["waist_circumference"], BilingualText("waist circumference", "腰围"),
                .number(ToolQuantity("cm", 30...250, others: [.inches]))),
            .yesNo("physically_active", aliases: ["activity"], "at least 30 minutes of activity a day", "每天活动≥30分钟"),
            .yesNo("daily_vegetables_fruit", aliases: ["vegetables"], "vegetables or fruit every day", "每天吃蔬菜或水果"),
            .yesNo(
                "antihypertensive_medication", aliases: ["bpmed"], "ever on regular blood pressure medication",
                "曾规律服用降压药"),
            .yesNo(
                "high_blood_glucose_history", aliases: ["high_glucose"],
                "high blood glucose ever found (pregnancy included)",
                "曾发现血糖升高（含妊娠）"),
            ToolInput(
                "family_history", BilingualText("family history of diabetes", "糖尿病家族史"),
                .choice([
                    ToolChoice("none", "none", "无", spellings: ["no", "無"]),
                    ToolChoice(
                        "second_degree", "grandparent, aunt, uncle or cousin", "二级亲属", spellings: ["second"]),
                    ToolChoice("first_degree", "parent, sibling or child", "一级亲属", spellings: ["first"]),
                ])),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "age 45–54 2, 55–64 3, ≥65 4; BMI 25–30 1, >30 3; waist men 94–102 3, >102 4, women 80–88 3, >88 4; inactive 2; "
                + "no daily vegetables 1; antihypertensives 2; high glucose 5; relatives of second degree 3, first 5; 0–26",
            "年龄45–54 2、55–64 3、≥65 4；BMI 25–30 1、>30 3；腰围男94–102 3、>102 4，女80–88 3、>88 4；不活动2；非每天蔬果1；"
                + "降压药2；曾高血糖5；二级亲属3、一级5；0–26分"),
        bands: [
            .below(7, "low: about 1% within 10 years", "低：10年约1%"),
            .from(7, below: 12, "slightly elevated: about 4%", "略高：约4%"),
            .from(12, below: 15, "moderate: about 17%", "中等：约17%"),
            .from(15, to: 20, "high: about 33%", "高：约33%"),
            .above(20, "very high: about 50%", "极高：约50%"),
        ],
        limits: BilingualText(
            "adults without diabetes; derived in Finland; waist and BMI limits are higher than the Chinese ones; a glucose "
                + "test makes the diagnosis",
            "用于无糖尿病成人；源自芬兰人群，腰围和BMI切点高于中国标准；确诊须测血糖"),
        source: ToolSource(
            "Lindström & Tuomilehto 2003, Diabetes Care 26:725",
            seenAt: "https://induwara.lk/tools/diabetes-risk-calculator", status: .secondary),
        keywords: [
            "findrisc", "diabetes risk", "prediabetes", "screening", "prevent diabetes", "糖尿病风险", "糖尿病前期", "筛查", "篩查",
        ],
        examples: [
            finnish("male", 40, 35, 89, [true, false, true, true], "none", 11),
            finnish("female", 71, 31.3, 99, [false, false, false, false], "first_degree", 19),
            finnish("male", 64, 25, 94, [true, true, false, false], "none", 7),
            finnish("female", 44, 24.9, 79.9, [true, true, false, false], "none", 0),
        ]
    ) { values throws(ToolError) in
        let age = try values.number("age")
        let mass = try values.number("bmi")
        let waist = try values.number("waist")
        let (low, high) = try values.choice("sex") == "female" ? (80.0, 88.0) : (94.0, 102.0)
        var score: Double = age >= 65 ? 4 : age >= 55 ? 3 : age >= 45 ? 2 : 0
        score += mass > 30 ? 3 : mass >= 25 ? 1 : 0
        score += waist > high ? 4 : waist >= low ? 3 : 0
        if try !values.flag("physically_active") { score += 2 }
        if try !values.flag("daily_vegetables_fruit") { score += 1 }
        if try values.flag("antihypertensive_medication") { score += 2 }
        if try values.flag("high_blood_glucose_history") { score += 5 }
        score += try values.points(of: "family_history", ["second_degree": 3, "first_degree": 5])
        return .number(score)
    }

    /// - Parameter flags: active, vegetables, antihypertensives, high glucose.
    private static func finnish(
        _ sex: String, _ age: Double, _ mass: Double, _ waist: Double, _ flags: [Bool], _ family: String,
        _ score: Double
    ) -> ToolExample {
        let names = [
            "physically_active", "daily_vegetables_fruit", "antihypertensive_medication", "high_blood_glucose_history",
        ]
        var inputs = Dictionary(uniqueKeysWithValues: zip(names, flags.map(GivenValue.flag)))
        inputs["sex"] = .text(sex)
        inputs["age"] = .number(age)
        inputs["bmi"] = .number(mass)
        inputs["waist"] = .number(waist)
        inputs["family_history"] = .text(family)
        return ToolExample(inputs, score, within: 0)
    }
}
