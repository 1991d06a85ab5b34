/// KDIGO's categories of eGFR; the cases run from the best to the worst.
enum FiltrationStage: String, CaseIterable {
    case g1 = "G1"
    case g2 = "G2"
    case g3a = "G3a"
    case g3b = "G3b"
    case g4 = "G4"
    case g5 = "G5"

    /// - Parameter value: mL/min/1.73 m², as it is shown.
    init(_ value: Double) {
        self = Self.allCases.first { value >= $0.floor } ?? .g5
    }

    /// The lowest eGFR that belongs to it.
    private var floor: Double {
        switch self {
        case .g1: 90
        case .g2: 60
        case .g3a: 45
        case .g3b: 30
        case .g4: 15
        case .g5: -.infinity
        }
    }

    private var meaning: BilingualText {
        switch self {
        case .g1: BilingualText("normal or high", "正常或升高")
        case .g2: BilingualText("mildly decreased", "轻度下降")
        case .g3a: BilingualText("mildly to moderately decreased", "轻中度下降")
        case .g3b: BilingualText("moderately to severely decreased", "中重度下降")
        case .g4: BilingualText("severely decreased", "重度下降")
        case .g5: BilingualText("kidney failure", "肾衰竭")
        }
    }

    /// As the bands of a tool that gives an eGFR.
    static var bands: [ToolBand] {
        var upper = Double.infinity
        return allCases.map { stage in
            defer { upper = stage.floor }
            return ToolBand(
                lower: stage.floor, isLowerIncluded: true, upper: upper, isUpperIncluded: false,
                meaning: BilingualText(
                    "\(stage.rawValue): \(stage.meaning.english)", "\(stage.rawValue)：\(stage.meaning.chinese)"))
        }
    }
}
