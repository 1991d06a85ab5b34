import Foundation

/// eGFR from the newest sound creatinine, with its course over earlier ones.
enum FiltrationFact {
    static func fact(for patient: Patient, on date: Date) -> ComputedFact? {
        let series = patient.usable("creatinine")
        guard let creatinine = series.last, let stated = creatinine.stated,
            let (result, age) = filtration(creatinine, patient, date), let value = result.number
        else { return nil }
        let tool = ClinicalTool.ckdEpi2021
        let shown = result.valueText(in: "en")
        let stage = FiltrationStage(value).rawValue
        let from = "\(NumberText.shown(stated.value)) \(UnitName.display(stated.unit))"
        let day = creatinine.time?.dayText
        var english = "eGFR \(shown) (\(stage)), CKD-EPI 2021, from creatinine \(from)"
        english += day.map { " of \($0)" } ?? " (no date)"
        english += ", age \(age), \(patient.sex.rawValue); not for acute kidney injury or extremes of muscle mass"
        var chinese = "eGFR \(shown)（\(stage)），CKD-EPI 2021肌酐公式，据\(day ?? "日期不详的")肌酐\(from)、\(age)岁、"
        chinese += patient.sex == .female ? "女性" : "男性"
        chinese += "；急性肾损伤或肌肉量极端者不适用"
        for note in [course(value, series, patient, date), doubtfulLater(patient, than: creatinine)].compactMap({ $0 })
        {
            english += "; " + note.english
            chinese += "；" + note.chinese
        }
        var inputs = ["creatinine": creatinine.givenText ?? "", "age": "\(age)", "sex": patient.sex.rawValue]
        inputs["date"] = day
        return ComputedFact(
            result, of: tool, named: ClinicalTool.chartNameOfFiltration, inputs: inputs,
            text: BilingualText(english, chinese))
    }

    private static func filtration(
        _ creatinine: Observation, _ patient: Patient, _ date: Date
    ) -> (result: ToolResult, age: Int)? {
        guard let given = creatinine.given, let age = patient.age(at: creatinine.time, or: date) else { return nil }
        let inputs: [String: GivenValue] = [
            "creatinine": given, "age": .number(Double(age)), "sex": .text(patient.sex.rawValue),
        ]
        // Another sex, a child, or a creatinine out of range: the equation doesn't hold.
        return (try? ClinicalTool.ckdEpi2021.run(inputs)).map { ($0, age) }
    }

    /// The eGFR of up to two earlier days, newest first, and the change since the earlier one.
    private static func course(
        _ value: Double, _ series: [Observation], _ patient: Patient, _ date: Date
    ) -> BilingualText? {
        var days = [series.last?.time?.dayText]
        var earlier: [(day: String, value: Double)] = []
        for creatinine in series.dropLast().reversed() where earlier.count < 2 {
            guard let day = creatinine.time?.dayText, !days.contains(day),
                let number = filtration(creatinine, patient, date)?.result.number
            else { continue }
            days.append(day)
            earlier.append((day, number))
        }
        guard let first = earlier.last else { return nil }
        let change = ToolResult.rounded(value - first.value, decimals: 1)
        let sign = change > 0 ? "+" : change < 0 ? "−" : "±"
        let size = sign + NumberText.exact(abs(change))
        let shown = earlier.map { "\(NumberText.exact($0.value))" }
        let english = zip(shown, earlier).map { "\($0) (\($1.day))" }.joined(separator: ", ")
        let chinese = zip(shown, earlier).map { "\($0)（\($1.day)）" }.joined(separator: "、")
        return BilingualText(
            "earlier \(english), change \(size) since \(first.day)", "既往\(chinese)，自\(first.day)变化\(size)")
    }

    private static func doubtfulLater(_ patient: Patient, than used: Observation) -> BilingualText? {
        guard let last = patient.results(of: "creatinine").last(where: { $0.isDoubtful && $0.value != nil }),
            let time = last.time, let usedTime = used.time, time > usedTime
        else { return nil }
        return BilingualText(
            "a later creatinine (\(time.dayText)) was left out as doubtful", "较新的肌酐（\(time.dayText)）存疑，未采用")
    }
}
