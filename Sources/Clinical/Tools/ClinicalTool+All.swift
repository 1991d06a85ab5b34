extension ClinicalTool {
    /// Every calculator, one line each, in the order of the list.
    public static let all: [ClinicalTool] = [
        .ckdEpi2021,
        .bodyMassIndex,
    ]
}
