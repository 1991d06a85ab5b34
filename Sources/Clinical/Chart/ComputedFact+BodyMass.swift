import Foundation

/// BMI of adults whose chart has none of its own as new.
enum BodyMassFact {
    static func fact(for patient: Patient, on date: Date) -> ComputedFact? {
        guard let weight = patient.usable("weight").last, let height = patient.usable("height").last,
            let kilograms = weight.value?.value, let centimetres = height.value?.value,
            let age = patient.possibleAges(at: height.time, or: date), age.lowerBound >= 18,
            !patient.hasOwn("bmi", since: weight.time), let givenWeight = weight.given, let givenHeight = height.given,
            let result = try? ClinicalTool.bodyMassIndex.run(["weight": givenWeight, "height": givenHeight])
        else { return nil }
        let shown = result.valueText(in: "en")
        let (mass, length) = ("\(NumberText.shown(kilograms)) kg", "\(NumberText.shown(centimetres)) cm")
        let day = weight.time?.dayText
        var inputs = ["weight": mass, "height": length]
        inputs["date"] = day
        return ComputedFact(
            result, of: .bodyMassIndex, inputs: inputs,
            text: BilingualText(
                "BMI \(shown), from \(mass), \(length)" + (day.map { " (\($0))" } ?? ""),
                "体质量指数（BMI）\(shown)，据体重与身高\(mass), \(length)" + (day.map { "（\($0)）" } ?? "")))
    }
}
