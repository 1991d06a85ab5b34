public import Foundation

/// What can be computed from a chart: eGFR (CKD-EPI 2021) and BMI. A value whose unit is missing or implausible is
/// never used, nor a bound such as "> 60".
///
/// - Parameter date: the day on which the chart is read; ages are taken on the day of the measurement.
public func computedFacts(for patient: Patient, on date: Date) -> [ComputedFact] {
    [GlomerularFiltration.fact(for: patient, on: date), BodyMassIndex.fact(for: patient, on: date)].compactMap { $0 }
}

extension Patient {
    /// Results of an analyte under any of its codes that can be computed with, oldest first.
    func usable(_ analyteID: String) -> [Observation] {
        results(of: analyteID).filter { !$0.isDoubtful && $0.value != nil && $0.value?.comparator == nil }
    }

    func results(of analyteID: String) -> [Observation] {
        observations.filter { $0.loinc.flatMap { Analyte.byCode[$0]?.id } == analyteID }.inOrderOfTime
    }

    /// The one age on the day of a measurement, or on the given day where that isn't known.
    func age(at time: PartialDate?, or date: Date) -> Int? {
        guard let time else { return age(on: date) }
        guard let ages = possibleAges(on: time), ages.lowerBound == ages.upperBound else { return nil }
        return ages.lowerBound
    }
}

/// The CKD-EPI creatinine equation of 2021 (Inker et al., NEJM 2021;385:1737), without race.
public enum GlomerularFiltration {
    public static let unit = "mL/min/{1.73_m2}"

    /// - Parameters:
    ///   - creatinine: serum creatinine in mg/dL, 0.1–15.
    ///   - age: completed years, 18–120.
    /// - Returns: mL/min/1.73 m²; nil outside the ranges or where the sex is neither female nor male.
    public static func ckdEpi2021(creatinine: Double, age: Int, sex: Sex) -> Double? {
        guard (0.1...15).contains(creatinine), (18...120).contains(age) else { return nil }
        let isFemale: Bool
        switch sex {
        case .female: isFemale = true
        case .male: isFemale = false
        case .other, .unknown: return nil
        }
        let ratio = creatinine / (isFemale ? 0.7 : 0.9)
        let low = pow(min(ratio, 1), isFemale ? -0.241 : -0.302)
        let high = pow(max(ratio, 1), -1.2)
        return 142 * low * high * pow(0.9938, Double(age)) * (isFemale ? 1.012 : 1)
    }

    /// G1 to G5 (KDIGO), of the value as it is shown.
    static func category(_ value: Double) -> String {
        switch value {
        case 90...: "G1"
        case 60..<90: "G2"
        case 45..<60: "G3a"
        case 30..<45: "G3b"
        case 15..<30: "G4"
        default: "G5"
        }
    }

    static func fact(for patient: Patient, on date: Date) -> ComputedFact? {
        guard let creatinine = patient.usable("creatinine").last, let value = creatinine.value,
            let stated = creatinine.stated, let loinc = creatinine.loinc,
            let milligrams = UnitConversion.convert(value, to: "mg/dL", loinc: loinc)?.value,
            let age = patient.age(at: creatinine.time, or: date),
            let result = ckdEpi2021(creatinine: milligrams, age: age, sex: patient.sex)
        else { return nil }
        let rounded = (result * 10).rounded() / 10
        let shown = "\(NumberText.exact(rounded)) \(UnitName.display(unit))"
        let group = category(rounded)
        let from = "\(NumberText.shown(stated.value)) \(UnitName.display(stated.unit))"
        let day = creatinine.time?.dayText
        let newer = doubtfulLater(patient, than: creatinine)
        var english = "eGFR \(shown) (\(group)), CKD-EPI 2021, from creatinine \(from)"
        english += day.map { " of \($0)" } ?? " (no date)"
        english += ", age \(age), \(patient.sex.rawValue); not for acute kidney injury or extremes of muscle mass"
        var chinese = "eGFR \(shown)（\(group)），CKD-EPI 2021肌酐公式，据\(day ?? "日期不详的")肌酐\(from)、\(age)岁、"
        chinese += patient.sex == .female ? "女性" : "男性"
        chinese += "；急性肾损伤或肌肉量极端者不适用"
        if let newer {
            english += "; a later creatinine (\(newer)) was left out as doubtful"
            chinese += "；较新的肌酐（\(newer)）存疑，未采用"
        }
        var inputs = [
            "creatinine": "\(NumberText.exact(stated.value)) \(stated.unit)", "age": "\(age)",
            "sex": patient.sex.rawValue,
        ]
        inputs["date"] = day
        return ComputedFact(
            tool: "egfr-ckd-epi-2021", inputs: inputs, value: rounded, unit: unit, english: english, chinese: chinese,
            source: "CKD-EPI creatinine equation 2021: Inker 2021, NEJM 385:1737; NKF/NIDDK")
    }

    private static func doubtfulLater(_ patient: Patient, than used: Observation) -> String? {
        guard let last = patient.results(of: "creatinine").last(where: { $0.isDoubtful && $0.value != nil }),
            let time = last.time, let usedTime = used.time, time > usedTime
        else { return nil }
        return time.dayText
    }
}

/// Weight over height squared (WHO); adults only, since the limits are theirs.
public enum BodyMassIndex {
    /// - Returns: kg/m²; nil outside 10–400 kg and 0.5–2.5 m.
    public static func value(weightKilograms: Double, heightMetres: Double) -> Double? {
        guard (10...400).contains(weightKilograms), (0.5...2.5).contains(heightMetres) else { return nil }
        return weightKilograms / (heightMetres * heightMetres)
    }

    static func fact(for patient: Patient, on date: Date) -> ComputedFact? {
        guard let weight = patient.usable("weight").last, let height = patient.usable("height").last,
            let kilograms = weight.value?.value, let centimetres = height.value?.value,
            let age = patient.possibleAges(at: height.time, or: date), age.lowerBound >= 18,
            !hasOwn(patient, since: weight.time),
            let result = value(weightKilograms: kilograms, heightMetres: centimetres / 100)
        else { return nil }
        let rounded = (result * 10).rounded() / 10
        let shown = "\(NumberText.exact(rounded)) \(UnitName.display("kg/m2"))"
        let figures = "\(NumberText.shown(kilograms)) kg, \(NumberText.shown(centimetres)) cm"
        let day = weight.time?.dayText
        return ComputedFact(
            tool: "bmi",
            inputs: ["weight": "\(NumberText.shown(kilograms)) kg", "height": "\(NumberText.shown(centimetres)) cm"],
            value: rounded, unit: "kg/m2",
            english: "BMI \(shown), from \(figures)" + (day.map { " (\($0))" } ?? ""),
            chinese: "体质量指数（BMI）\(shown)，据体重与身高\(figures)" + (day.map { "（\($0)）" } ?? ""),
            source: "WHO: weight / height²")
    }

    /// The chart's own BMI of the same time or later stands.
    private static func hasOwn(_ patient: Patient, since time: PartialDate?) -> Bool {
        guard let own = patient.usable("bmi").last else { return false }
        guard let time, let ownTime = own.time else { return true }
        return ownTime >= time || ownTime.dayText == time.dayText
    }
}

extension Patient {
    func possibleAges(at time: PartialDate?, or date: Date) -> ClosedRange<Int>? {
        time.map { possibleAges(on: $0) } ?? possibleAges(on: date)
    }
}
