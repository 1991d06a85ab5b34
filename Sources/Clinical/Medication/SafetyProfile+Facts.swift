/// What the choice of guideline passages may know of a patient.
extension SafetyProfile {
    /// In completed years; nil where it isn't known or the birth date is vague.
    public var age: Int? {
        ages.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil }
    }

    public var saysPregnant: Bool { isPregnant }

    /// KDIGO's G category by the newest eGFR, 1 to 5 (3 for 3a and 3b); nil where there is none, or not one value.
    public var filtrationCategory: Int? {
        guard let values = measured[.egfr]?.values, values.count == 1, let value = values.first else { return nil }
        return FiltrationStage(value).rawValue.first { $0.isNumber }?.wholeNumberValue
    }
}
